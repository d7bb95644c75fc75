import type { Language } from '../text/analyse.ts';
import type { IndexConfig } from './config.ts';
import { GrowableUint32 } from './growable.ts';
import type { Segment } from './segment.ts';

/**
 * Field lengths of each document, and the resulting weight of one occurrence. A field's average length is rounded to
 * steps of about 10 %, so that it (and every stored impact) rarely changes and depends only on the documents present,
 * not on the history of the index.
 */
export class Norms {
  readonly #config: IndexConfig;
  /** Per document: one length per field, then 1 if it is English. */
  readonly #rows: GrowableUint32;
  readonly #width: number;
  readonly #totals: number[];
  readonly #documents = { zh: 0, en: 0 };
  /** Cached until the next change. */
  #pivots: readonly number[] | undefined;

  constructor(config: IndexConfig, rows = new GrowableUint32()) {
    this.#config = config;
    this.#width = config.fields.length + 1;
    this.#rows = rows;
    this.#totals = config.fields.map(() => 0);
    for (let doc = 0; doc * this.#width < rows.length; doc++) this.#count(doc, 1);
  }

  add(lengths: readonly number[], language: Language): void {
    for (const length of lengths) this.#rows.push(length);
    this.#rows.push(language === 'en' ? 1 : 0);
    this.#count(this.#rows.length / this.#width - 1, 1);
  }

  remove(doc: number): void {
    this.#count(doc, -1);
  }

  #count(doc: number, by: 1 | -1): void {
    this.#pivots = undefined;
    this.#documents[this.languageOf(doc)] += by;
    this.#totals.forEach((total, f) => (this.#totals[f] = total + by * this.#rows.at(doc * this.#width + f)));
  }

  /** A copy with only the documents `kept`, renumbered in that order. */
  only(kept: readonly number[]): Norms {
    const rows = new Uint32Array(kept.length * this.#width);
    kept.forEach((doc, i) => rows.set(this.#rows.view(doc * this.#width, (doc + 1) * this.#width), i * this.#width));
    return new Norms(this.#config, new GrowableUint32(rows));
  }

  documentsIn(language: Language): number {
    return this.#documents[language];
  }

  rows(): Uint32Array {
    return this.#rows.view();
  }

  languageOf(doc: number): Language {
    return this.#rows.at(doc * this.#width + this.#width - 1) === 1 ? 'en' : 'zh';
  }

  /** The rounded average length of each field. */
  pivots(): readonly number[] {
    return (this.#pivots ??= this.#totals.map((total) => {
      const mean = total / Math.max(1, this.#documents.zh + this.#documents.en);
      return mean <= 1 ? 1 : 2 ** (Math.round(Math.log2(mean) * 7) / 7);
    }));
  }

  /** Weight of one occurrence by field of a document, and its k1. */
  of(doc: number, pivots: readonly number[] = this.pivots()): { factors: number[]; k1: number } {
    const language = this.languageOf(doc);
    const factors = this.#config.fields.map((field, f) => {
      const b = field.b[language];
      return field.weight / (1 - b + (b * this.#rows.at(doc * this.#width + f)) / (pivots[f] ?? 1));
    });
    return { factors, k1: this.#config.k1[language] };
  }

  /** Recomputes a segment's impacts if the pivots have changed: `(k1 + 1) w / (k1 + w)`, w the weighted frequency. */
  refresh(segment: Segment): void {
    const pivots = this.pivots();
    const key = pivots.join();
    if (segment.pivot === key) return;
    const factors = this.#factors(pivots, segment);
    const { docs, counts, impacts, offsets, peaks } = segment;
    const fields = this.#config.fields.length;
    // Every posting of the index: every index is within its array, and the casts avoid a check each.
    for (let slot = 0; slot < peaks.length; slot++) {
      let peak = 0;
      const end = offsets[slot + 1] as number;
      for (let i = offsets[slot] as number; i < end; i++) {
        const row = ((docs[i] as number) - segment.first) * (fields + 1);
        let packed = counts[i] as number;
        let weight = 0;
        for (let f = 0; packed > 0; f++, packed >>>= 4) weight += (packed & 15) * (factors[row + f] as number);
        const k1 = factors[row + fields] as number;
        const impact = Math.fround(((k1 + 1) * weight) / (k1 + weight));
        impacts[i] = impact;
        if (impact > peak) peak = impact;
      }
      peaks[slot] = peak;
    }
    segment.pivot = key;
  }

  /** Factors of all documents of a segment in one array: per document the factor of each field, then k1. */
  #factors(pivots: readonly number[], { first, last }: Segment): Float32Array {
    const factors = new Float32Array((last - first + 1) * this.#width);
    for (let doc = first; doc <= last; doc++) {
      const { factors: own, k1 } = this.of(doc, pivots);
      factors.set(own, (doc - first) * this.#width);
      factors[(doc - first) * this.#width + own.length] = k1;
    }
    return factors;
  }
}
