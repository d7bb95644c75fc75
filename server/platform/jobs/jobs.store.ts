import { anything, collection, type Database } from '../database/mongo.ts';
import { pageOf, type PageQuery } from '../database/page.store.ts';

export type Job = {
  _id: string;
  v: number;
  kind: string;
  /** The organisation that the work is done for; absent or null for the exchange's own work. */
  organisationId?: string | null;
  dueAt: Date;
  data: Record<string, unknown>;
  leaseUntil: Date | null;
  tries: number;
  parkedAt: Date | null;
};

const jobs = collection<Job>(
  'jobs',
  {
    _id: String,
    v: Number,
    kind: String,
    organisationId: String,
    dueAt: Date,
    data: anything,
    leaseUntil: Date,
    tries: Number,
    parkedAt: Date,
  },
  [[{ parkedAt: 1, dueAt: 1 }], [{ parkedAt: 1, organisationId: 1, dueAt: 1 }]],
);

/** The organisation whose turn it is, or null for the exchange's own work. */
export type Turn = string | null;

/** The one collection of things to be done later. */
export function jobStore(database: Database) {
  const model = database.model(jobs);
  return {
    /** Plans a job; a job with the same key is moved to the new time. */
    put: async (
      key: string,
      kind: string,
      dueAt: Date,
      data: Record<string, unknown>,
      organisationId: Turn,
    ): Promise<void> => {
      const set = { kind, organisationId, dueAt, data, leaseUntil: null, tries: 0, parkedAt: null };
      await model.updateOne({ _id: key }, { $set: set, $setOnInsert: { v: 1 } }, { upsert: true });
    },
    /** Plans a job unless there is one with this key. */
    putOnce: async (key: string, kind: string, dueAt: Date): Promise<void> => {
      const fresh = { v: 1, kind, dueAt, data: {}, leaseUntil: null, tries: 0, parkedAt: null };
      await model.updateOne({ _id: key }, { $setOnInsert: fresh }, { upsert: true });
    },
    isAnyDue: async (now: Date): Promise<boolean> => (await model.exists(claimable(now))) !== null,
    /** The organisations whose work is due, but for those of which a job runs already. */
    waiting: async (now: Date): Promise<string[]> => {
      const known = { $ne: null };
      const running = await model.distinct('organisationId', { leaseUntil: { $gt: now }, organisationId: known });
      const due = { ...claimable(now), organisationId: { ...known, $nin: running } };
      return (await model.distinct('organisationId', due)).filter((id) => typeof id === 'string');
    },
    /** Claims the job of one organisation, or of the exchange itself, that has been due longest. */
    claim: (turn: Turn, now: Date, leaseUntil: Date): Promise<Job | null> =>
      model
        .findOneAndUpdate(
          { ...claimable(now), organisationId: turn },
          { $set: { leaseUntil }, $inc: { tries: 1 } },
          { sort: { dueAt: 1, _id: 1 }, returnDocument: 'after' },
        )
        .lean<Job | null>(),
    /** Extends a claim; false when another process has it now. */
    renew: async (key: string, leaseUntil: Date, next: Date): Promise<boolean> =>
      (await model.updateOne({ _id: key, leaseUntil }, { $set: { leaseUntil: next } })).matchedCount === 1,
    /** Removes a claimed job, unless it was planned again meanwhile. */
    finish: async (key: string, leaseUntil: Date): Promise<void> => {
      await model.deleteOne({ _id: key, leaseUntil });
    },
    /** Moves a claimed job to its next time, unless it was planned again meanwhile. */
    move: async (
      key: string,
      leaseUntil: Date,
      next: { dueAt: Date; tries: number; parkedAt: Date | null },
    ): Promise<void> => {
      await model.updateOne({ _id: key, leaseUntil }, { $set: { ...next, leaseUntil: null } });
    },
    remove: async (key: string): Promise<void> => {
      await model.deleteOne({ _id: key });
    },
    get: (key: string): Promise<Job | null> => model.findById(key).lean<Job | null>(),
    /** All that is planned, what is due first. */
    page: (page: PageQuery) => pageOf(model, {}, ['dueAt', '_id'], page),
    parked: (): Promise<number> => model.countDocuments({ parkedAt: { $ne: null } }),
  };
}

const claimable = (now: Date) => ({
  parkedAt: null,
  dueAt: { $lte: now },
  $or: [{ leaseUntil: null }, { leaseUntil: { $lte: now } }],
});

export type JobStore = ReturnType<typeof jobStore>;
