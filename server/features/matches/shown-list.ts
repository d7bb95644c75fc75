import { analyse, type Match } from '../../../matching/index.ts';
import type { MatchSide } from '../../domain/matches.ts';
import type { Clock, NewId } from '../../platform/clock.ts';
import { valuesOf } from './feedback.ts';
import { ownerOn } from './match-rules.ts';
import type { LoadedPair } from './matches.service.ts';
import type { ShownItem, ShownStore } from './shown.store.ts';

type Shown = Readonly<{
  organisationId: string;
  /** The need or patent whose list it is. */
  listFor: string;
  /** The side the list is made for: that of the need's or of the patent's owner. */
  side: MatchSide;
  top: readonly Readonly<{ match: Match; pair: LoadedPair }>[];
}>;

/**
 * Stores a list as it was shown, with its versions and each line's feature values. A centre's list is stored without
 * the values: a centre wants nothing for itself, so nothing is learned from it.
 */
export function keepShown(
  { shown, clock, newId }: Readonly<{ shown: ShownStore; clock: Clock; newId: NewId }>,
  { organisationId, listFor, side, top }: Shown,
): Promise<void> {
  const [first] = top;
  if (!first) return Promise.resolve();
  const isParty = ownerOn(side, first.pair) === organisationId;
  const items = top.map(({ match, pair: { id, need, patent } }, at): ShownItem => ({
    id,
    shownId: side === 'demander' ? patent.id : need.id,
    rank: at + 1,
    score: match.score,
    language: analyse(`${patent.content.title} ${patent.content.abstract ?? ''}`).language,
    ...(isParty && { values: valuesOf(match, side) }),
  }));
  return shown.add({
    _id: newId(),
    v: 1,
    listFor,
    side: isParty ? side : 'facilitator',
    organisationId,
    at: clock.now(),
    versions: { ...first.match.versions },
    items,
  });
}
