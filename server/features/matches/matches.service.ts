import { gatesOf } from '../../../matching/index.ts';
import type { Body } from '../../api/operations.ts';
import { type Actor, system } from '../../domain/actors.ts';
import { isAmong } from '../../domain/audience.ts';
import { dateInShanghai } from '../../domain/calendar.ts';
import type { TermsOf } from '../../domain/deadlines.ts';
import { DomainError } from '../../domain/errors.ts';
import {
  checkDecline,
  interestedIn,
  matchProcess,
  type MatchRole,
  matchSides,
  type MatchSide,
  type Push,
  type StandingNo,
  stepMatch,
} from '../../domain/matches.ts';
import { matchAudience, mayKnowPair } from '../../domain/matches/match-visibility.ts';
import { concerning } from '../../domain/event.ts';
import type { FactOf } from '../../domain/events.ts';
import { otherSide } from '../../domain/sides.ts';
import type { MatchEvents } from '../../domain/matches/match-events.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import { wholeCountry } from '../../domain/place.ts';
import { idFrom } from '../../platform/clock.ts';
import type { Commands, Outcome, Work } from '../../platform/events/commands.ts';
import { type DueThings, recounting } from '../../platform/jobs/due-things.ts';
import { divisionsOf, matchNeed, matchPatent } from './match-documents.ts';
import { matchIdOf, roleIn, sideOf } from './match-rules.ts';
import { termsOf } from './match-terms.ts';
import type { MatchableNeed, MatchablePatent, MatchPorts } from './matches.ports.ts';
import type { MatchesStore, StoredMatch } from './matches.store.ts';

export type Pair = Readonly<{ needId: string; patentId: string }>;
export type LoadedPair = Readonly<{
  id: string;
  need: MatchableNeed;
  patent: MatchablePatent;
  /** Null before anybody acted on the pair. */
  match: StoredMatch | null;
}>;

export type MatchesServicePorts = Pick<MatchPorts, 'patents' | 'needs' | 'places' | 'prices'> &
  Readonly<{
    store: MatchesStore;
    commands: Commands;
    termsOf: TermsOf;
    /** How many hours a no may be taken back, in the place of who says it. */
    takeBackHours: (place: string, now: Date) => Promise<number>;
  }>;

type CommandBody = Readonly<{ commandId: string; expectedVersion: number; [field: string]: unknown }>;
/** A command's changes to the match, and its event. */
type Decision = Readonly<{ changes: Partial<StoredMatch>; event: FactOf<keyof MatchEvents> }>;

/** A match concerns both sides and the centre between them, if there is one. */
const concernsOf = ({ needId, patentId, supplierId, demanderId, centreId }: StoredMatch) =>
  concerning({
    organisations: [supplierId, demanderId, centreId],
    things: [`need:${needId}`, `patent:${patentId}`],
  });

