import { fold } from '../../../../matching/text/fold.ts';
import type { SearchWord, Snippet } from '../../../platform/search/search-engine.ts';
import { placesOf } from './fit.ts';

/** Characters of a field shown in an excerpt, and how many of them come before the first match. */
const length = 120;
const lead = 30;

/** A piece of a text around the first of the words, with each of them marked; undefined when none stands there. */
export function excerptOf(field: string, text: string, words: readonly SearchWord[]): Snippet | undefined {
  const { text: folded, from: starts, to: ends } = fold(text);
  const spans = words
    .flatMap((word) => placesOf(word, folded))
    .map(([start, end]) => [starts?.[start] ?? start, ends?.[end - 1] ?? end] as const)
    .sort(([a], [b]) => a - b);
  const [first] = spans;
  if (!first) return undefined;
  const from = boundary(text, Math.max(0, first[0] - lead));
  const to = boundary(text, Math.min(text.length, from + length));
  const parts: { text: string; isMatch: boolean }[] = [];
  const add = (piece: string, isMatch: boolean): void => {
    const last = parts.at(-1);
    if (piece === '') return;
    if (last?.isMatch === isMatch) last.text += piece;
    else parts.push({ text: piece, isMatch });
  };
  if (from > 0) add('…', false);
  let at = from;
  for (const [start, end] of spans) {
    if (end <= at || start >= to) continue;
    add(text.slice(at, Math.max(at, start)), false);
    add(text.slice(Math.max(at, start), end), true);
    at = end;
  }
  add(text.slice(at, Math.max(at, to)), false);
  if (Math.max(at, to) < text.length) add('…', false);
  return { field, parts };
}

/** `at`, or one less where it would cut a character in two. */
const boundary = (text: string, at: number): number => (/[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at - 1 : at);
