import type { CalendarDate } from '../../../domain/calendar.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { ImportSubject } from '../../../domain/imports/import-process.ts';
import type { NeedContent } from '../../../domain/needs/need-content.ts';
import type { PatentContent } from '../../../domain/patents/patent-content.ts';
import { asideOf, type PassedOver } from './around.ts';
import { cleanLine, shortened } from './cells.ts';
import { readCsv } from './csv.ts';
import { fileKind } from './file-kind.ts';
import type { Header, headerReader } from './headers.ts';
import { fileLimits } from './limits.ts';
import { type NeedField, needHeaders } from './need-columns.ts';
import { needRow } from './need-row.ts';
import { type PatentField, patentHeaders } from './patent-columns.ts';
import { patentRow } from './patent-row.ts';
import type { RowProblem, RowResult } from './row-reader.ts';
import { isDitto } from './signs.ts';
import type { RawRow, Table } from './table.ts';
import { readXlsx } from './xlsx.ts';

export type Content = PatentContent | NeedContent;

/** How a file was understood, before its rows. */
export type Understood = Readonly<{
  format: Table['format'];
  header: Header<string>;
  totalRows: number;
  /** The first texts of each column, by place. */
  samples: readonly (readonly string[])[];
  /** Sheets that were not read. */
  unread: Table['unread'];
  /** Rows that are no entries: the first of them, and how many there are. */
  passedOver: readonly PassedOver[];
  passedOverCount: number;
}>;

/** A row with its cells as they stand in the file: shortened where nothing is wrong with it. */
export type ReadRow = RowResult<Content> & Readonly<{ cells: readonly string[] }>;
export type Reading = Readonly<{ understood: Understood; rows: Iterable<ReadRow> }>;

/**
 * Reads a patent or need list from bytes of any supported kind, encoding, delimiter, column order and header language.
 * Empty rows and what stands around the list are passed over. `fields` says what the columns are, by place, where a
 * person said so. Cells of the rows `whole` are answered whole. Throws INVALID_INPUT when the file as a whole cannot be used.
 */
export async function readFile(
  bytes: Buffer,
  name: string,
  subject: ImportSubject,
  today: CalendarDate,
  fields: readonly (string | null)[] | null = null,
  whole: readonly number[] = [],
): Promise<Reading> {
  const options = { fields, whole: new Set(whole) };
  return subject === 'patents'
    ? read(bytes, name, patentHeaders, patentNumbers, options, (header, row) => patentRow(header, row, today))
    : read(bytes, name, needHeaders, [], options, (header, row) => needRow(header, row, today));
}

/** Reads one row again, as its cells stand now. */
export const readRowOf = (
  subject: ImportSubject,
  header: Header<string>,
  row: RawRow,
  today: CalendarDate,
): RowResult<Content> =>
  subject === 'patents'
    ? patentRow(header as Header<PatentField>, row, today) // a header that was read for the subject
    : needRow(header as Header<NeedField>, row, today);

const patentNumbers = ['applicationNumber', 'publicationNumber', 'grantNumber'] as const;

async function read<Field extends string>(
  bytes: Buffer,
  name: string,
  headers: ReturnType<typeof headerReader<Field>>,
  numbers: readonly NoInfer<Field>[],
  { fields, whole }: Readonly<{ fields: readonly (string | null)[] | null; whole: ReadonlySet<number> }>,
  readRow: (header: Header<Field>, row: RawRow) => RowResult<Content>,
): Promise<Reading> {
  const table =
    fileKind(name, bytes) === 'csv'
      ? readCsv(bytes, headers.countHeaders)
      : await readXlsx(bytes, (sheet) => headers.findHeader(sheet)?.row);
  const { format, unread } = table;
  const found = headers.findHeader(table.rows);
  if (!found) throw new DomainError('INVALID_INPUT', 'imports.file.noHeader');
  const width = format.kind === 'xlsx' ? table.rows.reduce((most, { cells }) => Math.max(most, cells.length), 0) : 0;
  const header = fields ? headers.readAs(widened(found, width), fields) : widened(found, width);
  const { entries, passedOver } = entriesOf(table.rows, header, headers, numbers, width);
  if (entries.length === 0) throw new DomainError('INVALID_INPUT', 'imports.file.noRows');
  if (entries.length > fileLimits.rows) {
    throw new DomainError('INVALID_INPUT', 'imports.file.tooManyRows', { limit: fileLimits.rows });
  }
  const results = function* (): Generator<ReadRow> {
    for (const entry of entries) {
      const result = readRow(entry.header, entry.row);
      const isGood = 'content' in result && result.notes.length === 0 && !whole.has(entry.row.number);
      const formulas = new Set(entry.row.formulas); // their values are not to be trusted, whoever reads them later
      yield {
        ...result,
        cells: entry.row.cells.map((cell, place) =>
          formulas.has(place) ? '' : shortened(cell, isGood ? shownCharacters : fileLimits.cellCharacters),
        ),
      };
    }
  };
  const understood: Understood = {
    ...{ format, header, totalRows: entries.length, unread },
    samples: samplesOf(header, entries),
    passedOver: passedOver.slice(0, fileLimits.rowsNamed),
    passedOverCount: passedOver.length,
  };
  return { understood, rows: results() };
}

