/** Carries out one request: finds its session and view, repeats what was blocked, waits until writes are on disk. */
import { setTimeout as after } from 'node:timers/promises';
import { Timestamp } from 'bson';
import { type Doc, doc, isDoc } from '../values/bson.ts';
import { encode } from '../values/bson-write.ts';
import type { Clock } from './clock.ts';
import { COMMANDS } from './commands.ts';
import type { Command, Reply, StoreContext } from './context.ts';
import { type Cursors, isOnThread } from './cursors.ts';
import type { ReaderThread } from './reader-thread.ts';
import { fail, StoreError } from '../values/errors.ts';
import { Blocked } from '../storage/locks.ts';
import { array, text } from './options.ts';
import { type Caller, ownerOf, type Sessions } from './sessions.ts';
import type { Store } from '../storage/store.ts';
import { toInteger } from '../values/types.ts';
import { failure } from './failure.ts';
import { TooLong } from '../storage/pages.ts';

/** Commands that a client may send with a number and send again. */
const RETRYABLE = new Set(['insert', 'update', 'delete', 'findAndModify', 'findandmodify']);
const READS = ['find', 'aggregate', 'distinct', 'getMore', 'killCursors'];
const IN_TRANSACTION = new Set([...RETRYABLE, ...READS, 'create', 'createIndexes']);

/** Rows that a read may look at before it goes to the reading thread: some ten milliseconds. */
const SHORT_READ = 2000;

export class Dispatcher {
  private readonly store: Store;
  private readonly sessions: Sessions;
  private readonly cursors: Cursors;
  private readonly thread: ReaderThread;
  private readonly clock: Clock;

  constructor(store: Store, sessions: Sessions, cursors: Cursors, thread: ReaderThread, clock: Clock) {
    this.thread = thread;
    this.clock = clock;
    this.store = store;
    this.sessions = sessions;
    this.cursors = cursors;
  }

  /** The reply's bytes; never throws. */
  async handle(command: Doc): Promise<Buffer> {
    let caller: Caller | undefined;
    try {
      caller = this.sessions.caller(command);
      const [name = ''] = command.keys();
      if (this.thread.isRunning && isForThread(name, command)) return await this.onThread(command);
      const reply = await this.untilFree(command, () => this.run(name, command, caller));
      const { settled } = this.store;
      if (settled) await settled;
      return encode(withConcern(command, caller ? withTime(reply, this.clock.now()) : reply));
    } catch (error) {
      return error instanceof TooLong ? this.onThread(command) : failure(error, this.labels(error, caller));
    }
  }

  /** Reads what was on disk when the read was asked for, and a moment longer than the store may stand still. */
  private async onThread(command: Doc): Promise<Buffer> {
    try {
      await this.store.settled;
      return await this.thread.run(databaseOf(command), command);
    } catch (error) {
      return failure(error);
    }
  }

  private labels(error: unknown, caller: Caller | undefined): string[] {
    if (!caller?.inTransaction || !(error instanceof StoreError)) return [];
    return ['WriteConflict', 'NoSuchTransaction'].includes(error.codeName) ? ['TransientTransactionError'] : [];
  }

  private async untilFree(command: Doc, run: () => Reply): Promise<Reply> {
    const limit = command.get('maxTimeMS');
    const most = limit === undefined || limit === 0 ? Infinity : toInteger(limit, 'maxTimeMS');
    const until = this.clock.elapsed() + most;
    for (;;)
      try {
        return run();
      } catch (error) {
        if (!(error instanceof Blocked)) throw error;
        if (!(await endsWithin(error.holder.ended, until - this.clock.elapsed())))
          fail('MaxTimeMSExpired', 'operation exceeded time limit');
      }
  }

