import type { EventOf } from '../../domain/events.ts';
import { type Reader, reader } from '../../platform/events/reader.ts';
import type { WaitingThings } from '../../platform/waiting-things.ts';
import { type Keeper } from './keeping.ts';

export type InboxReaderPorts = Readonly<{ sources: readonly WaitingThings[]; keep: Keeper }>;

/** So many things are loaded at once; a single event may change 500. */
const mostThings = 1_000;
const mostEvents = 100;

/** Keeps the tasks of things in step with the things. */
export function inboxReader({ sources, keep }: InboxReaderPorts): Reader {
  const applySome = async (events: readonly EventOf[]): Promise<number> => {
    const some = fitting(events);
    for (const source of sources) {
      const mine = some.filter(({ type }) => source.types.includes(type));
      const ids = mine.length > 0 ? await source.touchedBy(mine) : [];
      if (ids.length > 0) await keep(source, ids);
    }
    return some.length;
  };
  return reader({
    name: 'inbox',
    types: [...new Set(sources.flatMap(({ types }) => types))],
    kind: 'inside',
    from: 'start',
    apply: async (event) => void (await applySome([event])),
    applySome,
  });
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
