import type { Questions, Stamped } from './engine/protocol.ts';
import { matchNeed, matchPatent, needStamp, patentStamp } from './match-documents.ts';
import type { MatchableNeed, MatchablePatent, MatchPorts } from './matches.ports.ts';
import type { MatchesStore } from './matches.store.ts';

type Change = Questions['change']['ask'];
export type IndexChangesPorts = Pick<MatchPorts, 'places'> & Readonly<{ store: Pick<MatchesStore, 'declinedPatents'> }>;

/** Tells the index about present things: those on offer, with their stamps, and those no longer on offer. */
export function indexChanges({ places: placesOf, store }: IndexChangesPorts) {
  return async (
    presentPatents: readonly MatchablePatent[],
    presentNeeds: readonly MatchableNeed[],
    ids: Readonly<{ patents: readonly string[]; needs: readonly string[] }>,
  ): Promise<Change> => {
    const offered = presentPatents.filter(({ isOnOffer }) => isOnOffer);
    const wanted = presentNeeds.filter(({ isOnOffer }) => isOnOffer);
    const owners = [...offered, ...wanted].map(({ organisationId }) => organisationId);
    const places = await placesOf([...new Set(owners)]);
    const declined = await store.declinedPatents(wanted.map(({ id }) => id));
    return {
      patents: offered.map((patent): Stamped<ReturnType<typeof matchPatent>> => {
        const place = places.get(patent.organisationId);
        return { thing: matchPatent(patent, place), stamp: patentStamp(patent, place) };
      }),
      needs: wanted.map((need): Stamped<ReturnType<typeof matchNeed>> => {
        const place = places.get(need.organisationId);
        const no = declined.get(need.id) ?? [];
        return { thing: matchNeed(need, no, place), stamp: needStamp(need, no, place) };
      }),
      gonePatents: without(ids.patents, offered),
      goneNeeds: without(ids.needs, wanted),
    };
  };
}

function without(ids: readonly string[], present: readonly { id: string }[]): string[] {
  const there = new Set(present.map(({ id }) => id));
  return ids.filter((id) => !there.has(id));
}