  private run(name: string, command: Doc, caller: Caller | undefined): Reply {
    if (name === 'endSessions' || name === 'killSessions') {
      this.sessions.close(array(command.get(name), name));
      return doc({ ok: 1 });
    }
    if (caller && name === 'commitTransaction') return this.sessions.commit(caller);
    if (caller && name === 'abortTransaction') {
      this.sessions.abort(caller);
      return doc({ ok: 1 });
    }
    const found =
      COMMANDS.get(name) ?? fail('CommandNotFound', `the embedded store does not support the command ${name}`);
    const context = this.context(command);
    if (caller?.inTransaction) return this.inTransaction(name, found, context, caller);
    refuseConcern(command);
    if (found.kind === 'read') return this.read(name, found, context);
    if (found.kind === 'admin') return found.run(context);
    const numbered = caller && RETRYABLE.has(name) ? caller : undefined;
    const before = numbered && this.sessions.repeated(numbered);
    if (before) return before;
    return this.store.atomically(() => {
      const reply = found.run(context);
      // A reply holds values and bytes of documents, which are written alike.
      if (numbered?.number !== undefined) this.store.remember(numbered.id, numbered.number, reply as Doc);
      return reply;
    });
  }

  /** What does not fit into one answer, or takes long, is the reading thread's: a cursor here would keep others waiting. */
  private read(name: string, { run }: Command, context: StoreContext): Reply {
    // The store's own cursors cannot move.
    if (name === 'getMore' || writes(context.command)) return run(context);
    return this.store.shortly(SHORT_READ, () => {
      const reply = run(context);
      const cursor = reply.get('cursor');
      const id = cursor instanceof Map ? (cursor.get('id') as unknown) : undefined;
      if (typeof id !== 'bigint' || id === 0n) return reply;
      this.cursors.kill([id]);
      throw new TooLong();
    });
  }

  private inTransaction(name: string, found: Command, context: StoreContext, caller: Caller): Reply {
    if (!IN_TRANSACTION.has(name))
      fail('OperationNotSupportedInTransaction', `Cannot run '${name}' in a multi-document transaction.`);
    const view = this.sessions.transaction(caller);
    try {
      const reply = found.run({ ...context, view, owner: ownerOf(caller.name, caller.number ?? -1) });
      if (reply.has('writeErrors')) this.sessions.failed(caller);
      return reply;
    } catch (error) {
      if (!(error instanceof Blocked)) this.sessions.failed(caller);
      throw error;
    }
  }

  private context(command: Doc): StoreContext {
    const { store, cursors } = this;
    return {
      store,
      view: store,
      cursors,
      db: databaseOf(command),
      command,
      now: new Date(this.clock.now()),
      owner: undefined,
    };
  }
}

const databaseOf = (command: Doc): string => text(command.get('$db') ?? 'admin', '$db');

/** A pipeline that ends in a write runs where writes do. */
const writes = (command: Doc): boolean => {
  const pipeline = command.get('pipeline');
  const last = Array.isArray(pipeline) ? pipeline.at(-1) : undefined;
  return isDoc(last) && (last.has('$merge') || last.has('$out'));
};

/** What goes on with a cursor of the reading thread. */
const isForThread = (name: string, command: Doc): boolean => {
  const cursors = name === 'killCursors' ? command.get('cursors') : [command.get('getMore')];
  return Array.isArray(cursors) && cursors.some((id) => typeof id === 'bigint' && isOnThread(id));
};

/** When the answer was true: clients of a causally consistent session send it with their next read. */
const withTime = (reply: Reply, now: number): Reply => {
  return new Map([...reply, ['operationTime', new Timestamp({ t: Math.floor(now / 1000), i: 1 })]]);
};

/** One server alone: a write that wants more of them is done, and says that it is not where it was wanted. */
const withConcern = (command: Doc, reply: Reply): Reply => {
  const concern = command.get('writeConcern');
  const w = isDoc(concern) ? concern.get('w') : undefined;
  if (typeof w !== 'number' || w <= 1) return reply;
  const error = { code: 100, codeName: 'UnsatisfiableWriteConcern', errmsg: 'Not enough data-bearing nodes' };
  return new Map([...reply, ['writeConcernError', doc(error)]]);
};

const refuseConcern = (command: Doc): void => {
  const concern = command.get('readConcern');
  const level = isDoc(concern) ? concern.get('level') : undefined;
  if (level === 'linearizable' && writes(command))
    fail('InvalidOptions', 'readConcern linearizable cannot be used with $out or $merge');
  if (level === 'snapshot') fail('NotImplemented', 'the embedded store has snapshot reads in transactions only');
};

const endsWithin = (ended: Promise<void>, ms: number): Promise<boolean> => {
  const inTime = ended.then(() => true);
  return ms === Infinity ? inTime : Promise.race([inTime, after(Math.max(0, ms), false, { ref: false })]);
};
