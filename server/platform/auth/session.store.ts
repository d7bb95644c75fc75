import { type SessionData, Store } from 'express-session';
import { anything, collection, type Database } from '../database/mongo.ts';
import { describeError, type Logger } from '../logger.ts';

declare module 'express-session' {
  interface SessionData {
    /** The organisation that the person chose to act for. */
    actingFor?: string;
    /** What its owner sees of it; absent until somebody signs in. */
    about?: SessionAbout;
  }
}

type SessionAbout = { id: string; startedAt: number; device: string; network: string };

/** A session as its owner sees it; the id is not the secret one of the cookie. */
export type SessionSeen = Readonly<{
  id: string;
  device: string;
  network: string;
  startedAt: Date;
  lastSeenAt: Date;
  endsAt: Date;
}>;

/** What the person chose in a session. */
export type Chosen = Readonly<{ actingFor?: string | undefined }>;

type StoredSession = { _id: string; v: number; data: SessionData; seenAt?: Date; expiresAt: Date };

const sessions = collection<StoredSession>(
  'sessions',
  { _id: String, v: Number, data: anything, seenAt: Date, expiresAt: Date },
  [
    [{ expiresAt: 1 }, { expireAfterSeconds: 0 }],
    [{ 'data.passport.user': 1 }], // where passport keeps the user's id
  ],
);

/** A session that is not used ends after so long. */
export const idleMs = 12 * 3_600_000;
/** A session in use is written at most once in so long. */
const touchMs = 15 * 60_000;
/** A database that cannot write is told of once in so long, however many requests meet it. */
const complaintEveryMs = 60_000;

/** Keeps sessions in the database, with the same retries as every other access. */
export class DatabaseSessions extends Store {
  readonly #database: Database;
  readonly #logger: Logger;
  readonly #longestMs: number;
  #complainedAt = -Infinity;
  /** When sessions that requests have just read were last prolonged: until it is due again nothing is written. */
  readonly #seenAt = new Map<string, number>();

  /** Every session ends after `longestMs`, however often it is used, so that a copied cookie does not work for ever. */
  constructor(database: Database, { longestMs, logger }: Readonly<{ longestMs: number; logger: Logger }>) {
    super();
    this.#longestMs = longestMs;
    this.#database = database;
    this.#logger = logger;
    database.model(sessions);
  }

  override get = (sid: string, done: (error: unknown, session?: SessionData | null) => void): void => {
    this.#run(async () => {
      const found = await this.#model().findById(sid).lean<StoredSession | null>();
      if (!found || found.expiresAt <= new Date()) return null;
      if (this.#seenAt.size > 10_000) this.#seenAt.clear();
      this.#seenAt.set(sid, found.seenAt?.getTime() ?? -Infinity);
      return found.data;
    }, done);
  };

  override set = (sid: string, session: SessionData, done?: (error?: unknown) => void): void => {
    const set = {
      v: 1,
      data: JSON.parse(JSON.stringify(session)) as SessionData,
      ...this.#used(session),
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
  override touch = (sid: string, session: SessionData, done?: () => void): void => {
    done?.();
    const now = Date.now();
    if (now - (this.#seenAt.get(sid) ?? -Infinity) < touchMs) return;
    const unseen = { $not: { $gt: new Date(now - touchMs) } };
    const set = this.#used(session);
    this.#run(
      () => this.#model().updateOne({ _id: sid, seenAt: unseen }, { $set: set }),
      (error) => error && this.#complain(error),
    );
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

  /** The sessions of a person that have not ended, the last used first. */
  async of(userId: string): Promise<readonly (SessionSeen & Readonly<{ sid: string }>)[]> {
    const found = await this.#model()
      .find({ 'data.passport.user': userId, expiresAt: { $gt: new Date() } })
      .sort({ seenAt: -1 })
      .limit(100)
      .lean<StoredSession[]>();
    return found.flatMap(({ _id: sid, data: { about }, seenAt, expiresAt }) => {
      if (!about) return []; // begun before sessions were described; it ends within hours
      const { id, device, network } = about;
      const startedAt = new Date(about.startedAt);
      return [{ sid, id, device, network, startedAt, lastSeenAt: seenAt ?? startedAt, endsAt: expiresAt }];
    });
  }

  /** Ends one session of a person by the id that its owner sees; false when there is none. */
  async endOne(userId: string, id: string, ended: (sid: string) => void): Promise<boolean> {
    const found = await this.#model().findOneAndDelete({ 'data.passport.user': userId, 'data.about.id': id }).lean();
    if (found) ended(found._id);
    return found !== null;
  }

  /** When a session was used, and until when it lasts if it is not used again. */
  #used({ about }: SessionData): Pick<StoredSession, 'seenAt' | 'expiresAt'> {
    const now = Date.now();
    const last = (about?.startedAt ?? now) + this.#longestMs;
    return { seenAt: new Date(now), expiresAt: new Date(Math.min(now + idleMs, last)) };
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
