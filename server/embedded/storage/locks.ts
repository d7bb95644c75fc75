/**
 * Locks on documents and unique keys. A transaction holds what it wrote until it ends; another transaction that wants
 * it gets a write conflict, a write outside transactions waits.
 */
import { StoreError } from '../values/errors.ts';

export interface Holder {
  /** Resolves when the transaction has ended, either way. */
  readonly ended: Promise<void>;
}

/** Thrown by a write outside transactions that has to wait; the dispatcher repeats the whole command afterwards. */
export class Blocked extends Error {
  readonly holder: Holder;

  constructor(holder: Holder) {
    super('waiting for a transaction to end');
    this.holder = holder;
  }
}

export class Locks {
  private readonly held = new Map<string, Holder>();

  take(name: string, holder: Holder): void {
    const other = this.held.get(name);
    if (other && other !== holder) throw conflict();
    this.held.set(name, holder);
  }

  /** For a write outside transactions: throws `Blocked` while a transaction holds the name. */
  free(name: string): void {
    const other = this.held.get(name);
    if (other) throw new Blocked(other);
  }

  release(names: Iterable<string>): void {
    for (const name of names) this.held.delete(name);
  }
}

export const conflict = (): StoreError =>
  new StoreError(
    'WriteConflict',
    'Write conflict during plan execution and yielding is disabled. Please retry your operation or multi-document transaction.',
  );
