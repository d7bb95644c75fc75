/** Sessions of clients: the transaction each has open, how the last one ended, and answers to writes that are sent again. */
import { Binary } from 'bson';
import { decode, type Doc, doc, isDoc, type Value } from './bson.ts';
import type { Clock } from './clock.ts';
import type { Cursors } from './cursors.ts';
import { fail, StoreError } from './errors.ts';
import { isNumeric } from './compare.ts';
import { toInteger } from './types.ts';
import type { Store } from './store.ts';
import { Transaction } from './transaction.ts';

const LIFETIME_MS = 60_000;
const IDLE_MS = 30 * 60_000;

interface Session {
  number: number;
  transaction: Transaction | undefined;
  state: 'open' | 'committed' | 'aborted';
  timer: NodeJS.Timeout | undefined;
  usedAt: number;
}

/** What a command says about its session. */
export interface Caller {
  readonly id: Uint8Array;
  readonly name: string;
  readonly number: number | undefined;
  readonly inTransaction: boolean;
  readonly starts: boolean;
}

export class Sessions {
  private readonly sessions = new Map<string, Session>();
  private readonly store: Store;
  private readonly cursors: Cursors;
  private readonly clock: Clock;

  constructor(store: Store, cursors: Cursors, clock: Clock) {
    this.store = store;
    this.cursors = cursors;
    this.clock = clock;
  }

  caller(command: Doc): Caller | undefined {
    const lsid = command.get('lsid');
    const id = isDoc(lsid) ? lsid.get('id') : undefined;
    if (!(id instanceof Binary)) return undefined;
    const number = command.get('txnNumber');
    const bytes = id.buffer.subarray(0, id.position);
    return {
      id: bytes,
      name: Buffer.from(bytes).toString('hex'),
      number: isNumeric(number) ? toInteger(number, 'txnNumber') : undefined,
      inTransaction: command.get('autocommit') === false,
      starts: command.get('startTransaction') === true,
    };
  }

  /** The open transaction that a command belongs to. */
  transaction(caller: Caller): Transaction {
    const number = caller.number ?? -1;
    if (caller.starts) return this.begin(caller, number);
    const session = this.sessions.get(caller.name);
    if (session) session.usedAt = this.clock.elapsed();
    if (session && session.number > number)
      fail('TransactionTooOld', `transaction ${number} is older than the session's ${session.number}`);
    if (!session || session.number !== number || session.state === 'aborted') throw noTransaction(number);
    if (session.state === 'committed' || !session.transaction)
      fail('TransactionCommitted', `Transaction with { txnNumber: ${number} } has been committed.`);
    return session.transaction;
  }

  private begin(caller: Caller, number: number): Transaction {
    const last = this.sessions.get(caller.name);
    if (last && last.number > number)
      fail('TransactionTooOld', `transaction ${number} is older than the session's ${last.number}`);
    if (last?.number === number)
      fail('ConflictingOperationInProgress', `transaction ${number} has been started already`);
    this.end(caller.name, 'aborted');
    const transaction = new Transaction(this.store);
    const timer = setTimeout(() => this.end(caller.name, 'aborted'), LIFETIME_MS);
    timer.unref();
    this.sessions.set(caller.name, { number, transaction, state: 'open', timer, usedAt: this.clock.elapsed() });
    return transaction;
  }

  private end(name: string, state: 'committed' | 'aborted'): void {
    const session = this.sessions.get(name);
    if (!session?.transaction) return;
    clearTimeout(session.timer);
    const { transaction } = session;
    session.transaction = undefined;
    session.state = state;
    this.cursors.drop(ownerOf(name, session.number));
    transaction.end();
  }

  commit(caller: Caller): Doc {
    const number = caller.number ?? -1;
    const done = this.store.remembered(caller.id);
    if (done?.number === number) return decode(done.reply);
    const transaction = this.transaction(caller);
    try {
      this.store.atomically(() => {
        transaction.commit();
        this.store.remember(caller.id, number, doc({ ok: 1 }));
      });
    } catch (error) {
      this.end(caller.name, 'aborted');
      throw error;
    }
    const session = this.sessions.get(caller.name);
    this.end(caller.name, 'committed');
    // What did not reach the disk was not committed: the client hears so, and may begin anew.
    this.store.settled?.catch(() => {
      if (session?.number === number) session.state = 'aborted';
    });
    return doc({ ok: 1 });
  }

  abort(caller: Caller): void {
    const session = this.sessions.get(caller.name);
    if (session?.number === caller.number && session?.state === 'committed')
      fail('TransactionCommitted', `Transaction with { txnNumber: ${caller.number ?? -1} } has been committed.`);
    if (!session || session.number !== caller.number || !session.transaction) throw noTransaction(caller.number ?? -1);
    this.end(caller.name, 'aborted');
  }

  /** A command of the transaction failed: as in MongoDB that ends it. */
  failed(caller: Caller): void {
    const session = this.sessions.get(caller.name);
    if (session?.number === caller.number) this.end(caller.name, 'aborted');
  }

  /** The answer that this numbered write got before, if it was carried out. */
  repeated(caller: Caller): Doc | undefined {
    if (caller.number === undefined) return undefined;
    const session = this.sessions.get(caller.name);
    const done = this.store.remembered(caller.id);
    if (done?.number === caller.number) return decode(done.reply);
    if ((done && done.number > caller.number) || (session && session.number > caller.number))
      fail('TransactionTooOld', `write ${caller.number} is older than the session's last`);
    return undefined;
  }

  close(ids: readonly Value[]): void {
    for (const lsid of ids) {
      const id = isDoc(lsid) ? lsid.get('id') : undefined;
      if (!(id instanceof Binary)) continue;
      const name = Buffer.from(id.buffer.subarray(0, id.position)).toString('hex');
      this.end(name, 'aborted');
      this.sessions.delete(name);
    }
  }

  forgetIdle(): void {
    const before = this.clock.elapsed() - IDLE_MS;
    for (const [name, session] of this.sessions)
      if (!session.transaction && session.usedAt < before) this.sessions.delete(name);
  }
}

export const ownerOf = (name: string, number: number): string => `${name}:${number}`;
const noTransaction = (number: number): StoreError =>
  new StoreError(
    'NoSuchTransaction',
    `Given transaction number ${number} does not match any in-progress transactions.`,
  );