/** Commands of the two sides, and of centres between them, on a match. */
export function matchesService({ store, commands, ...ports }: MatchesServicePorts) {
  /** The pair as of now. Throws NOT_FOUND unless the actor may know both, NOT_ALLOWED without a role in it. */
  const load = async (actor: Actor, { needId, patentId }: Pair): Promise<LoadedPair & { role: MatchRole }> => {
    const id = matchIdOf(needId, patentId);
    const [need] = await ports.needs.present([needId]);
    const [patent] = await ports.patents.present([patentId]);
    const match = await store.match(id);
    if (!need || !patent || !mayKnowPair(actor, { need, patent, match }))
      throw new DomainError('NOT_FOUND', 'common.notFound');
    const role = roleIn(actor, need, patent);
    if (!role) throw new DomainError('NOT_ALLOWED', 'common.notAllowed');
    return { id, need, patent, match, role };
  };

  /** One command on one pair: load, decide, save, one event. */
  const execute = (
    operation: string,
    actor: Actor,
    pair: Pair,
    body: CommandBody,
    decide: (loaded: LoadedPair & { role: MatchRole }, now: Date) => Promise<Decision>,
  ): Promise<Outcome> => {
    const id = matchIdOf(pair.needId, pair.patentId);
    const work: Work = async ({ now, version }) => {
      const loaded = await load(actor, pair);
      const { changes, event } = await decide(loaded, now);
      const industries = divisionsOf(loaded);
      const saved = { ...(loaded.match ?? freshMatch(loaded)), ...changes, industries, version, updatedAt: now };
      await store.save(saved);
      return { ...event, concerns: concernsOf(saved) };
    };
    return commands.execute({ operation, stream: `match:${id}`, actor, body }, work).catch(async (error: unknown) => {
      // nobody creates a match: a caller who saw it untouched but is not the first has an old view of it
      const isLate = error instanceof DomainError && error.key === 'common.alreadyExists';
      const version = isLate ? (await store.match(id))?.version : undefined;
      throw version === undefined ? error : new DomainError('STALE_VERSION', 'common.staleVersion', { version });
    });
  };

  const stateOf = ({ match }: LoadedPair) => match?.state ?? matchProcess.initial;

  /** Throws WRONG_STATE for a pair that must not be dealt in. An earlier no is no gate here: the process handles it. */
  const checkMatchable = async ({ need, patent }: LoadedPair, now: Date): Promise<void> => {
    if (!need.isOnOffer || !patent.isOnOffer) throw new DomainError('WRONG_STATE', 'matches.notMatchable');
    const gates = gatesOf(matchNeed(need, []), matchPatent(patent), dateInShanghai(now));
    if (gates.length > 0) throw new DomainError('WRONG_STATE', 'matches.gated', { gates: gates.join(', ') });
    await ports.needs.hold([need.id]);
    await ports.patents.hold([patent.id]);
  };

  const mutualEvent = async (pair: LoadedPair): Promise<Decision['event']> => {
    const { need, patent, match } = pair;
    const [supplierId, demanderId] = [patent.organisationId, need.organisationId];
    const places = await ports.places([supplierId, demanderId]);
    const documents = [
      matchNeed(need, [], places.get(demanderId)),
      matchPatent(patent, places.get(supplierId)),
    ] as const;
    const terms = termsOf(...documents, await ports.prices());
    return {
      type: 'match.becameMutual',
      data: {
        ...{ ...idsIn(pair), supplierId, demanderId, centreId: match?.centreId ?? null, terms },
        ...(match?.unaware ? { unaware: match.unaware } : {}),
      },
    };
  };

  const placeOf = async (organisationId: string) =>
    (await ports.places([organisationId])).get(organisationId) ?? wholeCountry;
  /** In the place of the need's owner, unless nobody may know where that is. */
  const answerTerms = async ({ need }: LoadedPair, now: Date) => {
    const place = need.visibility === 'anonymous' ? wholeCountry : await placeOf(need.organisationId);
    return ports.termsOf(matchProcess, place, dateInShanghai(now));
  };

  const tell = (side: MatchSide, pair: LoadedPair, because: Push, now: Date) =>
    store.recommend(
      side,
      {
        ...{ matchId: pair.id, ...idsIn(pair), industries: divisionsOf(pair) },
        ...ownerOf(side, pair.need, pair.patent),
      },
      because,
      now,
    );

  return {
    load,

    /** Whether the actor may follow a match: as a party that may still know the pair. */
    maySee: async (actor: Actor, id: string): Promise<boolean> => {
      const match = await store.match(id);
      if (!match || !isAmong(actor, matchAudience(match))) return false;
      const [need] = await ports.needs.present([match.needId]);
      const [patent] = await ports.patents.present([match.patentId]);
      return need !== undefined && patent !== undefined && mayKnowPair(actor, { need, patent, match });
    },

    interest: (actor: Actor, pair: Pair, body: Body<'matches.showInterest'>): Promise<Outcome> =>
      execute('matches.showInterest', actor, pair, body, async (loaded, now) => {
        const side = sideIn(loaded.role);
        const state = stepMatch(stateOf(loaded), 'showInterest', loaded.role);
        await checkMatchable(loaded, now);
        await store.see(side, [loaded.id], now);
        await tell(otherSide(side), loaded, 'interested', now);
        if (state === 'mutual') {
          return { changes: { state, deadline: null }, event: await mutualEvent(loaded) };
        }
        const terms = await answerTerms(loaded, now);
        const running = loaded.match?.deadline ?? null;
        const deadline = terms({ from: stateOf(loaded), command: 'showInterest', to: state }, running);
        return { changes: { state, deadline }, event: { type: 'match.interestShown', data: { ...pair, side } } };
      }),

    decline: (actor: Actor, pair: Pair, body: Body<'matches.decline'>): Promise<Outcome> =>
      execute('matches.decline', actor, pair, body, async (loaded, now) => {
        const side = sideIn(loaded.role);
        const { reason, text } = body;
        checkDecline(reason, text);
        const state = stepMatch(stateOf(loaded), 'decline', loaded.role);
        const { organisationId } = ownerOf(side, loaded.need, loaded.patent);
        if (text !== '') await store.addNote(loaded.id, { by: side, organisationId, text });
        for (const each of matchSides) await store.see(each, [loaded.id], now);
        // tells a side that had shown interest about the no
        if (interestedIn(stateOf(loaded)) === otherSide(side)) await tell(otherSide(side), loaded, 'declined', now);
        const hours = await ports.takeBackHours(await placeOf(organisationId), now);
        const until = new Date(now.getTime() + hours * 3_600_000);
        const declined = { by: side, reason, from: stateOf(loaded), until };
        return {
          changes: { state, deadline: null, declined },
          event: { type: 'match.declined', data: { ...pair, side, reason } },
        };
      }),

    /** Takes back a no of one's own, as long as the parameter of the day on which it was said allows. */
    takeBack: (actor: Actor, pair: Pair, body: Body<'matches.takeBack'>): Promise<Outcome> =>
      execute('matches.takeBack', actor, pair, body, async (loaded, now) => {
        const side = sideIn(loaded.role);
        const state = stepMatch(stateOf(loaded), 'takeBack', loaded.role, { no: standingNo(loaded.match), now });
        await store.removeNote(loaded.id);
        await store.unsay(otherSide(side), loaded.id, 'declined');
        // the other side still waits for an answer, and is counted on anew
        if (interestedIn(state) === otherSide(side)) await tell(side, loaded, 'interested', now);
        const terms = await answerTerms(loaded, now);
        const deadline = terms({ from: stateOf(loaded), command: 'takeBack', to: state }, null);
        return {
          changes: { state, deadline, declined: null },
          event: { type: 'match.noTakenBack', data: { ...pair, side } },
        };
      }),

    /** A centre recommends the pair to both sides; the first one to do so is the centre of the match. */
    recommend: (actor: Actor, pair: Pair, body: Body<'matches.recommend'>): Promise<Outcome> =>
      execute('matches.recommend', actor, pair, body, async (loaded, now) => {
        const centreId = actingOrganisation(actor).id;
        const state = stepMatch(stateOf(loaded), 'recommend', loaded.role);
        await checkMatchable(loaded, now);
        if (loaded.match?.centreId) throw new DomainError('CONFLICT', 'matches.hasCentre');
        for (const side of matchSides) await tell(side, loaded, 'recommended', now);
        // who shows interest from now on sees the recommendation
        const unaware = interestedIn(state);
        return {
          changes: { state, centreId, unaware },
          event: { type: 'match.recommended', data: { ...pair, centreId } },
        };
      }),

    /** Marks pairs as seen, without an event; silently skips pairs the actor may not know. */
    see: async (actor: Actor, pairs: readonly Pair[], now: Date): Promise<void> => {
      const { id: organisationId } = actingOrganisation(actor);
      const needs = new Map((await ports.needs.present(pairs.map(({ needId }) => needId))).map((n) => [n.id, n]));
      const patents = new Map((await ports.patents.present(pairs.map((p) => p.patentId))).map((p) => [p.id, p]));
      const seen: Record<MatchSide, string[]> = { supplier: [], demander: [] };
      for (const { needId, patentId } of pairs) {
        const [need, patent] = [needs.get(needId), patents.get(patentId)];
        const side = need && patent && sideOf(organisationId, need, patent);
        if (side) seen[side].push(matchIdOf(needId, patentId));
      }
      for (const side of matchSides) if (seen[side].length > 0) await store.see(side, seen[side], now);
    },

    /** Expires interest that the other side did not answer in time, one match per call. */
    due: {
      giveDue: async (today) => {
        const [match] = await store.due(today, 1);
        if (!match) return false;
        const body = {
          commandId: idFrom(`match:${match._id}:expiry ${match.version}`),
          expectedVersion: match.version,
        };
        await commands.execute(
          { operation: 'matches.expire', stream: `match:${match._id}`, actor: system, body },
          async ({ now, version }) => {
            const state = stepMatch(match.state, 'expire', 'system');
            await store.save({ ...match, state, unaware: null, deadline: null, version, updatedAt: now });
            const { needId, patentId } = match;
            return { type: 'match.expired', data: { needId, patentId }, concerns: concernsOf(match) };
          },
        );
        return true;
      },
      recount: recounting('matches', store, commands),
    } satisfies DueThings,
  };
}

