import { type Constraint, type PairScore, type Route, routes, type SideScore } from '../../../matching/index.ts';
import type { Output } from '../../api/operations.ts';
import { type Actor, actsFor } from '../../domain/actors.ts';
import { withoutPlace } from '../../domain/deadlines.ts';
import { allowedInMatch, matchProcess } from '../../domain/matches.ts';
import { mayKnowOwner } from '../../domain/needs/need-visibility.ts';
import { toDealRoute } from './match-documents.ts';
import { roleIn } from './match-rules.ts';
import type { TermsView } from './match-terms.ts';
import { type LoadedPair, standingNo } from './matches.service.ts';
import { pairFacts } from './pair-facts.ts';

export type MatchView = Output<'matches.explain'>['match'];
export type RankedView = Output<'matches.forNeed'>['items'][number];
export type ReasonsView = RankedView['reasons'];

/** Data loaded for many matches at once. */
export type Around = Readonly<{
  names: ReadonlyMap<string, string>;
  /** Text the viewer's organisation wrote when it declined, by match id. */
  notes: ReadonlyMap<string, string>;
  /** Ids of matches that the viewer's side has seen. */
  seen: ReadonlySet<string>;
  dealIdOf: (matchId: string) => string;
  now: Date;
  /** What pairs are about, by match id; none for those of which the index says nothing. */
  topics: ReadonlyMap<string, readonly string[]>;
}>;

/** A match as its viewer may see it. */
export function matchView(actor: Actor, { id, need, patent, match }: LoadedPair, around: Around): MatchView {
  const role = roleIn(actor, need, patent);
  const no = standingNo(match);
  const stored = match?.state ?? matchProcess.initial;
  const state = stored === 'suggested' && around.seen.has(id) ? 'seen' : stored;
  const isNamed = mayKnowOwner(actor, need, match?.state === 'mutual');
  const party = (partyId: string) => ({ id: partyId, name: around.names.get(partyId) ?? '' });
  const allowed =
    role && !(role === 'facilitator' && match?.centreId) ? allowedInMatch(stored, role, { no, now: around.now }) : [];
  // of centres, the one of the match is in, unless a side must first be asked about it
  const isInDeal = role !== 'facilitator' || (match?.centreId && actsFor(actor, match.centreId) && !match.unaware);
  return {
    id,
    version: match?.version ?? 0,
    state,
    mySide: role === 'supplier' || role === 'demander' ? role : null,
    need: {
      id: need.id,
      title: need.content.title,
      organisation: isNamed ? party(need.organisationId) : null,
    },
    patent: {
      id: patent.id,
      title: patent.content.title,
      applicationNumber: patent.content.applicationNumber ?? null,
      organisation: party(patent.organisationId),
    },
    centre: match?.centreId ? party(match.centreId) : null,
    declined: match?.declined
      ? {
          ...{ by: match.declined.by, reason: match.declined.reason, text: around.notes.get(id) ?? null },
          takeBackUntil: no && no.by === role ? no.until.toISOString() : null,
        }
      : null,
    deadline: match?.deadline ? (isNamed ? match.deadline : withoutPlace(match.deadline)) : null,
    facts: factsView({ need, patent }, around.topics.get(id) ?? null),
    dealId: state === 'mutual' && isInDeal ? around.dealIdOf(id) : null,
    allowed:
      need.isOnOffer && patent.isOnOffer
        ? allowed
        : allowed.filter((command) => command === 'decline' || command === 'takeBack'),
  };
}

function factsView(pair: Pick<LoadedPair, 'need' | 'patent'>, topics: readonly string[] | null): MatchView['facts'] {
  const facts = pairFacts(pair, topics);
  return { ...facts, topics: topics && [...topics] };
}

/** Why a pair has its score. */
export function reasonsView(pair: PairScore & { exposure: number }, terms: TermsView): ReasonsView {
  return {
    score: pair.score,
    exposure: pair.exposure,
    needSide: sideView(pair.needSide),
    patentSide: sideView(pair.patentSide),
    constraints: pair.constraints.map(constraintView),
    whatWouldRaise: pair.whatWouldRaise.map(({ feature, how, missing, score, gain }) => ({
      feature,
      how,
      missing: missing ?? null,
      score,
      gain,
    })),
    terms,
    versions: { ...pair.versions },
  };
}

const sideView = ({ z, p, contributions }: SideScore): ReasonsView['needSide'] => ({
  z,
  probability: p,
  bars: contributions.map(({ feature, value, contribution }) => ({ feature, value, contribution })),
});

const constraintView = ({ feature, value, state, missing, wanted, offered }: Constraint) => ({
  feature,
  value,
  state,
  missing: missing ?? null,
  wanted: shownValue(wanted),
  offered: shownValue(offered),
});

/** Values in the exchange's words; the matching library names routes differently. */
const shownValue = (value: string | number | readonly string[] | undefined): string | number | string[] | null =>
  value === undefined
    ? null
    : typeof value === 'object'
      ? value.map((one) => (isRoute(one) ? toDealRoute(one) : one))
      : value;
const isRoute = (text: string): text is Route => routes.some((route) => route === text);
