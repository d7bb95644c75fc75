import { setTimeout as sleep } from 'node:timers/promises';
import { addMonths, calendarDate, type CalendarDate } from '../../server/domain/calendar.ts';
import type { App } from '../../server/app.ts';
import type { Logger } from '../../server/platform/logger.ts';
import { type Clock, systemClock } from '../../server/platform/clock.ts';

const instantOf = (day: CalendarDate, minuteOfDay: number) =>
  new Date(Date.parse(`${day}T00:00:00+08:00`) + minuteOfDay * 60_000);

/** Something that is done on a day. Doing it again gives the same commands, which then change nothing. */
export type Happening = Readonly<{
  on: CalendarDate;
  act: () => Promise<unknown>;
  /** It waits for work that the exchange does in jobs. */
  isWork?: boolean;
}>;

/** The time of the demo: the real one, until somebody moves it, and again after `letGo`. */
export function movableClock(real: Clock = systemClock) {
  let movedBy = 0;
  const now = () => new Date(real.now().getTime() + movedBy);
  return {
    now,
    /** To a time on that day in Shanghai, from which it runs on; only the first time it may go back. */
    moveTo: (day: CalendarDate, minuteOfDay: number): void => {
      const at = instantOf(day, minuteOfDay).getTime();
      if (!movedBy || at > now().getTime()) movedBy = at - real.now().getTime();
    },
    letGo: (): void => void (movedBy = 0),
    isMoved: (): boolean => movedBy !== 0,
  };
}
export type MovableClock = ReturnType<typeof movableClock>;

/** A log without what only seems late: when the clock is moved on, all that waits a moment seems to have waited for days. */
export const sayingNothingLate = (log: Logger, clock: MovableClock): Logger => ({
  debug: (...line) => log.debug(...line),
  info: (...line) => log.info(...line),
  warn: (...line) => log.warn(...line),
  error: (fields, message) => {
    if (!('part' in fields && clock.isMoved())) log.error(fields, message);
  },
});

/** How time passes for `replay`. */
export type PassingTime = Readonly<{
  /** To a time on a day, with the work of the exchange at the beginning of each month that begins meanwhile. */
  moveTo: (day: CalendarDate, minuteOfDay: number) => Promise<void>;
  /** Does something that waits for work of the exchange. */
  atWork: (act: () => Promise<unknown>) => Promise<void>;
  /** To the present, and on with it. */
  letGo: () => Promise<void>;
}>;

/** What is not done while years pass in minutes. Lists of matches, which nobody looked at, are made once at the end. */
export const resting: readonly string[] = ['backup', 'checkpoint', 'rematch'];

/**
 * Moves the clock of an exchange over years. Its jobs are done at the first of each month, and not by
 * itself: leases are counted by the clock, so that one that is under way when it is moved would seem to have died.
 */
export function passingTime(
  { scheduler, jobHandlers }: Pick<App, 'scheduler' | 'jobHandlers'>,
  clock: MovableClock,
): PassingTime {
  const planAll = async (at: (kind: string, next: (now: Date) => Date) => Date) => {
    for (const { kind, next } of jobHandlers) if (next) await scheduler.plan(kind, `every:${kind}`, at(kind, next));
  };
  const monthAfter = (day: CalendarDate) => addMonths(calendarDate(`${day.slice(0, 7)}-01`), 1);
  const planFor = (month: CalendarDate) => planAll(() => instantOf(month, 0));
  let nextMonth: CalendarDate | undefined;

  return {
    moveTo: async (day, minuteOfDay) => {
      if (nextMonth === undefined) {
        await scheduler.stop();
        await planFor((nextMonth = monthAfter(day)));
      }
      for (; nextMonth <= day; nextMonth = monthAfter(nextMonth)) {
        clock.moveTo(nextMonth, 7 * 60);
        await scheduler.runDue();
        await planFor(monthAfter(nextMonth));
      }
      clock.moveTo(day, minuteOfDay);
    },
    atWork: async (act) => {
      let isDone = false;
      const untilDone = async () => {
        while (!isDone) if ((await scheduler.runDue()) === 0) await sleep(20);
      };
      await Promise.all([act().finally(() => (isDone = true)), untilDone()]);
    },
    letGo: async () => {
      clock.letGo();
      const now = clock.now();
      await planAll((_, next) => next(now));
      await scheduler.plan('rematch', 'rematch', now);
      await scheduler.runDue();
      await scheduler.start();
    },
  };
}
