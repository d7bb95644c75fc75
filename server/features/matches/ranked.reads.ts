import type { Match } from '../../../matching/index.ts';
import type { Input, Output } from '../../api/operations.ts';
import { type Actor, actsFor, isCentre, organisationIdOf } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import type { MatchSide } from '../../domain/matches.ts';
import { comparableYuan } from '../../domain/money.ts';
import { mayKnowNeed } from '../../domain/needs/need-visibility.ts';
import type { Clock, NewId } from '../../platform/clock.ts';
import type { MatchingThread } from './engine/matching-thread.ts';
import { countedIndustries } from './counted-industries.ts';
import { divisionsOf, matchNeed, matchPatent } from './match-documents.ts';
import { matchIdOf, needFor } from './match-rules.ts';
import { termsOf } from './match-terms.ts';
import { type RankedView, reasonsView } from './match-views.ts';
import type { MatchableNeed, MatchPorts } from './matches.ports.ts';
import type { LoadedPair, MatchesService, Pair } from './matches.service.ts';
import { type PairViews, topicsIn } from './pair-views.ts';
import { keepShown } from './shown-list.ts';
import type { ShownStore } from './shown.store.ts';

export type RankedReadsPorts = Pick<MatchPorts, 'needs' | 'patents' | 'places' | 'prices'> &
  Readonly<{
    views: PairViews;
    shown: ShownStore;
    ask: MatchingThread['ask'];
    nameOfIndustry: (code: string) => string;
    clock: Clock;
    newId: NewId;
    load: MatchesService['load'];
  }>;

type Asked = Input<'matches.forNeed'>['query'];
/** A pair of a list with its rank there, before it was narrowed. */
type Placed = Readonly<{ match: Match; pair: LoadedPair; rank: number }>;

/** Additional matches to ask for, as some may not be shown to the caller. */
const spare = 20;
/** A list that is narrowed or put in another order is made of so many of the best. */
const mostNarrowed = 100;

/** The library's names of a patent's parts, as fields of the API. */
const fieldOfPart: Readonly<Record<string, string>> = {
  claims: 'mainClaim',
  'translated.title': 'translatedTitle',
  'translated.abstract': 'translatedAbstract',
};

/** The best of one need or patent, with reasons, and one pair in full. */
export function rankedReads({
  views: { loadAll, aboutOf, viewsOf, leastScore, optionsFor },
  ...ports
}: RankedReadsPorts) {
  const { clock, newId, load, ask } = ports;

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

  /** What of a list the caller may see, and in which industries it lies. */
  const visibleIn = async (actor: Actor, list: readonly Match[]) => {
    const loaded = await loadAll(list);
    const visible = list.flatMap((match): Omit<Placed, 'rank'>[] => {
      const pair = loaded.get(matchIdOf(match.needId, match.patentId));
      const mayShow = pair?.patent.isOnOffer && pair.need.isOnOffer && mayKnowNeed(actor, pair.need);
      return pair && mayShow ? [{ match, pair }] : [];
    });
    return visible.map((one, at): Placed => ({ ...one, rank: at + 1 }));
  };

  /** A ranked list with reasons, as far as the caller may see it; what was shown is stored with its versions. */
  const ranked = async (
    actor: Actor,
    listFor: string,
    side: MatchSide,
    list: readonly Match[],
    asked: Asked,
  ): Promise<Output<'matches.forNeed'>> => {
    const visible = await visibleIn(actor, list);
    const organisationId = organisationIdOf(actor);
    const isWhole = !isNarrowed(asked);
    const wanted = isWhole ? visible.slice(0, asked.limit) : narrowed(visible, side, asked);
    const pairs = wanted.map(({ pair }) => pair);
    const [about, terms] = await Promise.all([aboutOf(actor, pairs), termsFor(pairs)]);
    const views = await viewsOf(actor, pairs, topicsIn(about));
    const items = wanted.flatMap(({ match, pair, rank }): RankedView[] => {
      const view = views.get(pair.id);
      if (!view || (asked.state !== undefined && view.state !== asked.state)) return [];
      return [{ ...view, rank, reasons: reasonsView(match, terms(pair)) }];
    });
    // the matcher learns from lists as it ranked them alone
    if (isWhole && items.length > 0 && organisationId)
      await keepShown({ shown: ports.shown, clock, newId }, { organisationId, listFor, side, top: wanted });
    return {
      items: items.slice(0, asked.limit),
      floor: await leastScore(actor),
      industries: industriesIn(visible.slice(0, mostNarrowed), ports.nameOfIndustry),
      nextCursor: null,
    };
  };
  const depth = (asked: Asked): number => (isNarrowed(asked) ? mostNarrowed : asked.limit);

  return {
    forNeed: async (actor: Actor, needId: string, asked: Asked) => {
      await needFor(actor, needId, ports.needs);
      const list = await ask('forNeed', { id: needId, limit: depth(asked), ...(await optionsFor(actor)) });
      return ranked(actor, needId, 'demander', list, asked);
    },

    forPatent: async (actor: Actor, patentId: string, asked: Asked) => {
      const [patent] = await ports.patents.present([patentId]);
      if (!patent || !(actsFor(actor, patent.organisationId) || (isCentre(actor) && patent.isOnOffer))) {
        throw new DomainError('NOT_FOUND', 'common.notFound');
      }
      const limit = depth(asked) + spare;
      const list = await ask('forPatent', { id: patentId, limit, ...(await optionsFor(actor)) });
      return ranked(actor, patentId, 'supplier', list, asked);
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
  };
}

const isNarrowed = ({ sort, leastFit, industry, state }: Asked): boolean =>
  sort !== 'fit' || leastFit > 0 || industry !== undefined || state !== undefined;

/** What fits well enough and lies in the industry, in the order that was asked for. */
function narrowed(visible: readonly Placed[], side: MatchSide, { sort, leastFit, industry }: Asked): readonly Placed[] {
  const kept = visible.filter(
    ({ match, pair }) =>
      match.score >= leastFit / 100 && (industry === undefined || divisionsOf(pair).includes(industry)),
  );
  if (sort === 'fit') return kept;
  // what names no amount of yuan comes last
  const price = ({ pair: { need, patent } }: Placed): number =>
    side === 'demander'
      ? (comparableYuan(patent.content.askingPrice) ?? Infinity)
      : -(comparableYuan(need.content.budgetTo ?? need.content.budgetFrom) ?? -Infinity);
  return kept
    .map((one) => ({ one, at: price(one) }))
    .sort((a, b) => Number(a.at > b.at) - Number(a.at < b.at))
    .map(({ one }) => one);
}

/** How many pairs of a list lie in each industry, the most first. */
function industriesIn(placed: readonly Placed[], nameOf: (code: string) => string) {
  const counts = new Map<string, number>();
  for (const code of placed.flatMap(({ pair }) => divisionsOf(pair))) counts.set(code, (counts.get(code) ?? 0) + 1);
  return countedIndustries(counts, nameOf);
}

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
