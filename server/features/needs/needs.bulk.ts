import { dateInShanghai } from '../../domain/calendar.ts';
import { type Undoable, type Undone, undoing } from '../../platform/database/undo.store.ts';
import type { RowVerdict, Written } from '../../domain/imports/row-verdict.ts';
import { isOver, mergeNeed, needIdentity } from '../../domain/needs/need.ts';
import { contentDigest } from '../../domain/patents/identity.ts';
import type { NeedContent } from '../../domain/needs/need-content.ts';
import { type NeedCommand, type NeedFacts, needProcess, type NeedState } from '../../domain/needs/need-process.ts';
import type { Terms } from '../../domain/deadlines.ts';
import { isNamedHolder } from '../../domain/patents/identity.ts';
import { allowedCommands, step } from '../../domain/process.ts';
import type { NewId } from '../../platform/clock.ts';
import type { Holds } from '../../platform/database/holds.store.ts';
import { type NeedsPorts, newNeed, understoodAfter } from './needs.service.ts';
import { contentOf, contentToStore, type StoredNeed } from './needs.store.ts';

type Row = Readonly<{ row: number; content: NeedContent }>;
type Plan =
  | Readonly<{ outcome: 'new' | 'unchanged' }>
  | Readonly<{ outcome: 'changed'; need: StoredNeed; content: NeedContent }>
  | Readonly<{ outcome: 'refused'; problem: NonNullable<RowVerdict['problem']> }>;
const rememberedRows = 50;

/** Imports rows into an organisation's needs: `compare` only says what would happen, `write` does it. */
export function needsBulk({
  store,
  organisations,
  reviewsRequired,
  restOnReviews,
  digest,
  termsOf,
  newId,
  holds,
}: Omit<NeedsPorts, 'commands' | 'concernsOf'> & { newId: NewId; holds: Holds }) {
  const ownerOf = async (id: string) => {
    const owner = (await organisations([id])).get(id);
    if (!owner) throw new Error(`organisation ${id} is gone`);
    return owner;
  };
  const named = (rows: readonly Row[]) =>
    rows.map((row) => ({
      ...row,
      identity: needIdentity(row.content, digest),
      digest: contentDigest(row.content, digest),
    }));
  const indexOf = async (organisationId: string, rows: ReturnType<typeof named>) => {
    const names = { identity: rows.map((row) => row.identity), rowDigests: rows.map((row) => row.digest) };
    const index = new Map<string, StoredNeed>();
    for (const need of await store.known(organisationId, names)) put(index, need);
    return index;
  };

  const plan = (row: ReturnType<typeof named>[number], index: ReadonlyMap<string, StoredNeed>): Plan => {
    if (index.has(`digest:${row.digest}`)) return { outcome: 'unchanged' };
    const need = index.get(row.identity);
    if (!need) return { outcome: 'new' };
    const content = mergeNeed(contentOf(need), row.content);
    if (contentDigest(content, digest) === need.contentDigest) return { outcome: 'unchanged' };
    if (!needProcess.table.revise.from.includes(need.state)) {
      return { outcome: 'refused', problem: { key: 'needs.notNow', values: { state: need.state } } };
    }
    return { outcome: 'changed', need, content };
  };

  return {
    compare: (organisationId: string) => {
      const seen = new Map<string, string>();
      return async (rows: readonly Row[]): Promise<RowVerdict[]> => {
        const { name: organisationName } = await ownerOf(organisationId);
        const list = named(rows);
        const index = await indexOf(organisationId, list);
        return list.map((row): RowVerdict => {
          const { company } = row.content;
          const isForeign = company !== undefined && !isNamedHolder([company], organisationName);
          const earlier = seen.get(row.identity);
          seen.set(row.identity, row.digest);
          const planned = plan(row, index);
          if (earlier !== undefined && planned.outcome === 'new') {
            return { row: row.row, outcome: earlier === row.digest ? 'unchanged' : 'changed', doubles: [], isForeign };
          }
          const problem = planned.outcome === 'refused' ? { problem: planned.problem } : {};
          return { row: row.row, outcome: planned.outcome, ...problem, doubles: [], isForeign };
        });
      };
    },

    /** Writes one batch; part of the surrounding transaction. `publish` opens new needs, where that is allowed. */
    write: async (
      organisationId: string,
      rows: readonly Row[],
      { now, publish }: { now: Date; publish: boolean },
    ): Promise<Written & { undoable: Undoable[] }> => {
      await holds.alone(`needs:${organisationId}`); // concurrent imports would not see each other's new needs
      const list = named(rows);
      const index = await indexOf(organisationId, list);
      const today = dateInShanghai(now);
      const { place } = await ownerOf(organisationId);
      const terms = await termsOf(needProcess, place, today);
      const needsReview = await reviewsRequired(organisationId);
      if (publish) await restOnReviews(organisationId, newId());
      const created = new Map<string, StoredNeed>();
      const before = new Map([...index.values()].map((need) => [need._id, need]));
      const changed = new Map<string, StoredNeed>();
      const refused: Written['refused'][number][] = [];
      let unchanged = 0;
      const keep = (into: Map<string, StoredNeed>, need: StoredNeed) => {
        into.set(need._id, need);
        put(index, need);
      };

      for (const row of list) {
        const planned = plan(row, index);
        if (planned.outcome === 'unchanged') unchanged++;
        else if (planned.outcome === 'refused') refused.push({ row: row.row, problem: planned.problem });
        else if (planned.outcome === 'changed') {
          const { need, content } = planned;
          const isFirst = !created.has(need._id) && !changed.has(need._id);
          keep(created.has(need._id) ? created : changed, {
            ...need,
            content: contentToStore(content),
            understood: understoodAfter(need, content.description, now),
            contentDigest: contentDigest(content, digest),
            version: need.version + (isFirst ? 1 : 0),
            rowDigests: [...need.rowDigests, row.digest].slice(-rememberedRows),
          });
        } else {
          const fresh = newNeed({ id: newId(), version: 1, organisationId, content: row.content, digest, now });
          const facts = { reviewsRequired: needsReview, isOver: isOver(row.content, today) };
          const isShown = publish && allowedCommands(needProcess, fresh.state, ['demander'], facts).includes('publish');
          const shown = isShown ? { ...opened(fresh, facts, terms), openedAt: now } : {};
          keep(created, { ...fresh, ...shown, rowDigests: [row.digest] });
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
      await holds.alone(`needs:${organisationId}`);
      return undoing(store, organisationId, list);
    },
  };
}

/** State and deadline of a draft after it is published. */
function opened({ state: from, deadline }: StoredNeed, facts: NeedFacts, terms: Terms<NeedState, NeedCommand>) {
  const to = step(needProcess, from, 'publish', ['demander'], facts);
  return { state: to, deadline: terms({ from, command: 'publish', to }, deadline) };
}

function put(index: Map<string, StoredNeed>, need: StoredNeed): void {
  index.set(need.identity, need);
  for (const digest of need.rowDigests) index.set(`digest:${digest}`, need);
}
