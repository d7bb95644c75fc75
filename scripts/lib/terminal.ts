import { styleText } from 'node:util';

/** Output for people: headings, progress, bars; plain lines where the output is not a terminal. */
const isTerminal = process.stdout.isTTY === true;
type Style = Parameters<typeof styleText>[0];
const paint = (style: Style, text: string): string => (isTerminal ? styleText(style, text) : text);

export const dim = (text: string): string => paint('dim', text);
export const strong = (text: string): string => paint('bold', text);
export const good = (text: string): string => paint('green', text);
export const bad = (text: string): string => paint('red', text);
export const accent = (text: string): string => paint('cyan', text);

export const say = (text = ''): void => void process.stdout.write(`${text}\n`);
export const heading = (text: string): void => say(`\n${paint(['bold', 'cyan'], text)}`);

/** Columns a text takes in a terminal; Chinese characters take two. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text)
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(character) ? 2 : 1;
  return width;
}

/** The text in exactly `columns` columns, cut with an ellipsis or padded. */
export function fit(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text + ' '.repeat(columns - widthOf(text));
  let kept = '';
  for (const character of text) {
    if (widthOf(kept + character) > columns - 1) break;
    kept += character;
  }
  return `${kept}…${' '.repeat(Math.max(0, columns - 1 - widthOf(kept)))}`;
}

/** A progress bar on one line; without a terminal a single line at the end. */
export function progress(label: string, total: number) {
  const started = performance.now();
  const show = (done: number) => {
    const filled = total === 0 ? 24 : Math.round((done / total) * 24);
    const bar = '█'.repeat(filled) + '░'.repeat(24 - filled);
    return `${fit(label, 26)} ${bar} ${String(done).padStart(String(total).length)}/${total}`;
  };
  if (isTerminal) process.stdout.write(show(0));
  return {
    at: (done: number): void => {
      if (isTerminal) process.stdout.write(`\r${show(done)}`);
    },
    end: (): void => {
      const line = `${show(total)} ${dim(`${((performance.now() - started) / 1000).toFixed(1)} s`)}`;
      process.stdout.write(isTerminal ? `\r${line}\n` : `${line}\n`);
    },
  };
}

/** A bar to the left or right of a middle line, for contributions; `most` is the value of a full bar. */
export function signedBar(value: number, most: number, half = 12): string {
  const length = Math.min(half, Math.round((Math.abs(value) / most) * half));
  const left = value < 0 ? bad('▇'.repeat(length)) : '';
  const right = value > 0 ? good('▇'.repeat(length)) : '';
  const pad = (used: number) => ' '.repeat(half - used);
  return `${pad(value < 0 ? length : 0)}${left}│${right}${pad(value > 0 ? length : 0)}`;
}
