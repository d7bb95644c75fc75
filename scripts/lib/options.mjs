// @ts-check
// Command lines of scripts, compiled and uncompiled ones.
import { parseArgs } from 'node:util';

/**
 * Ends the script with a sentence about the wrong call; exit code 2.
 * @param {string} why
 * @returns {never}
 */
export function misused(why) {
  console.error(why);
  process.exit(2);
}

/**
 * An option as in `parseArgs`. `does` is its text in `--help` (without one it is hidden), `value` its placeholder there;
 * a value with the placeholder `N` must be a number of at least 0.
 * @typedef {{ type: 'string' | 'boolean', default?: any, multiple?: boolean, does?: string, value?: string }} Option
 */

/**
 * Parses the options and arguments of a script. `--help` prints its usage and exits with 0; an unknown or missing
 * argument exits with one sentence and 2.
 * @template {Record<string, Option>} Options
 * @param {{ call: string, does: string, takes?: readonly string[], options?: Options }} script how it is called; `takes` names its arguments
 */
export function commandLine({ call, does, takes = [], options }) {
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
    // node's further sentences are about quoting arguments
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
