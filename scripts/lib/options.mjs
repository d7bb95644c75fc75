// @ts-check
// What scripts are told on the command line: shared by those that are compiled and those that compile.
import { parseArgs } from 'node:util';

/**
 * Ends the script with one sentence for whoever called it wrongly; exit code 2.
 * @param {string} why
 * @returns {never}
 */
export function misused(why) {
  console.error(why);
  process.exit(2);
}

/**
 * An option as `parseArgs` takes it. `does` is what `--help` says of it (without one it is not shown), `value` what stands for
 * its value there: one that is `N` must be a number above or equal to 0.
 * @typedef {{ type: 'string' | 'boolean', default?: any, multiple?: boolean, does?: string, value?: string }} Option
 */

/**
 * The options and arguments of a script. `--help` prints how it is called, what it does and its options, and ends it with 0;
 * what it does not know, or misses, ends it with one sentence and 2.
 * @template {Record<string, Option>} Options
 * @param {{ call: string, does: string, takes?: readonly string[], options?: Options }} script how it is called; `takes` names its arguments
 */
export function told({ call, does, takes = [], options }) {
  const known = /** @type {Options} */ (options ?? {});
  const { values, positionals } = parsed(known, takes.length > 0);
  if ('help' in values && values.help) {
    console.log(help(call, does, takes, known));
    process.exit(0);
  }
  const missing = takes[positionals.length];
  if (missing) misused(`${missing} is missing: ${[call, ...takes].join(' ')}`);
  const surplus = positionals[takes.length];
  if (surplus !== undefined) misused(`Unexpected argument '${surplus}'. --help says what there is.`);
  for (const [name, { value }] of Object.entries(known)) {
    const given = /** @type {Record<string, unknown>} */ (values)[name];
    if (value === 'N' && given !== undefined && !(Number(given) >= 0 && given !== '')) {
      misused(`--${name} takes a number, not '${String(given)}'.`);
    }
  }
  return { values, positionals };
}

/**
 * @template {Record<string, Option>} Options
 * @param {Options} options
 * @param {boolean} allowPositionals
 */
function parsed(options, allowPositionals) {
  try {
    return parseArgs({ allowPositionals, options: { ...options, help: /** @type {const} */ ({ type: 'boolean' }) } });
  } catch (error) {
    // what node says goes on, after its first sentence, about how arguments are quoted
    const [sentence] = (error instanceof Error ? error.message : String(error)).split('. ');
    return misused(`${sentence}. --help says what there is.`);
  }
}

/**
 * @param {string} call
 * @param {string} does
 * @param {readonly string[]} takes
 * @param {Record<string, Option>} options
 */
function help(call, does, takes, options) {
  const rows = Object.entries({
    ...options,
    help: { does: 'prints this', default: undefined, value: undefined },
  }).flatMap(([name, { does: what, value, default: otherwise }]) => {
    const usual = typeof otherwise === 'string' && otherwise ? ` (${otherwise})` : '';
    return what ? [[`--${name}${value ? ` ${value}` : ''}`, `${what}${usual}`]] : [];
  });
  const width = Math.max(...rows.map(([option = '']) => option.length));
  return [
    [call, ...takes, '[options]'].join(' '),
    '',
    does,
    '',
    ...rows.map(([option = '', what]) => `  ${option.padEnd(width)}  ${what}`),
  ].join('\n');
}
