import type { Snippet } from './search-engine.ts';

/** Private-use characters around matched words. `indexable` removes them from every text before it is indexed. */
export const mark = { before: '\uE000', after: '\uE001' } as const;
const anyMark = /[\uE000\uE001]/g;
/** Half a surrogate pair: JSON would carry it, but Meilisearch rejects the whole document. */
const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** A text without our marks and without broken characters. */
export const indexable = (text: string): string => text.replace(anyMark, '').replace(loneSurrogate, '\uFFFD');

/** A marked text as runs of matched and other text; undefined when nothing in it is marked. */
export function snippetOf(field: string, marked: string): Snippet | undefined {
  if (!marked.includes(mark.before)) return undefined;
  const parts: { text: string; isMatch: boolean }[] = [];
  for (const piece of marked.split(mark.before)) {
    const [found = '', rest] = piece.split(mark.after, 2);
    if (rest === undefined) add(found, false);
    else {
      add(found, true);
      add(rest, false);
    }
  }
  return { field, parts };

  function add(text: string, isMatch: boolean): void {
    const last = parts.at(-1);
    if (text === '') return;
    if (last?.isMatch === isMatch) last.text += text;
    else parts.push({ text, isMatch });
  }
}
