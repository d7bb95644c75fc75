import { type Match, type MatchOptions, type Weights } from '../../../matching/index.ts';
import type { Input, Output } from '../../api/operations.ts';
import { type Actor, actsFor, isCentre, organisationIdOf } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Because, MatchSide } from '../../domain/matches.ts';
import { dateInShanghai } from '../../domain/calendar.ts';
import { mayKnowPair } from '../../domain/matches/match-visibility.ts';
import { mayKnowNeed } from '../../domain/needs/need-visibility.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import { wholeCountry } from '../../domain/place.ts';
import type { Clock, NewId } from '../../platform/clock.ts';
import type { MatchingThread } from './engine/matching-thread.ts';
import { matchNeed, matchPatent } from './match-documents.ts';
import { matchIdOf, needFor, ownerOn } from './match-rules.ts';
import { termsOf } from './match-terms.ts';
import type { MatchingIndex } from './matching-index.ts';
import { type Around, type MatchView, matchView, type RankedView, reasonsView } from './match-views.ts';
import type { MatchableNeed, MatchPorts } from './matches.ports.ts';
import type { LoadedPair, MatchesService, Pair } from './matches.service.ts';
import type { MatchesStore, StoredSuggestion } from './matches.store.ts';
import { keepShown } from './shown-list.ts';
import type { ShownStore } from './shown.store.ts';

export type MatchesReadsPorts = MatchPorts &
  Readonly<{
    store: MatchesStore;
    shown: ShownStore;
    ask: MatchingThread['ask'];
    askNow: MatchingIndex['askNow'];
    /** The industries that a centre has named as its own. */
    industriesOf: (centreId: string) => Promise<readonly string[]>;
    nameOfIndustry: (code: string) => string;
    /** Options of every list. */
    options: () => Promise<MatchOptions>;
    /** The least score, in per cent, of a match that organisations in a place are notified of. */
    worthTelling: (place: string, now: Date) => Promise<number>;
    /** A centre's own weights; undefined where the platform's apply. */
    weightsOf: (actor: Actor) => Promise<Weights | undefined>;
    clock: Clock;
    newId: NewId;
    load: MatchesService['load'];
  }>;

/** Additional matches to ask for, as some may not be shown to the caller. */
const spare = 20;

/** The library's names of a patent's parts, as fields of the API. */
const fieldOfPart: Readonly<Record<string, string>> = {
  claims: 'mainClaim',
  'translated.title': 'translatedTitle',
  'translated.abstract': 'translatedAbstract',
};

