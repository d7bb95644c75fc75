import type { Model } from 'mongoose';
import { anything, collection, type Database } from '../database/mongo.ts';
import { type Concerns, concerning, type EventAuthor } from '../../domain/event.ts';
import type { EventOf, EventType } from '../../domain/events.ts';
import { eventHash, noHash } from './chain.ts';
import type { Position } from './readers.store.ts';
import { upcast } from './upcasters.ts';

/** An event's delivery to one reader that is still to be done. */
export type Pending = { reader: string; leaseUntil: Date; tries: number; parkedAt: Date | null };

/** The deliveries of a new event. Due at once, even for processes whose clock is behind. */
export const waitingFor = (readers: readonly string[]): Pending[] =>
  readers.map((reader) => ({ reader, leaseUntil: new Date(0), tries: 0, parkedAt: null }));

/** An event as stored, of any version; seen only by this file. */
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
  /** Both since version 2. `version` is the thing's version after the event. */
  concerns?: Concerns;
  version?: number;
  prevHash: string;
  hash: string;
  /** Keyed digest of the command's content, by which a reused command id is recognised. */
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

/** The last event of a stream, to which the next one links. */
export type Head = Readonly<{ seq: number; hash: string }>;

/** An event's link in the chain of its stream; `isIntact`: its content fits its hash. */
export type Link = Readonly<{ seq: number; prevHash: string; hash: string; isIntact: boolean }>;

/** An event claimed for a reader; `tries` counts this claim as well. */
export type Claimed = Readonly<{ event: EventOf; tries: number }>;

