import { type EventOf, type EventType, isOneOf } from '../../domain/events.ts';

type ReaderOf<Type extends EventType> = Readonly<{
  /** Permanent name: waiting events remember it. */
  name: string;
  types: readonly Type[];
  /**
   * `inside`: writes to the same database; its effect and the tick of the list happen in one transaction.
   * `outside`: search, mail, sockets; at least once, so the effect must be the same however often it happens.
   */
  kind: 'inside' | 'outside';
  /** What it does in a database that has events already: reads them all, in order, or only those to come. */
  from: 'start' | 'now';
  apply: (event: EventOf<Type>) => Promise<void>;
}>;
/** Whoever acts on events, whichever they are. */
export type Reader = Omit<ReaderOf<EventType>, 'apply'> & Readonly<{ apply: (event: EventOf) => Promise<void> }>;

/** Declares a reader: its `types` say which events `apply` gets. */
export const reader = <Type extends EventType>({ apply, types, ...others }: ReaderOf<Type>): Reader => ({
  ...others,
  types,
  apply: async (event) => {
    if (isOneOf(event, types)) await apply(event);
  },
});

/** How copies of one kind of thing are kept fresh: which events change such things, and which things an event changed. */
export type Touches = Readonly<{ types: readonly EventType[]; touchedBy: (event: EventOf) => readonly string[] }>;

/** Declares what touches things of a kind; every other event touches none. */
export const touches = <Type extends EventType>(
  types: readonly Type[],
  idsOf: (event: EventOf<Type>) => readonly string[],
): Touches => ({ types, touchedBy: (event) => (isOneOf(event, types) ? idsOf(event) : []) });