/** What people see of matches. */
export function matchesReads(ports: MatchesReadsPorts) {
  const { store, clock, newId, load } = ports;
  const { ask, askNow } = ports;
  const optionsFor = async (actor: Actor): Promise<MatchOptions> => {
    const weights = await ports.weightsOf(actor);
    return { ...(await ports.options()), ...(weights && { weights }) };
  };

  /** The least score of a match that the actor's organisation is notified of, 0 to 1. */
  const leastScore = async (actor: Actor): Promise<number> => {
    const { id } = actingOrganisation(actor);
    const place = (await ports.places([id])).get(id) ?? wholeCountry;
    return (await ports.worthTelling(place, clock.now())) / 100;
  };

  /** The pairs whose sides both exist, with their stored match, by match id. */
  const loadAll = async (pairs: readonly Pair[]): Promise<Map<string, LoadedPair>> => {
    const [presentNeeds, presentPatents, matches] = await Promise.all([
      ports.needs.present([...new Set(pairs.map(({ needId }) => needId))]),
      ports.patents.present([...new Set(pairs.map(({ patentId }) => patentId))]),
      store.matches(pairs.map(({ needId, patentId }) => matchIdOf(needId, patentId))),
    ]);
    const [needs, patents] = [byId(presentNeeds), byId(presentPatents)];
    const loaded = new Map<string, LoadedPair>();
    for (const { needId, patentId } of pairs) {
      const id = matchIdOf(needId, patentId);
      const [need, patent] = [needs.get(needId), patents.get(patentId)];
      if (need && patent) loaded.set(id, { id, need, patent, match: matches.get(id) ?? null });
    }
    return loaded;
  };

  /** What pairs are about, and the fit of those in `unranked`, by match id; a list does not wait for it. */
  const aboutOf = async (actor: Actor, pairs: readonly LoadedPair[], unranked = new Set<string>()) => {
    const asked = pairs.map(({ id, need, patent }) => ({
      ...{ needId: need.id, patentId: patent.id },
      wantsFit: unranked.has(id),
    }));
    const weights = unranked.size > 0 ? await ports.weightsOf(actor) : undefined;
    const options = { today: dateInShanghai(clock.now()), ...(weights && { weights }) };
    const found = asked.length > 0 ? await askNow('pairs', { pairs: asked, ...options }) : null;
    return new Map(pairs.map(({ id }, at) => [id, found?.[at] ?? null]));
  };

  const viewsOf = async (
    actor: Actor,
    pairs: readonly LoadedPair[],
    topics: Around['topics'],
  ): Promise<Map<string, MatchView>> => {
    const organisationId = organisationIdOf(actor) ?? '';
    const ids = pairs.map(({ id }) => id);
    const seenOn = async (side: MatchSide) => {
      const own = pairs.filter((pair) => ownerOn(side, pair) === organisationId).map(({ id }) => id);
      return own.length > 0 ? [...(await store.seen(side, own))] : [];
    };
    const parties = pairs.flatMap(({ need, patent, match }) => [
      need.organisationId,
      patent.organisationId,
      ...(match?.centreId ? [match.centreId] : []),
    ]);
    const [names, notes, supplied, demanded] = await Promise.all([
      ports.organisationNames([...new Set(parties)]),
      store.notes(ids, organisationId),
      seenOn('supplier'),
      seenOn('demander'),
    ]);
    const around: Around = {
      names,
      notes,
      seen: new Set([...supplied, ...demanded]),
      topics,
      now: clock.now(),
      dealIdOf: ports.dealIdOf,
    };
    return new Map(pairs.map((pair) => [pair.id, matchView(actor, pair, around)]));
  };

  const termsFor = async (pairs: readonly LoadedPair[]) => {
    const [prices, places] = await Promise.all([
      ports.prices(),
      ports.places([...new Set(pairs.flatMap((p) => [p.need.organisationId, p.patent.organisationId]))]),
    ]);
    return ({ need, patent }: LoadedPair) =>
      termsOf(
        matchNeed(need, [], places.get(need.organisationId)),
        matchPatent(patent, places.get(patent.organisationId)),
        prices,
      );
  };

  /** A ranked list with reasons, as far as the caller may see it; what was shown is stored with its versions. */
  const ranked = async (
    actor: Actor,
    listFor: string,
    side: MatchSide,
    list: readonly Match[],
    limit: number,
  ): Promise<Output<'matches.forNeed'>> => {
    const loaded = await loadAll(list);
    const organisationId = organisationIdOf(actor);
    const visible = list.flatMap((match) => {
      const pair = loaded.get(matchIdOf(match.needId, match.patentId));
      const mayShow = pair?.patent.isOnOffer && pair.need.isOnOffer && mayKnowNeed(actor, pair.need);
      return pair && mayShow ? [{ match, pair }] : [];
    });
    const top = visible.slice(0, limit);
    const pairs = top.map(({ pair }) => pair);
    const about = topicsIn(await aboutOf(actor, pairs));
    const [views, terms] = await Promise.all([viewsOf(actor, pairs, about), termsFor(pairs)]);
    const items = top.flatMap(({ match, pair }, at): RankedView[] => {
      const view = views.get(pair.id);
      return view ? [{ ...view, rank: at + 1, reasons: reasonsView(match, terms(pair)) }] : [];
    });
    if (items.length > 0 && organisationId)
      await keepShown({ shown: ports.shown, clock, newId }, { organisationId, listFor, side, top });
    return { items, floor: await leastScore(actor), nextCursor: null };
  };

  /** The rows whose pairs the actor may still know, as seen by it; `saysWhy`: with what the pairs are about. */
  const page = async <Row extends Pair>(
    actor: Actor,
    rows: readonly Row[],
    saysWhy = true,
  ): Promise<readonly { row: Row; view: MatchView; fit: number | null }[]> => {
    const loaded = await loadAll(rows);
    // leaves out what its owner has hidden meanwhile
    const known = [...loaded.values()].filter((pair) => mayKnowPair(actor, pair));
    const about = await aboutOf(actor, saysWhy ? known : [], new Set(rows.filter(isUnranked).map(idOf)));
    const views = await viewsOf(actor, known, topicsIn(about));
    return rows.flatMap((row) => {
      const id = idOf(row);
      const view = views.get(id);
      return view ? [{ row, view, fit: about.get(id)?.fit ?? null }] : [];
    });
  };

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
    page,

    forNeed: async (actor: Actor, needId: string, limit: number) => {
      await needFor(actor, needId, ports.needs);
      const list = await ask('forNeed', { id: needId, limit, ...(await optionsFor(actor)) });
      return ranked(actor, needId, 'demander', list, limit);
    },

    forPatent: async (actor: Actor, patentId: string, limit: number) => {
      const [patent] = await ports.patents.present([patentId]);
      if (!patent || !(actsFor(actor, patent.organisationId) || (isCentre(actor) && patent.isOnOffer))) {
        throw new DomainError('NOT_FOUND', 'common.notFound');
      }
      const list = await ask('forPatent', { id: patentId, limit: limit + spare, ...(await optionsFor(actor)) });
      return ranked(actor, patentId, 'supplier', list, limit);
    },

    explain: async (actor: Actor, asked: Pair): Promise<Output<'matches.explain'>> => {
      const pair = await load(actor, asked);
      const about = topicsIn(await aboutOf(actor, [pair]));
      const view = (await viewsOf(actor, [pair], about)).get(pair.id);
      if (!view) throw new DomainError('NOT_FOUND', 'common.notFound');
      const mine = organisationIdOf(actor);
      if (mine !== undefined && view.mySide) await ports.shown.open(mine, [asked.needId, asked.patentId], pair.id);
      const hidden = [
        ...(pair.need.isOnOffer ? [] : (['need'] as const)),
        ...(pair.patent.isOnOffer ? [] : (['patent'] as const)),
      ];
      const found =
        hidden.length > 0 ? null : await ask('explain', { ...asked, limit: 20, ...(await optionsFor(actor)) });
      if (!found) {
        return {
          match: view,
          reasons: null,
          // both are on offer but not in the index yet, which lags by about a second
          placement: hidden.length > 0 ? { kind: 'notOnOffer', which: hidden } : { kind: 'noSharedWords' },
        };
      }
      const terms = await termsFor([pair]);
      const { placement, match } = found;
      return {
        match: view,
        reasons: {
          ...reasonsView(match, terms(pair)),
          words: match.words.map(({ word, contribution, needSpans, patentSpans }) => ({
            word,
            contribution,
            needSpans: needSpans.map(fieldSpan(pair.need)),
            patentSpans: patentSpans.map(({ part, start, end }) => ({
              part: fieldOfPart[part] ?? part,
              start,
              end,
            })),
          })),
        },
        placement:
          placement.kind === 'gate'
            ? { kind: 'gate', gates: [...placement.gates] }
            : placement.kind === 'score'
              ? { ...placement, rank: placement.rank ?? null }
              : placement,
      };
    },

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

    groups: async (actor: Actor, { by }: Input<'matches.groups'>['query']): Promise<Output<'matches.groups'>> => {
      const best = { limit: mostGrouped, sort: 'fit', leastFit: 0 } as const;
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
      const industries = [...counts].map(([code, count]) => ({ code, name: ports.nameOfIndustry(code), count }));
      return { groups: [...groups.values()], industries: industries.sort((a, b) => b.count - a.count) };
    },

    mine: async (actor: Actor, query: Input<'matches.mine'>['query']) => {
      const { rows, nextCursor } = await store.ownPage(actingOrganisation(actor).id, query);
      const items = (await page(actor, rows)).map(({ row, view }) => ({
        ...view,
        updatedAt: row.updatedAt.toISOString(),
      }));
      return { items, nextCursor };
    },
  };
}

