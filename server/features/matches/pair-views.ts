import type { MatchOptions, Weights } from '../../../matching/index.ts';
import { type Actor, organisationIdOf } from '../../domain/actors.ts';
import { dateInShanghai } from '../../domain/calendar.ts';
import type { MatchSide } from '../../domain/matches.ts';
import { mayKnowPair } from '../../domain/matches/match-visibility.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import { wholeCountry } from '../../domain/place.ts';
import type { Clock } from '../../platform/clock.ts';
import { matchIdOf, ownerOn } from './match-rules.ts';
import { type Around, type MatchView, matchView } from './match-views.ts';
import type { MatchPorts } from './matches.ports.ts';
import type { LoadedPair, Pair } from './matches.service.ts';
import type { MatchesStore } from './matches.store.ts';
import type { MatchingIndex } from './matching-index.ts';

export type PairViewsPorts = Pick<MatchPorts, 'patents' | 'needs' | 'organisationNames' | 'places' | 'dealIdOf'> &
  Readonly<{
    store: MatchesStore;
    askNow: MatchingIndex['askNow'];
    /** Options of every list. */
    options: () => Promise<MatchOptions>;
    /** The least score, in per cent, of a match that organisations in a place are notified of. */
    worthTelling: (place: string, now: Date) => Promise<number>;
    /** A centre's own weights; undefined where the platform's apply. */
    weightsOf: (actor: Actor) => Promise<Weights | undefined>;
    clock: Clock;
  }>;

/** Pairs as people see them: loaded, with what they are about, each as its viewer may know it. */
export function pairViews({ store, clock, askNow, ...ports }: PairViewsPorts) {
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

  return { optionsFor, leastScore, loadAll, aboutOf, viewsOf, page };
}

export type PairViews = ReturnType<typeof pairViews>;

/** The topics in what is known of pairs, by match id. */
export const topicsIn = (about: ReadonlyMap<string, Readonly<{ topics: readonly string[] }> | null>) =>
  new Map([...about].flatMap(([id, found]) => (found ? [[id, found.topics] as const] : [])));

const idOf = ({ needId, patentId }: Pair) => matchIdOf(needId, patentId);
/** No list has held its pair, so its fit is computed. */
const isUnranked = (row: Pair & { versions?: unknown }) => row.versions === null;

const byId = <Thing extends { id: string }>(things: readonly Thing[]) =>
  new Map(things.map((thing) => [thing.id, thing]));
