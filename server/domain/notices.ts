import { type Audience, isFor } from './audience.ts';
import type { Counted } from './counted.ts';
import type { EventOf, Events, EventType } from './events.ts';
import type { Task, TaskKind } from './tasks.ts';

/**
 * Whom an event is told to: all organisations that it concerns, all but its author's, or certain people. Never to whoever
 * may not know of the thing as it is now, and never to the author.
 */
type Whom<Type extends EventType> = 'all' | 'others' | Readonly<{ people: (data: Events[Type]) => readonly string[] }>;

type Declared<Type extends EventType> = Readonly<{
  on: Type;
  /** Events of the type that are not told. */
  when?: (data: Events[Type]) => boolean;
  whom: Whom<Type>;
  /** For whom this waits in the thing, is told by it. */
  unless?: TaskKind;
  /** Organisations that may know of this event though they may not know of the thing (any more). */
  also?: (data: Events[Type]) => readonly string[];
  /** What happened, in one sentence that tells nothing of the thing; of several at once with their count. */
  text: Counted;
  /** A made-up event, to show what is told. */
  preview: Events[Type];
}>;

/** That something happened, and to whom it is told; its kind is the type of the event. */
export type Notice = Readonly<{
  on: EventType;
  text: Counted;
  preview: object;
  recipients: (event: EventOf, thing: Told) => Recipients;
}>;
export type Recipients = Readonly<{ organisations: readonly string[]; people: readonly string[] }>;

/** What decides who is told of an event of a thing. */
type Told = Readonly<{ tasks: readonly Pick<Task, 'what' | 'whom'>[]; audience: Audience }>;

/** Declares what is told of one type of event. */
export const notice = <Type extends EventType>({
  on,
  when,
  whom,
  unless,
  also,
  text,
  preview,
}: Declared<Type>): Notice => ({
  ...{ on, text, preview },
  recipients: (event, { tasks, audience }) => {
    const data = event.data as Events[Type]; // asked of events of the type `on` alone
    if (event.type !== on || when?.(data) === false) return nobody;
    const { organisationId, userId } = event.by;
    if (typeof whom === 'object') return { ...nobody, people: whom.people(data).filter((id) => id !== userId) };
    const awaited = new Set(tasks.flatMap((task) => (task.what === unless ? [task.whom.organisationId] : [])));
    const may = event.concerns.organisationIds.filter((id) => isFor(audience, id) && !awaited.has(id));
    const organisations = [...may, ...(also?.(data) ?? [])].filter((id) => whom === 'all' || id !== organisationId);
    return { ...nobody, organisations: [...new Set(organisations)] };
  },
});
const nobody: Recipients = { organisations: [], people: [] };

/** The stream of the thing that an event is about: what is said in a room, or looked at, is about its deal or contract. */
export function thingToldOf({ stream }: Pick<EventOf, 'stream'>): string {
  const [kind = '', id = ''] = stream.split(/:(.*)/s);
  return `${ownerOf[kind] ?? kind}:${id}`;
}
const ownerOf: Readonly<Record<string, string>> = { room: 'deal', inspection: 'contract' };
