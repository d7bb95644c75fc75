import type { Match, MatchOptions } from '../../../matching/index.ts';
import { isFor } from '../../domain/audience.ts';
import { needAudience } from '../../domain/needs/need-visibility.ts';
import type { Clock } from '../../platform/clock.ts';
import type { MatchingThread } from './engine/matching-thread.ts';
import type { ListMarks, StoredMark } from './list-marks.store.ts';
import { divisionsIn } from './match-documents.ts';
import { matchIdOf } from './match-rules.ts';
import type { MatchSources } from './matches.ports.ts';
import type { MatchesStore, Suggested } from './matches.store.ts';

export type RematchingPorts = MatchSources &
  Readonly<{
    store: MatchesStore;
    marks: ListMarks;
    clock: Clock;
    ask: MatchingThread['ask'];
    options: () => Promise<MatchOptions>;
    /** Updates this process's index with the present state of things. */
    refresh: (patentIds: readonly string[], needIds: readonly string[]) => Promise<void>;
    stopping: AbortSignal;
  }>;

type Kind = StoredMark['kind'];
/** A pair in a ranked list of either side. */
type Line = Pick<Suggested, 'needId' | 'patentId' | 'score' | 'versions' | 'industries'>;
/** By id of need or patent: the whole ranked list, and the part that its owner is shown. */
type Made = ReadonlyMap<string, Readonly<{ organisationId: string; ranked: readonly Line[]; told: readonly Line[] }>>;

/** Suggestions stored per need and per patent. */
const listLength = 20;
/** Lists that are read and written together. */
const together = 10;
const idsOf = (kind: Kind, rows: readonly StoredMark[]): string[] =>
  rows.filter((row) => row.kind === kind).map((row) => row.thingId);

/** Remakes marked lists: the suggestions to each side. */
export function rematching({ patents, needs, store, marks, clock, ask, options, refresh, stopping }: RematchingPorts) {
  /** Suggestions to the owners of needs. */
  const forNeeds = async (ids: readonly string[], how: MatchOptions): Promise<Made> => {
    const made: [string, { organisationId: string; ranked: Line[]; told: Line[] }][] = [];
    for (const { id, organisationId } of await needs.present(ids)) {
      const list = await ask('forNeed', { id, limit: listLength, ...how });
      const ranked = list.map(lineOf);
      made.push([id, { organisationId, ranked, told: ranked }]);
    }
    return new Map(made);
  };

  /** Suggestions to the owners of patents, who are only shown needs they may know. */
  const forPatents = async (ids: readonly string[], how: MatchOptions): Promise<Made> => {
    const made: [string, { organisationId: string; ranked: Line[] }][] = [];
    for (const { id, organisationId } of await patents.present(ids)) {
      const list = await ask('forPatent', { id, limit: 2 * listLength, ...how });
      const ranked = list.map(lineOf);
      made.push([id, { organisationId, ranked }]);
    }
    const found = new Set(made.flatMap(([, { ranked }]) => ranked.map(({ needId }) => needId)));
    const known = new Map((await needs.present([...found])).map((need) => [need.id, need]));
    return new Map(
      made.map(([id, { organisationId, ranked }]) => {
        const told = ranked.filter(({ needId }) => {
          const need = known.get(needId);
          return need !== undefined && isFor(needAudience(need), organisationId);
        });
        return [id, { organisationId, ranked, told: told.slice(0, listLength) }];
      }),
    );
  };

  /** Remakes some of the `marked` lists, all of which are remade in this run. */
  const remake = async (rows: readonly StoredMark[], marked: ReadonlySet<string>, how: MatchOptions) => {
    const ofNeeds = await forNeeds(idsOf('need', rows), how);
    const ofPatents = await forPatents(idsOf('patent', rows), how);
    const now = clock.now();
    await store.setSuggestions('demander', 'needId', suggestionsIn(ofNeeds), now);
    await store.setSuggestions('supplier', 'patentId', suggestionsIn(ofPatents), now);
    const changed = rows.filter(({ isChanged }) => isChanged);
    const partners = (of: Kind, made: Made, kind: Kind): string[] => {
      const lines = idsOf(of, changed).flatMap((id) => made.get(id)?.ranked ?? []);
      const ids = new Set(lines.map((line) => (kind === 'need' ? line.needId : line.patentId)));
      // a marked list is remade with the change anyway; marking it again would keep two changed things busy forever
      return [...ids].filter((id) => !marked.has(`${kind}:${id}`));
    };
    await marks.add('need', partners('patent', ofPatents, 'need'), false);
    await marks.add('patent', partners('need', ofNeeds, 'patent'), false);
    await marks.remove(rows);
  };

  /**
   * Remakes marked lists until `until`; for each thing that changed itself, also marks the lists in which it stands
   * now. Completed lists are stored even if the run stops.
   */
  return async (rows: readonly StoredMark[], until: number): Promise<void> => {
    const changed = rows.filter(({ isChanged }) => isChanged);
    if (changed.length > 0) await refresh(idsOf('patent', changed), idsOf('need', changed));
    const marked = new Set(rows.map(({ kind, thingId }) => `${kind}:${thingId}`));
    const how = await options();
    for (let from = 0; from < rows.length; from += together) {
      if (from > 0 && (performance.now() >= until || stopping.aborted)) return;
      await remake(rows.slice(from, from + together), marked, how);
    }
  };
}

const lineOf = ({ needId, patentId, score, versions, constraints }: Match): Line => {
  const { wanted, offered } = constraints.find(({ feature }) => feature === 'industry') ?? {};
  const industries = divisionsIn([wanted, offered].flatMap((codes) => (Array.isArray(codes) ? codes.map(String) : [])));
  return { needId, patentId, score, versions, industries };
};

const suggestionsIn = (made: Made): ReadonlyMap<string, readonly Suggested[]> =>
  new Map(
    [...made].map(([id, { organisationId, told }]) => [
      id,
      told.map((line) => ({ ...line, matchId: matchIdOf(line.needId, line.patentId), organisationId })),
    ]),
  );
