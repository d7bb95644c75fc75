import type { Model } from 'mongoose';
import { anything, collection, type Database } from '../database/mongo.ts';
import { type ChainedEvent, type EventAuthor, eventHash, noHash } from './chain.ts';

/** What still has to be told to one reader of an event. */
export type Pending = { reader: string; leaseUntil: Date; tries: number; parkedAt: Date | null };

/** How a new event waits: nobody has taken it up, and no clock that was wrong when it was written says otherwise. */
export const waitingFor = (readers: readonly string[]): Pending[] =>
  readers.map((reader) => ({ reader, leaseUntil: new Date(0), tries: 0, parkedAt: null }));

export type StoredEvent = {
  _id: string;
  v: number;
  stream: string;
  seq: number;
  commandId: string;
  type: string;
  by: EventAuthor;
  at: Date;
  data: Record<string, unknown>;
  prevHash: string;
  hash: string;
  /** Keyed digest of the command's content: the same command id with another content is refused. */
  requestDigest: string;
  pending: Pending[];
};

const events = collection<StoredEvent>(
  'events',
  {
    _id: String,
    v: Number,
    stream: String,
    seq: Number,
    commandId: String,
    type: String,
    by: anything,
    at: Date,
    data: anything,
    prevHash: String,
    hash: String,
    requestDigest: String,
    pending: [{ _id: false, reader: String, leaseUntil: Date, tries: Number, parkedAt: Date }],
  },
  [
    [{ stream: 1, seq: 1 }, { unique: true }],
    [{ stream: 1, commandId: 1 }, { unique: true }],
    [{ 'pending.reader': 1, 'pending.leaseUntil': 1 }],
    [{ at: 1, _id: 1 }],
  ],
);

/** The head of a stream: what the next event links to. */
export type Head = Readonly<{ seq: number; hash: string }>;

/** The one collection of events: audit trail, outbox and record of commands in one. */
export function eventStore(database: Database) {
  const model: Model<StoredEvent> = database.model(events);
  return {
    head: async (stream: string): Promise<Head> => {
      const last = await model.findOne({ stream }, { seq: 1, hash: 1 }).sort({ seq: -1 }).lean();
      return last ? { seq: last.seq, hash: last.hash } : { seq: 0, hash: noHash };
    },

    byCommand: (stream: string, commandId: string) =>
      model.findOne({ stream, commandId }, { seq: 1, requestDigest: 1, data: 1 }).lean(),

    append: async (event: Omit<StoredEvent, 'hash'>): Promise<void> => {
      await model.create([{ ...event, hash: hashOf(event) }]);
    },

    /** The events of a stream after `seq`, in order. */
    ofStream: (stream: string, after = 0, limit = 1_000_000): Promise<StoredEvent[]> =>
      model
        .find({ stream, seq: { $gt: after } })
        .sort({ seq: 1 })
        .limit(limit)
        .lean<StoredEvent[]>(),

    /** Events of these types since a moment, oldest first: what a process's memory is kept fresh from. */
    since: (at: Date, types: readonly string[] | 'all', limit: number): Promise<StoredEvent[]> =>
      model
        .find({ at: { $gte: at }, ...(types === 'all' ? {} : { type: { $in: [...types] } }) })
        .sort({ at: 1, _id: 1 })
        .limit(limit)
        .lean<StoredEvent[]>(),

    /** The names of all streams that start with `prefix` (`deal:`), in order, after `after`. */
    streams: async (prefix: string, after: string, limit: number): Promise<string[]> => {
      const firsts = await model
        .find({ stream: { $gt: after || prefix, $lt: `${prefix}\uffff` }, seq: 1 }, { stream: 1 })
        .sort({ stream: 1 })
        .limit(limit)
        .lean();
      return firsts.map(({ stream }) => stream);
    },

    /** Takes the oldest event that waits for `reader` for as long as the lease runs. */
    claim: (reader: string, now: Date, leaseUntil: Date): Promise<StoredEvent | null> =>
      model
        .findOneAndUpdate(
          { pending: { $elemMatch: { reader, parkedAt: null, leaseUntil: { $lte: now } } } },
          { $set: { 'pending.$.leaseUntil': leaseUntil }, $inc: { 'pending.$.tries': 1 } },
          // of one moment the earlier in its stream first
          { sort: { at: 1, seq: 1 }, returnDocument: 'after' },
        )
        .lean<StoredEvent | null>(),

    /** Whether an earlier event of the same stream still waits for `reader` (parked ones wait as well). */
    hasEarlier: async (reader: string, { stream, seq }: StoredEvent): Promise<boolean> =>
      (await model.exists({ stream, seq: { $lt: seq }, 'pending.reader': reader })) !== null,

    /** Takes `reader` off the event; false when its lease has meanwhile gone to somebody else. */
    done: async (reader: string, eventId: string, leaseUntil: Date): Promise<boolean> => {
      const { modifiedCount } = await model.updateOne(
        { _id: eventId, pending: { $elemMatch: { reader, leaseUntil } } },
        { $pull: { pending: { reader } } },
      );
      return modifiedCount === 1;
    },

    /** Puts a claimed event back until `until`; `tries` is what the counter is set to, `parkedAt` stops it for good. */
    putBack: async (
      reader: string,
      eventId: string,
      leaseUntil: Date,
      next: { until: Date; tries: number; parkedAt: Date | null },
    ): Promise<void> => {
      await model.updateOne(
        { _id: eventId, pending: { $elemMatch: { reader, leaseUntil } } },
        {
          $set: {
            'pending.$.leaseUntil': next.until,
            'pending.$.tries': next.tries,
            'pending.$.parkedAt': next.parkedAt,
          },
        },
      );
    },

    /** Lets parked events of a reader run again, after its fault was mended. */
    unpark: async (reader: string, now: Date): Promise<number> => {
      const { modifiedCount } = await model.updateMany(
        { pending: { $elemMatch: { reader, parkedAt: { $ne: null } } } },
        { $set: { 'pending.$.parkedAt': null, 'pending.$.tries': 0, 'pending.$.leaseUntil': now } },
      );
      return modifiedCount;
    },

    /** The streams of which an event that holds `data` still waits for `reader`, parked or not. */
    waiting: (reader: string, data: Readonly<Record<string, string>>): Promise<string[]> =>
      model.distinct('stream', {
        'pending.reader': reader,
        ...Object.fromEntries(Object.entries(data).map(([path, value]) => [`data.${path}`, value])),
      }),

    /** How old the oldest waiting event is and how many are parked: what `/health` shows. */
    backlog: async (): Promise<{ oldestAt: Date | null; parked: number }> => {
      const oldest = await model
        .findOne({ pending: { $elemMatch: { parkedAt: null } } }, { at: 1 })
        .sort({ at: 1, _id: 1 })
        .lean();
      const parked = await model.countDocuments({ pending: { $elemMatch: { parkedAt: { $ne: null } } } });
      return { oldestAt: oldest?.at ?? null, parked };
    },
  };
}

export type EventStore = ReturnType<typeof eventStore>;

/** The hash of an event as stored; `at` is hashed as ISO text. */
export function hashOf(event: Omit<StoredEvent, 'hash'>): string {
  const chained: ChainedEvent = { ...event, at: event.at.toISOString() };
  return eventHash(chained);
}
