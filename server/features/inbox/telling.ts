import type { EventOf } from '../../domain/events.ts';
import { type Notice, thingToldOf } from '../../domain/notices.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Waiting } from '../../platform/waiting-things.ts';
import type { NoticesStore, StoredNotice } from './notices.store.ts';

export type TellingPorts = Readonly<{
  store: NoticesStore;
  notices: readonly Notice[];
  /** Things as they are now, by stream name; those that are not there are missing. */
  clock: Clock;
  present: (streams: readonly string[]) => Promise<ReadonlyMap<string, Waiting>>;
}>;

/** So many lines of one kind in one hour; what comes more is told in one line for all. */
const mostLines = 10;
const hourMs = 3_600_000;
/** What happened longer ago when it is delivered (a reader of an old database catches up) is no news. */
const newsMs = 72 * hourMs;

type Draft = Omit<StoredNotice, '_id' | 'v' | 'count'> & Readonly<{ thing: string }>;

/** Tells of events, in the transaction of their delivery; answers the inboxes in which something is new. */
export function telling({ store, notices, present, clock }: TellingPorts) {
  const byType = new Map(notices.map((notice) => [notice.on, notice]));
  const told = notices.map(({ on }) => on);

  const draftsOf = async (events: readonly EventOf[], known: ReadonlyMap<string, Waiting>): Promise<Draft[]> => {
    const missing = [...new Set(events.map(thingToldOf))].filter((thing) => !known.has(thing));
    const things = missing.length === 0 ? known : new Map([...known, ...(await present(missing))]);
    return events.flatMap((event) => {
      const thing = thingToldOf(event);
      const state = things.get(thing);
      const { organisations = [], people = [] } = (state && byType.get(event.type)?.recipients(event, state)) ?? {};
      return [...organisations, ...people].map((inbox) => {
        const hour = `${inbox} ${event.type} ${Math.floor(event.at.getTime() / hourMs)}`;
        // colleagues are told of what each of them did apart, so that nobody is told of himself
        const by = (inbox === event.by.organisationId && event.by.userId) || null;
        return { ...{ inbox, kind: event.type, thing, at: event.at, by }, group: by === null ? hour : `${hour} ${by}` };
      });
    });
  };

  return {
    types: told,
    /** `known`: things that have been loaded already. */
    tell: async (events: readonly EventOf[], known: ReadonlyMap<string, Waiting>): Promise<ReadonlySet<string>> => {
      const oldest = clock.now().getTime() - newsMs;
      const drafts = await draftsOf(
        events.filter(({ type, at }) => byType.has(type) && at.getTime() > oldest),
        known,
      );
      if (drafts.length === 0) return new Set();
      const before = await store.ofGroups([...new Set(drafts.map(({ group }) => group))]);
      const lines = new Map(before.map((line) => [line._id, line]));
      for (const draft of drafts) add(lines, draft);
      const gone = before.flatMap(({ _id }) => (lines.has(_id) ? [] : [_id]));
      await store.write(
        [...lines.values()].filter((line) => !before.includes(line)),
        gone,
      );
      return new Set(drafts.map(({ inbox }) => inbox));
    },
  };
}

/** Adds what happened to the lines of its group; once there are too many, all of the group are one line. */
function add(lines: Map<string, StoredNotice>, draft: Draft): void {
  const { group, thing } = draft;
  const own = `${group} ${thing}`;
  const id = lines.has(group) ? group : own;
  lines.set(id, joined(lines.get(id), { ...draft, _id: id, v: 1, count: 1, thing: id === group ? null : thing }));
  if (id === group) return;
  const all = [...lines.values()].filter((line) => line.group === group);
  if (all.length <= mostLines) return;
  for (const { _id } of all) lines.delete(_id);
  lines.set(
    group,
    all.reduce<StoredNotice>((sum, line) => joined(sum, { ...line, _id: group, thing: null }), {
      ...{ ...draft, _id: group, v: 1, thing: null, count: 0 },
    }),
  );
}

export type Telling = ReturnType<typeof telling>;

/** One line of two of a group. */
const joined = (one: StoredNotice | undefined, other: StoredNotice): StoredNotice =>
  one
    ? {
        ...other,
        count: one.count + other.count,
        at: one.at > other.at ? one.at : other.at,
      }
    : other;
