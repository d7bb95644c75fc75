import { type EventOf, type EventType, isOneOf } from '../../domain/events.ts';

type ReaderOf<Type extends EventType> = Readonly<{
  /** Permanent: stored with the events that wait. */
  name: string;
  types: readonly Type[];
  /**
   * `inside`: writes to the same database; effect and delivery mark are one transaction, so it acts exactly once.
   * `outside` (search, mail): at least once, so `apply` must be idempotent.
   */
  kind: 'inside' | 'outside';
  /** In a database that has events already, a new reader gets all of them, in order, or only new ones. */
  from: 'start' | 'now';
  apply: (event: EventOf<Type>) => Promise<void>;
  /**
   * Does the same with several events at once, for an `inside` reader that is quicker so: with as many of the first as it
   * sees fit, at least one; answers how many.
   */
  applySome?: (events: readonly EventOf<Type>[]) => Promise<number>;
}>;
/** A reader of any event types. */
export type Reader = Omit<ReaderOf<EventType>, 'apply' | 'applySome'> &
  Readonly<{
    apply: (event: EventOf) => Promise<void>;
    applySome?: (events: readonly EventOf[]) => Promise<number>;
  }>;

/** Declares a reader; `apply` gets events of `types`. */
export const reader = <Type extends EventType>({ apply, applySome, types, ...others }: ReaderOf<Type>): Reader => {
  const isMine = (event: EventOf): event is EventOf & EventOf<Type> => isOneOf(event, types);
  return {
    ...others,
    types,
    apply: async (event) => {
      if (isMine(event)) await apply(event);
    },
    ...(applySome && {
      applySome: async (events) => {
        const foreign = events.findIndex((event) => !isMine(event));
        return foreign === 0 ? 1 : applySome((foreign < 0 ? events : events.slice(0, foreign)).filter(isMine));
      },
    }),
  };
};

/** Which events change things of one kind, and the ids of those that an event changed: for keepers of copies. */
export type Touches = Readonly<{ types: readonly EventType[]; touchedBy: (event: EventOf) => readonly string[] }>;

/** Declares `Touches`; events of other types change none. */
export const touches = <Type extends EventType>(
  types: readonly Type[],
  idsOf: (event: EventOf<Type>) => readonly string[],
): Touches => ({ types, touchedBy: (event) => (isOneOf(event, types) ? idsOf(event) : []) });
