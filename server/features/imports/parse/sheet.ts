import { addDays, calendarDate } from '../../../domain/calendar.ts';
import { DomainError } from '../../../domain/errors.ts';
import { fileLimits } from './limits.ts';
import type { RawRow } from './table.ts';
import { attributeOf, meant, nameOf, walkXml } from './xml-walk.ts';

/** What cells of a sheet refer to. */
export type SheetContext = Readonly<{
  shared: readonly string[];
  /** Whether numbers of a style are days. */
  isDay: (style: string | undefined) => boolean;
  /** Days count from 1904 in workbooks of old Macs. */
  from1904: boolean;
}>;

/** Rows and columns, from 1 and from 0, of cells that are one. */
export type Merge = Readonly<{ top: number; left: number; bottom: number; right: number }>;

export type Sheet = Readonly<{
  rows: readonly RawRow[];
  /** Rows with any text, also those beyond `keep`. */
  filled: number;
}>;

const address = /^([A-Z]{1,3})([1-9]\d{0,6})$/;
const lastRow = fileLimits.rows + fileLimits.headerSearchRows + fileLimits.rowsBeside;

type MutableRow = { number: number; cells: string[]; formulas?: number[]; isHidden?: true };

/**
 * Reads the rows of a sheet; of cells without an address (which the standard allows) it counts the places. Merged cells
 * give their text to every row that they reach over. `keep`: rows below this one are only counted. Texts are read as
 * they are stored, numbers with the 15 digits that spreadsheet programs show. Throws INVALID_INPUT.
 */
export async function readSheet(chunks: AsyncIterable<Buffer>, context: SheetContext, keep = Infinity): Promise<Sheet> {
  const rows = new Map<number, MutableRow>();
  const merges: Merge[] = [];
  let filled = 0;
  let lastFilled = 0;
  let row = 0;
  let column = -1;
  let isHidden = false;
  let type: string | undefined;
  let style: string | undefined;
  let isFormula = false;
  /** The text that is being read: of a value, or of one run of an inline text. */
  let into: 'value' | 'inline' | undefined;
  let depthOfPhonetics = 0;
  let value = '';
  let inline = '';

  const begin = (tag: string) => {
    const at = attributeOf(tag, 'r');
    const [, letters, digits] = at === undefined ? [] : (address.exec(at) ?? refuse('imports.xlsx.damaged'));
    if (letters !== undefined) [row, column] = [Number(digits), columnOf(letters)];
    else column++;
    type = attributeOf(tag, 't');
    style = attributeOf(tag, 's');
    isFormula = type === 'e';
    value = inline = '';
  };
  const end = () => {
    const text = cellText(type, style, value, inline, context);
    if (text === '' && !isFormula) return;
    if (row < 1) row = 1;
    if (row > lastRow || column >= fileLimits.columns) farOut(row, column, filled);
    if (row !== lastFilled) {
      filled++;
      lastFilled = row;
    }
    if (row > keep) return;
    const kept = rows.get(row) ?? { number: row, cells: [], ...(isHidden ? { isHidden } : {}) };
    while (kept.cells.length < column) kept.cells.push('');
    kept.cells[column] = text;
    if (isFormula) (kept.formulas ??= []).push(column);
    rows.set(row, kept);
  };

  await walkXml(chunks, {
    open: (tag) => {
      const isEmpty = tag.endsWith('/>');
      switch (nameOf(tag)) {
        case 'row': {
          const number = Number(attributeOf(tag, 'r') ?? row + 1);
          row = Number.isInteger(number) && number > 0 ? number : refuse('imports.xlsx.damaged');
          column = -1;
          isHidden = /^(?:1|true)$/.test(attributeOf(tag, 'hidden') ?? '');
          return;
        }
        case 'c':
          begin(tag);
          if (isEmpty) end();
          return;
        case 'f':
          isFormula = true;
          return;
        case 'v':
          into = isEmpty ? undefined : 'value';
          return;
        case 't':
          into = isEmpty || depthOfPhonetics > 0 ? undefined : 'inline';
          return;
        case 'rPh':
          if (!isEmpty) depthOfPhonetics++;
          return;
        case 'mergeCell':
          if (merges.length < fileLimits.merges) merges.push(...mergeOf(attributeOf(tag, 'ref') ?? ''));
          return;
      }
    },
    close: (tag) => {
      switch (nameOf(tag)) {
        case 'c':
          end();
          return;
        case 'v':
        case 't':
          into = undefined;
          return;
        case 'rPh':
          depthOfPhonetics--;
          return;
      }
    },
    text: (text, isRaw) => {
      if (into === 'value') value += isRaw ? escaped(text) : text;
      if (into === 'inline') inline += isRaw ? escaped(text) : text;
    },
  });
  const list = [...rows.values()].sort((a, b) => a.number - b.number);
  fillMerged(list, rows, merges);
  return { rows: list, filled };
}

