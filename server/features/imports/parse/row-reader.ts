import type { CalendarDate } from '../../../domain/calendar.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { MessageKey } from '../../../domain/messages.ts';
import { type MoneyWire } from '../../../domain/money.ts';
import { type Classification, readClassification } from '../../../domain/patents/ipc.ts';
import { readAmounts } from '../../../domain/reading/amounts.ts';
import { readDay, readLastDay } from '../../../domain/reading/dates.ts';
import { without } from '../../../domain/reading/without.ts';
import { cleanLine, cleanText, readLevel, shortened } from './cells.ts';
import type { Column, Header } from './headers.ts';
import { fileLimits } from './limits.ts';
import { readList, readNames } from './names.ts';
import { isNothing, isNothingOrNought } from './signs.ts';
import type { RawRow } from './table.ts';
import { codeOf, codesOf, maturityWords, type Words } from './vocabulary.ts';

/** Why a row was refused, or what was left out of it: a sentence's key and values, and where it happened. */
export type RowProblem = Readonly<{
  row: number;
  /** The column's header as the file has it, and its place in the row, from 0. */
  column?: string;
  place?: number;
  field?: string;
  key: MessageKey;
  values?: Readonly<Record<string, string | number>>;
  /** The start of the cell's text. */
  text?: string;
}>;

/** One row as read: either content, perhaps with notes of what could not be used, or the reasons why not. */
export type RowResult<Content> =
  | Readonly<{ row: number; content: Content; notes: readonly RowProblem[] }>
  | Readonly<{ row: number; problems: readonly RowProblem[]; notes?: readonly RowProblem[] }>;

type Values = RowProblem['values'];
type Amounts = Readonly<{ from?: MoneyWire; to?: MoneyWire }>;

/**
 * Reads typed cells of one row and gathers every problem, so that a person can mend them all at once. What cannot be read
 * is left empty with a note: a row that is useful without a field is never lost for it, and nothing is changed silently.
 */
export type RowReader<Field extends string> = Readonly<{
  problems: RowProblem[];
  notes: RowProblem[];
  refuse: (field: Field | undefined, key: MessageKey, values?: Values) => undefined;
  note: (field: Field, key: MessageKey, values?: Values) => undefined;
  text: (field: Field, longest?: number) => string | undefined;
  line: (field: Field, longest?: number) => string | undefined;
  /** The whole cell as one line, without a bound or a note; empty where it says that there is nothing. */
  whole: (field: Field) => string;
  /** A line that may not be empty. */
  required: (field: Field, longest?: number) => string | undefined;
  /** Keywords. */
  list: (field: Field) => string[];
  names: (field: Field) => string[];
  date: (field: Field) => CalendarDate | undefined;
  lastDay: (field: Field, today: CalendarDate) => CalendarDate | undefined;
  amounts: (field: Field) => Amounts | undefined;
  /** One amount; a range is none, because half of it would be another price. */
  price: (field: Field) => MoneyWire | undefined;
  level: (field: Field) => number | undefined;
  codes: <Code>(field: Field, words: Words<Code>, unknown: MessageKey) => Code[];
  /** `isDesign`: four digits are a class of designs (`0701`). */
  classification: (field: Field, isDesign?: boolean) => Classification;
  /** A number that a parser of the domain reads; its refusal, if it reads none, is for the caller to judge. */
  number: <Value>(field: Field, parse: (text: string) => Value) => Readonly<{ value?: Value; problem?: DomainError }>;
}>;

