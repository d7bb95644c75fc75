import { slotOf, type Segment } from './segment.ts';

/** A query term as scoring needs it. */
export interface WeightedTerm {
  readonly term: number;
  readonly weight: number;
}

/** The postings of a term in one segment; `bound` is the most it can add to a score. */
interface Posting {
  readonly weight: number;
  readonly start: number;
  readonly end: number;
  readonly bound: number;
}

/** Pruning is tried when this share of the sum of all bounds is still to come. */
const checkpoints = [0.5, 0.3, 0.15];
/** Trying costs as much as this many postings per document, so it cannot pay when fewer are left. */
const worthLooking = 3;
/** Keeps documents that rounding may have put just below the threshold. */
const slack = 1 - 1e-9;

/**
 * Adds up the scores of a segment's documents into `scores` (by document number, all zero before) and returns the
 * documents that may be among the best `k`, or null for all. Terms come by descending weight, in an order that depends
 * only on the query and the statistics, so that sums are bitwise equal with and without pruning.
 *
 * Once the terms still to come cannot lift a document above the k-th best, only documents within reach are scored on
 * (the idea of MaxScore: Turtle and Flood, "Query evaluation: strategies and optimizations", 1995, term at a time).
 */
export function scoreSegment(
  segment: Segment,
  terms: readonly WeightedTerm[],
  scores: Float64Array,
  k: number,
  { isAlive, isExhaustive }: { isAlive: (doc: number) => boolean; isExhaustive: boolean },
): Uint32Array | null {
  const postings = postingsOf(segment, terms);
  const all = postings.reduce((sum, { bound }) => sum + bound, 0);
  let left = all;
  let leftPostings = postings.reduce((sum, { start, end }) => sum + end - start, 0);
  let next = 0;
  for (let i = 0; i < postings.length; i++) {
    const posting = postings[i] as Posting; // i is within
    if (
      !isExhaustive &&
      left <= all * (checkpoints[next] ?? -1) &&
      leftPostings > worthLooking * (segment.last - segment.first)
    ) {
      next++;
      const threshold = kthBest(segment, scores, k, isAlive);
      if (threshold * slack > left) return follow(segment, postings.slice(i), scores, threshold, left);
    }
    addAll(segment, posting, scores);
    left -= posting.bound;
    leftPostings -= posting.end - posting.start;
  }
  return null;
}

function postingsOf(segment: Segment, terms: readonly WeightedTerm[]): Posting[] {
  return terms.flatMap(({ term, weight }) => {
    const slot = slotOf(segment, term);
    if (slot < 0) return [];
    const [start, end] = [segment.offsets[slot] ?? 0, segment.offsets[slot + 1] ?? 0];
    return [{ weight, start, end, bound: weight * (segment.peaks[slot] ?? 0) }];
  });
}

// Below, every index is within its array by construction; the casts avoid a check per posting.

function addAll({ docs, impacts }: Segment, { weight, start, end }: Posting, scores: Float64Array): void {
  for (let i = start; i < end; i++) {
    const doc = docs[i] as number;
    scores[doc] = (scores[doc] as number) + weight * (impacts[i] as number);
  }
}

/** The k-th best score so far among live documents; 0 when fewer than `k` have one. */
function kthBest({ first, last }: Segment, scores: Float64Array, k: number, isAlive: (doc: number) => boolean): number {
  const heap = new Float64Array(k); // a heap whose root is the least of the best k
  for (let doc = first; doc <= last; doc++) {
    const score = scores[doc] as number;
    if (score <= (heap[0] as number) || !isAlive(doc)) continue;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= k) break;
      if (child + 1 < k && (heap[child + 1] as number) < (heap[child] as number)) child++;
      if ((heap[child] as number) >= score) break;
      heap[i] = heap[child] as number;
      i = child;
    }
    heap[i] = score;
  }
  return heap[0] ?? 0;
}

/** Finishes the scores of the documents that can still reach the threshold. */
function follow(
  segment: Segment,
  postings: readonly Posting[],
  scores: Float64Array,
  threshold: number,
  stillToCome: number,
): Uint32Array {
  let candidates = withinReach(segment, scores, threshold - stillToCome);
  let left = stillToCome;
  for (const posting of postings) {
    const length = posting.end - posting.start;
    // Looking up a candidate costs some 20 steps, so walking over all postings is cheaper when they are few.
    if (candidates.length * 20 < length) addTo(candidates, segment, posting, scores);
    else addAll(segment, posting, scores);
    left -= posting.bound;
    if (candidates.length > 500) candidates = withinReach(candidates, scores, threshold - left);
  }
  return candidates;
}

/** Document numbers, ascending, with a score of at least `least`: from `docs` or the whole segment. */
function withinReach(docs: Uint32Array | Segment, scores: Float64Array, least: number): Uint32Array {
  const line = Math.max(least * slack, Number.MIN_VALUE);
  if (docs instanceof Uint32Array) {
    const kept = new Uint32Array(docs.length);
    let count = 0;
    for (const doc of docs) if ((scores[doc] as number) >= line) kept[count++] = doc;
    return kept.subarray(0, count);
  }
  const kept = new Uint32Array(docs.last - docs.first + 1);
  let count = 0;
  for (let doc = docs.first; doc <= docs.last; doc++) if ((scores[doc] as number) >= line) kept[count++] = doc;
  return kept.subarray(0, count);
}

/** Adds a term for ascending `candidates` only: each search starts where the previous one ended. */
function addTo(candidates: Uint32Array, { docs, impacts }: Segment, posting: Posting, scores: Float64Array): void {
  let from = posting.start;
  for (const doc of candidates) {
    let low = from;
    let high = posting.end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((docs[middle] as number) < doc) low = middle + 1;
      else high = middle;
    }
    if (low < posting.end && docs[low] === doc)
      scores[doc] = (scores[doc] as number) + posting.weight * (impacts[low] as number);
    from = low;
  }
}
