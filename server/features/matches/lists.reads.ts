import type { Input, Output } from '../../api/operations.ts';
import { type Actor, isCentre } from '../../domain/actors.ts';
import type { Because } from '../../domain/matches.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import { countedIndustries } from './counted-industries.ts';
import type { MatchView } from './match-views.ts';
import type { MatchesStore, StoredSuggestion } from './matches.store.ts';
import type { PairViews } from './pair-views.ts';

export type ListsReadsPorts = Readonly<{
  store: MatchesStore;
  views: PairViews;
  /** The industries that a centre has named as its own. */
  industriesOf: (centreId: string) => Promise<readonly string[]>;
  nameOfIndustry: (code: string) => string;
}>;

/** Lists of pairs: what is new, what a centre could bring together, and what somebody acted on. */
export function listsReads({ store, views: { page, leastScore }, ...ports }: ListsReadsPorts) {
  /** The score of a row, or where no list has held its pair, how well it fits now. */
  const scoreOf = ({ row, fit }: Readonly<{ row: StoredSuggestion; fit: number | null }>): number | null =>
    row.versions === null ? fit : row.score;

  const ownIndustries = async (actor: Actor): Promise<readonly string[]> =>
    isCentre(actor) ? ports.industriesOf(actingOrganisation(actor).id) : [];

  const suggestionQuery = async (actor: Actor, { leastFit, ...asked }: Found) => ({
    ...asked,
    floor: await leastScore(actor),
    atLeast: leastFit / 100,
  });

  /** What my organisation is told of and has not seen. A mutual match stands among the deals. */
  const unseen = async (actor: Actor, query: Input<'matches.fresh'>['query'], saysWhy = true) => {
    const { id } = actingOrganisation(actor);
    const asked = { ...(await suggestionQuery(actor, query)), because: query.because };
    const { rows, nextCursor } = await store.unseenPage(id, asked);
    // one off the market is no news, but a no is
    const isNews = ({ view: { allowed, declined } }: { view: MatchView }) =>
      declined !== null || allowed.some((command) => command !== 'decline');
    return { shown: (await page(actor, rows, saysWhy)).filter(isNews), nextCursor };
  };

  /** Pairs that a centre may bring together. */
  const introducible = async (actor: Actor, query: Found, saysWhy = true) => {
    // a list of one industry has no part that comes first
    const first = query.industry === undefined ? await ownIndustries(actor) : [];
    const { rows, nextCursor } = await store.bestPage(first, await suggestionQuery(actor, query));
    const shown = (await page(actor, rows, saysWhy)).filter(({ view }) => view.allowed.includes('recommend'));
    return { shown, nextCursor };
  };

  return {
    fresh: async (actor: Actor, query: Input<'matches.fresh'>['query']) => {
      const { shown, nextCursor } = await unseen(actor, query);
      const items = shown.map((one) => ({
        ...one.view,
        score: scoreOf(one),
        foundAt: one.row.foundAt.toISOString(),
        isRecommended: one.row.isRecommended,
        because: becauseOf(one.row),
      }));
      return { items, nextCursor };
    },

    introductions: async (actor: Actor, query: Input<'matches.introductions'>['query']) => {
      const own = new Set(await ownIndustries(actor));
      const { shown, nextCursor } = await introducible(actor, query);
      const items = shown.map((one) => ({
        ...one.view,
        score: scoreOf(one),
        isOwnIndustry: (one.row.industries ?? []).some((code) => own.has(code)),
      }));
      return { items, nextCursor };
    },

    groups: async (
      actor: Actor,
      { by, ...asked }: Input<'matches.groups'>['query'],
    ): Promise<Output<'matches.groups'>> => {
      const best = { ...asked, limit: mostGrouped };
      const { shown } = await (isCentre(actor) ? introducible(actor, best, false) : unseen(actor, best, false));
      const groups = new Map<
        string,
        { id: string; title: string; count: number; pushed: number; best: number | null }
      >();
      const counts = new Map<string, number>();
      for (const one of shown) {
        const { id, title } = one.view[by];
        const group = groups.get(id) ?? { id, title, count: 0, pushed: 0, best: null };
        group.count++;
        if (one.row.isRecommended) group.pushed++;
        group.best = Math.max(group.best ?? 0, scoreOf(one) ?? 0) || null;
        groups.set(id, group);
        for (const code of one.row.industries ?? []) counts.set(code, (counts.get(code) ?? 0) + 1);
      }
      return { groups: [...groups.values()], industries: countedIndustries(counts, ports.nameOfIndustry) };
    },

    mine: async (actor: Actor, { leastFit, ...asked }: Input<'matches.mine'>['query']) => {
      const query = { ...asked, atLeast: leastFit / 100 };
      const { rows, nextCursor } = await store.ownPage(actingOrganisation(actor).id, query);
      const items = (await page(actor, rows)).map(({ row, view }) => ({
        ...{ ...view, score: row.fit ?? null },
        updatedAt: row.updatedAt.toISOString(),
      }));
      return { items, nextCursor };
    },
  };
}

type Found = Input<'matches.introductions'>['query'];
/** Pairs that are counted by patent, need and industry. */
const mostGrouped = 500;

/** Rows of older versions do not say why they were put before a side. */
const becauseOf = ({ isRecommended, because }: StoredSuggestion): Because =>
  isRecommended ? (because ?? 'interested') : 'found';
