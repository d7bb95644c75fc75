import { actingFor, type Actor } from '../../domain/actors.ts';
import { addDays, type CalendarDate, dateInShanghai } from '../../domain/calendar.ts';
import { wholeCountry } from '../../domain/place.ts';
import { byUrgency, type FoundTask, operators } from '../../domain/tasks.ts';
import type { Feature, Ground } from '../../platform/feature.ts';

export type InboxNeeds = Readonly<{
  /** What waits in each kind of thing, as its own `waitsFor` says; at most about `limit` things each. */
  sources: readonly ((
    organisationId: string,
    when: Readonly<{ today: CalendarDate; remindUntil: CalendarDate; limit: number }>,
  ) => Promise<readonly FoundTask[]>)[];
  /** What waits for the actor because of what it may decide on, not of its organisation's own things. */
  decisions: (actor: Actor, whom: string) => Promise<readonly FoundTask[]>;
  remindBeforeDays: (place: string, now: Date) => Promise<number>;
}>;

/** What waits for whom: computed from the present things at each look, so that it is never stale. */
export function inboxFeature({ clock }: Pick<Ground, 'clock'>, { sources, decisions, remindBeforeDays }: InboxNeeds) {
  return {
    handlers: {
      'inbox.mine': async ({ actor, query: { limit } }) => {
        const now = clock.now();
        const acting = actingFor(actor);
        const today = dateInShanghai(now);
        const remindUntil = addDays(today, await remindBeforeDays(acting?.place ?? wholeCountry, now));
        const found: FoundTask[] = [];
        if (acting) {
          for (const source of sources) found.push(...(await source(acting.id, { today, remindUntil, limit })));
        }
        found.push(...(await decisions(actor, acting?.id ?? operators)));
        found.sort((a, b) => byUrgency(a.task, b.task));
        const items = found.slice(0, limit).map(({ task, title, others }) => {
          const { id, what, thing, whom, due, count } = task;
          const [kind = '', thingId = ''] = thing?.split(/:(.*)/s) ?? [];
          const role = acting?.memberRole;
          const mayDo = !role || role === 'admin' || whom.roles.length === 0 || whom.roles.some((one) => one === role);
          return {
            ...{ id, what, thing: thing ? { kind, id: thingId } : null, title, others: [...others], due, count },
            mayDo,
          };
        });
        return { items, isMore: found.length > limit };
      },
    },
  } satisfies Feature;
}
