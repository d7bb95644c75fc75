import type { Model } from 'mongoose';
import { anything, collection, type Database } from '../database/mongo.ts';
import { type Concerns, concerning, type EventAuthor } from '../../domain/event.ts';
import type { EventOf, EventType } from '../../domain/events.ts';
import { eventHash, noHash } from './chain.ts';
import type { Position } from './readers.store.ts';
import { upcast } from './upcasters.ts';

/** What still has to be told to one reader of an event. */
export type Pending = { reader: string; leaseUntil: Date; tries: number; parkedAt: Date | null };

/** How a new event waits: nobody has taken it up, and no clock that was wrong when it was written says otherwise. */
export const waitingFor = (readers: readonly string[]): Pending[] =>
  readers.map((reader) => ({ reader, leaseUntil: new Date(0), tries: 0, parkedAt: null }));

/** An event as it lies on disk, of whatever version; only this file sees it. */
type Row = {
  _id: string;
  v: number;
  stream: string;
  seq: number;
  commandId: string;
  type: string;
  by: EventAuthor;
  at: Date;
  data: Record<string, unknown>;
  /** These two since version 2. `version` is the thing's, which bulk commands count up too. */
  concerns?: Concerns;
  version?: number;
  prevHash: string;
  hash: string;
  /** Keyed digest of the command's content: the same command id with another content is refused. */
  requestDigest: string;
  pending: Pending[];
};

