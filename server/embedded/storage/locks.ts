/**
 * Who holds which document or unique key. A transaction holds what it wrote until it ends. Whoever else wants it gets a
 * conflict (inside a transaction) or waits for the end (outside).
 */
import { StoreError } from '../values/errors.ts';

export interface Holder {
  /** Settles when the transaction has ended, either way. */
  readonly ended: Promise<void>;
}

/** Thrown by a write outside transactions that has to wait; the whole command runs again afterwards. */
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

  /** For a writer outside transactions: goes on only when nobody holds it. */
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
