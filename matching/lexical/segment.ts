import type { Rows } from './runs.ts';

/**
 * An immutable part of the index: for each of its terms (ascending) the documents that hold it (ascending), the counts
 * by field (see `read-document.ts`), and the saturated weights, computed for certain average lengths (`pivot`).
 */
export interface Segment {
  readonly terms: Uint32Array;
  /** The postings of `terms[i]` are `offsets[i]` to `offsets[i + 1]`. */
  readonly offsets: Uint32Array;
  readonly docs: Uint32Array;
  readonly counts: Uint16Array;
  readonly impacts: Float32Array;
  /** Largest impact of each term: a bound for pruning. */
  readonly peaks: Float32Array;
  /** The document numbers it covers, `last` included. */
  readonly first: number;
  readonly last: number;
  /** Which average lengths the impacts were computed for; see `Norms`. */
  pivot: string;
}

/** Index of `term` in `segment.terms`; -1 if absent. */
export function slotOf(segment: Segment, term: number): number {
  return search(segment.terms, term, 0, segment.terms.length);
}

/** Index of `doc` among the postings of slot `slot`; -1 if absent. */
export function postingOf(segment: Segment, slot: number, doc: number): number {
  return search(segment.docs, doc, segment.offsets[slot] ?? 0, segment.offsets[slot + 1] ?? 0);
}

function search(sorted: Uint32Array, value: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low < to && sorted[low] === value ? low : -1;
}

/**
 * Builds a segment from the documents `first…`, whose terms and counts are in `rows`. `place` is scratch space as long
 * as the vocabulary: all zeros before and after.
 */
export function buildSegment(
  first: number,
  rows: Rows,
  place: Uint32Array,
  isAlive: (doc: number) => boolean,
): Segment {
  const live = (row: number) => isAlive(first + row);
  const met: number[] = [];
  eachPosting(rows, live, (_row, at) => {
    const term = rows.terms[at] ?? 0;
    if (place[term] === 0) met.push(term);
    place[term] = (place[term] ?? 0) + 1;
  });
  // does not walk over the whole vocabulary: one new patent is indexed at once
  const terms = Uint32Array.from(met).sort();
  const last = first + rows.starts.length - 2;
  const segment = emptySegment(terms, { first, last }, (slot) => place[terms[slot] ?? 0] ?? 0);
  terms.forEach((term, slot) => (place[term] = segment.offsets[slot] ?? 0));
  eachPosting(rows, live, (row, at) => {
    const term = rows.terms[at] ?? 0;
    const to = place[term] ?? 0;
    place[term] = to + 1;
    segment.docs[to] = first + row;
    segment.counts[to] = rows.counts[at] ?? 0;
  });
  for (const term of terms) place[term] = 0;
  return segment;
}

function eachPosting({ starts }: Rows, live: (row: number) => boolean, visit: (row: number, at: number) => void): void {
  const base = starts[0] ?? 0;
  for (let row = 0; row + 1 < starts.length; row++)
    if (live(row)) for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at++) visit(row, at - base);
}

function emptySegment(
  terms: Uint32Array,
  { first, last }: Pick<Segment, 'first' | 'last'>,
  lengthOf: (slot: number) => number,
): Segment {
  const offsets = new Uint32Array(terms.length + 1);
  for (let slot = 0; slot < terms.length; slot++) offsets[slot + 1] = (offsets[slot] ?? 0) + lengthOf(slot);
  const total = offsets[terms.length] ?? 0;
  return {
    terms,
    offsets,
    docs: new Uint32Array(total),
    counts: new Uint16Array(total),
    impacts: new Float32Array(total),
    peaks: new Float32Array(terms.length),
    first,
    last,
    pivot: '',
  };
}

/** Merges two neighbouring segments (all documents of `a` come before those of `b`), without removed documents. */
export function mergeSegments(a: Segment, b: Segment, isAlive: (doc: number) => boolean): Segment {
  const terms = union(a.terms, b.terms);
  const parts = [a, b].map((segment) => ({ segment, slots: slotsIn(segment, terms) }));
  const merged = emptySegment(terms, { first: a.first, last: b.last }, (slot) =>
    parts.reduce((sum, { segment, slots }) => sum + liveCount(segment, slots[slot] ?? -1, isAlive), 0),
  );
  for (let slot = 0; slot < terms.length; slot++) {
    let to = merged.offsets[slot] ?? 0;
    for (const { segment, slots } of parts) to = copyLive(segment, slots[slot] ?? -1, isAlive, merged, to);
  }
  return merged;
}

function union(a: Uint32Array, b: Uint32Array): Uint32Array {
  const out = new Uint32Array(a.length + b.length);
  let n = 0;
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    const x = a[i] ?? Infinity;
    const y = b[j] ?? Infinity;
    out[n++] = Math.min(x, y);
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return out.slice(0, n);
}

/** The slot of each of `terms` in the segment; -1 if absent. */
function slotsIn(segment: Segment, terms: Uint32Array): Int32Array {
  let slot = 0;
  return Int32Array.from(terms, (term) => (segment.terms[slot] === term ? slot++ : -1));
}

function liveCount(segment: Segment, slot: number, isAlive: (doc: number) => boolean): number {
  let count = 0;
  if (slot >= 0)
    for (let i = segment.offsets[slot] ?? 0; i < (segment.offsets[slot + 1] ?? 0); i++)
      if (isAlive(segment.docs[i] ?? 0)) count++;
  return count;
}

function copyLive(from: Segment, slot: number, isAlive: (doc: number) => boolean, into: Segment, at: number): number {
  let to = at;
  if (slot >= 0)
    for (let i = from.offsets[slot] ?? 0; i < (from.offsets[slot + 1] ?? 0); i++) {
      const doc = from.docs[i] ?? 0;
      if (!isAlive(doc)) continue;
      into.docs[to] = doc;
      into.counts[to++] = from.counts[i] ?? 0;
    }
  return to;
}
