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
const [, [section, sectionEnd]] = asides;

/** What a walk tells of; tags and texts are bytes as characters (latin1). */
export type Walker = Readonly<{
  /** An opening tag, whole. */
  open?: (tag: string) => void;
  /** A closing tag, whole; an opening tag that closes itself (`/>`) has none. */
  close?: (tag: string) => void;
  /** Text between two tags; it may come in pieces. `isRaw`: entities in it are text. */
  text?: (text: string, isRaw: boolean) => void;
}>;

/**
 * Walks once through the bytes of an XML part and builds nothing. It refuses what makes a reader slow: a tag, comment
 * or section that is never closed or is longer than `longestTag` characters, `<` inside a tag, and definitions of
 * entities. Throws INVALID_INPUT.
 */
export async function walkXml(
  chunks: AsyncIterable<Buffer>,
  { open, close, text: tell }: Walker = {},
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
      if (start > at) tell?.(text.slice(at, start), false);
      at = end ?? start;
      if (end === undefined) break;
      const next = text.charAt(start + 1);
      if (next === '/') close?.(text.slice(start, end));
      else if (next !== '!' && next !== '?') open?.(text.slice(start, end));
      else if (tell && text.startsWith(section, start))
        tell(text.slice(start + section.length, end - sectionEnd.length), true);
    }
    const isMarkup = text[at] === '<';
    rest = isMarkup ? text.slice(at) : '';
    if (!isMarkup && at < text.length) tell?.(text.slice(at), false);
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

const entities: Readonly<Record<string, string>> = { amp: '&', apos: "'", gt: '>', lt: '<', quot: '"' };
const entity = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|apos|gt|lt|quot));/gi;

/** Text as it is meant: bytes as characters, with entities unless they are `raw`, to characters. */
export function meant(bytes: string, isRaw = false): string {
  const text = /[\x80-\xff]/.test(bytes) ? Buffer.from(bytes, 'latin1').toString('utf8') : bytes;
  if (isRaw || !text.includes('&')) return text;
  return text.replace(entity, (_, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return entities[name.toLowerCase()] ?? '';
    const code = decimal !== undefined ? Number(decimal) : parseInt(hex ?? '', 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

/** The name of a tag without its prefix: `row` of `<x:row r="1">` and of `</x:row>`. */
export const nameOf = (markup: string): string => /^<\/?(?:[\w.-]+:)?([\w.-]+)/.exec(markup)?.[1] ?? '';

/** The value of an attribute of a tag. */
export function attributeOf(markup: string, name: 'r' | 's' | 't' | 'hidden' | 'ref'): string | undefined {
  const [, double, single] = attributes[name].exec(markup) ?? [];
  return double ?? single;
}
const attribute = (name: string) => new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
const attributes = {
  r: attribute('r'),
  s: attribute('s'),
  t: attribute('t'),
  hidden: attribute('hidden'),
  ref: attribute('ref'),
};
