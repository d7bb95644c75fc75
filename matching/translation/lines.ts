type Targets = readonly (readonly [target: string, probability: number])[];

/** Translations of each word, the most probable first; the probabilities of a word sum to at most 1. */
export type Translations = ReadonlyMap<string, Targets>;

/**
 * One direction of a table as its file has it. A line is taken apart when its word is asked for: a search or a ranking
 * asks for a few of 80,000, and to take all apart costs each start half a second and ten times the memory.
 */
export class Lines implements Translations {
  readonly #lines = new Map<string, string | Targets>();

  /** Adds `word<TAB>target<TAB>permille<TAB>…`. */
  add(line: string): void {
    const tab = line.indexOf('\t');
    if (tab > 0) this.#lines.set(line.slice(0, tab), line.slice(tab + 1));
  }

  get(word: string): Targets | undefined {
    const found = this.#lines.get(word);
    if (typeof found !== 'string') return found;
    const cells = found.split('\t');
    const targets: [string, number][] = [];
    for (let i = 0; i + 1 < cells.length; i += 2) targets.push([cells[i] ?? '', Number(cells[i + 1]) / 1000]);
    this.#lines.set(word, targets);
    return targets;
  }

  has(word: string): boolean {
    return this.#lines.has(word);
  }

  get size(): number {
    return this.#lines.size;
  }

  keys(): MapIterator<string> {
    return this.#lines.keys();
  }

  *entries(): MapIterator<[string, Targets]> {
    for (const word of this.#lines.keys()) yield [word, this.get(word) ?? []];
  }

  *values(): MapIterator<Targets> {
    for (const [, targets] of this.entries()) yield targets;
  }

  [Symbol.iterator](): MapIterator<[string, Targets]> {
    return this.entries();
  }

  forEach(tell: (targets: Targets, word: string, map: Translations) => void): void {
    for (const [word, targets] of this.entries()) tell(targets, word, this);
  }
}
