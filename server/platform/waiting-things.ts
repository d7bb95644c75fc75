import type { StreamKind } from '../api/streams.ts';
import type { Audience } from '../domain/audience.ts';
import type { CalendarDate } from '../domain/calendar.ts';
import type { EventOf, EventType } from '../domain/events.ts';
import type { Task } from '../domain/tasks.ts';

/** What waits in a thing as it is now, and who may know of the thing. */
export type Waiting = Readonly<{ tasks: readonly Task[]; audience: Audience }>;

/** What a thing is called, and the others who have to do with it. */
export type Named = Readonly<{ title: string; others: readonly string[] }>;

/** One kind of thing in which something can wait for somebody: for the inbox, by the feature that owns the things. */
export type WaitingThings = Readonly<{
  kind: StreamKind;
  /** Whether all that waits in such things is in queues; else nothing is. */
  isQueued: boolean;
  /** The events after which `touchedBy` may name things. */
  types: readonly EventType[];
  /** Ids of the things in which other things may wait after these events, or to others. */
  touchedBy: (events: readonly EventOf[]) => Promise<readonly string[]>;
  /**
   * Of the things that there are (others are missing) what waits, whenever it is shown: what is to be reminded of comes
   * long before its day.
   */
  present: (ids: readonly string[], today: CalendarDate) => Promise<ReadonlyMap<string, Waiting>>;
  /** The ids of all things there are, page by page. */
  pagesOfIds: () => AsyncIterable<readonly string[]>;
  /** What is shown of things to an organisation; those that it may not know of are missing. */
  named: (organisationId: string, ids: readonly string[]) => Promise<ReadonlyMap<string, Named>>;
}>;

/** The ids of things whose own streams (`kind:id`) are among those of the events. */
export const idsOfStreams = (events: readonly EventOf[], ...kinds: readonly string[]): string[] => {
  const ids = events.flatMap(({ stream }) => {
    const [kind = '', id = ''] = stream.split(/:(.*)/s);
    return kinds.includes(kind) ? [id] : [];
  });
  return [...new Set(ids)];
};