/** Characters of a cell that are kept to be shown. */
const shownCharacters = 1000;

type Entry<Field extends string> = Readonly<{ row: RawRow; header: Header<Field> }>;

/** The rows that are entries, each with the header that stands above it, and those that are none. */
function entriesOf<Field extends string>(
  rows: readonly RawRow[],
  first: Header<Field>,
  { headerAgain }: ReturnType<typeof headerReader<Field>>,
  numbers: readonly Field[],
  width: number,
): { entries: Entry<Field>[]; passedOver: PassedOver[] } {
  const entries: Entry<Field>[] = [];
  const passedOver: PassedOver[] = [];
  const lastFull = rows.findLastIndex(({ cells }) => cells.filter((cell) => cell.trim() !== '').length > 1);
  let header = first;
  let before: RawRow | undefined;
  for (const [at, row] of rows.entries()) {
    if (row.number <= first.row || isEmpty(row)) continue;
    const again = row.broken ? undefined : headerAgain(row, header);
    const why = again ? 'header' : asideOf(row, header, numbers, at > lastFull);
    if (again) header = widened(again, width);
    if (why) {
      passedOver.push({ row: row.number, why, text: shortened(row.cells.map((cell) => cell.trim()).filter(Boolean).join(' '), 100) }); // prettier-ignore
      continue;
    }
    const whole = withDittos(row, before, header);
    entries.push({ row: whole, header });
    before = whole;
  }
  return { entries, passedOver };
}

/** 同上 is what the row above says; never of a title or number. */
function withDittos<Field extends string>(row: RawRow, before: RawRow | undefined, { columns }: Header<Field>): RawRow {
  if (!before || !row.cells.some((cell) => cell.length < 8 && isDitto(cell))) return row;
  const may = (place: number) => !['title', ...patentNumbers].includes(columns[place]?.field ?? '');
  return { ...row, cells: row.cells.map((cell, place) => (isDitto(cell) && may(place) ? (before.cells[place] ?? cell) : cell)) }; // prettier-ignore
}

/** A workbook may have columns without a header, which shift nothing. */
function widened<Field extends string>(header: Header<Field>, width: number): Header<Field> {
  const more = Array.from({ length: Math.max(0, width - header.columns.length) }, (_, at) => ({
    ...{ place: header.columns.length + at, header: '', field: null },
  }));
  return { ...header, columns: [...header.columns, ...more] };
}

/** The first few different texts of each column. */
const samplesOf = <Field extends string>({ columns }: Header<Field>, entries: readonly Entry<Field>[]): string[][] =>
  columns.map(({ place }) => {
    const texts = new Set<string>();
    for (const { row } of entries.slice(0, 100)) {
      const text = cleanLine((row.cells[place] ?? '').slice(0, 200));
      if (text !== '') texts.add(shortened(text, 60));
      if (texts.size === 3) break;
    }
    return [...texts];
  });

function isEmpty(row: RawRow): boolean {
  return !row.broken && !row.formulas?.length && row.cells.every((cell) => cell.trim() === '');
}

export type { RowProblem, RowResult };
