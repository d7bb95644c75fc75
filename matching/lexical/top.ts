export interface Scored {
  readonly id: string;
  readonly score: number;
}

/** Higher scores first, equal scores by id: the order of every list. */
export function byScoreThenId(a: Scored, b: Scored): number {
  return b.score - a.score || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Keeps the best `k` of the offered items, in a heap whose root is the worst of them. */
export class Top {
  readonly #k: number;
  readonly #heap: Scored[] = [];

  constructor(k: number) {
    this.#k = k;
  }

  /** Items with a lower score cannot enter. */
  get floor(): number {
    return this.#heap.length < this.#k ? 0 : (this.#heap[0]?.score ?? 0);
  }

  offer(item: Scored): void {
    const heap = this.#heap;
    if (this.#k <= 0) return;
    if (heap.length < this.#k) {
      heap.push(item);
      this.#up(heap.length - 1);
    } else if (heap[0] && byScoreThenId(item, heap[0]) < 0) {
      heap[0] = item;
      this.#down(0);
    }
  }

  sorted(): Scored[] {
    return [...this.#heap].sort(byScoreThenId);
  }

  #worse(i: number, j: number): boolean {
    const a = this.#heap[i];
    const b = this.#heap[j];
    return a !== undefined && b !== undefined && byScoreThenId(a, b) > 0;
  }

  #swap(i: number, j: number): void {
    const a = this.#heap[i];
    const b = this.#heap[j];
    if (a && b) [this.#heap[i], this.#heap[j]] = [b, a];
  }

  #up(start: number): void {
    for (let i = start; i > 0;) {
      const parent = (i - 1) >> 1;
      if (!this.#worse(i, parent)) return;
      this.#swap(i, parent);
      i = parent;
    }
  }

  #down(start: number): void {
    for (let i = start; ;) {
      let worst = i;
      if (this.#worse(2 * i + 1, worst)) worst = 2 * i + 1;
      if (this.#worse(2 * i + 2, worst)) worst = 2 * i + 2;
      if (worst === i) return;
      this.#swap(i, worst);
      i = worst;
    }
  }
}
