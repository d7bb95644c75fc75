import { collection, type Database } from '../../platform/database/mongo.ts';

/** `failed`: it could not be sent in time. `refused`: its recipient's server will not take it. */
export type MailState = 'waiting' | 'sent' | 'failed' | 'refused';

/** A mail that waits, or what became of it. Address and text are kept encrypted, and only until it is sent. */
export type StoredMail = {
  _id: string;
  v: number;
  /** What kind of mail it is, for limits and for what takes the place of what. */
  topic: string;
  /** Keyed digest of the address. */
  to: string;
  sealed: string | null;
  at: Date;
  /** It is not worth sending afterwards; null: as long as mails are tried. */
  until: Date | null;
  state: MailState;
  endedAt: Date | null;
  notBefore: Date;
  /** Sent by a job until then; another may take it afterwards. */
  leaseUntil: Date;
  tries: number;
  /** Status of the last answer, or a word for why there was none. */
  lastAnswer: string | null;
};
/** How the mail server did lately. */
type StoredRun = { _id: string; v: number; failures: number; failingSince: Date | null; notBefore: Date | null };
export type Run = Omit<StoredRun, '_id' | 'v'>;

const keptSeconds = 30 * 86_400;
const mails = collection<StoredMail>(
  'mails',
  {
    _id: String,
    v: Number,
    topic: String,
    to: String,
    sealed: String,
    at: Date,
    until: Date,
    state: String,
    endedAt: Date,
    notBefore: Date,
    leaseUntil: Date,
    tries: Number,
    lastAnswer: String,
  },
  [
    [{ state: 1, notBefore: 1 }],
    [{ state: 1, endedAt: 1 }],
    [{ to: 1, topic: 1, at: -1 }],
    [{ at: 1 }, { expireAfterSeconds: keptSeconds }],
  ],
);
const runs = collection<StoredRun>('mailRuns', {
  _id: String,
  v: Number,
  failures: Number,
  failingSince: Date,
  notBefore: Date,
});
const server = 'server';
const free = new Date(0);

/** The mails of the last 30 days. */
export function outboxStore(database: Database) {
  const models = { mail: database.model(mails), run: database.model(runs) };
  return {
    /** Adds a mail, once by its id. */
    add: async ({
      _id,
      ...mail
    }: Pick<StoredMail, '_id' | 'topic' | 'to' | 'sealed' | 'at' | 'until'>): Promise<void> => {
      const fresh = {
        v: 1,
        state: 'waiting',
        endedAt: null,
        notBefore: mail.at,
        leaseUntil: free,
        tries: 0,
        lastAnswer: null,
      };
      await models.mail.updateOne({ _id }, { $setOnInsert: { ...mail, ...fresh } }, { upsert: true });
    },
    mail: (id: string) => models.mail.findById(id).lean<StoredMail | null>(),
    /** How many of a topic went to an address since a moment, or wait. */
    count: (to: string, topic: string, since: Date) => models.mail.countDocuments({ to, topic, at: { $gt: since } }),
    /** Removes what waits of a topic for an address. */
    withdraw: async (to: string, topic: string): Promise<void> => {
      await models.mail.deleteMany({ to, topic, state: 'waiting' });
    },
    /** The newest mail to an address that is not waiting. */
    last: (to: string) =>
      models.mail
        .findOne({ to, state: { $ne: 'waiting' } })
        .sort({ at: -1 })
        .lean<StoredMail | null>(),
    /** Takes the mail that may be sent longest, for as long as the lease holds. */
    take: (now: Date, leaseUntil: Date) =>
      models.mail
        .findOneAndUpdate(
          { state: 'waiting', notBefore: { $lte: now }, leaseUntil: { $lte: now } },
          { $set: { leaseUntil }, $inc: { tries: 1 } },
          { sort: { notBefore: 1, _id: 1 }, returnDocument: 'after' },
        )
        .lean<StoredMail | null>(),
    /** Puts a mail back that is tried again. */
    putBack: async (id: string, notBefore: Date, lastAnswer: string): Promise<void> => {
      const back = { notBefore, lastAnswer, leaseUntil: free };
      await models.mail.updateOne({ _id: id, state: 'waiting' }, { $set: back });
    },
    /** Ends a mail; what it said is forgotten. */
    end: async (
      id: string,
      now: Date,
      state: Exclude<MailState, 'waiting'>,
      lastAnswer: string | null,
    ): Promise<void> => {
      await models.mail.updateOne({ _id: id }, { $set: { state, endedAt: now, lastAnswer, sealed: null } });
    },
    /** Ends what waits since before a moment: it was tried for long enough. */
    expire: async (now: Date, before: Date): Promise<void> => {
      await models.mail.updateMany(
        { state: 'waiting', at: { $lt: before } },
        { $set: { state: 'failed', endedAt: now, sealed: null } },
      );
    },
    /** When the next mail that waits may be taken; null when none waits. */
    nextAt: async (): Promise<Date | null> => {
      const next = await models.mail.findOne({ state: 'waiting' }).sort({ notBefore: 1 }).lean<StoredMail | null>();
      return next && new Date(Math.max(next.notBefore.getTime(), next.leaseUntil.getTime()));
    },
    waiting: () => models.mail.countDocuments({ state: 'waiting' }),
    ended: (state: MailState, since: Date) => models.mail.countDocuments({ state, endedAt: { $gt: since } }),

    run: async (): Promise<Run> =>
      (await models.run.findById(server).lean<StoredRun | null>()) ?? {
        ...{ failures: 0, failingSince: null, notBefore: null },
      },
    noteRun: async (run: Run): Promise<void> => {
      await models.run.updateOne({ _id: server }, { $set: run, $setOnInsert: { v: 1 } }, { upsert: true });
    },
  };
}
export type OutboxStore = ReturnType<typeof outboxStore>;
