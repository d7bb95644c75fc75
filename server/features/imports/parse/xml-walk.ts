import { DomainError } from '../../../domain/errors.ts';
import { fileLimits } from './limits.ts';

/** A tag with its quoted values, in which `>` is text and `<` cannot stand. */
const tag = /<[^<>"']*(?:"[^"<]*"[^<>"']*|'[^'<]*'[^<>"']*)*>/y;

/** What begins with `<` and is no tag, and how it ends. */
const asides = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

/**
 * Walks once through the bytes of an XML part, builds nothing, and tells of each opening tag. It refuses what makes the
 * reader that comes after it slow: a tag, comment or section that is never closed or is longer than `longestTag`
 * characters, `<` inside a tag, and definitions of entities. Throws INVALID_INPUT.
 */
export async function walkXml(
  chunks: AsyncIterable<Buffer>,
  seen: (tag: string) => void = () => undefined,
  longestTag: number = fileLimits.tagCharacters,
): Promise<void> {
  let rest = ''; // markup that goes on in the next chunk
  let gap = 0; // bytes since the last markup
  for await (const chunk of chunks) {
    const text = rest + chunk.toString('latin1'); // markup is ASCII; one byte stays one character
    let at = 0;
    for (let start = text.indexOf('<'); start >= 0; start = text.indexOf('<', at)) {
      const end = endOf(text, start, longestTag);
      gap = 0;
      at = end ?? start;
      if (end === undefined) break;
      if (!/[/!?]/.test(text.charAt(start + 1))) seen(text.slice(start, end));
    }
    const isMarkup = text[at] === '<';
    rest = isMarkup ? text.slice(at) : '';
    gap += isMarkup ? 0 : text.length - at;
    if (rest.length > longestTag || gap > fileLimits.tagGap) refuse();
  }
  if (rest !== '') refuse();
}

/** Where the markup that begins at `start` ends; undefined when the text ends before it does. */
function endOf(text: string, start: number, longest: number): number | undefined {
  for (const [opens, closes] of asides)
    if (text.startsWith(opens, start)) {
      const end = text.indexOf(closes, start + opens.length);
      return end < 0 ? undefined : bounded(start, end + closes.length, longest);
    }
  if (text[start + 1] === '!') {
    const isCutOff = asides.some(([opens]) => opens.startsWith(text.slice(start)));
    return isCutOff ? undefined : refuse(); // DOCTYPE, ENTITY
  }
  tag.lastIndex = start;
  if (tag.test(text)) return bounded(start, tag.lastIndex, longest);
  return undefined;
}

const bounded = (start: number, end: number, longest: number): number => (end - start > longest ? refuse() : end);

function refuse(): never {
  throw new DomainError('INVALID_INPUT', 'imports.xlsx.damaged');
}
