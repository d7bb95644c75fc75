import { type SessionData, Store } from 'express-session';
import { anything, collection, type Database } from '../database/mongo.ts';
import { describeError, type Logger } from '../logger.ts';

declare module 'express-session' {
  interface SessionData {
    /** The organisation that the person chose to act for. */
    actingFor?: string;
  }
}

/** What the person chose in a session. */
export type Chosen = Readonly<{ actingFor?: string | undefined }>;

type StoredSession = { _id: string; v: number; data: SessionData; expiresAt: Date };

const sessions = collection<StoredSession>('sessions', { _id: String, v: Number, data: anything, expiresAt: Date }, [
  [{ expiresAt: 1 }, { expireAfterSeconds: 0 }],
  [{ 'data.passport.user': 1 }], // where passport keeps the user's id
]);

const lifeMs = 12 * 3_600_000;
/** A database that cannot write is told of once in so long, however many requests meet it. */
const complaintEveryMs = 60_000;

/** Keeps sessions in the database, with the same retries as every other access. */
export class DatabaseSessions extends Store {
  readonly #database: Database;
  readonly #logger: Logger;
  #complainedAt = -Infinity;

  constructor(database: Database, logger: Logger) {
    super();
    this.#database = database;
    this.#logger = logger;
    database.model(sessions);
  }

  override get = (sid: string, done: (error: unknown, session?: SessionData | null) => void): void => {
    this.#run(async () => {
      const found = await this.#model().findById(sid).lean<StoredSession | null>();
      return found && found.expiresAt > new Date() ? found.data : null;
    }, done);
  };

  override set = (sid: string, session: SessionData, done?: (error?: unknown) => void): void => {
    const set = {
      v: 1,
      data: JSON.parse(JSON.stringify(session)) as SessionData,
      expiresAt: new Date(Date.now() + lifeMs),
    };
    this.#run(() => this.#model().updateOne({ _id: sid }, { $set: set }, { upsert: true }), done);
  };

  override destroy = (sid: string, done?: (error?: unknown) => void): void => {
    this.#run(() => this.#model().deleteOne({ _id: sid }), done);
  };

  /**
   * Lets a session in use live on. The answer neither waits for it nor fails with it: a disk that is full must not keep
   * people from reading, and a session that was not prolonged is still good for hours.
   */
  override touch = (sid: string, _session: SessionData, done?: () => void): void => {
    // a session in use is written at most once in 15 minutes
    const stale = new Date(Date.now() + lifeMs - 15 * 60_000);
    const set = { expiresAt: new Date(Date.now() + lifeMs) };
    this.#run(
      () => this.#model().updateOne({ _id: sid, expiresAt: { $lt: stale } }, { $set: set }),
      (error) => error && this.#complain(error),
    );
    done?.();
  };

  /** The given sessions that have not ended, with the organisation chosen in each. */
  async alive(sids: readonly string[]): Promise<ReadonlyMap<string, Chosen>> {
    const found = await this.#model()
      .find({ _id: { $in: [...sids] }, expiresAt: { $gt: new Date() } }, { 'data.actingFor': 1 })
      .lean<Pick<StoredSession, '_id' | 'data'>[]>();
    return new Map(found.map(({ _id, data }) => [_id, { actingFor: data?.actingFor }]));
  }

  /** Deletes a person's sessions except `kept`, in the surrounding transaction; calls `ended` after its commit. */
  async endOf(userId: string, kept: string | undefined, ended: (sids: readonly string[]) => void): Promise<void> {
    const found = await this.#model()
      .find({ 'data.passport.user': userId, ...(kept ? { _id: { $ne: kept } } : {}) }, { _id: 1 })
      .lean();
    const sids = found.map(({ _id }) => _id);
    if (sids.length > 0) await this.#model().deleteMany({ _id: { $in: sids } });
    this.#database.afterCommit(() => ended(sids));
  }

  #complain(error: unknown): void {
    if (performance.now() - this.#complainedAt < complaintEveryMs) return;
    this.#complainedAt = performance.now();
    this.#logger.error({ error: describeError(error) }, 'sessions cannot be prolonged');
  }

  #model() {
    return this.#database.model(sessions);
  }

  #run<Result>(work: () => Promise<Result>, done?: (error: unknown, result?: Result) => void): void {
    this.#database.retrying(work).then(
      (result) => done?.(null, result),
      (error: unknown) => done?.(error),
    );
  }
}
