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
}>;
/** A reader of any event types. */
export type Reader = Omit<ReaderOf<EventType>, 'apply'> & Readonly<{ apply: (event: EventOf) => Promise<void> }>;

/** Declares a reader; `apply` gets events of `types`. */
export const reader = <Type extends EventType>({ apply, types, ...others }: ReaderOf<Type>): Reader => ({
  ...others,
  types,
  apply: async (event) => {
    if (isOneOf(event, types)) await apply(event);
  },
});

/** Which events change things of one kind, and the ids of those that an event changed: for keepers of copies. */
export type Touches = Readonly<{ types: readonly EventType[]; touchedBy: (event: EventOf) => readonly string[] }>;

/** Declares `Touches`; events of other types change none. */
export const touches = <Type extends EventType>(
  types: readonly Type[],
  idsOf: (event: EventOf<Type>) => readonly string[],
): Touches => ({ types, touchedBy: (event) => (isOneOf(event, types) ? idsOf(event) : []) });
