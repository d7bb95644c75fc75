/** Characters of full width in half width, one for one, so that places in the text stay what they are. */
export const halfWidth = (text: string): string =>
  text.replace(/[！-～　]/g, (character) =>
    character === '　' ? ' ' : String.fromCharCode(character.charCodeAt(0) - 0xfee0),
  );

/** More of one kind than this in a text is no condition of a need. */
const most = 200;

/** The places where words stand in a text, the first of them. */
export function* placesOf(words: RegExp, text: string): Generator<RegExpExecArray> {
  let count = 0;
  for (const match of text.matchAll(words)) {
    if (count++ === most) return;
    yield match;
  }
}

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
