import { roomFor } from './growable.ts';
import type { Runs } from './runs.ts';
import { buildSegment, mergeSegments, type Segment } from './segment.ts';

/** Whether the document of this number has not been removed. */
export type IsAlive = (doc: number) => boolean;

/** The segments of an index in document order: few, even if documents came one by one. */
export class Segments {
  #list: Segment[] = [];
  /** The first document that is in no segment yet. */
  #sealed = 0;
  /** Scratch space of `buildSegment`, kept so that one new document needs no array over the whole vocabulary. */
  #place = new Uint32Array(0);

  /** Makes a segment of the documents added since the last call, merges small neighbours and returns all segments. */
  sealed(runs: Runs, vocabularySize: number, isAlive: IsAlive): readonly Segment[] {
    if (this.#sealed < runs.documents) {
      if (this.#place.length < vocabularySize) this.#place = new Uint32Array(roomFor(vocabularySize));
      this.#list.push(buildSegment(this.#sealed, runs.rows(this.#sealed), this.#place, isAlive));
      this.#sealed = runs.documents;
    }
    for (;;) {
      const last = this.#list.at(-1);
      const before = this.#list.at(-2);
      if (!last || !before || before.docs.length > 2 * last.docs.length) return this.#list;
      this.#list.splice(-2, 2, mergeSegments(before, last, isAlive));
    }
  }

  /** Merges all segments into one of the documents `kept`, renumbered in that order. Answers do not change. */
  only(kept: readonly number[], isAlive: IsAlive): Segment {
    const [first = noSegment, ...others] = this.#list;
    if (others.length === 0 && kept.length === this.#sealed) return first;
    const whole = others.reduce((a, b) => mergeSegments(a, b, isAlive), mergeSegments(noSegment, first, isAlive));
    const numbers = new Uint32Array(this.#sealed);
    kept.forEach((doc, number) => (numbers[doc] = number));
    whole.docs.forEach((doc, i) => (whole.docs[i] = numbers[doc] ?? 0));
    return this.replace(whole, kept.length);
  }

  /** Replaces all segments by one of `documents` documents; impacts and peaks are computed when needed. */
  replace(postings: Pick<Segment, 'terms' | 'offsets' | 'docs' | 'counts'>, documents: number): Segment {
    const { terms, offsets, docs, counts } = postings;
    const [impacts, peaks] = [new Float32Array(docs.length), new Float32Array(terms.length)];
    const segment = { terms, offsets, docs, counts, impacts, peaks, first: 0, last: documents - 1, pivot: '' };
    this.#list = documents > 0 ? [segment] : [];
    this.#sealed = documents;
    return segment;
  }
}

const none = { starts: new Uint32Array(1), terms: new Uint32Array(0), counts: new Uint16Array(0) };
const noSegment = buildSegment(0, none, new Uint32Array(0), () => false);