export function rowReader<Field extends string>(header: Header<Field>, row: RawRow): RowReader<Field> {
  const problems: RowProblem[] = [];
  const notes: RowProblem[] = [];
  const columns = new Map<string, Column<Field>>();
  for (const column of header.columns) if (column.field !== null) columns.set(column.field, column);
  const formulas = new Set(row.formulas);
  const stored = (field: Field): string => {
    const column = columns.get(field);
    return column ? (row.cells[column.place] ?? '') : '';
  };
  const raw = (field: Field): string => {
    const column = columns.get(field);
    const text = column && !formulas.has(column.place) ? stored(field).slice(0, fileLimits.cellCharacters) : '';
    return isNothing(text) ? '' : text;
  };
  const problem = (field: Field | undefined, key: MessageKey, values?: Values): RowProblem => {
    const column = field === undefined ? undefined : columns.get(field);
    const text = field === undefined ? '' : shortened(stored(field), 200);
    return {
      row: row.number,
      ...(field === undefined ? {} : { field }),
      ...(column ? { column: column.header, place: column.place } : {}),
      key,
      ...(values ? { values } : {}),
      ...(text ? { text } : {}),
    };
  };
  const refuse: RowReader<Field>['refuse'] = (field, key, values) => void problems.push(problem(field, key, values));
  const note: RowReader<Field>['note'] = (field, key, values) => void notes.push(problem(field, key, values));
  const bounded = (field: Field, text: string, limit: number): string | undefined => {
    if (text.length > limit) note(field, 'imports.row.shortened', { limit });
    return text === '' ? undefined : shortened(text, limit);
  };
  const boundedList = (field: Field, names: string[]): string[] => {
    const isLong = names.length > mostNames || names.some((name) => name.length > longestName);
    if (isLong) note(field, 'imports.row.shortened', { limit: longestName });
    return isLong ? names.slice(0, mostNames).map((name) => shortened(name, longestName)) : names;
  };
  const given = (field: Field) => cleanLine(raw(field));

  if (row.broken) problems.push({ row: row.number, key: row.broken });
  const isTooWide = row.cells.slice(header.columns.length).some((cell) => cell.trim() !== '');
  if (isTooWide) problems.push({ row: row.number, key: 'imports.row.tooManyCells' });
  if (row.isHidden) notes.push({ row: row.number, key: 'imports.row.hidden' });
  for (const [field, { place }] of columns) {
    const own = field as Field; // a key of the columns
    if (formulas.has(place)) (field === 'title' ? refuse : note)(own, 'imports.row.formula');
    if ((row.cells[place] ?? '').includes('\uFFFD')) note(own, 'imports.row.brokenCharacter');
  }

  const amounts = (field: Field): Amounts | undefined => {
    const text = given(field);
    if (text === '') return undefined;
    if (isNothingOrNought(text)) return note(field, 'imports.row.amountNought');
    const read = readAmounts(text, columns.get(field)?.unit);
    if ('why' in read) return note(field, read.why);
    if (read.words !== undefined) note(field, 'imports.row.amountWords', { words: read.words });
    return 'isOpen' in read ? undefined : read;
  };
  return {
    problems,
    notes,
    refuse,
    note,
    text: (field, longest = 20_000) => bounded(field, cleanText(raw(field)), longest),
    line: (field, longest = 300) => bounded(field, given(field), longest),
    whole: given,
    required: (field, longest = 300) => {
      const text = given(field);
      return text === '' ? refuse(field, 'imports.row.titleMissing') : bounded(field, text, longest);
    },
    list: (field) => boundedList(field, readList(cleanText(raw(field)))),
    names: (field) => boundedList(field, readNames(raw(field))),
    date: (field) => {
      const text = given(field);
      if (text === '') return undefined;
      const read = readDay(text);
      return 'date' in read ? read.date : 'why' in read ? note(field, read.why) : undefined;
    },
    lastDay: (field, today) => {
      const text = given(field);
      if (text === '') return undefined;
      const read = readLastDay(text, today);
      if (read === 'open') return undefined;
      if (!read) return note(field, 'imports.row.deadline');
      if (read.isRounded) note(field, 'imports.row.deadlineRounded', { date: read.date });
      return read.date;
    },
    amounts,
    price: (field) => {
      const read = amounts(field);
      if (!read) return undefined;
      const { from, to } = read;
      return from && to && from.amount === to.amount ? from : note(field, 'imports.row.priceRange');
    },
    level: (field) => {
      const text = given(field);
      if (text === '') return undefined;
      const read = readLevel(text);
      if (read?.isRange) note(field, 'imports.row.maturityRange', { level: read.level });
      return read?.level ?? codeOf(maturityWords, text) ?? note(field, 'imports.row.maturity');
    },
    codes: (field, words, unknown) => {
      const text = bounded(field, given(field), 500) ?? '';
      const codes = codesOf(words, text);
      if (text !== '' && codes.length === 0) note(field, unknown);
      return codes;
    },
    classification: (field, isDesign = false) => {
      const text = raw(field);
      if (isNothingOrNought(text)) return { ipc: [], locarno: [], unread: [] };
      const found = readClassification(text, isDesign);
      if (found.unread.length > 0) note(field, 'imports.row.ipc', { symbol: shortened(found.unread.join('; '), 60) });
      return found;
    },
    number: (field, parse) => {
      const text = given(field);
      if (isNothingOrNought(text)) return {};
      const whole = attempt(parse, text);
      if ('value' in whole) return whole;
      for (const part of partsOf(text)) {
        const read = attempt(parse, part);
        if (!('value' in read)) continue;
        const rest = without(without(text.replace(part, ''), /^[\s/;,|()（）]/), /[\s/;,|()（）]$/);
        const again = attempt(parse, rest);
        const isSame = 'value' in again && JSON.stringify(again.value) === JSON.stringify(read.value);
        if (rest !== '' && !isSame) note(field, 'imports.row.words', { words: shortened(rest, 40) });
        return read;
      }
      return whole;
    },
  };
}

const mostNames = 200;
const longestName = 300;

function attempt<Value>(parse: (text: string) => Value, text: string): { value: Value } | { problem: DomainError } {
  try {
    return { value: parse(text) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { problem: error };
  }
}

/** The pieces of a cell in which a number may stand beside remarks or a second number; none of a long text. */
function partsOf(text: string): string[] {
  if (text.length > 200) return [];
  const parts = text.normalize('NFKC').split(/[;,、|/()[\]]|\s{2,}|\n/).map((part) => part.trim()).filter((part) => part !== ''); // prettier-ignore
  return parts.filter((part) => text.includes(part));
}
