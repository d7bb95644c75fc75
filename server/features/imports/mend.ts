import type { CalendarDate } from '../../domain/calendar.ts';
import type { ImportSubject } from '../../domain/imports/import-process.ts';
import type { Header } from './parse/headers.ts';
import { type ReadRow, readRowOf } from './parse/read-file.ts';

/** A row read again with cells that a person corrected, by their place. */
export function mended(
  subject: ImportSubject,
  header: Header<string>,
  { row, cells }: Pick<ReadRow, 'row' | 'cells'>,
  corrections: Readonly<Record<string, string>>,
  today: CalendarDate,
): ReadRow {
  const width = Math.max(cells.length, ...Object.keys(corrections).map((place) => Number(place) + 1));
  const corrected = Array.from({ length: width }, (_, place) => corrections[place] ?? cells[place] ?? '');
  return { ...readRowOf(subject, header, { number: row, cells: corrected }, today), cells: corrected };
}
