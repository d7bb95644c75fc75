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
 * The days that a text lists, in order, each once, and the pieces that are no days. A day without a year is of `year`;
 * what stands in brackets (weekdays, festivals) is passed over.
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

/** Every day from one to another; none where either does not exist, they are in the wrong order or too far apart. */
function runFrom(...ends: [from: Parts, to: Parts]): CalendarDate[] {
  const [first, last] = ends.map((parts) =>
    readCalendarDate(parts.map((part, at) => String(part).padStart(at === 0 ? 4 : 2, '0')).join('-')),
  );
  const length = first && last ? daysBetween(first, last) + 1 : 0;
  if (!first || length > longestRun) return [];
  return Array.from({ length: Math.max(0, length) }, (_, at) => addDays(first, at));
}

/** The days off and the make-up days in the words of a notice: a sentence with 上班 names the latter. */
export function readNotice(year: number, text: string) {
  const sentences = text.split(/[。；;\n]/);
  const daysIn = (some: readonly string[]) => readDays(year, some.join('，')).days;
  const isWorked = (sentence: string) => sentence.includes('上班');
  return {
    daysOff: daysIn(sentences.filter((sentence) => /放假|调休/.test(sentence) && !isWorked(sentence))),
    workdays: daysIn(sentences.filter(isWorked)),
  };
}

/** Days as people read them and `readDays` reads them again: each run as its first and last day. */
export function daysText(days: readonly string[]): string {
  const runs: [first: string, last: string][] = [];
  for (const one of [...days].sort()) {
    const run = runs.at(-1);
    if (run && addDays(calendarDate(run[1]), 1) === one) run[1] = one;
    else runs.push([one, one]);
  }
  return runs.map(([first, last]) => (first === last ? first : `${first} ~ ${last}`)).join(', ');
}
