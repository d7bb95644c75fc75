import { dateInShanghai } from '../../domain/calendar.ts';
import type { ownSorts } from '../../domain/own-sorts.ts';
import { nextDue } from '../../domain/deadlines.ts';
import { Money } from '../../domain/money.ts';
import { type NeedVisibility, openStates } from '../../domain/needs/need.ts';
import type { NeedContent } from '../../domain/needs/need-content.ts';
import { needProcess, type NeedState } from '../../domain/needs/need-process.ts';
import { readNeed } from '../../domain/needs/reading/read-need.ts';
import { meant, type Understood } from '../../domain/needs/reading/understood.ts';
import { fromStored, toStored } from '../../platform/database/money.store.ts';
import { countStates, countTexts } from '../../platform/database/counts.store.ts';
import { anything, collection, type Database } from '../../platform/database/mongo.ts';
import { everyPage, ownOrders, pageOf, pagesOfIds, type PageQuery } from '../../platform/database/page.store.ts';
import { partOf } from '../../platform/database/part-of.store.ts';
import { type StoredTerm, termFields, termIndexes, timedStore } from '../../platform/database/timed.store.ts';
import {
  removeVersioned,
  replaceVersioned,
  saveVersioned,
  type Versioned,
} from '../../platform/database/versioned.store.ts';

type StoredContent = Omit<NeedContent, 'budgetFrom' | 'budgetTo'> & { budgetFrom?: unknown; budgetTo?: unknown };

export type StoredNeed = Versioned &
  StoredTerm & {
    organisationId: string;
    /** The unit of the organisation that it belongs to; null: none. */
    unitId: string | null;
    content: StoredContent;
    identity: string;
    contentDigest: string;
    /** Digests of the imported rows that were merged into it: the same row again changes nothing. */
    rowDigests: readonly string[];
    state: NeedState;
    /** Derived from the state when it is saved, for an index. */
    isOpen?: boolean;
    visibility: NeedVisibility;
    invited: readonly string[];
    /** What its text said on the day it was entered or changed; absent in needs older than the reading. */
    understood?: readonly Understood[];
    /** What its organisation took away of it, by `understoodKey`. */
    notMeant?: readonly string[];
    /** Counts the calls of `hold`. */
    held?: number;
    enteredAt: Date;
    openedAt: Date | null;
  };

const needs = collection<StoredNeed>(
  'needs',
  {
    _id: String,
    v: Number,
    version: Number,
    organisationId: String,
    unitId: String,
    identity: String,
    contentDigest: String,
    rowDigests: [String],
    state: String,
    isOpen: Boolean,
    visibility: String,
    invited: [String],
    understood: anything,
    notMeant: [String],
    enteredAt: Date,
    openedAt: Date,
    ...termFields,
    held: Number,
    content: anything,
  },
  [
    [{ identity: 1, organisationId: 1 }, { unique: true }],
    [{ organisationId: 1, rowDigests: 1 }],
    [{ organisationId: 1, enteredAt: 1, _id: 1 }],
    [{ organisationId: 1, enteredAt: -1, _id: 1 }],
    [{ organisationId: 1, 'content.title': 1, _id: 1 }],
    [{ isOpen: 1, openedAt: -1, _id: -1 }],
    ...termIndexes,
  ],
);
const forAll = { visibility: { $in: ['public', 'anonymous'] satisfies NeedVisibility[] } };
/** Open to everybody. */
const openToAll = { isOpen: true, ...forAll };

