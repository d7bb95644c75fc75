/** Control, direction, zero-width, private and unassigned characters, line and paragraph breaks, and stray accents at the start. */
const unwritten =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u{3164}\u{ffa0}\u{115f}\u{1160}\u{2800}\p{Variation_Selector}]|^\p{M}/u;
const everyUnwritten = new RegExp(unwritten.source.replace('|^\\p{M}', ''), 'gu');

/**
 * A name as everybody sees it: one spelling for characters of several widths (NFKC), single spaces. Null for a name with
 * characters that are not seen or that change how others are read: two such names could look alike and be different.
 */
export function publicName(text: string): string | null {
  const name = text.normalize('NFKC').trim();
  return unwritten.test(text) || unwritten.test(name) ? null : name.replace(/ +/g, ' ');
}

/**
 * The name of a file from somebody's disk, as it is kept, shown and offered for saving: without the characters that
 * `publicName` refuses (so that nothing ends in `fdp.exe` and reads `exe.pdf`), on one line, and no path. Null when nothing
 * is left. Cleaned rather than refused: people seldom know what the programs that named their files put in.
 */
export function cleanFileName(text: string): string | null {
  const name = text
    .replace(/[\t-\r\u0085\p{Z}]+/gu, ' ')
    .replace(everyUnwritten, '')
    .replace(/[\\/]/g, '_')
    .normalize('NFC')
    .replace(/ +/g, ' ')
    .replace(/^[ \p{M}]+| $/gu, '');
  return /^\.*$/.test(name) ? null : name;
}

/** What two names have in common that differ only in case, spaces and punctuation: shown to the person who decides. */
export const foldedName = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\p{S}\p{Z}\s]/gu, '');
