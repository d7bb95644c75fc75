import { system } from '../../domain/actors.ts';
import { type CalendarDate, calendarDate } from '../../domain/calendar.ts';
import type { Calendar } from '../../domain/calendar/years.ts';
import { recount } from '../../domain/deadlines.ts';
import { concerning } from '../../domain/event.ts';
import type { EventOf } from '../../domain/events.ts';
import type { StoredTerm, TimedStore } from '../database/timed.store.ts';
import type { Versioned } from '../database/versioned.store.ts';
import type { Commands, EventDraft } from '../events/commands.ts';

/** What the job of deadlines does with the things of one kind. */
export type DueThings = Readonly<{
  /** Gives, as `system`, the due command of the next things with a last day before `today`; false when none is due. */
  giveDue: (today: CalendarDate, commandId: string) => Promise<boolean>;
  /** Recounts the terms that touch a year whose holiday notice was imported. */
  recount: (year: number, calendar: Calendar, commandId: string) => Promise<void>;
}>;

/** At most this many things are changed in one transaction. */
export const dueAtOnce = 500;

/** Ids of the things of one kind whose last day was moved by some events. */
export const movedTermsOf = (kind: string, events: readonly EventOf[]): string[] =>
  events.flatMap((event) =>
    event.type === 'calendar.termsRecounted' && event.data.kind === kind ? event.data.changed : [],
  );

/** Recounts terms of working days of one kind of thing, batch by batch; one event per batch names those that moved. */
export const recounting =
  <Thing extends Versioned & StoredTerm>(
    kind: string,
    store: TimedStore<Thing>,
    commands: Commands,
  ): DueThings['recount'] =>
  async (year, calendar, commandId) => {
    // the notice of a year may begin with the last days of December
    const [from, to] = [calendarDate(`${year - 1}-12-01`), calendarDate(`${year}-12-31`)];
    let last = '';
    for (;;) {
      const found = await store.counted(from, to, last, dueAtOnce);
      const changed = found.flatMap((thing) => {
        const deadline = thing.deadline && recount(thing.deadline, calendar);
        const isSame =
          deadline?.lastDay === thing.deadline?.lastDay && deadline?.isProvisional === thing.deadline?.isProvisional;
        return isSame ? [] : [{ ...thing, deadline }];
      });
      last = found.at(-1)?._id ?? '';
      if (last === '') return;
      if (changed.length === 0) continue;
      const body = { commandId: `${commandId}-${last}` };
      await commands.execute(
        { operation: 'calendars.recount', stream: `recount:${kind}-${year}`, actor: system, body },
        async () => {
          for (const thing of changed) await store.setTerm(thing);
          const data = { year, kind, changed: changed.map(({ _id }) => _id) };
          return { type: 'calendar.termsRecounted', data, concerns: concerning({}) };
        },
      );
    }
  };

/** Gives one due command to at most 500 things that wait for it, in one transaction and with one event. */
export const givingMany =
  <Thing extends Versioned & StoredTerm & Readonly<{ organisationId: string }>, Command extends string>({
    kind,
    store,
    commands,
    nextDue,
    after,
    event,
  }: Readonly<{
    kind: string;
    store: Pick<TimedStore<Thing>, 'due'> & Readonly<{ replaceAll: (things: readonly Thing[]) => Promise<void> }>;
    commands: Commands;
    nextDue: (thing: Thing) => Readonly<{ command: Command }> | null;
    /** The thing after the command. */
    after: (thing: Thing, command: Command, today: CalendarDate) => Thing;
    event: (moved: readonly Thing[], ids: string[]) => Omit<EventDraft, 'concerns'>;
  }>): DueThings['giveDue'] =>
  async (today, commandId) => {
    if ((await store.due(today, 1)).length === 0) return false;
    const stream = `due:${kind}-${today}`;
    await commands.execute({ operation: 'deadlines.give', stream, actor: system, body: { commandId } }, async () => {
      const found = await store.due(today, dueAtOnce);
      const commandsDue = found.map((thing) => nextDue(thing)?.command);
      const [command] = commandsDue;
      if (command === undefined) throw new Error(`${kind} ${String(found[0]?._id)} is due and waits for nothing`);
      const moved = found.filter((_, at) => commandsDue[at] === command).map((thing) => after(thing, command, today));
      await store.replaceAll(moved); // if one changed meanwhile, the job runs again
      const concerns = concerning({ organisations: moved.map(({ organisationId }) => organisationId) });
      return {
        ...event(
          moved,
          moved.map(({ _id }) => _id),
        ),
        concerns,
      } as EventDraft; // `event` and `concerns` together are one
    });
    return true;
  };