/** Events: audit trail, outbox and record of commands in one collection. */
export function eventStore(database: Database) {
  const model: Model<Row> = database.model(events);
  return {
    head: async (stream: string): Promise<Head> => {
      const last = await model.findOne({ stream }, { seq: 1, hash: 1 }).sort({ seq: -1 }).lean();
      return last ? { seq: last.seq, hash: last.hash } : { seq: 0, hash: noHash };
    },

    /** Of a command that was carried out: the digest of its content, and the thing's version after it; else null. */
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

    /** The links of a stream's chain, in order. */
    chain: async (stream: string): Promise<Link[]> => {
      const rows = await model.find({ stream }).sort({ seq: 1 }).lean<Row[]>();
      return rows.map((row) => {
        const { seq, prevHash, hash } = row;
        return { seq, prevHash, hash, isIntact: hashOf(row) === hash };
      });
    },

    /** Events of these types since a moment, the oldest first. */
    since: async (at: Date, types: readonly EventType[] | 'all', limit: number): Promise<EventOf[]> => {
      const rows = model.find({ at: { $gte: at }, ...(types === 'all' ? {} : { type: { $in: [...types] } }) });
      return (await rows.sort({ at: 1, _id: 1 }).limit(limit).lean<Row[]>()).map(eventOf);
    },

    /** The names of streams that start with `prefix` (e.g. `deal:`), sorted, after `after`. */
    streams: async (prefix: string, after: string, limit: number): Promise<string[]> => {
      const firsts = await model
        .find({ stream: { $gt: after || prefix, $lt: `${prefix}\uffff` }, seq: 1 }, { stream: 1 })
        .sort({ stream: 1 })
        .limit(limit)
        .lean();
      return firsts.map(({ stream }) => stream);
    },

    /**
     * Claims the oldest events that wait for `reader`, at most `limit`, until `leaseUntil`. Two who claim at the same
     * moment get different ones, unless their leases end in the same millisecond, too: then both work, and `done` counts
     * for the first.
     */
    claim: async (reader: string, now: Date, leaseUntil: Date, limit: number): Promise<Claimed[]> => {
      const isDue = { $elemMatch: { reader, parkedAt: null, leaseUntil: { $lte: now } } };
      // the first condition is redundant, but an index answers it
      const due = { 'pending.reader': reader, pending: isDue };
      const rows = await model.find(due).sort({ at: 1, seq: 1 }).limit(limit).lean<Row[]>();
      if (rows.length === 0) return [];
      const ids = rows.map(({ _id }) => _id);
      const { modifiedCount } = await model.updateMany(
        { _id: { $in: ids }, pending: isDue },
        { $set: { 'pending.$.leaseUntil': leaseUntil }, $inc: { 'pending.$.tries': 1 } },
      );
      const mine = modifiedCount < ids.length ? await model.distinct('_id', heldBy(reader, ids, leaseUntil)) : ids;
      const triesOf = ({ pending }: Row) => pending.find((one) => one.reader === reader)?.tries ?? 0;
      return rows
        .filter(({ _id }) => mine.includes(_id))
        .map((row) => ({ event: eventOf(row), tries: triesOf(row) + 1 }));
    },

    /** The seqs of all events that wait for `reader` (claimed and parked ones too), by stream, in order. */
    waitingIn: async (reader: string, streams: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>> => {
      const waiting = { stream: { $in: [...streams] }, 'pending.reader': reader };
      const rows = await model.find(waiting, { stream: 1, seq: 1 }).sort({ stream: 1, seq: 1 }).lean();
      const places = new Map<string, number[]>();
      for (const { stream, seq } of rows) places.set(stream, [...(places.get(stream) ?? []), seq]);
      return places;
    },

    /** Marks events as delivered to `reader`; returns how many: not those whose lease another process has now. */
    done: async (reader: string, ids: readonly string[], leaseUntil: Date): Promise<number> => {
      const { modifiedCount } = await model.updateMany(heldBy(reader, ids, leaseUntil), {
        $pull: { pending: { reader } },
      });
      return modifiedCount;
    },

    /** Gives claimed events back untried, to be claimed again from `until` on. */
    release: async (reader: string, ids: readonly string[], leaseUntil: Date, until: Date): Promise<void> => {
      if (ids.length === 0) return;
      await model.updateMany(heldBy(reader, ids, leaseUntil), {
        $set: { 'pending.$.leaseUntil': until },
        $inc: { 'pending.$.tries': -1 },
      });
    },

    /** Makes the next events of these types after a position wait for `reader`; returns the last position, or null. */
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

    /** Puts a failed event off until `until`, or parks it. */
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

    /** Makes the parked events of a reader due again, once its fault is fixed; returns how many. */
    unpark: async (reader: string, now: Date): Promise<number> => {
      const { modifiedCount } = await model.updateMany(
        { pending: { $elemMatch: { reader, parkedAt: { $ne: null } } } },
        { $set: { 'pending.$.parkedAt': null, 'pending.$.tries': 0, 'pending.$.leaseUntil': now } },
      );
      return modifiedCount;
    },

    /** Number of streams with an event that concerns an organisation and waits for `reader`, parked or not. */
    waiting: async (reader: string, organisationId: string): Promise<number> => {
      const about = { 'pending.reader': reader, 'concerns.organisationIds': organisationId };
      return (await model.distinct('stream', about)).length;
    },

    /** Whether an event of a stream will be delivered to `reader` without intervention; a parked one will not. */
    isOnItsWay: async (reader: string, stream: string): Promise<boolean> =>
      (await model.exists({ stream, pending: { $elemMatch: { reader, parkedAt: null } } })) !== null,

    /** The time of the oldest event that waits (for readers other than `except`), and the number of parked events. */
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

/** Condition: those of the events that `reader` has claimed with this lease. */
const heldBy = (reader: string, ids: readonly string[], leaseUntil: Date) => ({
  _id: { $in: [...ids] },
  pending: { $elemMatch: { reader, leaseUntil } },
});

export type EventStore = ReturnType<typeof eventStore>;

/** `at` is hashed as ISO text. */
const hashOf = (row: Omit<Row, 'hash'>): string => eventHash({ ...row, at: row.at.toISOString() });

/** The event in its newest form, whatever version it was stored in. */
function eventOf({ _id: id, v, stream, seq, commandId, type, by, at, data, concerns = nothing }: Row): EventOf {
  const lifted = upcast({ v, stream, type, data, concerns });
  // only commands write events, and they are typed by the catalogue
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
