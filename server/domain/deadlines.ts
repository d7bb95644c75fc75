import { addDays, type CalendarDate } from './calendar.ts';
import { addWorkingDays } from './calendar/working-days.ts';
import type { Calendar } from './calendar/years.ts';
import type { ParameterEntry, ParameterKey } from './parameters.ts';
import { wholeCountry } from './place.ts';
import type { After, ProcessTable } from './process.ts';

/**
 * A running term: how long a thing may stay in its state. It keeps the number of days that it began with; a changed
 * parameter applies only to terms that begin later, because people may rely on a date they were told.
 */
export type Deadline = Readonly<{
  /** The day of the step that began it; not counted. */
  startedOn: CalendarDate;
  firstDay: CalendarDate;
  /** The system acts on the day after. */
  lastDay: CalendarDate;
  days: number;
  counting: 'calendar' | 'working';
  parameter: ParameterKey;
  /** Area code (GB/T 2260) whose local days off count. */
  place: string;
  /** The law or rule that the number of days comes from. */
  source: string;
  /** 暂定: it runs into a year whose holiday notice is not out. The system does not act on it. */
  isProvisional: boolean;
}>;

type AnyTable<State extends string, Command extends string> = ProcessTable<State, Command, string, string>;

/** The term that begins on `startedOn` in `place`; `entry` is the value of the parameter at that place and day. */
export function deadlineOf(
  { days: parameter, counting }: After<string>,
  entry: ParameterEntry,
  { startedOn, place, calendar }: Readonly<{ startedOn: CalendarDate; place: string; calendar: Calendar }>,
): Deadline {
  const term = { startedOn, firstDay: addDays(startedOn, 1), days: Number(entry.value), counting, parameter, place };
  return recount({ ...term, lastDay: startedOn, source: entry.source, isProvisional: false }, calendar);
}

/** The same term, its last day computed anew after the calendar changed. */
export function recount(deadline: Deadline, calendar: Calendar): Deadline {
  const { startedOn, days, counting, place } = deadline;
  if (counting === 'calendar') return { ...deadline, lastDay: addDays(startedOn, days), isProvisional: false };
  const { day: lastDay, isProvisional } = addWorkingDays(calendar, startedOn, days, place);
  return { ...deadline, lastDay, isProvisional };
}

/** The same term for whoever may not know in which place the one lies who has to act. */
export const withoutPlace = (deadline: Deadline): Deadline => ({ ...deadline, place: wholeCountry });

/** The terms of all states of a process. */
export const termsIn = <State extends string, Command extends string>({ after }: AnyTable<State, Command>) =>
  Object.values<After<Command> | undefined>(after ?? {}).flatMap((term) => term ?? []);

/** What a step does to the running term: a new one begins (which), it runs on, or there is none any more (null). */
export function termAfter<State extends string, Command extends string>(
  process: AnyTable<State, Command>,
  { from, command, to }: Readonly<{ from: NoInfer<State>; command: NoInfer<Command>; to: NoInfer<State> }>,
): After<Command> | 'runsOn' | null {
  const after = process.after?.[to];
  if (!after) return null;
  return from === to && !process.table[command].restarts ? 'runsOn' : after;
}

/** `until`: last days that the thing itself states, by the names in `until` of its process. */
export type Timed<State extends string> = Readonly<{
  state: State;
  deadline: Deadline | null;
  until: Readonly<Record<string, CalendarDate | null | undefined>>;
}>;

/** The command that the system gives next, on the day after `lastDay`; null when there is none. */
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

/** The running term after a step; null when there is none. */
export type Terms<State extends string, Command extends string> = (
  step: Readonly<{ from: State; command: Command; to: State }>,
  running: Deadline | null,
) => Deadline | null;
/** Looks up parameters and calendar for the terms of a process that begin in `place` on `startedOn`. */
export type TermsOf = <State extends string, Command extends string>(
  process: AnyTable<State, Command>,
  place: string,
  startedOn: CalendarDate,
) => Promise<Terms<State, Command>>;
