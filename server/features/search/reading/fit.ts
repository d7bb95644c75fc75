import { fold } from '../../../../matching/text/fold.ts';
import { stem } from '../../../../matching/text/stem.ts';
import { isLone, eachPiece } from './pieces.ts';
import type { SoughtPiece } from './other-words.ts';
import type { SearchWord } from '../../../platform/search/search-engine.ts';
import type { QueryWord } from './read-query.ts';

/** A word with all that may stand for it. */
export type Sought = Readonly<{ word: QueryWord; pieces: readonly SoughtPiece[] }>;
/** A text of a thing; what stands in a `title` tells most. */
type FitField = Readonly<{ text: string; isTitle: boolean }>;
export type Fit = Readonly<{
  /** The greater the better; only to be compared within one query. */
  score: number;
  /** How far each word is there: 1 as it was typed, less in other words, 0 not at all. */
  presence: readonly number[];
}>;

const titleWorth = 3;
const saturation = 2;
/** Lengths of a usual title and of a usual text, in characters: a longer one says less with each. */
const usualTitle = 20;
const usualText = 250;
const lengthMatters = 0.75;
/** So much of each text is read: candidates are many, and somebody is typing. */
const mostRead = 600;
/** How much more a thing is worth for each further word of the query that it touches. */
const together = 0.8;
/** A name in short form (锂电池 of 锂离子电池) is nearly as good as the word. */
const shortForm = 0.8;
/** A single character in place of a word is that word from this worth on. */
const loneIsThere = 0.4;
/** So many characters may be left out of a short form in one place. */
const mostLeftOut = 4;

/**
 * How well a thing fits the words of a query: BM25 over the pieces of the words and over what may stand for them, each
 * counted by the best of it, and more the more words are touched. `idf` says how rare a piece is.
 */
export function fitOf(sought: readonly Sought[], fields: readonly FitField[], idf: (piece: string) => number): Fit {
  const wanted = new Set(sought.flatMap(({ pieces }) => pieces.map(({ text }) => text)));
  const counts = new Map<string, number>();
  const folded: string[] = [];
  for (const { text: whole, isTitle } of fields) {
    if (whole === '') continue;
    const text = fold(whole.slice(0, mostRead)).text;
    folded.push(text);
    const usual = isTitle ? usualTitle : usualText;
    const each = (isTitle ? titleWorth : 1) / (1 - lengthMatters + (lengthMatters * text.length) / usual);
    eachPiece(text, (piece) => {
      if (wanted.has(piece)) counts.set(piece, (counts.get(piece) ?? 0) + each);
    });
  }
  let score = 0;
  let touched = 0;
  const presence = sought.map(({ word, pieces }): number => {
    const best = new Map<string, number>();
    const [whole, found] = [new Map<string, number>(), new Map<string, number>()];
    for (const { text, of, worth } of pieces) {
      whole.set(of, idf(of));
      const count = counts.get(text);
      if (count === undefined) continue;
      const value = worth * idf(of) * ((count * (saturation + 1)) / (count + saturation));
      best.set(of, Math.max(best.get(of) ?? 0, value));
      // 水 of 水泵 weighs a little, but is no pump; 薯 for 土豆 is the thing
      if (!isLone(text) || (!of.includes(text) && worth >= loneIsThere))
        found.set(of, Math.max(found.get(of) ?? 0, worth));
    }
    const own = [...best.values()].reduce((sum, value) => sum + value, 0);
    score += own;
    if (own > 0) touched++;
    if (stands(word, folded)) return 1;
    if (folded.some((text) => standsShort(word.text, text))) return shortForm;
    return partOf(whole, found);
  });
  return { score: score * (1 + together * Math.max(0, touched - 1)), presence };
}

/** Whether the word stands in one of the folded texts, in English in any of its forms. */
export const stands = (word: SearchWord, folded: readonly string[]): boolean =>
  folded.some((text) => placesOf(word, text).length > 0);

/** Where a word stands in a folded text: start and end, in order. */
export function placesOf({ text: word, isOpen }: SearchWord, folded: string): [number, number][] {
  const places: [number, number][] = [];
  if (/^[a-z]+$/.test(word)) {
    const wanted = stem(word);
    for (const { 0: other, index } of folded.matchAll(/(?<![a-z])[a-z]+/g))
      if ((isOpen && other.startsWith(word)) || stem(other) === wanted) places.push([index, index + other.length]);
    return places;
  }
  const isLatin = /^[a-z0-9]/.test(word);
  for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
    const end = at + word.length;
    const isWithin = isLatin && /[a-z0-9.]/.test(folded.charAt(at - 1));
    const goesOn = !isOpen && /[a-z0-9]$/.test(word) && /[a-z0-9]/.test(folded.charAt(end));
    if (!isWithin && !goesOn) places.push([at, end]);
  }
  return places;
}

/** The parts of a Chinese name of three or more characters between which others may stand: 锂 and 电池. */
export function shortFormOf(word: string): readonly [string, string] | undefined {
  if (!/^\p{Script=Han}{3,6}$/u.test(word)) return undefined;
  const first = word.length > 3 ? 2 : 1;
  return [word.slice(0, first), word.slice(first)];
}

/** Whether a text has the long form of a name. */
function standsShort(word: string, folded: string): boolean {
  const [head = '', tail = ''] = shortFormOf(word) ?? [];
  if (head === '') return false;
  for (let at = folded.indexOf(tail); at >= 0; at = folded.indexOf(tail, at + 1)) {
    const before = folded.slice(Math.max(0, at - mostLeftOut - head.length), at);
    const found = before.lastIndexOf(head);
    if (found >= 0 && /^\p{Script=Han}*$/u.test(before.slice(found))) return true;
  }
  return false;
}

/** How much of a word is there by its pieces, without characters that stand alone. */
function partOf(whole: ReadonlyMap<string, number>, found: ReadonlyMap<string, number>): number {
  let [all, there] = [0, 0];
  for (const [piece, rarity] of whole) {
    if (isLone(piece)) continue;
    all += rarity;
    there += rarity * (found.get(piece) ?? 0);
  }
  return all === 0 ? 0 : there / all;
}
