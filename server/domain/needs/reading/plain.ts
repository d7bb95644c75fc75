/** Characters of full width in half width, one for one, so that places in the text stay what they are. */
export const halfWidth = (text: string): string =>
  text.replace(/[！-～　]/g, (character) =>
    character === '　' ? ' ' : String.fromCharCode(character.charCodeAt(0) - 0xfee0),
  );

/** What stands before a place in the same sentence, at most `most` characters. */
export function before(text: string, at: number, most: number): string {
  return (
    text
      .slice(Math.max(0, at - most), at)
      .split(/[。;\n!?]|(?<!\d)\.(?=\s)/)
      .at(-1) ?? ''
  );
}

/** What stands after a place in the same sentence, at most `most` characters. */
export const after = (text: string, at: number, most: number): string =>
  text.slice(at, at + most).split(/[。;\n!?]|\.(?=\s|$)/)[0] ?? '';
