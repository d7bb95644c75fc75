import { slotOf, type Segment } from './segment.ts';

/** A term as scoring needs it. */
export interface WeightedTerm {
  readonly term: number;
  readonly weight: number;
}

/** The postings of one term in one segment, and the most it can add to a score. */
interface Posting {
  readonly weight: number;
  readonly start: number;
  readonly end: number;
  readonly bound: number;
}

/** Where to look whether the rest can be skipped: when so much of the sum of all bounds is still to come. */
const checkpoints = [0.5, 0.3, 0.15];
/** Looking costs as much as walking over so many postings a document; with fewer to come it cannot pay. */
const worthLooking = 3;
/** Keeps documents that rounding might have put just below the line. */
const slack = 1 - 1e-9;

/**
 * Adds up the scores of a segment's documents into `scores` (by document number, zero before) and returns the documents
 * that may be among the best `k`, or null for all. Terms come weightiest first, in an order that depends on nothing
 * but the query and the statistics, so that sums are the same to the last bit with and without pruning.
 *
 * Once what is still to come cannot lift a document over the k-th best, only those within reach are followed (the idea
 * of MaxScore: Turtle and Flood, "Query evaluation: strategies and optimizations", 1995, term at a time).
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

// In the loops below every index is within its array by construction; the casts spare a check per posting.

function addAll({ docs, impacts }: Segment, { weight, start, end }: Posting, scores: Float64Array): void {
  for (let i = start; i < end; i++) {
    const doc = docs[i] as number;
    scores[doc] = (scores[doc] as number) + weight * (impacts[i] as number);
  }
}

/** The k-th best score so far among documents that were not removed, 0 when fewer than `k` have one. */
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

/** Finishes the scores of those documents that can still reach the threshold. */
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
    // Looking each candidate up costs some 20 steps; walking over all postings is cheaper when they are few.
    if (candidates.length * 20 < length) addTo(candidates, segment, posting, scores);
    else addAll(segment, posting, scores);
    left -= posting.bound;
    if (candidates.length > 500) candidates = withinReach(candidates, scores, threshold - left);
  }
  return candidates;
}

/** Ascending documents whose score is at least `least`: out of `docs`, or out of the whole segment. */
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

/** Adds a term for ascending `candidates` only: each search begins where the one before ended. */
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
