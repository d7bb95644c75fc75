import { dateInShanghai } from '../../domain/calendar.ts';
import { type Undoable, type Undone, undoing } from '../../platform/database/undo.store.ts';
import type { PossibleDouble, RowVerdict, Written } from '../../domain/imports/row-verdict.ts';
import { mayBeDoubles } from '../../domain/patents/identity.ts';
import { isEnded, listingFacts } from '../../domain/patents/listing.ts';
import { listingProcess } from '../../domain/patents/listing-process.ts';
import type { PatentContent } from '../../domain/patents/patent-content.ts';
import { allowedCommands } from '../../domain/process.ts';
import type { NewId } from '../../platform/clock.ts';
import type { Holds } from '../../platform/database/holds.store.ts';
import { lapsed, newListing, type PatentsPorts, published } from './patents.service.ts';
import { contentOf, contentToStore, type StoredPatent } from './patents.store.ts';
import { type ListingIndex, listingIndex, type NamedRow, nameRow, planRow } from './row-plan.ts';

type Row = Readonly<{ row: number; content: PatentContent }>;
/** Digests of rows that a listing remembers; an older row of it counts as a change again. */
const rememberedRows = 50;

/** Possible doubles reported for a row; one is reason enough to look at it. */
const mostDoubles = 10;
/** Patents with one title and holder that are compared with a row; without a limit a bad list would cost n². */
const mostCompared = 1000;