const events = collection<Row>(
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
    concerns: anything,
    version: Number,
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

/** One event's place in the chain of its stream, and whether it is what was hashed. */
export type Link = Readonly<{ seq: number; prevHash: string; hash: string; isIntact: boolean }>;

/** An event that was taken up for a reader, for the how-manieth time. */
export type Claimed = Readonly<{ event: EventOf; tries: number }>;

/** The one collection of events: audit trail, outbox and record of commands in one. */
export function eventStore(database: Database) {
  const model: Model<Row> = database.model(events);
  return {
    head: async (stream: string): Promise<Head> => {
      const last = await model.findOne({ stream }, { seq: 1, hash: 1 }).sort({ seq: -1 }).lean();
      return last ? { seq: last.seq, hash: last.hash } : { seq: 0, hash: noHash };
    },

    /** What a command left behind: the digest of its content, and the version of its thing. */
    byCommand: async (stream: string, commandId: string) => {
      const row = await model.findOne({ stream, commandId }).lean<Row | null>();
      if (!row) return null;
      const told = row.v === 1 ? row.data['version'] : row.version;
      return { requestDigest: row.requestDigest, version: typeof told === 'number' ? told : row.seq };
    },

    append: async (event: Omit<Row, 'hash'>): Promise<void> => {
      await model.create([{ ...event, hash: hashOf(event) }]);
    },

    /** The events of a stream after `seq`, in order. */
    ofStream: async (stream: string, after = 0, limit = 1_000_000): Promise<EventOf[]> => {
      const rows = model.find({ stream, seq: { $gt: after } }).sort({ seq: 1 });
      return (await rows.limit(limit).lean<Row[]>()).map(eventOf);
    },

    /** How the events of a stream hang together. */
    chain: async (stream: string): Promise<Link[]> => {
      const rows = await model.find({ stream }).sort({ seq: 1 }).lean<Row[]>();
      return rows.map((row) => {
        const { seq, prevHash, hash } = row;
        return { seq, prevHash, hash, isIntact: hashOf(row) === hash };
      });
    },

    /** Events of these types since a moment, oldest first: what a process's memory is kept fresh from. */
    since: async (at: Date, types: readonly EventType[] | 'all', limit: number): Promise<EventOf[]> => {
      const rows = model.find({ at: { $gte: at }, ...(types === 'all' ? {} : { type: { $in: [...types] } }) });
      return (await rows.sort({ at: 1, _id: 1 }).limit(limit).lean<Row[]>()).map(eventOf);
    },

    /** The names of all streams that start with `prefix` (`deal:`), in order, after `after`. */
    streams: async (prefix: string, after: string, limit: number): Promise<string[]> => {
      const firsts = await model
        .find({ stream: { $gt: after || prefix, $lt: `${prefix}\uffff` }, seq: 1 }, { stream: 1 })
        .sort({ stream: 1 })
        .limit(limit)
        .lean();
      return firsts.map(({ stream }) => stream);
    },

    /** Takes the oldest events that wait for `reader` for as long as the lease runs, at most `limit`. */
    claim: async (reader: string, now: Date, leaseUntil: Date, limit: number): Promise<Claimed[]> => {
      const isDue = { $elemMatch: { reader, parkedAt: null, leaseUntil: { $lte: now } } };
      // the first condition says nothing new, but an index answers it
      const due = { 'pending.reader': reader, pending: isDue };
      if (!(await model.exists(due))) return [];
      return database.transaction(async () => {
        const rows = await model.find(due).sort({ at: 1, seq: 1 }).limit(limit).lean<Row[]>();
        await model.updateMany(
          { _id: { $in: rows.map(({ _id }) => _id) }, pending: isDue },
          { $set: { 'pending.$.leaseUntil': leaseUntil }, $inc: { 'pending.$.tries': 1 } },
        );
        const triesOf = ({ pending }: Row) => pending.find((one) => one.reader === reader)?.tries ?? 0;
        return rows.map((row) => ({ event: eventOf(row), tries: triesOf(row) + 1 }));
      });
    },

    /** What of these streams still waits for `reader` (parked or taken as well): the places by stream, in order. */
    waitingIn: async (reader: string, streams: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>> => {
      const waiting = { stream: { $in: [...streams] }, 'pending.reader': reader };
      const rows = await model.find(waiting, { stream: 1, seq: 1 }).sort({ stream: 1, seq: 1 }).lean();
      const places = new Map<string, number[]>();
      for (const { stream, seq } of rows) places.set(stream, [...(places.get(stream) ?? []), seq]);
      return places;
    },

    /** Takes `reader` off these events; answers from how many: not from those whose lease has gone to somebody else. */
    done: async (reader: string, ids: readonly string[], leaseUntil: Date): Promise<number> => {
      const { modifiedCount } = await model.updateMany(heldBy(reader, ids, leaseUntil), {
        $pull: { pending: { reader } },
      });
      return modifiedCount;
    },

    /** Lets claimed events that were not tried be taken again from `until` on. */
    release: async (reader: string, ids: readonly string[], leaseUntil: Date, until: Date): Promise<void> => {
      if (ids.length === 0) return;
      await model.updateMany(heldBy(reader, ids, leaseUntil), {
        $set: { 'pending.$.leaseUntil': until },
        $inc: { 'pending.$.tries': -1 },
      });
    },

    /**
     * Lets the next events of these types after a position wait for `reader` that do not yet; answers the position of the
     * last, null when there are no more.
     */
    markFor: async (
      reader: string,
      types: readonly string[],
      after: Position | null,
      limit: number,
    ): Promise<Position | null> => {
      const later = after && { at: { $gte: after.at }, $or: [{ at: { $gt: after.at } }, { _id: { $gt: after.id } }] };
      const rows = await model
        .find({ type: { $in: [...types] }, ...later }, { at: 1 })
        .sort({ at: 1, _id: 1 })
        .limit(limit)
        .lean();
      const waiting = { _id: { $in: rows.map(({ _id }) => _id) }, 'pending.reader': { $ne: reader } };
      await model.updateMany(waiting, { $push: { pending: { $each: waitingFor([reader]) } } });
      const last = rows.at(-1);
      return last && rows.length === limit ? { at: last.at, id: last._id } : null;
    },

    /** Puts an event that failed back until `until`; `parkedAt` stops it for good. */
    putBack: async (
      reader: string,
      id: string,
      leaseUntil: Date,
      next: Readonly<{ until: Date; parkedAt: Date | null }>,
    ): Promise<void> => {
      await model.updateOne(heldBy(reader, [id], leaseUntil), {
        $set: { 'pending.$.leaseUntil': next.until, 'pending.$.parkedAt': next.parkedAt },
      });
    },

    /** Lets parked events of a reader run again, after its fault was mended. */
    unpark: async (reader: string, now: Date): Promise<number> => {
      const { modifiedCount } = await model.updateMany(
        { pending: { $elemMatch: { reader, parkedAt: { $ne: null } } } },
        { $set: { 'pending.$.parkedAt': null, 'pending.$.tries': 0, 'pending.$.leaseUntil': now } },
      );
      return modifiedCount;
    },

    /** How many streams have an event that concerns an organisation and waits for `reader`, parked or not. */
    waiting: async (reader: string, organisationId: string): Promise<number> => {
      const about = { 'pending.reader': reader, 'concerns.organisationIds': organisationId };
      return (await model.distinct('stream', about)).length;
    },

    /** Whether an event of a stream is on its way to `reader`. A parked one is not: somebody must see to it. */
    isOnItsWay: async (reader: string, stream: string): Promise<boolean> =>
      (await model.exists({ stream, pending: { $elemMatch: { reader, parkedAt: null } } })) !== null,

    /** How old the oldest event is that waits for another reader than `except`, and how many are parked: what `/health` shows. */
    backlog: async (except: readonly string[] = []): Promise<{ oldestAt: Date | null; parked: number }> => {
      const oldest = await model
        .findOne({ pending: { $elemMatch: { parkedAt: null, reader: { $nin: [...except] } } } }, { at: 1 })
        .sort({ at: 1, _id: 1 })
        .lean();
      const parked = await model.countDocuments({ pending: { $elemMatch: { parkedAt: { $ne: null } } } });
      return { oldestAt: oldest?.at ?? null, parked };
    },
  };
}

/** Those of some events that `reader` holds by this lease. */
const heldBy = (reader: string, ids: readonly string[], leaseUntil: Date) => ({
  _id: { $in: [...ids] },
  pending: { $elemMatch: { reader, leaseUntil } },
});

export type EventStore = ReturnType<typeof eventStore>;

/** The hash of an event as stored; `at` is hashed as ISO text. */
const hashOf = (row: Omit<Row, 'hash'>): string => eventHash({ ...row, at: row.at.toISOString() });

/** An event in its newest form, whatever version it was written in. */
function eventOf({ _id: id, v, stream, seq, commandId, type, by, at, data, concerns = nothing }: Row): EventOf {
  const lifted = upcast({ v, stream, type, data, concerns });
  // commands write what the catalogue says and nobody else writes: the one place where that is taken for granted
  return {
    id,
    stream,
    seq,
    commandId,
    type: lifted.type,
    by,
    at,
    data: lifted.data,
    concerns: lifted.concerns,
  } as EventOf;
}
const nothing = concerning({});