export function needsStore(database: Database) {
  const model = database.model(needs);
  return {
    all: (ids: readonly string[]) => model.find({ _id: { $in: [...ids] } }).lean<StoredNeed[]>(),
    need: (id: string) => model.findById(id).lean<StoredNeed | null>(),
    /** What decides who is awaited, and who may know of it. */
    standing: (ids: readonly string[]) =>
      model
        .find({ _id: { $in: [...ids] } }, { organisationId: 1, state: 1, deadline: 1, visibility: 1, invited: 1 })
        .lean<Pick<StoredNeed, '_id' | 'organisationId' | 'state' | 'deadline' | 'visibility' | 'invited'>[]>(),
    titled: (ids: readonly string[]) =>
      model
        .find({ _id: { $in: [...ids] } }, { organisationId: 1, 'content.title': 1 })
        .lean<(Pick<StoredNeed, '_id' | 'organisationId'> & { content: { title: string } })[]>(),
    pagesOfIds: () => pagesOfIds(model),
    versionOf: async (id: string): Promise<number> => (await model.findById(id, { version: 1 }).lean())?.version ?? 0,
    /** Makes a transaction that depends on these needs, without changing them, conflict with concurrent changes. */
    hold: async (ids: readonly string[]): Promise<void> => {
      await model.updateMany({ _id: { $in: [...ids] } }, { $inc: { held: 1 } });
    },
    save: (need: StoredNeed) => saveVersioned(model, marked(need)),

    /** The organisation's needs that have one of these identities, or into which one of these rows was merged. */
    known: async (
      organisationId: string,
      names: Readonly<{ identity: string[]; rowDigests: string[] }>,
    ): Promise<StoredNeed[]> => {
      const found = new Map<string, StoredNeed>();
      for (const [field, values] of Object.entries(names)) {
        const list = await model.find({ organisationId, [field]: { $in: values } }).lean<StoredNeed[]>();
        for (const need of list) found.set(need._id, need);
      }
      return [...found.values()];
    },
    addAll: async (list: readonly StoredNeed[]): Promise<void> => {
      if (list.length > 0) await model.insertMany(list.map(marked));
    },
    removeAll: (list: readonly Versioned[]) => removeVersioned(model, list),
    replaceAll: (list: readonly StoredNeed[]) => replaceVersioned(model, list.map(marked)),
    ...timedStore(model, marked),

    /** The open needs that the organisation (without one: anybody) may see, the latest first. */
    openPage: (organisationId: string | undefined, page: PageQuery) => {
      const audience = organisationId ? [forAll, { invited: organisationId }, { organisationId }] : [forAll];
      return pageOf(model, { isOpen: true, $or: audience }, ['-openedAt', '-_id'], page);
    },
    /** An organisation's own needs in one of its orders. */
    ownPage: (
      organisationId: string,
      { state, sort }: Readonly<{ state?: NeedState | undefined; sort: (typeof ownSorts)[number] }>,
      page: PageQuery,
    ) => pageOf(model, { organisationId, ...(state ? { state } : {}) }, ownOrders[sort], page),
    /** Ids of an organisation's open needs, the latest entered first; `text` is part of the title. */
    offeredBy: async (organisationId: string, text: string, limit: number): Promise<string[]> => {
      const rows = await model
        .find({ organisationId, isOpen: true, ...(text ? { 'content.title': partOf(text) } : {}) }, { _id: 1 })
        .sort({ enteredAt: -1, _id: 1 })
        .limit(limit)
        .lean<Pick<StoredNeed, '_id'>[]>();
      return rows.map(({ _id }) => _id);
    },
    countStates: (organisationId: string) => countStates(model, { organisationId }),
    /** Those that everybody finds, by industry as it was entered. */
    publicIndustries: () => countTexts(model, openToAll, 'content.industry'),
    publicSince: (since: Date) => model.countDocuments({ ...openToAll, openedAt: { $gt: since } }),
    everyPage: () => everyPage(model),
  };
}

export type NeedsStore = ReturnType<typeof needsStore>;

/** The command that the system gives next: the confirmation runs out, or `wantedBy` passes. */
export const needDue = ({ state, deadline, content: { wantedBy } }: StoredNeed) =>
  nextDue(needProcess, { state, deadline, until: { wantedBy } });

const marked = (need: StoredNeed): StoredNeed => ({
  ...need,
  isOpen: openStates.includes(need.state),
  dueOn: needDue(need)?.lastDay ?? null,
});

/** The stored content, with budgets in wire form. */
export function contentOf({ content: { budgetFrom, budgetTo, ...rest } }: StoredNeed): NeedContent {
  const read = (kept: unknown) => (fromStored(kept) as Money).toJSON(); // as `contentToStore` made it
  return {
    ...rest,
    ...(budgetFrom ? { budgetFrom: read(budgetFrom) } : {}),
    ...(budgetTo ? { budgetTo: read(budgetTo) } : {}),
  };
}

/** What a need's text says, without what its organisation took away. */
export function understoodOf({ understood, notMeant, content, enteredAt }: StoredNeed): Understood[] {
  return meant(understood ?? readNeed(content.description, dateInShanghai(enteredAt)), notMeant ?? []);
}

/** The reverse of `contentOf`. */
export function contentToStore({ budgetFrom, budgetTo, ...rest }: NeedContent): StoredContent {
  return {
    ...rest,
    ...(budgetFrom ? { budgetFrom: toStored(Money.fromWire(budgetFrom)) } : {}),
    ...(budgetTo ? { budgetTo: toStored(Money.fromWire(budgetTo)) } : {}),
  };
}