/** Imports rows into an organisation's listings: `compare` only says what would happen, `write` does it. */
export function patentsBulk({
  store,
  organisations,
  reviewsRequired,
  restOnReviews,
  digest,
  termsOf,
  newId,
  holds,
}: Omit<PatentsPorts, 'commands' | 'concernsOf'> & { newId: NewId; holds: Holds }) {
  const ownerOf = async (id: string) => {
    const owner = (await organisations([id])).get(id);
    if (!owner) throw new Error(`organisation ${id} is gone`);
    return owner;
  };

  const namedRows = async (organisationId: string, rows: readonly Row[]) => {
    const { name: organisationName, place } = await ownerOf(organisationId);
    const named = rows.map((row) => nameRow(row, organisationName, digest));
    const patents = await store.known(organisationId, {
      identity: named.map(({ keys }) => keys.identity),
      publicationName: named.flatMap(({ keys }) => keys.publicationName ?? []),
      rowDigests: named.map((row) => row.digest),
    });
    return { organisationName, place, named, index: listingIndex(patents) };
  };

  /** Finds, for a row, the stored listings that may be the same patent (`doubleKey`). */
  const doublesIn = async (organisationId: string, named: readonly NamedRow[]) => {
    const keys = named.flatMap(({ keys: { doubleKey } }) => doubleKey ?? []);
    const patents = keys.length === 0 ? [] : await store.withDoubleKeys(organisationId, keys, mostCompared);
    return (row: NamedRow): PossibleDouble[] =>
      patents
        .filter((patent) => patent.doubleKey === row.keys.doubleKey && mayBeDoubles(row.content, contentOf(patent)))
        .map(({ _id, content: { title } }) => ({ id: _id, title }));
  };

  return {
    /**
     * Starts comparing a file. The returned function takes one batch of rows after the other and remembers earlier
     * ones, so that repeats and possible doubles within the file are found too.
     */
    compare: (organisationId: string, now: Date) => {
      const seenNames = new Map<string, string>();
      const seenDoubles = new Map<string, { row: number; content: PatentContent }[]>();
      const today = dateInShanghai(now);

      return async (rows: readonly Row[]): Promise<RowVerdict[]> => {
        const { organisationName, named, index } = await namedRows(organisationId, rows);
        const doublesOf = await doublesIn(organisationId, named);
        return named.map((row): RowVerdict => {
          const names = namesOfRow(row);
          const earlier = names.map((name) => seenNames.get(name)).find((found) => found !== undefined);
          for (const name of names) seenNames.set(name, row.digest);
          const isForeign = row.keys.holder === 'other';
          const plan = planRow(row, index, organisationName, digest, today);
          if (earlier !== undefined && plan.outcome === 'new') {
            return { row: row.row, outcome: earlier === row.digest ? 'unchanged' : 'changed', doubles: [], isForeign };
          }
          const key = plan.outcome === 'new' ? row.keys.doubleKey : null;
          const seen = key === null ? [] : (seenDoubles.get(key) ?? []);
          const inFile = seen
            .filter(({ content }) => mayBeDoubles(row.content, content))
            .map(({ row: number, content: { title } }) => ({ row: number, title }));
          if (seen.length < mostCompared) seen.push({ row: row.row, content: numbersOnly(row.content) });
          if (key !== null) seenDoubles.set(key, seen);
          return {
            row: row.row,
            outcome: plan.outcome,
            ...(plan.outcome === 'refused' ? { problem: plan.problem } : {}),
            doubles: key === null ? [] : [...doublesOf(row), ...inFile].slice(0, mostDoubles),
            isForeign,
          };
        });
      };
    },

    /** Writes one batch; part of the surrounding transaction. `publish`: also new listings, where that is allowed. */
    write: async (
      organisationId: string,
      rows: readonly Row[],
      { now, publish }: { now: Date; publish: boolean },
    ): Promise<Written & { undoable: Undoable[] }> => {
      await holds.alone(`patents:${organisationId}`); // concurrent imports would not see each other's new listings
      const { organisationName, place, named, index } = await namedRows(organisationId, rows);
      const needsReview = await reviewsRequired(organisationId);
      if (publish) await restOnReviews(organisationId, newId());
      const today = dateInShanghai(now);
      const terms = await termsOf(listingProcess, place, today);
      const created = new Map<string, StoredPatent>();
      const before = new Map(index.all().map((patent) => [patent._id, patent]));
      const changed = new Map<string, StoredPatent>();
      const refused: Written['refused'][number][] = [];
      let unchanged = 0;

      for (const row of named) {
        const plan = planRow(row, index, organisationName, digest, today);
        if (plan.outcome === 'unchanged') unchanged++;
        else if (plan.outcome === 'refused') refused.push({ row: row.row, problem: plan.problem });
        else if (plan.outcome === 'new') {
          const { content, keys } = row;
          const fresh = newListing({ id: newId(), version: 1, organisationId, content, keys, now });
          const facts = listingFacts(fresh, needsReview, today);
          const isShown =
            publish && allowedCommands(listingProcess, fresh.state, ['supplier'], facts).includes('publish');
          keep(created, index, {
            ...(isShown ? published(fresh, facts, terms, now) : fresh),
            rowDigests: [row.digest],
          });
        } else {
          const { patent, content, keys } = plan;
          const isFirst = !created.has(patent._id) && !changed.has(patent._id);
          const next = {
            ...patent,
            content: contentToStore(content),
            ...keys,
            version: patent.version + (isFirst ? 1 : 0),
            rowDigests: [...patent.rowDigests, row.digest].slice(-rememberedRows),
          };
          const isOver = isEnded(content, keys.endsOn, today);
          keep(created.has(patent._id) ? created : changed, index, isOver ? lapsed(next) : next);
        }
      }
      await store.addAll([...created.values()]);
      await store.replaceAll([...changed.values()]);
      const undoable = [...created.values(), ...changed.values()].map(({ _id: id, version, held = 0 }) => ({
        ...{ id, version, held, before: before.get(id) ?? null },
      }));
      return { created: [...created.keys()], changed: [...changed.keys()], unchanged, refused, undoable };
    },

    /** Takes back what a batch wrote; what changed or was held since (by an interest, a deal) stays. */
    undo: async (organisationId: string, list: readonly Undoable[]): Promise<Undone> => {
      await holds.alone(`patents:${organisationId}`);
      return undoing(store, organisationId, list);
    },
  };
}

function keep(list: Map<string, StoredPatent>, index: ListingIndex, patent: StoredPatent): void {
  list.set(patent._id, patent);
  index.put(patent);
}

function namesOfRow({ keys, digest }: NamedRow): string[] {
  const names = [keys.identity, `digest:${digest}`];
  return keys.publicationName === null ? names : [...names, `publication:${keys.publicationName}`];
}

/** The fields that `mayBeDoubles` compares, without long texts, because a whole file of them is held in memory. */
function numbersOnly({ title, applicationNumber, publicationNumber, holders }: PatentContent): PatentContent {
  const numbers = {
    ...(applicationNumber ? { applicationNumber } : {}),
    ...(publicationNumber ? { publicationNumber } : {}),
  };
  return { title, holders, ...numbers, inventors: [], ipc: [], locarno: [], keywords: [], routes: [] };
}
