import { awaitedSides, type Deal } from '../../domain/deals/deal.ts';
import { askedIntoDeal } from '../../domain/deals/deal-visibility.ts';
import type { Unread } from '../../domain/deals/deal-waits.ts';
import type { DealState } from '../../domain/deals/deal-process.ts';
import { countStates } from '../../platform/database/counts.store.ts';
import { anything, collection, type Database } from '../../platform/database/mongo.ts';
import { fromStored, toStored } from '../../platform/database/money.store.ts';
import { type PageQuery, pageOf, pagesOfIds } from '../../platform/database/page.store.ts';
import { saveVersioned, type Versioned } from '../../platform/database/versioned.store.ts';

type StoredDeal = Versioned & {
  state: DealState;
  matchId: string | null;
  needId: string | null;
  patentIds: string[];
  supplierId: string;
  demanderId: string;
  centreIds: string[];
  /** Sides whose answer is awaited; stored so that lists can filter by it. */
  awaits: string[];
  /** Centres that are asked into it. */
  askedIds: string[];
  updatedAt: Date;
  content: unknown;
};
export type StoredMessage = {
  _id: string;
  v: number;
  dealId: string;
  seq: number;
  by: string;
  organisationId: string;
  text: string;
  at: Date;
};

const deals = collection<StoredDeal>(
  'deals',
  {
    _id: String,
    v: Number,
    version: Number,
    state: String,
    matchId: String,
    needId: String,
    patentIds: [String],
    supplierId: String,
    demanderId: String,
    centreIds: [String],
    awaits: [String],
    askedIds: [String],
    updatedAt: Date,
    content: anything,
  },
  [
    [{ supplierId: 1, updatedAt: -1, _id: -1 }],
    [{ demanderId: 1, updatedAt: -1, _id: -1 }],
    [{ centreIds: 1, updatedAt: -1, _id: -1 }],
    [{ askedIds: 1, _id: 1 }],
    [{ patentIds: 1, state: 1 }],
    [{ needId: 1 }],
    [{ 'content.file.fileId': 1 }],
  ],
);
const messages = collection<StoredMessage>(
  'messages',
  { _id: String, v: Number, dealId: String, seq: Number, by: String, organisationId: String, text: String, at: Date },
  [[{ dealId: 1, seq: -1 }, { unique: true }]],
);

/** How far an organisation has read a room, and how much others have said since. `_id`: room and organisation. */
type StoredMark = { _id: string; v: number; dealId: string; organisationId: string; readTo: number; unread: number };
const marks = collection<StoredMark>(
  'roomMarks',
  { _id: String, v: Number, dealId: String, organisationId: String, readTo: Number, unread: Number },
  [[{ dealId: 1 }]],
);

/** The text of a command's reason, stored apart from the event so that it can be erased. `seq` is the event's. */
type StoredNote = { _id: string; v: number; dealId: string; seq: number; text: string };
const notes = collection<StoredNote>(
  'dealNotes',
  { _id: String, v: Number, dealId: String, seq: Number, text: String },
  [[{ dealId: 1, seq: 1 }]],
);

/** A deal with the time of its last change. */
export type KeptDeal = Readonly<{ deal: Deal; updatedAt: Date }>;

