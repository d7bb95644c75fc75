import type { CalendarDate } from '../../../domain/calendar.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { ImportSubject } from '../../../domain/imports/import-process.ts';
import type { NeedContent } from '../../../domain/needs/need-content.ts';
import type { PatentContent } from '../../../domain/patents/patent-content.ts';
import { readCsv } from './csv.ts';
import { fileKind } from './file-kind.ts';
import type { Header, headerReader } from './headers.ts';
import { fileLimits } from './limits.ts';
import { needHeaders } from './need-columns.ts';
import { needRow } from './need-row.ts';
import { patentHeaders } from './patent-columns.ts';
import { patentRow } from './patent-row.ts';
import type { RowProblem, RowResult } from './row-reader.ts';
import type { RawRow, Table } from './table.ts';
import { readXlsx } from './xlsx.ts';

export type Content = PatentContent | NeedContent;

/** How a file was understood, before its rows. */
export type Understood = Readonly<{ format: Table['format']; header: Header<string>; totalRows: number }>;
export type Reading = Readonly<{ understood: Understood; rows: Iterable<RowResult<Content>> }>;

/**
 * Reads a patent or need list from bytes of any supported kind, encoding, delimiter, column order and header language.
 * Empty rows are passed over. `fields` says what the columns are, by place, where a person said so. Throws INVALID_INPUT when the file as a whole cannot be used.
 */
export async function readFile(
  bytes: Buffer,
  name: string,
  subject: ImportSubject,
  today: CalendarDate,
  fields: readonly (string | null)[] | null = null,
): Promise<Reading> {
  return subject === 'patents'
    ? read(bytes, name, patentHeaders, fields, (header, row) => patentRow(header, row, today))
    : read(bytes, name, needHeaders, fields, needRow);
}

async function read<Field extends string>(
  bytes: Buffer,
  name: string,
  headers: ReturnType<typeof headerReader<Field>>,
  fields: readonly (string | null)[] | null,
  readRow: (header: Header<Field>, row: RawRow) => RowResult<Content>,
): Promise<Reading> {
  const kind = fileKind(name, bytes);
  const { format, rows } =
    kind === 'csv'
      ? readCsv(bytes, headers.countHeaders)
      : await readXlsx(bytes, (sheet) => headers.findHeader(sheet) !== undefined);
  const found = headers.findHeader(rows);
  if (!found) throw new DomainError('INVALID_INPUT', 'imports.file.noHeader');
  const header = fields ? headers.readAs(found, fields) : found;
  const body = rows.filter((row) => row.number > header.row && !isEmpty(row));
  if (body.length === 0) throw new DomainError('INVALID_INPUT', 'imports.file.noRows');
  if (body.length > fileLimits.rows) {
    throw new DomainError('INVALID_INPUT', 'imports.file.tooManyRows', { limit: fileLimits.rows });
  }
  const results = function* () {
    for (const row of body) yield readRow(header, row);
  };
  return { understood: { format, header, totalRows: body.length }, rows: results() };
}

function isEmpty(row: RawRow): boolean {
  return !row.broken && !row.formulas?.length && row.cells.every((cell) => cell.trim() === '');
}

export type { RowProblem, RowResult };
