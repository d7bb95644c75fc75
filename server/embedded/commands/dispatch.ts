/** Runs one request: finds its session and view, repeats it when it was blocked, waits until its writes are on disk. */
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

/** Writes that a client may repeat with the same number (MongoDB's retryable writes). */
const RETRYABLE = new Set(['insert', 'update', 'delete', 'findAndModify', 'findandmodify']);
const READS = ['find', 'aggregate', 'distinct', 'getMore', 'killCursors'];
/** Reads that answer the same when they are carried out again; a `getMore` has moved its cursor. */
const REPEATABLE = new Set(['find', 'aggregate', 'distinct', 'count']);
const MOST_TRIES = 50;
const IN_TRANSACTION = new Set([...RETRYABLE, ...READS, 'create', 'createIndexes']);

/** Rows a read may look at before it moves to the reading thread: some ten milliseconds of work. */
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

  /** The encoded reply; never throws. */
  async handle(command: Doc): Promise<Buffer> {
    let caller: Caller | undefined;
    try {
      caller = this.sessions.caller(command);
      const [name = ''] = command.keys();
      if (this.thread.isRunning && isForThread(name, command)) return await this.onThread(command);
      const reply = await this.lastingReply(name, command, caller);
      return encode(withConcern(command, caller ? withTime(reply, this.clock.now()) : reply));
    } catch (error) {
      return error instanceof TooLong ? this.onThread(command) : failure(error, this.labels(error, caller));
    }
  }

  /**
   * The reply once all that it rests on is on disk. A read shares the commit of the writes that came in the same turn; when
   * that is lost (a full disk), it is read again, because it writes nothing and must not fail with them.
   */
  private async lastingReply(name: string, command: Doc, caller: Caller | undefined): Promise<Reply> {
    const isRepeatable = REPEATABLE.has(name) && !caller?.inTransaction && !writes(command);
    for (let tries = 1; ; tries++) {
      const reply = await this.runWhenFree(command, () => this.run(name, command, caller));
      try {
        await this.store.settled;
        return reply;
      } catch (error) {
        if (!isRepeatable || tries === MOST_TRIES) throw error;
      }
    }
  }

  /** Reads the state on disk as of the call, so it waits for the open commit. */
  private async onThread(command: Doc): Promise<Buffer> {
    try {
      await this.store.settled?.catch(() => undefined); // a commit that was lost leaves what was on disk
      return await this.thread.run(databaseOf(command), command);
    } catch (error) {
      return failure(error);
    }
  }

  private labels(error: unknown, caller: Caller | undefined): string[] {
    if (!caller?.inTransaction || !(error instanceof StoreError)) return [];
    return ['WriteConflict', 'NoSuchTransaction'].includes(error.codeName) ? ['TransientTransactionError'] : [];
  }

  private async runWhenFree(command: Doc, run: () => Reply): Promise<Reply> {
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
      // A reply mixes values with encoded documents, which `encode` writes alike.
      if (numbered?.number !== undefined) this.store.remember(numbered.id, numbered.number, reply as Doc);
      return reply;
    });
  }

  /** Runs a read. One that needs a cursor or many rows moves to the reading thread, so that it blocks nobody. */
  private read(name: string, { run }: Command, context: StoreContext): Reply {
    // a cursor of the store cannot move there
    if (name === 'getMore' || writes(context.command)) return run(context);
    return this.store.withRowLimit(SHORT_READ, () => {
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

/** Whether a pipeline ends in a write, and so cannot run on the reading thread. */
const writes = (command: Doc): boolean => {
  const pipeline = command.get('pipeline');
  const last = Array.isArray(pipeline) ? pipeline.at(-1) : undefined;
  return isDoc(last) && (last.has('$merge') || last.has('$out'));
};

/** Whether the command continues or kills cursors of the reading thread. */
const isForThread = (name: string, command: Doc): boolean => {
  const cursors = name === 'killCursors' ? command.get('cursors') : [command.get('getMore')];
  return Array.isArray(cursors) && cursors.some((id) => typeof id === 'bigint' && isOnThread(id));
};

/** Adds the time of the answer, which clients of a causally consistent session send with their next read. */
const withTime = (reply: Reply, now: number): Reply => {
  return new Map([...reply, ['operationTime', new Timestamp({ t: Math.floor(now / 1000), i: 1 })]]);
};

/** A write that asks for more than one server is done, and its reply says that the concern could not be satisfied. */
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