/** Deals, the messages of their rooms, and the reasons given with commands. */
export function dealsStore(database: Database) {
  const models = {
    deal: database.model(deals),
    message: database.model(messages),
    note: database.model(notes),
    mark: database.model(marks),
  };
  return {
    deal: async (id: string): Promise<KeptDeal | null> => {
      const row = await models.deal.findById(id).lean<StoredDeal | null>();
      return row && fromRow(row);
    },

    deals: async (ids: readonly string[]): Promise<Deal[]> => {
      const rows = await models.deal.find({ _id: { $in: [...ids] } }).lean<StoredDeal[]>();
      return rows.map((row) => fromRow(row).deal);
    },
    /** Who has to do with deals, and what they are about; without what was said in them. */
    outlines: (ids: readonly string[]) =>
      models.deal
        .find({ _id: { $in: [...ids] } }, { supplierId: 1, demanderId: 1, centreIds: 1, askedIds: 1, patentIds: 1 })
        .lean<Pick<StoredDeal, '_id' | 'supplierId' | 'demanderId' | 'centreIds' | 'askedIds' | 'patentIds'>[]>(),
    pagesOfIds: () => pagesOfIds(models.deal),

    save: (deal: Deal, now: Date): Promise<void> => {
      const { id, version, state, matchId, needId, supplierId, demanderId, ...content } = deal;
      return saveVersioned(models.deal, {
        _id: id,
        v: 1,
        version,
        state,
        matchId,
        needId,
        patentIds: [...deal.patentIds],
        supplierId,
        demanderId,
        centreIds: [...deal.centreIds],
        awaits: awaitedSides(deal),
        askedIds: askedIntoDeal(deal),
        updatedAt: now,
        content: toStored(content),
      });
    },

    /** The deals on a patent or from a need, without closed ones, which no longer affect either. */
    about: async (what: Readonly<{ patentIds: string } | { needId: string }>): Promise<Deal[]> => {
      const rows = await models.deal.find({ ...what, state: { $ne: 'closed' } }).lean<StoredDeal[]>();
      return rows.map((row) => fromRow(row).deal);
    },

    /** An organisation's deals, the last changed first. */
    page: async (organisationId: string, { state, patentId, needId, awaitsMe }: Wanted, page: PageQuery) => {
      const filter = {
        $or: awaitsMe ? awaiting(organisationId) : of(organisationId),
        ...(state ? { state } : {}),
        ...(patentId ? { patentIds: patentId } : {}),
        ...(needId ? { needId } : {}),
      };
      const { rows, nextCursor } = await pageOf(models.deal, filter, ['-updatedAt', '-_id'], page);
      return { kept: rows.map(fromRow), nextCursor };
    },
    /** The deals that a centre is asked into, in an order that tells nothing of what happens in them. */
    asked: async (centreId: string, page: PageQuery) => {
      const { rows, nextCursor } = await pageOf(models.deal, { askedIds: centreId }, ['_id', '_id'], page);
      return { deals: rows.map((row) => fromRow(row).deal), nextCursor };
    },
    countStates: (organisationId: string) => countStates(models.deal, { $or: of(organisationId) }),
    countAwaiting: (organisationId: string): Promise<number> =>
      models.deal.countDocuments({ $or: awaiting(organisationId) }),

    /** Whether a deal of an organisation names a file as the one to confirm. */
    isNamed: async (organisationId: string, fileId: string): Promise<boolean> =>
      (await models.deal.exists({ 'content.file.fileId': fileId, $or: of(organisationId) })) !== null,

    addNote: async (dealId: string, seq: number, text: string): Promise<void> => {
      await models.note.create([{ _id: `${dealId}#${seq}`, v: 1, dealId, seq, text }]);
    },
    /** Texts by the seq of their event. */
    notes: async (dealId: string, seqs: readonly number[]): Promise<ReadonlyMap<number, string>> => {
      const rows = await models.note.find({ dealId, seq: { $in: [...seqs] } }).lean<StoredNote[]>();
      return new Map(rows.map(({ seq, text }) => [seq, text]));
    },

    /** Enters a message, which from then on waits to be read by these organisations. */
    addMessage: async (message: StoredMessage, unreadBy: readonly string[]): Promise<void> => {
      await models.message.create([message]);
      const { dealId } = message;
      for (const organisationId of unreadBy) {
        await models.mark.updateOne(
          { _id: `${dealId} ${organisationId}` },
          { $inc: { unread: 1 }, $setOnInsert: { v: 1, dealId, organisationId, readTo: 0 } },
          { upsert: true },
        );
      }
    },
    /** Inside a transaction: marks what the others said up to a message as read by an organisation; false if it was. */
    markRead: async (dealId: string, organisationId: string, upTo: number): Promise<boolean> => {
      const _id = `${dealId} ${organisationId}`;
      const mark = await models.mark.findById(_id).lean<StoredMark | null>();
      if (!mark || mark.unread === 0 || mark.readTo >= upTo) return false;
      const later = { dealId, seq: { $gt: upTo }, organisationId: { $ne: organisationId } };
      const unread = await models.message.countDocuments(later);
      await models.mark.updateOne({ _id }, { $set: { unread, readTo: upTo } });
      return true;
    },
    /** By room what others have said and an organisation has not read. */
    unreadIn: async (dealIds: readonly string[]): Promise<ReadonlyMap<string, Unread[]>> => {
      const found = await models.mark.find({ dealId: { $in: [...dealIds] }, unread: { $gt: 0 } }).lean<StoredMark[]>();
      const unread = new Map<string, Unread[]>();
      for (const { dealId, organisationId, unread: count } of found)
        unread.set(dealId, [...(unread.get(dealId) ?? []), { organisationId, count }]);
      return unread;
    },
    messages: (dealId: string, beforeSeq: number, limit: number): Promise<StoredMessage[]> =>
      models.message
        .find({ dealId, seq: { $lt: beforeSeq } })
        .sort({ seq: -1 })
        .limit(limit)
        .lean<StoredMessage[]>(),
  };
}

/** Filters of the list; `awaitsMe` keeps the deals in which the organisation's answer is awaited. */
type Wanted = Readonly<{
  state?: DealState | undefined;
  patentId?: string | undefined;
  needId?: string | undefined;
  awaitsMe?: boolean | undefined;
}>;

/**
 * Mongo conditions: the deals that an organisation is part of, and those in which it is awaited: its answer, or (once terms
 * are agreed) the file and its confirmation.
 */
const of = (id: string) => [{ supplierId: id }, { demanderId: id }, { centreIds: id }];
const awaiting = (id: string): Readonly<Record<string, unknown>>[] => [
  { supplierId: id, awaits: 'supplier' },
  { demanderId: id, awaits: 'demander' },
  { supplierId: id, state: 'agreed', 'content.confirmedBy': { $ne: 'supplier' } },
  { demanderId: id, state: 'agreed', 'content.confirmedBy': { $ne: 'demander' } },
];

export type DealsStore = ReturnType<typeof dealsStore>;

function fromRow(row: StoredDeal): KeptDeal {
  const { _id: id, version, state, matchId, needId, supplierId, demanderId, content, updatedAt } = row;
  const rest = fromStored(content) as Omit<Deal, 'id' | 'version' | 'state' | 'matchId' | 'needId'>; // what `save` wrote
  // deals that were saved before centres were asked have no invitations
  return {
    deal: { ...{ centreInvitations: [] }, ...rest, id, version, state, matchId, needId, supplierId, demanderId },
    updatedAt,
  };
}
