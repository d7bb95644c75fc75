import { addDays, type CalendarDate } from '../../domain/calendar.ts';
import { nextDue } from '../../domain/deadlines.ts';
import { type HolderRelation, type ListingKeys, publicStates } from '../../domain/patents/listing.ts';
import { listingProcess, type ListingState } from '../../domain/patents/listing-process.ts';
import type { PatentContent } from '../../domain/patents/patent-content.ts';
import type { ownPatentSorts } from '../../domain/own-sorts.ts';
import { Money } from '../../domain/money.ts';
import { fromStored, toStored } from '../../platform/database/money.store.ts';
import { countStates, countTexts } from '../../platform/database/counts.store.ts';
import { anything, collection, type Database } from '../../platform/database/mongo.ts';
import {
  everyPage,
  ownOrders,
  pageInTurn,
  pageOf,
  pagesOfIds,
  type PageQuery,
} from '../../platform/database/page.store.ts';
import { partOf } from '../../platform/database/part-of.store.ts';
import { type StoredTerm, termFields, termIndexes, timedStore } from '../../platform/database/timed.store.ts';
import {
  removeVersioned,
  replaceVersioned,
  saveVersioned,
  type Versioned,
} from '../../platform/database/versioned.store.ts';

type StoredContent = Omit<PatentContent, 'askingPrice'> & { askingPrice?: unknown };

export type StoredPatent = Versioned &
  ListingKeys &
  StoredTerm & {
    organisationId: string;
    /** The unit of the organisation that it belongs to; null: none. */
    unitId: string | null;
    content: StoredContent;
    state: ListingState;
    /** Derived from the state when it is saved, for the index of the public list. */
    isPublic?: boolean;
    isReviewed: boolean;
    /** Digests of the imported rows that were merged into it: the same row again changes nothing. */
    rowDigests: readonly string[];
    enteredAt: Date;
    publishedAt: Date | null;
    /** Counts the calls of `hold`. */
    held?: number;
    /** The day of the latest use on record (transfer, licence, contribution, own use), from which dormancy counts. */
    lastUsedOn: CalendarDate | null;
  };

const patents = collection<StoredPatent>(
  'patents',
  {
    _id: String,
    v: Number,
    version: Number,
    organisationId: String,
    unitId: String,
    state: String,
    isPublic: Boolean,
    isReviewed: Boolean,
    rowDigests: [String],
    enteredAt: Date,
    publishedAt: Date,
    ...termFields,
    held: Number,
    lastUsedOn: String,
    identity: String,
    publicationName: String,
    doubleKey: String,
    contentDigest: String,
    endsOn: String,
    holder: String,
    content: anything,
  },
  [
    [{ identity: 1, organisationId: 1 }, { unique: true }],
    [{ organisationId: 1, publicationName: 1 }],
    [{ organisationId: 1, doubleKey: 1 }],
    [{ organisationId: 1, rowDigests: 1 }],
    [{ organisationId: 1, enteredAt: 1, _id: 1 }],
    [{ organisationId: 1, enteredAt: -1, _id: 1 }],
    [{ organisationId: 1, 'content.title': 1, _id: 1 }],
    [{ organisationId: 1, endsOn: 1, _id: 1 }],
    [{ isPublic: 1, publishedAt: -1, _id: -1 }],
    [{ isPublic: 1, 'content.ipc': 1 }],
    ...termIndexes,
  ],
);
/** The reason of a correction, stored apart from the event so that it can be erased. `seq` is the event's. */
type StoredNote = { _id: string; v: number; patentId: string; seq: number; text: string };
const notes = collection<StoredNote>(
  'patentNotes',
  { _id: String, v: Number, patentId: String, seq: Number, text: String },
  [[{ patentId: 1, seq: 1 }]],
);

