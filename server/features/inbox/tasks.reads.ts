import type { Input, Output } from '../../api/operations.ts';
import { actingFor, type Actor, isAdministrator } from '../../domain/actors.ts';
import { addDays, dateInShanghai } from '../../domain/calendar.ts';
import { sayCounted } from '../../domain/counted.ts';
import type { Language } from '../../domain/messages.ts';
import { wholeCountry } from '../../domain/place.ts';
import { taskTexts } from '../../domain/task-texts.ts';
import { isMatterOf, operators } from '../../domain/tasks.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Named, WaitingThings } from '../../platform/waiting-things.ts';
import type { InboxNeeds } from './inbox.ports.ts';
import type { TasksStore } from './tasks.store.ts';

export type TasksReadsPorts = Pick<InboxNeeds, 'sources' | 'remindBeforeDays'> &
  Readonly<{ store: TasksStore; clock: Clock }>;

/** What people see of tasks. */
export function tasksReads({ store, sources, remindBeforeDays, clock }: TasksReadsPorts) {
  return {
    mine: async (
      actor: Actor,
      query: Input<'inbox.mine'>['query'],
      language: Language,
    ): Promise<Output<'inbox.mine'>> => {
      const now = clock.now();
      const acting = actingFor(actor);
      const today = dateInShanghai(now);
      const remindUntil = addDays(today, await remindBeforeDays(acting?.place ?? wholeCountry, now));
      // an administrator who acts for an authority decides on everything anyway
      const decider = isAdministrator(actor) ? [operators] : [];
      const own = acting ? [acting.id] : [];
      const queues = (await store.queues([...own, ...decider], remindUntil)).filter(
        ({ what, whom }) => what !== 'organisation.decide' || decider.length === 0 || whom.organisationId === operators,
      );
      const filter = { organisationId: acting?.id ?? operators, today };
      const { rows, nextCursor } = await store.page(filter, query, queues);
      const names = await namesOf(
        sources,
        acting?.id ?? operators,
        rows.flatMap(({ task }) => task.thing ?? []),
      );
      const items = rows.map(({ task: { id, what, thing, due, count } }) => {
        const { title, others } = (thing && names.get(thing)) || nameless;
        return {
          ...{ id, what, text: sayCounted(taskTexts[what], language, count), due, count },
          ...{ thing: thing === null ? null : thingOf(thing), title, others: [...others] },
          mayDo: isMatterOf(acting?.memberRole ?? null, what),
        };
      });
      return { items, nextCursor };
    },
  };
}

const nameless: Named = { title: '', others: [] };

/** Kind and id of a thing, from its stream name. */
export function thingOf(stream: string): Readonly<{ kind: string; id: string }> {
  const [kind = '', id = ''] = stream.split(/:(.*)/s);
  return { kind, id };
}

/** What things are called, by stream name: one question for each kind. */
export async function namesOf(
  sources: readonly WaitingThings[],
  organisationId: string,
  streams: readonly string[],
): Promise<ReadonlyMap<string, Named>> {
  const found = new Map<string, Named>();
  const things = streams.map(thingOf);
  for (const { kind, named } of sources) {
    const ids = [...new Set(things.flatMap((thing) => (thing.kind === kind ? [thing.id] : [])))];
    if (ids.length === 0) continue;
    for (const [id, name] of await named(organisationId, ids)) found.set(`${kind}:${id}`, name);
  }
  return found;
}