export type MatchesService = ReturnType<typeof matchesService>;

const idsIn = ({ need, patent }: LoadedPair): Pair => ({ needId: need.id, patentId: patent.id });

const ownerOf = (side: MatchSide, need: MatchableNeed, patent: MatchablePatent) => ({
  organisationId: side === 'demander' ? need.organisationId : patent.organisationId,
});

/** The side that gives a command. Throws NOT_ALLOWED for a centre, which has none. */
function sideIn(role: MatchRole): MatchSide {
  if (role === 'supplier' || role === 'demander') return role;
  throw new DomainError('NOT_ALLOWED', 'common.notAllowed');
}

/** The no of a match, if it is one that can be taken back. */
export function standingNo(match: Pick<StoredMatch, 'declined'> | null): StandingNo | null {
  const { by, from, until } = match?.declined ?? {};
  return by && from && until ? { by, from, until: new Date(until) } : null;
}

const freshMatch = ({ id, need, patent }: LoadedPair): StoredMatch => ({
  _id: id,
  v: 1,
  version: 0,
  needId: need.id,
  patentId: patent.id,
  supplierId: patent.organisationId,
  demanderId: need.organisationId,
  centreId: null,
  unaware: null,
  state: matchProcess.initial,
  declined: null,
  updatedAt: new Date(0),
  deadline: null,
});
