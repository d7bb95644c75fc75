import {
  addDays,
  type CalendarDate,
  calendarDate,
  daysBetween,
  readCalendarDate,
} from '../../../server/domain/calendar.ts';

const day = String.raw`(?:(\d{4})[-年.])?\s*(\d{1,2})[-月.](\d{1,2})日?`;
/** A day or a run of days: `2027-01-01`, `1月1日`, `1月1日至3日`, `01-28 ~ 02-04`. */
const span = new RegExp(`${day}(?:\\s*[至到~–—/]\\s*(?:(\\d{4})[-年.])?(?:(\\d{1,2})[-月.])?(\\d{1,2})日?)?`, 'g');
const inBrackets = /（[^）]*）|\([^)]*\)/g;
const longestRun = 31;

type Days = Readonly<{ days: readonly CalendarDate[]; unread: readonly string[] }>;

/**
 * Reads the days in a text: sorted, without duplicates; `unread` holds the pieces that are no days. A day without a
 * year belongs to `year`; text in brackets (weekdays, festivals) is ignored.
 */
export function readDays(year: number, text: string): Days {
  const days = new Set<CalendarDate>();
  const unread: string[] = [];
  const rest = text.replace(inBrackets, '').replace(span, (piece, ...parts: (string | undefined)[]) => {
    const [y, m, d, toY, toM, toD] = parts;
    const run = runFrom([y ?? year, m, d], toD ? [toY ?? y ?? year, toM ?? m, toD] : [y ?? year, m, d]);
    if (run.length === 0) unread.push(piece);
    for (const one of run) days.add(one);
    return ' ';
  });
  unread.push(...rest.split(/[\s,，、;；。]+/).filter(Boolean));
  return { days: [...days].sort(), unread };
}

type Parts = readonly (string | number | undefined)[];

/** All days of a run; none if an end does not exist, the order is wrong or the run is too long. */
function runFrom(...ends: [from: Parts, to: Parts]): CalendarDate[] {
  const [first, last] = ends.map((parts) =>
    readCalendarDate(parts.map((part, at) => String(part).padStart(at === 0 ? 4 : 2, '0')).join('-')),
  );
  const length = first && last ? daysBetween(first, last) + 1 : 0;
  if (!first || length > longestRun) return [];
  return Array.from({ length: Math.max(0, length) }, (_, at) => addDays(first, at));
}

/** Reads the text of a notice: sentences with 上班 give the make-up days, those with 放假 or 调休 the days off. */
export function readNotice(year: number, text: string) {
  const sentences = text.split(/[。；;\n]/);
  const daysIn = (some: readonly string[]) => readDays(year, some.join('，')).days;
  const isWorked = (sentence: string) => sentence.includes('上班');
  return {
    daysOff: daysIn(sentences.filter((sentence) => /放假|调休/.test(sentence) && !isWorked(sentence))),
    workdays: daysIn(sentences.filter(isWorked)),
  };
}

/** Days as text, runs as `first ~ last`; `readDays` reads it back. */
export function daysText(days: readonly string[]): string {
  const runs: [first: string, last: string][] = [];
  for (const one of [...days].sort()) {
    const run = runs.at(-1);
    if (run && addDays(calendarDate(run[1]), 1) === one) run[1] = one;
    else runs.push([one, one]);
  }
  return runs.map(([first, last]) => (first === last ? first : `${first} ~ ${last}`)).join(', ');
}
