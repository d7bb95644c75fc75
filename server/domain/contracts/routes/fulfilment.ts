import type { CalendarDate } from '../../calendar.ts';
import { type EvidenceKind, isConfirmed } from '../evidence.ts';
import { isUntouched, type LineKind } from '../ledger.ts';
import type { Performance } from './route-rules.ts';

/** The day of the first confirmed evidence of a kind; null without one. */
export const evidenced = ({ evidence }: Performance, kind: EvidenceKind): CalendarDate | null =>
  earliest(...evidence.filter((item) => item.kind === kind && isConfirmed(item)).map(({ date }) => date));

/** The day of the first confirmed line of a kind that was not reversed; null without one. */
export const entered = ({ ledger }: Performance, kind: LineKind): CalendarDate | null =>
  earliest(
    ...ledger
      .filter((line) => line.kind === kind && line.isConfirmed && isUntouched(ledger, line))
      .map(({ date }) => date),
  );

/** The earliest of the known days; null when none is known. */
export function earliest(...dates: readonly (CalendarDate | null)[]): CalendarDate | null {
  return dates.reduce((first, date) => (date !== null && (first === null || date < first) ? date : first), null);
}

/** The latest of the days; null unless all are known. */
export function latest(...dates: readonly (CalendarDate | null)[]): CalendarDate | null {
  let last: CalendarDate | null = null;
  for (const date of dates) {
    if (date === null) return null;
    if (last === null || date > last) last = date;
  }
  return last;
}
