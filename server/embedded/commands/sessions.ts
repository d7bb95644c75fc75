/** Client sessions: their open transactions, how the last one ended, and the replies to repeated writes. */
import { Binary } from 'bson';
import { type Doc, doc, isDoc, type Value } from '../values/bson.ts';
import { decode } from '../values/bson-read.ts';
import type { Clock } from './clock.ts';
import type { Cursors } from './cursors.ts';
import { fail } from '../values/errors.ts';
import { isNumeric } from '../values/compare.ts';
import { toInteger } from '../values/types.ts';
import type { Store } from '../storage/store.ts';
import { Transaction } from '../storage/transaction.ts';

const LIFETIME_MS = 60_000;
const IDLE_MS = 30 * 60_000;

interface Session {
  number: number;
  transaction: Transaction | undefined;
  state: 'open' | 'committed' | 'aborted';
  timer: NodeJS.Timeout | undefined;
  usedAt: number;
}

/** What a command says about its session and transaction. */
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
    const id = idOf(command.get('lsid'));
    if (!id) return undefined;
    const number = command.get('txnNumber');
    return {
      id,
      name: nameOf(id),
      number: isNumeric(number) ? toInteger(number, 'txnNumber') : undefined,
      inTransaction: command.get('autocommit') === false,
      starts: command.get('startTransaction') === true,
    };
  }

  /** The open transaction that a command belongs to, begun if the command starts one. */
  transaction({ name, number = -1, starts }: Caller): Transaction {
    const session = this.sessions.get(name);
    if (session) session.usedAt = this.clock.elapsed();
    if (session && session.number > number) tooOld(number, session.number);
    if (starts && session?.number === number)
      fail('ConflictingOperationInProgress', `transaction ${number} has been started already`);
    if (starts) return this.begin(name, number);
    if (!session || session.number !== number || session.state === 'aborted') return noTransaction(number);
    return session.transaction ?? committed(number);
  }

  private begin(name: string, number: number): Transaction {
    this.end(name, 'aborted');
    const transaction = new Transaction(this.store);
    const timer = setTimeout(() => this.end(name, 'aborted'), LIFETIME_MS).unref();
    this.sessions.set(name, { number, transaction, state: 'open', timer, usedAt: this.clock.elapsed() });
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
    // if it did not reach the disk it was not committed: the client is told and may begin again
    this.store.settled?.catch(() => {
      if (session?.number === number) session.state = 'aborted';
    });
    return doc({ ok: 1 });
  }

  abort({ name, number = -1 }: Caller): void {
    const session = this.sessions.get(name);
    if (session?.number === number && session.state === 'committed') committed(number);
    if (session?.number !== number || !session.transaction) noTransaction(number);
    this.end(name, 'aborted');
  }

  /** A command of the transaction failed, which ends the transaction as in MongoDB. */
  failed(caller: Caller): void {
    const session = this.sessions.get(caller.name);
    if (session?.number === caller.number) this.end(caller.name, 'aborted');
  }

  /** The earlier reply to this numbered write, if there is one. Throws for a number older than the session's last. */
  repeated({ id, name, number }: Caller): Doc | undefined {
    if (number === undefined) return undefined;
    const done = this.store.remembered(id);
    if (done?.number === number) return decode(done.reply);
    const last = Math.max(done?.number ?? -1, this.sessions.get(name)?.number ?? -1);
    return last > number ? tooOld(number, last) : undefined;
  }

  close(ids: readonly Value[]): void {
    for (const lsid of ids) {
      const id = idOf(lsid);
      if (!id) continue;
      this.end(nameOf(id), 'aborted');
      this.sessions.delete(nameOf(id));
    }
  }

  forgetIdle(): void {
    const before = this.clock.elapsed() - IDLE_MS;
    for (const [name, session] of this.sessions)
      if (!session.transaction && session.usedAt < before) this.sessions.delete(name);
  }
}

export const ownerOf = (name: string, number: number): string => `${name}:${number}`;
const idOf = (lsid: Value | undefined): Uint8Array | undefined => {
  const id = isDoc(lsid) ? lsid.get('id') : undefined;
  return id instanceof Binary ? id.value() : undefined;
};
const nameOf = (id: Uint8Array): string => Buffer.from(id).toString('hex');

const tooOld = (number: number, last: number): never =>
  fail('TransactionTooOld', `number ${number} is older than the session's last, ${last}`);
const committed = (number: number): never =>
  fail('TransactionCommitted', `Transaction with { txnNumber: ${number} } has been committed.`);
const noTransaction = (number: number): never =>
  fail('NoSuchTransaction', `Given transaction number ${number} does not match any in-progress transactions.`);
