import type { CalendarDate } from '../../../domain/calendar.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { MessageKey } from '../../../domain/messages.ts';
import { type Classification, readClassification } from '../../../domain/patents/ipc.ts';
import { type Amounts, cleanLine, cleanText, readAmounts, readDate, readLevel, readList } from './cells.ts';
import type { Column, Header } from './headers.ts';
import { fileLimits } from './limits.ts';
import type { RawRow } from './table.ts';
import { codeOf, maturityWords } from './vocabulary.ts';

/** Why a row was refused, or what was left out of it: a sentence's key and values, and where it happened. */
export type RowProblem = Readonly<{
  row: number;
  /** The column's header as the file has it. */
  column?: string;
  field?: string;
  key: MessageKey;
  values?: Readonly<Record<string, string | number>>;
  /** The start of the cell's text. */
  text?: string;
}>;

/** One row as read: either content, perhaps with notes of what could not be used, or the reasons why not. */
export type RowResult<Content> =
  | Readonly<{ row: number; content: Content; notes: readonly RowProblem[] }>
  | Readonly<{ row: number; problems: readonly RowProblem[] }>;

/** Reads typed cells of one row and gathers every problem, so that a person can mend them all at once. */
export type RowReader<Field extends string> = Readonly<{
  problems: RowProblem[];
  notes: RowProblem[];
  refuse: (field: Field | undefined, key: MessageKey, values?: RowProblem['values']) => undefined;
  note: (field: Field, key: MessageKey) => undefined;
  text: (field: Field, longest?: number) => string | undefined;
  line: (field: Field, longest?: number) => string | undefined;
  /** A line that may not be empty. */
  required: (field: Field, longest?: number) => string | undefined;
  list: (field: Field) => string[];
  date: (field: Field) => CalendarDate | undefined;
  amounts: (field: Field) => Exclude<Amounts, 'open'>;
  level: (field: Field) => number | undefined;
  classification: (field: Field) => Classification;
  /** Runs a parser of the domain; its refusal becomes a problem of this field. */
  parsed: <Value>(field: Field, parse: (text: string) => Value) => Value | undefined;
}>;

export function rowReader<Field extends string>(header: Header<Field>, row: RawRow): RowReader<Field> {
  const problems: RowProblem[] = [];
  const notes: RowProblem[] = [];
  const columns = new Map<string, Column<Field>>();
  for (const column of header.columns) if (column.field !== null) columns.set(column.field, column);
  const raw = (field: Field): string => {
    const column = columns.get(field);
    return column ? (row.cells[column.place] ?? '') : '';
  };
  const problem = (field: Field | undefined, key: MessageKey, values?: RowProblem['values']): RowProblem => {
    const column = field === undefined ? undefined : columns.get(field);
    const text = field === undefined ? '' : raw(field).slice(0, 80);
    return {
      row: row.number,
      ...(field === undefined ? {} : { field }),
      ...(column ? { column: column.header } : {}),
      key,
      ...(values ? { values } : {}),
      ...(text ? { text } : {}),
    };
  };
  const refuse: RowReader<Field>['refuse'] = (field, key, values) => void problems.push(problem(field, key, values));
  const note: RowReader<Field>['note'] = (field, key) => void notes.push(problem(field, key));
  const bounded = (field: Field, text: string, longest: number): string | undefined => {
    if (text.length > longest) return refuse(field, 'imports.row.textTooLong', { limit: longest });
    return text === '' ? undefined : text;
  };
  const given = (field: Field) => cleanLine(raw(field));

  structureProblems(header, row).forEach(({ key, place }) => {
    const column = place === undefined ? undefined : header.columns[place];
    problems.push({ row: row.number, key, ...(column ? { column: column.header } : {}) });
  });
  return {
    problems,
    notes,
    refuse,
    note,
    text: (field, longest = 20_000) => bounded(field, cleanText(raw(field)), longest),
    line: (field, longest = 300) => bounded(field, given(field), longest),
    required: (field, longest = 300) => {
      const text = given(field);
      return text === '' ? refuse(field, 'imports.row.titleMissing') : bounded(field, text, longest);
    },
    list: (field) => {
      const names = readList(raw(field));
      if (names.length > 200 || names.some((name) => name.length > 300))
        refuse(field, 'imports.row.textTooLong', { limit: 300 });
      return names;
    },
    date: (field) => {
      const text = given(field);
      if (text === '' || /^(-|无|\/|null|n\/a)$/i.test(text)) return undefined;
      return readDate(text) ?? refuse(field, 'imports.row.date');
    },
    amounts: (field) => {
      const text = given(field);
      if (text === '') return undefined;
      const amounts = readAmounts(text, columns.get(field)?.unit);
      if (amounts === undefined) return note(field, 'imports.row.amount');
      return amounts === 'open' ? undefined : amounts;
    },
    level: (field) => {
      const text = given(field);
      if (text === '') return undefined;
      return readLevel(text) ?? codeOf(maturityWords, text) ?? note(field, 'imports.row.maturity');
    },
    classification: (field) => {
      const found = readClassification(raw(field));
      const [unread] = found.unread;
      if (unread !== undefined) refuse(field, 'imports.row.ipc', { symbol: unread.slice(0, 40) });
      return found;
    },
    parsed: (field, parse) => {
      const text = given(field);
      if (text === '' || text === '-') return undefined;
      try {
        return parse(text);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        return refuse(field, error.key, error.details as Record<string, string | number>); // texts and numbers only
      }
    },
  };
}

/** What is wrong with a row before its cells mean anything. */
function structureProblems(header: Header<string>, row: RawRow): { key: MessageKey; place?: number }[] {
  if (row.broken) return [{ key: row.broken }];
  const isTooWide = row.cells.slice(header.columns.length).some((cell) => cell.trim() !== '');
  if (isTooWide) return [{ key: 'imports.row.tooManyCells' }];
  const known = (place: number) => header.columns[place]?.field !== null;
  const tooLong = row.cells.findIndex((cell) => cell.length > fileLimits.cellCharacters);
  return [
    ...(row.formulas ?? []).filter(known).map((place) => ({ key: 'imports.row.formula' as const, place })),
    ...(tooLong < 0 ? [] : [{ key: 'imports.row.tooLong' as const, place: tooLong }]),
  ];
}
