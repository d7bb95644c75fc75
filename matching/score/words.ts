import { analyse, type Span, type Token } from '../text/analyse.ts';
import { joiningChars } from '../text/stop-words.ts';
import { isTelling } from '../text/telling.ts';
import type { MatchNeed, MatchPatent } from '../types.ts';

/** A named part of one side's text. */
export interface TextPart {
  readonly part: string;
  readonly text: string;
}

export function needTexts({ title, objective = '', body }: MatchNeed): TextPart[] {
  return [
    { part: 'title', text: title },
    { part: 'objective', text: objective },
    { part: 'body', text: body },
  ];
}

export function patentTexts({ title, abstract, claims = '', keywords = [], translated }: MatchPatent): TextPart[] {
  return [
    { part: 'title', text: title },
    { part: 'abstract', text: abstract },
    { part: 'claims', text: claims },
    ...keywords.map((text, i) => ({ part: `keywords.${i}`, text })),
    { part: 'translated.title', text: translated?.title ?? '' },
    { part: 'translated.abstract', text: translated?.abstract ?? '' },
  ];
}

export interface PartSpan extends Span {
  readonly part: string;
}

/** A word or run of characters that both texts share, where it stands in each, and its share in the text score. */
export interface MatchedWord {
  /** As written in the need. */
  readonly word: string;
  readonly contribution: number;
  readonly needSpans: readonly PartSpan[];
  readonly patentSpans: readonly PartSpan[];
}

/** A maximal run of adjacent shared tokens in the need. */
interface Run extends PartSpan {
  readonly keys: Set<string>;
}

const joins = (token: Token) => token.kind === 'char-pair' && [...token.value].some((char) => joiningChars.has(char));

const keyOf = (token: Token) => `${token.kind}:${token.value}`;

/**
 * The words both texts share, by descending contribution (ties by word). `worth` is a token's contribution to the score
 * (0 when the patent lacks it). Characters adjacent in both texts are shown as one word; a lone number, letter or unit is
 * none.
 */
export function matchedWords(
  need: readonly TextPart[],
  patent: readonly TextPart[],
  worth: (token: Token) => number,
  limit = 20,
): MatchedWord[] {
  const inPatent = spansByKey(patent);
  const groups = new Map<string, { word: string; keys: Set<string>; needSpans: PartSpan[] }>();
  for (const { part, text } of need)
    for (const run of runsOf(part, text, (token) => inPatent.has(keyOf(token)))) {
      const word = text.slice(run.start, run.end);
      const known = groups.get(word.toLowerCase()) ?? { word, keys: run.keys, needSpans: [] };
      known.needSpans.push({ part, start: run.start, end: run.end });
      groups.set(word.toLowerCase(), known);
    }
  const worths = new Map<string, number>();
  for (const { text } of need) for (const token of analyse(text).tokens) worths.set(keyOf(token), worth(token));
  const counted = new Set<string>();
  return [...groups.values()]
    .sort((a, b) => b.keys.size - a.keys.size || (a.word < b.word ? -1 : 1))
    .map(({ word, keys, needSpans }) => {
      const fresh = [...keys].filter((key) => !counted.has(key));
      fresh.forEach((key) => counted.add(key));
      const contribution = fresh.reduce((sum, key) => sum + (worths.get(key) ?? 0), 0);
      const telling = [...keys].filter((key) => !key.startsWith('char:'));
      return { word, contribution, needSpans, patentSpans: joined(telling.flatMap((key) => inPatent.get(key) ?? [])) };
    })
    .filter(({ word, contribution }) => contribution > 0 && isTelling(word))
    .sort((a, b) => b.contribution - a.contribution || (a.word < b.word ? -1 : 1))
    .slice(0, limit);
}

function spansByKey(parts: readonly TextPart[]): Map<string, PartSpan[]> {
  const spans = new Map<string, PartSpan[]>();
  for (const { part, text } of parts)
    for (const token of analyse(text).tokens) {
      const known = spans.get(keyOf(token)) ?? [];
      known.push({ part, start: token.start, end: token.end });
      spans.set(keyOf(token), known);
    }
  return spans;
}

/** Shared words, and runs of at least two characters of which every pair is shared and has no joining character. */
function runsOf(part: string, text: string, isShared: (token: Token) => boolean): Run[] {
  const runs: Run[] = [];
  for (const token of analyse(text).tokens) {
    if (token.kind === 'char' || token.kind === 'word-pair' || !isShared(token) || joins(token)) continue;
    const last = runs.at(-1);
    const continues = token.kind === 'char-pair' && last !== undefined && last.end > token.start;
    const keys = continues ? last.keys : new Set<string>();
    keys.add(keyOf(token));
    if (token.kind === 'char-pair') for (const char of token.value) keys.add(`char:${char}`);
    if (continues) runs[runs.length - 1] = { part, start: last.start, end: token.end, keys };
    else runs.push({ part, start: token.start, end: token.end, keys });
  }
  return runs;
}

/** Merges overlapping and touching spans of a part. */
function joined(spans: readonly PartSpan[]): PartSpan[] {
  const out: PartSpan[] = [];
  for (const span of [...spans].sort((a, b) => (a.part < b.part ? -1 : a.part > b.part ? 1 : a.start - b.start))) {
    const last = out.at(-1);
    if (last?.part === span.part && span.start <= last.end)
      out[out.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    else out.push(span);
  }
  return out;
}
