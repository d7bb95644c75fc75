import type { EventOf, EventType } from '../../domain/events.ts';
import { type Reader, reader } from '../../platform/events/reader.ts';
import type { Waiting, WaitingThings } from '../../platform/waiting-things.ts';
import type { Bell } from './bell.ts';
import type { Keeper } from './keeping.ts';
import type { MarksStore } from './marks.store.ts';
import type { TakingsService } from './takings.service.ts';
import type { TakingsStore } from './takings.store.ts';
import type { Telling } from './telling.ts';

export type InboxReaderPorts = Readonly<{
  sources: readonly WaitingThings[];
  keep: Keeper;
  telling: Telling;
  takings: Pick<TakingsStore, 'giveBack'>;
  marks: Pick<MarksStore, 'forget'>;
  release: TakingsService['release'];
  bell: Pick<Bell, 'ring'>;
}>;

/** So many things are loaded at once; a single event may change 500. */
const mostThings = 1_000;
const mostEvents = 100;

/** What the inbox reads: whatever changes what waits, or is told, or takes a member's roles. */
export const inboxTypes = ({
  sources,
  telling,
}: Pick<InboxReaderPorts, 'sources' | 'telling'>): readonly EventType[] => [
  ...new Set([...sources.flatMap(({ types }) => types), ...telling.types, ...leaving]),
];
const leaving = ['organisation.memberChanged', 'organisation.claimConfirmed'] as const;

/** Keeps the tasks of things in step with the things, tells of what happened, and hands back what a member cannot do. */
export function inboxReader(ports: InboxReaderPorts): Reader {
  const { sources, keep, telling, takings, marks, release, bell } = ports;
  const applySome = async (events: readonly EventOf[]): Promise<number> => {
    const some = fitting(events);
    const present = new Map<string, Waiting>();
    const changed = new Set<string>();
    const gone: string[] = [];
    for (const source of sources) {
      const mine = some.filter(({ type }) => source.types.includes(type));
      const ids = mine.length > 0 ? await source.touchedBy(mine) : [];
      if (ids.length === 0) continue;
      const kept = await keep(source, ids);
      for (const [thing, waiting] of kept.present) present.set(thing, waiting);
      for (const id of kept.changed) changed.add(id);
      gone.push(...kept.gone);
    }
    await takings.giveBack(gone);
    await marks.forget(gone);
    for (const inbox of await telling.tell(some, present)) changed.add(inbox);
    for (const { userId, organisationId, role } of some.flatMap(leaversIn)) {
      if (await release(organisationId, userId, role)) changed.add(organisationId);
    }
    await bell.ring(changed);
    return some.length;
  };
  return reader({
    name: 'inbox',
    types: inboxTypes(ports),
    kind: 'inside',
    from: 'start',
    apply: async (event) => void (await applySome([event])),
    applySome,
  });
}

/** Whose role in an organisation an event changed; null: no longer a member. */
function leaversIn(event: EventOf) {
  const organisationId = event.stream.slice(event.stream.indexOf(':') + 1);
  switch (event.type) {
    case 'organisation.memberChanged':
      return [{ organisationId, ...event.data }];
    case 'organisation.claimConfirmed':
      return [{ organisationId, userId: event.data.insteadOf, role: null }];
    default:
      return [];
  }
}

/** The first of the events, which together change no more things than are loaded at once. */
function fitting(events: readonly EventOf[]): readonly EventOf[] {
  let things = 0;
  const end = events.findIndex((event, at) => {
    things += sizeOf(event);
    return at === mostEvents || (at > 0 && things > mostThings);
  });
  return end < 0 ? events : events.slice(0, end);
}

/** About how many things an event changes: as many as it lists. */
const sizeOf = ({ data }: EventOf): number =>
  Object.values(data).reduce((sum: number, value) => sum + (Array.isArray(value) ? value.length : 0), 1);
