/** Text without control characters and with single spaces; line breaks stay. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\uFFFE\uFFFF]/gu, (character) =>
      character === '\n' ? '\n' : character === '\t' ? ' ' : '',
    )
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n\s*/g, '\n')
    .trim();
}

/** Text of one line. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\n/g, ' ');
}

/** The beginning of a text, never half a character. */
export function shortened(text: string, longest: number): string {
  const cut = text.slice(0, longest);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** A level is shorter than this; more is something else and is not searched for one. */
const longestLevel = 200;

/** A technology readiness level: `6`, `TRL6`, `6级`; of `TRL 6-7` the lower end, and `isRange`. */
export function readLevel(text: string): Readonly<{ level: number; isRange: boolean }> | undefined {
  if (text.length > longestLevel) return undefined;
  const plain = text.normalize('NFKC').replace(/\s/g, '');
  const [, level, upper] = /^(?:trl)?[-:]?([1-9])(?:级|[-~至到](?:trl)?([1-9])级?)?$/i.exec(plain) ?? [];
  return level === undefined ? undefined : { level: Number(level), isRange: upper !== undefined && upper !== level };
}