export type MatchesReads = ReturnType<typeof matchesReads>;

type Found = Input<'matches.introductions'>['query'];
/** Pairs that are counted by patent, need and industry. */
const mostGrouped = 500;

const idOf = ({ needId, patentId }: Pair) => matchIdOf(needId, patentId);
const isUnranked = (row: Pair & { versions?: unknown }) => row.versions === null;
const topicsIn = (about: ReadonlyMap<string, Readonly<{ topics: readonly string[] }> | null>) =>
  new Map([...about].flatMap(([id, found]) => (found ? [[id, found.topics] as const] : [])));
/** Rows of older versions do not say why they were put before a side. */
const becauseOf = ({ isRecommended, because }: StoredSuggestion): Because =>
  isRecommended ? (because ?? 'interested') : 'found';

const byId = <Thing extends { id: string }>(things: readonly Thing[]) =>
  new Map(things.map((thing) => [thing.id, thing]));

/** A span in the need's own fields: the library reads description and keywords as one body. */
const fieldSpan =
  ({ content }: MatchableNeed) =>
  ({ part, start, end }: { part: string; start: number; end: number }) => {
    if (part !== 'body') return { part, start, end };
    const before = content.description.length + 1;
    return start < before
      ? { part: 'description', start, end }
      : { part: 'keywords', start: start - before, end: end - before };
  };
