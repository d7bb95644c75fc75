import { type Match, type MatchOptions, type Weights } from '../../../matching/index.ts';
import type { Input, Output } from '../../api/operations.ts';
import { type Actor, actsFor, isCentre, organisationIdOf } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import type { MatchSide } from '../../domain/matches.ts';
import { mayKnowPair } from '../../domain/matches/match-visibility.ts';
import { mayKnowNeed } from '../../domain/needs/need-visibility.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import { wholeCountry } from '../../domain/place.ts';
import type { Clock, NewId } from '../../platform/clock.ts';
import type { MatchingThread } from './engine/matching-thread.ts';
import { matchNeed, matchPatent } from './match-documents.ts';
import { matchIdOf, needFor, ownerOn } from './match-rules.ts';
import { termsOf } from './match-terms.ts';
import { type Around, type MatchView, matchView, type RankedView, reasonsView } from './match-views.ts';
import type { MatchableNeed, MatchPorts } from './matches.ports.ts';
import type { LoadedPair, MatchesService, Pair } from './matches.service.ts';
import type { MatchesStore } from './matches.store.ts';
import { keepShown } from './shown-list.ts';
import type { ShownStore } from './shown.store.ts';

export type MatchesReadsPorts = MatchPorts &
  Readonly<{
    store: MatchesStore;
    shown: ShownStore;
    ask: MatchingThread['ask'];
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
  const { ask } = ports;
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

  const viewsOf = async (actor: Actor, pairs: readonly LoadedPair[]): Promise<Map<string, MatchView>> => {
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
    const around: Around = { names, notes, seen: new Set([...supplied, ...demanded]), dealIdOf: ports.dealIdOf };
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
    const [views, terms] = await Promise.all([viewsOf(actor, pairs), termsFor(pairs)]);
    const items = top.flatMap(({ match, pair }, at): RankedView[] => {
      const view = views.get(pair.id);
      return view ? [{ ...view, rank: at + 1, reasons: reasonsView(match, terms(pair)) }] : [];
    });
    if (items.length > 0 && organisationId)
      await keepShown({ shown: ports.shown, clock, newId }, { organisationId, listFor, side, top });
    return { items, nextCursor: null };
  };

  const page = async <Row extends Pair>(
    actor: Actor,
    rows: readonly Row[],
  ): Promise<readonly { row: Row; view: MatchView }[]> => {
    const loaded = await loadAll(rows);
    // leaves out what its owner has hidden meanwhile
    const known = [...loaded.values()].filter((pair) => mayKnowPair(actor, pair));
    const views = await viewsOf(actor, known);
    return rows.flatMap((row) => {
      const view = views.get(matchIdOf(row.needId, row.patentId));
      return view ? [{ row, view }] : [];
    });
  };

  return {
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
      const view = (await viewsOf(actor, [pair])).get(pair.id);
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
      const { id } = actingOrganisation(actor);
      const { rows, nextCursor } = await store.unseenPage(id, await leastScore(actor), query);
      // a mutual match is shown among the deals, one off the market is no news, but a no is
      const isNews = ({ view: { allowed, declined } }: { view: MatchView }) =>
        declined !== null || allowed.some((command) => command !== 'decline');
      const items = (await page(actor, rows)).filter(isNews).map(({ row, view }) => ({
        ...view,
        score: row.score,
        foundAt: row.foundAt.toISOString(),
        isRecommended: row.isRecommended,
      }));
      return { items, nextCursor };
    },

    introductions: async (actor: Actor, query: Input<'matches.introductions'>['query']) => {
      const { rows, nextCursor } = await store.bestPage(await leastScore(actor), query);
      const items = (await page(actor, rows))
        .filter(({ view }) => view.allowed.includes('recommend'))
        .map(({ row, view }) => ({ ...view, score: row.score }));
      return { items, nextCursor };
    },

    mine: async (actor: Actor, query: Input<'matches.mine'>['query']) => {
      const { rows, nextCursor } = await store.ownPage(actingOrganisation(actor).id, query.state, query);
      const items = (await page(actor, rows)).map(({ row, view }) => ({
        ...view,
        updatedAt: row.updatedAt.toISOString(),
      }));
      return { items, nextCursor };
    },
  };
}

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