/** Bytes of a section, so that they can stand beside text with entities. */
const escaped = (bytes: string): string => bytes.replaceAll('&', '&amp;');

/** `A` is 0, `XFD` is 16,383. */
export function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function mergeOf(ref: string): Merge[] {
  const [, left = '', top, right = '', bottom] = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(ref) ?? [];
  if (top === undefined || bottom === undefined) return [];
  return [{ top: Number(top), left: columnOf(left), bottom: Number(bottom), right: columnOf(right) }];
}

/**
 * Cells merged over rows say the same of each of them; a line merged over columns alone (a title, a note) stays one
 * cell. Only rows that have something of their own are filled: the frame of an empty form stays empty.
 */
function fillMerged(
  list: readonly MutableRow[],
  rows: ReadonlyMap<number, MutableRow>,
  merges: readonly Merge[],
): void {
  const numbers = list.map(({ number }) => number);
  let work = 0;
  for (const { top, left, bottom } of merges) {
    const text = rows.get(top)?.cells[left] ?? '';
    if (bottom <= top || text === '') continue;
    for (let at = firstAfter(numbers, top); at < list.length; at++) {
      const row = list[at];
      if (!row || row.number > bottom || ++work > fileLimits.mergedCells) break;
      while (row.cells.length < left) row.cells.push('');
      row.cells[left] ||= text;
    }
  }
}

/** Where the first number greater than `number` stands in a list that rises. */
function firstAfter(numbers: readonly number[], number: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? Infinity) > number) high = middle;
    else low = middle + 1;
  }
  return low;
}

function cellText(
  type: string | undefined,
  style: string | undefined,
  value: string,
  inline: string,
  { shared, isDay, from1904 }: SheetContext,
): string {
  switch (type ?? 'n') {
    case 's':
      return shared[Number(value)] ?? (value === '' ? '' : refuse('imports.xlsx.damaged'));
    case 'inlineStr':
      return unescaped(meant(inline));
    case 'str':
      return unescaped(meant(value));
    case 'b':
      return value === '1' ? 'true' : value === '0' ? 'false' : '';
    case 'd':
      return meant(value).slice(0, 10);
    case 'n':
      return isDay(style) ? dayOf(value, from1904) : plainNumber(value);
    default:
      return ''; // an error
  }
}

/** `_x000D_` is how a workbook writes a character that XML cannot hold. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-F]{4})_/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    : text;

/** Spreadsheet programs store 17 digits, of which the last two are noise, and show 15. */
export function plainNumber(text: string): string {
  if (text.length <= 15 && /^-?\d+(?:\.\d+)?$/.test(text)) return text;
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) return text;
  const [, sign = '', first = '', more = '', power = '0'] =
    /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(number.toExponential(14)) ?? [];
  const digits = (first + more).replace(/(?<!0)0+$/, '');
  const point = 1 + Number(power);
  if (Math.abs(point) > 30) return text;
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  const decimals = (point > 0 ? digits.slice(point) : '0'.repeat(-point) + digits).replace(/(?<!0)0+$/, '');
  return sign + (whole || '0') + (decimals ? `.${decimals}` : '');
}

/** The day that a number of days stands for; its text where it is none (a time of day alone). */
function dayOf(text: string, from1904: boolean): string {
  const days = Math.floor(Number(text));
  if (!Number.isFinite(days) || days < 1 || days > 200_000) return plainNumber(text);
  // the programs believe that 1900 was a leap year, so that days after its February are one too many
  const start = from1904 ? '1904-01-01' : days > 59 ? '1899-12-30' : '1899-12-31';
  return addDays(calendarDate(start), days);
}

/** Below a full list it is one row too many, elsewhere a cell that somebody left behind. */
function farOut(row: number, column: number, filled: number): never {
  if (row > lastRow && filled >= fileLimits.rows)
    throw new DomainError('INVALID_INPUT', 'imports.file.tooManyRows', { limit: fileLimits.rows });
  return refuse('imports.xlsx.cellFarOut', { cell: `${lettersOf(column)}${row}` });
}

function lettersOf(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : lettersOf(Math.floor(column / 26) - 1) + last;
}

function refuse(key: 'imports.xlsx.damaged' | 'imports.xlsx.cellFarOut', details = {}): never {
  throw new DomainError('INVALID_INPUT', key, details);
}
