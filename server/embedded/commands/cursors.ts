/** Cursors for results that do not fit into one answer: generators kept until exhausted, killed or idle for long. */
import { randomInt } from 'node:crypto';
import type { Clock } from './clock.ts';
import { type Doc, doc } from '../values/bson.ts';
import { fail, refuse } from '../values/errors.ts';

const BATCH_BYTES = 16_000_000;
/** Rows per answer: bounds how long one answer keeps the store from other requests. */
const MOST_ROWS = 5000;
const IDLE_MS = 10 * 60_000;
/** A cursor may hold a whole sorted result, so clients that leave them open could exhaust the memory. */
const MOST_OPEN = 500;

export interface Cursor {
  readonly namespace: string;
  readonly rows: Iterator<Uint8Array>;
  /** `session:number` of the transaction the cursor belongs to, if any. */
  readonly owner: string | undefined;
  pending: Uint8Array | undefined;
  usedAt: number;
}

export const isOnThread = (id: bigint): boolean => (id & 1n) === 1n;

export class Cursors {
  private readonly open = new Map<bigint, Cursor>();
  private last: bigint;

  private readonly clock: Clock;

  /** Ids are even in the store and odd on its reading thread, so that each recognises its own. They start at random. */
  constructor(where: 'store' | 'thread', clock: Clock) {
    this.clock = clock;
    this.last = (BigInt(randomInt(2 ** 40)) << 20n) + (where === 'thread' ? 1n : 0n);
  }

  /** The first answer. The cursor stays open when there is more, unless a single batch was asked for. */
  first(namespace: string, rows: Iterable<Uint8Array>, size: number, single: boolean, owner: string | undefined): Doc {
    const cursor: Cursor = {
      namespace,
      rows: rows[Symbol.iterator](),
      owner,
      pending: undefined,
      usedAt: this.clock.elapsed(),
    };
    const { batch, done } = read(cursor, size);
    let id = 0n;
    if (!done && !single) {
      if (this.open.size >= MOST_OPEN) refuse(`more than ${MOST_OPEN} open cursors`);
      this.open.set((id = this.last += 2n), cursor);
    }
    return result('firstBatch', batch, id, namespace);
  }

  more(id: bigint, namespace: string, size: number, owner: string | undefined): Doc {
    const cursor = this.open.get(id);
    if (!cursor || cursor.namespace !== namespace) fail('CursorNotFound', `cursor id ${id} not found`);
    if (cursor.owner !== owner) fail('IllegalOperation', `cursor id ${id} belongs to another transaction`);
    cursor.usedAt = this.clock.elapsed();
    const { batch, done } = read(cursor, size);
    if (done) this.open.delete(id);
    return result('nextBatch', batch, done ? 0n : id, namespace);
  }

  kill(ids: readonly bigint[]): { killed: bigint[]; missing: bigint[] } {
    const killed = ids.filter((id) => this.open.delete(id));
    return { killed, missing: ids.filter((id) => !killed.includes(id)) };
  }

  /** Discards the cursors of a transaction that has ended. */
  drop(owner: string): void {
    for (const [id, cursor] of this.open) if (cursor.owner === owner) this.open.delete(id);
  }

  forgetIdle(): void {
    for (const [id, cursor] of this.open) if (this.clock.elapsed() - cursor.usedAt > IDLE_MS) this.open.delete(id);
  }
}

const read = (cursor: Cursor, size: number): { batch: Uint8Array[]; done: boolean } => {
  const batch: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    if (batch.length >= Math.min(size, MOST_ROWS)) return { batch, done: false };
    if (cursor.pending === undefined) {
      const next = cursor.rows.next();
      if (next.done === true) return { batch, done: true };
      cursor.pending = next.value;
    }
    if (batch.length > 0 && bytes + cursor.pending.length > BATCH_BYTES) return { batch, done: false };
    batch.push(cursor.pending);
    bytes += cursor.pending.length + 16;
    cursor.pending = undefined;
  }
};

const result = (name: string, batch: Uint8Array[], id: bigint, ns: string): Doc =>
  doc({ cursor: doc({ [name]: batch, id, ns }), ok: 1 });
