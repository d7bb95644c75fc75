import type { EventOf } from '../../domain/events.ts';
import type { MatchSources } from './matches.ports.ts';

type Touched = Readonly<{ patentIds: readonly string[]; needIds: readonly string[] }>;

/** Events that change what matching knows, and the patents and needs that one event changed. */
export const touchedThings = ({ patents, needs }: MatchSources) => ({
  types: [...patents.types, ...needs.types, 'match.declined', 'match.noTakenBack'] as const,
  touchedBy: (event: EventOf): Touched =>
    event.type === 'match.declined' || event.type === 'match.noTakenBack'
      ? { patentIds: [], needIds: [event.data.needId] }
      : { patentIds: patents.touchedBy(event), needIds: needs.touchedBy(event) },
});
