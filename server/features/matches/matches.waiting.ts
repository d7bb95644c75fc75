import type { MatchEvents } from '../../domain/matches/match-events.ts';
import { pairAudience } from '../../domain/matches/match-visibility.ts';
import { waitsFor } from '../../domain/matches/match-waits.ts';
import { typesIn } from '../../domain/event.ts';
import { movedTermsOf } from '../../platform/jobs/due-things.ts';
import { idsOfStreams, type WaitingThings } from '../../platform/waiting-things.ts';
import type { MatchPorts } from './matches.ports.ts';
import type { MatchesStore, StoredMatch } from './matches.store.ts';

const types: Readonly<Record<keyof MatchEvents, true>> = {
  'match.interestShown': true,
  'match.becameMutual': true,
  'match.declined': true,
  'match.noTakenBack': true,
  'match.recommended': true,
  'match.expired': true,
};

/** The interests that wait for an answer, while need and patent are on offer. */
export function matchesWaiting({
  store,
  needs,
  patents,
}: Readonly<{ store: MatchesStore } & Pick<MatchPorts, 'needs' | 'patents'>>): WaitingThings {
  const pairsOf = async (ids: readonly string[]) => {
    const matches = [...(await store.matches(ids)).values()];
    const known = async <Thing extends { id: string }>(
      source: Readonly<{ present: (ids: readonly string[]) => Promise<readonly Thing[]> }>,
      idOf: (match: StoredMatch) => string,
    ) => new Map((await source.present([...new Set(matches.map(idOf))])).map((one) => [one.id, one]));
    const needsById = await known(needs, ({ needId }) => needId);
    const patentsById = await known(patents, ({ patentId }) => patentId);
    return matches.flatMap((match) => {
      const [need, patent] = [needsById.get(match.needId), patentsById.get(match.patentId)];
      return need && patent ? [{ match, need, patent }] : [];
    });
  };
  return {
    kind: 'match',
    isQueued: false,
    types: [...typesIn(types), ...needs.types, ...patents.types, 'calendar.termsRecounted'],
    touchedBy: async (events) => {
      const pairs = { needIds: events.flatMap(needs.touchedBy), patentIds: events.flatMap(patents.touchedBy) };
      const own = [...idsOfStreams(events, 'match'), ...movedTermsOf('matches', events)];
      return [...new Set([...own, ...(await store.unansweredAmong(pairs))])];
    },
    present: async (ids) =>
      new Map(
        (await pairsOf(ids)).map(({ match, need, patent }) => [
          match._id,
          {
            tasks: need.isOnOffer && patent.isOnOffer ? waitsFor({ ...match, id: match._id }) : [],
            audience: pairAudience({ need, match }),
          },
        ]),
      ),
    pagesOfIds: store.pagesOfIds,
    named: async (organisationId, ids) =>
      new Map(
        (await pairsOf(ids)).flatMap(({ match, need, patent }) => {
          if (!pairAudience({ need, match }).includes(organisationId)) return [];
          // who asks may be anonymous
          const { title } = match.supplierId === organisationId ? need.content : patent.content;
          return [[match._id, { title, others: [] }]];
        }),
      ),
  };
}
