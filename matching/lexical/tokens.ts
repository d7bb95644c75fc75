import { GrowableUint32 } from './growable.ts';

/** The single tokens of every field of every document, as terms in text order, for proximity. */
export class Tokens {
  readonly #fields: number;
  readonly #starts: GrowableUint32;
  readonly #tokens: GrowableUint32;

  constructor(fields: number, starts = new GrowableUint32(Uint32Array.of(0)), tokens = new GrowableUint32()) {
    this.#fields = fields;
    this.#starts = starts;
    this.#tokens = tokens;
  }

  get documents(): number {
    return (this.#starts.length - 1) / this.#fields;
  }

  add(fields: readonly (readonly number[] | Uint32Array)[]): void {
    for (const tokens of fields) {
      for (const token of tokens) this.#tokens.push(token);
      this.#starts.push(this.#tokens.length);
    }
  }

  /** Tokens of all documents, valid until the next `add`. */
  get all(): Uint32Array {
    return this.#tokens.whole;
  }

  /** Where each field of a document starts in `all`; the last item is where its last field ends. */
  startsOf(doc: number): number[] {
    const starts: number[] = []; // a plain loop, as it is called for each of some hundred candidates
    for (let field = 0; field <= this.#fields; field++) starts.push(this.#starts.at(doc * this.#fields + field));
    return starts;
  }

  /** A view, valid until the next `add`. */
  of(doc: number, field: number): Uint32Array {
    const at = doc * this.#fields + field;
    return this.#tokens.view(this.#starts.at(at), this.#starts.at(at + 1));
  }

  /** A copy with only the documents `kept`, renumbered in that order. */
  only(kept: readonly number[]): Tokens {
    const copy = new Tokens(this.#fields);
    for (const doc of kept) copy.add(Array.from({ length: this.#fields }, (_, field) => this.of(doc, field)));
    return copy;
  }

  arrays(): { starts: Uint32Array; tokens: Uint32Array } {
    return { starts: this.#starts.view(), tokens: this.#tokens.view() };
  }
}