/** The listings of all organisations. */
export function patentsStore(database: Database) {
  const model = database.model(patents);
  const note = database.model(notes);
  return {
    addNote: async (patentId: string, seq: number, text: string): Promise<void> => {
      await note.create([{ _id: `${patentId}#${seq}`, v: 1, patentId, seq, text }]);
    },
    /** Texts by the seq of their event. */
    notes: async (patentId: string, seqs: readonly number[]): Promise<ReadonlyMap<number, string>> => {
      const rows = await note.find({ patentId, seq: { $in: [...seqs] } }).lean<StoredNote[]>();
      return new Map(rows.map(({ seq, text }) => [seq, text]));
    },
    patent: (id: string) => model.findById(id).lean<StoredPatent | null>(),
    all: (ids: readonly string[]) => model.find({ _id: { $in: [...ids] } }).lean<StoredPatent[]>(),
    /** What decides who is awaited, and who may know of it. */
    standing: (ids: readonly string[]) =>
      model
        .find({ _id: { $in: [...ids] } }, { organisationId: 1, state: 1, deadline: 1 })
        .lean<Pick<StoredPatent, '_id' | 'organisationId' | 'state' | 'deadline'>[]>(),
    titled: (ids: readonly string[]) =>
      model
        .find({ _id: { $in: [...ids] } }, { organisationId: 1, 'content.title': 1 })
        .lean<(Pick<StoredPatent, '_id' | 'organisationId'> & { content: { title: string } })[]>(),
    pagesOfIds: () => pagesOfIds(model),
    versionOf: async (id: string): Promise<number> => (await model.findById(id, { version: 1 }).lean())?.version ?? 0,
    /** Makes a transaction that depends on these listings, without changing them, conflict with concurrent changes. */
    hold: async (ids: readonly string[]): Promise<void> => {
      await model.updateMany({ _id: { $in: [...ids] } }, { $inc: { held: 1 } });
    },
    save: (patent: StoredPatent) => saveVersioned(model, marked(patent)),

    /** The organisation's listings that have one of these names, or into which one of these rows was merged. */
    known: async (
      organisationId: string,
      names: Readonly<{ identity: string[]; publicationName: string[]; rowDigests: string[] }>,
    ): Promise<StoredPatent[]> => {
      const found = new Map<string, StoredPatent>();
      for (const [field, values] of Object.entries(names)) {
        const list = await model.find({ organisationId, [field]: { $in: values } }).lean<StoredPatent[]>();
        for (const patent of list) found.set(patent._id, patent);
      }
      return [...found.values()];
    },
    withDoubleKeys: (organisationId: string, keys: readonly string[], limit: number) =>
      model
        .find({ organisationId, doubleKey: { $in: [...keys] } })
        .limit(limit)
        .lean<StoredPatent[]>(),
    addAll: async (list: readonly StoredPatent[]): Promise<void> => {
      if (list.length > 0) await model.insertMany(list.map(marked));
    },
    removeAll: (list: readonly Versioned[]) => removeVersioned(model, list),
    replaceAll: (list: readonly StoredPatent[]) => replaceVersioned(model, list.map(marked)),
    ...timedStore(model, marked),

    /** Public listings, the latest first. */
    publicPage: ({ type, ipc, organisationId }: PublicFilter, page: PageQuery) =>
      pageOf(
        model,
        {
          isPublic: true,
          ...(type ? { 'content.type': type } : {}),
          ...(ipc ? { 'content.ipc': { $gte: ipc, $lt: `${ipc}\uffff` } } : {}),
          ...(organisationId ? { organisationId } : {}),
        },
        ['-publishedAt', '-_id'],
        page,
      ),
    /** An organisation's own listings in one of its orders; `text` is part of a title or number. */
    ownPage: (organisationId: string, { state, holder, text, sort }: OwnFilter, page: PageQuery) => {
      const filter = {
        organisationId,
        ...(state ? { state } : {}),
        ...(holder ? { holder } : {}),
        ...(text ? { $or: namedBy(text) } : {}),
      };
      if (sort !== 'endsFirst') return pageOf(model, filter, ownOrders[sort], page);
      const ending = { filter: { ...filter, endsOn: { $gt: '' } }, order: ['endsOn', '_id'] } as const;
      const rest = { filter: { ...filter, endsOn: null }, order: ownOrders.latest };
      return pageInTurn(model, 'ends', [ending, rest], page);
    },
    /** Ids of what an organisation has on offer, the latest entered first; `text` is part of a title or number. */
    offeredBy: async (organisationId: string, text: string, limit: number): Promise<string[]> => {
      const rows = await model
        .find({ organisationId, isPublic: true, ...(text ? { $or: namedBy(text) } : {}) }, { _id: 1 })
        .sort({ enteredAt: -1, _id: 1 })
        .limit(limit)
        .lean<Pick<StoredPatent, '_id'>[]>();
      return rows.map(({ _id }) => _id);
    },
    countStates: (organisationId: string) => countStates(model, { organisationId }),
    /** Those that everybody finds, by industry as their owners write it. */
    publicIndustries: () => countTexts(model, { isPublic: true }, 'content.industry'),
    everyPage: () => everyPage(model),
  };
}

type PublicFilter = Readonly<Record<'type' | 'ipc' | 'organisationId', string | undefined>>;
type OwnFilter = Readonly<{
  state: ListingState | undefined;
  holder: HolderRelation | undefined;
  text: string | undefined;
  sort: (typeof ownPatentSorts)[number];
}>;

/** Mongo conditions: title or number contains `text`; numbers with or without `ZL`, `CN` and spaces. */
function namedBy(text: string) {
  const number = text.replace(/^(ZL|CN)?/i, '').replace(/\s/g, '');
  return [
    { 'content.title': partOf(text) },
    { 'content.applicationNumber': partOf(number) },
    { 'content.publicationNumber': partOf(text.replace(/\s/g, '')) },
  ];
}

export type PatentsStore = ReturnType<typeof patentsStore>;

/** The command that the system gives next: the confirmation runs out, or the patent's term ends. */
export const listingDue = ({ state, deadline, endsOn }: StoredPatent) =>
  nextDue(listingProcess, { state, deadline, until: { term: endsOn && addDays(endsOn, -1) } });

const marked = (patent: StoredPatent): StoredPatent => ({
  ...patent,
  isPublic: publicStates.includes(patent.state),
  dueOn: listingDue(patent)?.lastDay ?? null,
});

/** The stored content, with the price in wire form. */
export function contentOf({ content: { askingPrice, ...rest } }: StoredPatent): PatentContent {
  return askingPrice ? { ...rest, askingPrice: (fromStored(askingPrice) as Money).toJSON() } : rest; // see below
}

/** The reverse of `contentOf`. */
export function contentToStore({ askingPrice, ...rest }: PatentContent): StoredContent {
  return askingPrice ? { ...rest, askingPrice: toStored(Money.fromWire(askingPrice)) } : rest;
}
