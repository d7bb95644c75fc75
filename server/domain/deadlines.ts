import { addDays, type CalendarDate } from './calendar.ts';
import { addWorkingDays } from './calendar/working-days.ts';
import type { Calendar } from './calendar/years.ts';
import type { ParameterEntry, ParameterKey } from './parameters.ts';
import type { After, ProcessTable } from './process.ts';

/**
 * A term that runs for a thing in a state. It keeps the number of days with which it began: a parameter that is changed
 * holds for terms that begin afterwards, because whoever was told a day may rely on it.
 */
export type Deadline = Readonly<{
  /** The day that set it running; it is not counted. */
  startedOn: CalendarDate;
  firstDay: CalendarDate;
  /** What follows is done once this day has passed. */
  lastDay: CalendarDate;
  days: number;
  counting: 'calendar' | 'working';
  parameter: ParameterKey;
  /** Where its local days off are looked up. */
  place: string;
  /** What says that it is so many days. */
  source: string;
  /** 暂定: counted in a year whose notice is not out. Nothing is done on such a day. */
  isProvisional: boolean;
}>;

type AnyTable<State extends string, Command extends string> = ProcessTable<State, Command, string, string>;

/** The term of a state that begins on `startedOn` in `place`; `entry` is what the parameter says there and then. */
export function deadlineOf(
  { days: parameter, counting }: After<string>,
  entry: ParameterEntry,
  { startedOn, place, calendar }: Readonly<{ startedOn: CalendarDate; place: string; calendar: Calendar }>,
): Deadline {
  const term = { startedOn, firstDay: addDays(startedOn, 1), days: Number(entry.value), counting, parameter, place };
  return recount({ ...term, lastDay: startedOn, source: entry.source, isProvisional: false }, calendar);
}

/** The same term in a calendar of which more is known. */
export function recount(deadline: Deadline, calendar: Calendar): Deadline {
  const { startedOn, days, counting, place } = deadline;
  if (counting === 'calendar') return { ...deadline, lastDay: addDays(startedOn, days), isProvisional: false };
  const { day: lastDay, isProvisional } = addWorkingDays(calendar, startedOn, days, place);
  return { ...deadline, lastDay, isProvisional };
}

/** The terms that states of a process have. */
export const termsIn = <State extends string, Command extends string>({ after }: AnyTable<State, Command>) =>
  Object.values<After<Command> | undefined>(after ?? {}).flatMap((term) => term ?? []);

/** What a step does to the term of a thing: a new one begins, the old one runs on, or none is left. */
export function termAfter<State extends string, Command extends string>(
  process: AnyTable<State, Command>,
  { from, command, to }: Readonly<{ from: NoInfer<State>; command: NoInfer<Command>; to: NoInfer<State> }>,
): After<Command> | 'runsOn' | null {
  const after = process.after?.[to];
  if (!after) return null;
  return from === to && !process.table[command].restarts ? 'runsOn' : after;
}

/** What has a term, and may name last days of its own (`until` of its table). */
export type Timed<State extends string> = Readonly<{
  state: State;
  deadline: Deadline | null;
  until: Readonly<Record<string, CalendarDate | null | undefined>>;
}>;

/** What time does next to a thing: the command that the system gives once `lastDay` has passed; null when nothing waits. */
export function nextDue<State extends string, Command extends string>(
  process: AnyTable<State, Command>,
  { state, deadline, until }: Timed<NoInfer<State>>,
): Readonly<{ command: Command; lastDay: CalendarDate }> | null {
  const after = process.after?.[state];
  const term = after && deadline && !deadline.isProvisional ? [{ ...after, lastDay: deadline.lastDay }] : [];
  const own = Object.entries<Command>(process.until ?? {}).flatMap(([name, command]) => {
    const lastDay = until[name];
    return lastDay && process.table[command].from.includes(state) ? [{ command, lastDay }] : [];
  });
  const [first] = [...own, ...term].sort((a, b) => (a.lastDay < b.lastDay ? -1 : a.lastDay > b.lastDay ? 1 : 0));
  return first ? { command: first.command, lastDay: first.lastDay } : null;
}

/** What a step makes of the term that runs for a thing. */
export type Terms<State extends string, Command extends string> = (
  step: Readonly<{ from: State; command: Command; to: State }>,
  running: Deadline | null,
) => Deadline | null;
/** How the terms of a process are counted that begin in a place on a day. */
export type TermsOf = <State extends string, Command extends string>(
  process: AnyTable<State, Command>,
  place: string,
  startedOn: CalendarDate,
) => Promise<Terms<State, Command>>;
