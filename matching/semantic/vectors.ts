import { Top, type Scored } from '../lexical/top.ts';

/**
 * Who turns texts into vectors: the platform's own space, or a model server a centre has plugged in
 * (`rest`, `ollama`, `openAi`, as Meilisearch names them). The caller does the asking; vectors are handed in.
 */
export interface Embedder {
  /** Vectors of different ids are never compared. */
  readonly id: string;
  readonly dimensions: number;
  embed(texts: readonly string[], kind: 'need' | 'patent'): Promise<Float32Array[]>;
}

/** Unit vectors of one embedder, by id, side by side in one array. */
export class Vectors {
  readonly embedder: string;
  readonly dimensions: number;
  readonly #slots = new Map<string, number>();
  readonly #ids: (string | undefined)[] = [];
  readonly #free: number[] = [];
  #values: Float32Array;

  constructor(embedder: string, dimensions: number, capacity = 16) {
    this.embedder = embedder;
    this.dimensions = dimensions;
    this.#values = new Float32Array(capacity * dimensions);
  }

  /** Throws RangeError for a vector of another embedder or length. It is kept at unit length. */
  set(id: string, vector: Float32Array, embedder: string): void {
    if (embedder !== this.embedder || vector.length !== this.dimensions)
      throw new RangeError(
        `a vector of ${embedder} (${vector.length}) among those of ${this.embedder} (${this.dimensions})`,
      );
    const slot = this.#slots.get(id) ?? this.#free.pop() ?? this.#ids.length;
    if ((slot + 1) * this.dimensions > this.#values.length) {
      const wider = new Float32Array(Math.max(16 * this.dimensions, this.#values.length * 2));
      wider.set(this.#values);
      this.#values = wider;
    }
    const length = Math.hypot(...vector) || 1;
    this.#values.set(
      vector.map((x) => x / length),
      slot * this.dimensions,
    );
    this.#slots.set(id, slot);
    this.#ids[slot] = id;
  }

  remove(id: string): void {
    const slot = this.#slots.get(id);
    if (slot === undefined) return;
    this.#slots.delete(id);
    this.#ids[slot] = undefined;
    this.#free.push(slot);
  }

  get(id: string): Float32Array | undefined {
    const slot = this.#slots.get(id);
    return slot === undefined ? undefined : this.#values.subarray(slot * this.dimensions, (slot + 1) * this.dimensions);
  }

  /** Cosine, 0 when there is no vector for the id. */
  cosine(id: string, vector: Float32Array): number {
    const slot = this.#slots.get(id);
    return slot === undefined ? 0 : this.#dot(slot, vector);
  }

  /** The `k` nearest by cosine (above 0), found by looking at all: right up to some 200,000 vectors. */
  nearest(vector: Float32Array, k: number): Scored[] {
    const top = new Top(k);
    for (let slot = 0; slot < this.#ids.length; slot++) {
      const id = this.#ids[slot];
      if (id === undefined) continue;
      const score = this.#dot(slot, vector);
      if (score > 0 && score >= top.floor) top.offer({ id, score });
    }
    return top.sorted();
  }

  /** Four sums at once: the additions do not wait for each other. Lengths are multiples of four or the rest is added after. */
  #dot(slot: number, vector: Float32Array): number {
    const values = this.#values;
    const start = slot * this.dimensions;
    const n = this.dimensions - (this.dimensions % 4);
    let [a, b, c, d] = [0, 0, 0, 0];
    // Within bounds by construction; the casts spare a check per multiplication.
    for (let i = 0; i < n; i += 4) {
      a += (values[start + i] as number) * (vector[i] as number);
      b += (values[start + i + 1] as number) * (vector[i + 1] as number);
      c += (values[start + i + 2] as number) * (vector[i + 2] as number);
      d += (values[start + i + 3] as number) * (vector[i + 3] as number);
    }
    for (let i = n; i < this.dimensions; i++) a += (values[start + i] as number) * (vector[i] as number);
    return a + b + c + d;
  }
}
