import type { Unit } from '../../../domain/reading/amounts.ts';
import { bare, namesOf, readUnit, unitOf } from './header-words.ts';
import { fileLimits } from './limits.ts';
import type { RawRow } from './table.ts';

/** For each field, the headers under which files carry it, the best first. Matching ignores case, spaces, brackets. */
export type HeaderTable<Field extends string> = Readonly<Record<Field, readonly string[]>>;

export type Column<Field extends string> = Readonly<{
  /** Place in the row, from 0. */
  place: number;
  header: string;
  /** Null: the column is not known, or another column of the file carries the field better. */
  field: Field | null;
  /** A unit named in the header, which holds for amounts below it that name none. */
  unit?: Unit;
}>;

export type Header<Field extends string> = Readonly<{
  /** The last row of it. */
  row: number;
  columns: readonly Column<Field>[];
}>;

type Known<Field> = Readonly<{ field: Field; rank: number }>;

/**
 * Makes the questions a reader has about headers, for one kind of file. `standIns` says of a field which other one is
 * taken for it in a file that does not have the required field itself: a list only in English has its title there.
 */
export function headerReader<Field extends string>(
  table: HeaderTable<Field>,
  required: Field,
  standIns: readonly (readonly [field: Field, standIn: Field])[] = [],
) {
  const ranks = new Map<string, Known<Field>>();
  for (const [field, synonyms] of Object.entries<readonly string[]>(table))
    synonyms.forEach((synonym, rank) => {
      // another script of the same words is no better or worse; fields are keys of the table
      if (!ranks.has(bare(synonym))) ranks.set(bare(synonym), { field: field as Field, rank });
    });

  const carriers = new Set([required, ...standIns.flatMap(([field, standIn]) => (field === required ? standIn : []))]);

  const remembered = new Map<string, Known<Field> | undefined>();
  /** The field that a header names; a name that is found only after leaving something out ranks lower. */
  const knownBy = (header: string): Known<Field> | undefined => {
    if (header.length > 200 || header === '') return undefined;
    if (remembered.has(header)) return remembered.get(header);
    let found: Known<Field> | undefined;
    let left = 0;
    for (const name of namesOf(header, (part) => ranks.has(part))) {
      const known = ranks.get(name);
      if (known) found = { field: known.field, rank: known.rank + 1000 * left };
      if (found) break;
      left++;
    }
    if (remembered.size < 5000) remembered.set(header, found);
    return found;
  };

  /** The columns of a header row: each known field once, by its best header, the first of equals. */
  const columnsOf = (cells: readonly string[], below: readonly string[] = []): Column<Field>[] => {
    const best = new Map<Field, { place: number; rank: number }>();
    cells.forEach((cell, place) => {
      const known = knownBy(cell);
      const chosen = known && best.get(known.field);
      if (known && (!chosen || known.rank < chosen.rank)) best.set(known.field, { place, rank: known.rank });
    });
    const fields = new Map([...best].map(([field, { place }]) => [place, field]));
    if (!best.has(required))
      for (const [field, standIn] of standIns) {
        const column = best.get(standIn);
        if (column && !best.has(field)) fields.set(column.place, field);
      }
    return cells.map((cell, place) => {
      const unit = unitOf(cell) ?? (below[place] ? readUnit(below[place]) : undefined);
      return { place, header: cell.trim().slice(0, 100), field: fields.get(place) ?? null, ...(unit ? { unit } : {}) };
    });
  };

  const fieldsOf = (cells: readonly string[]): Set<Field> =>
    new Set(cells.length > fileLimits.columns ? [] : cells.flatMap((cell) => knownBy(cell)?.field ?? []));

  /** How many fields a row's cells would name, were it the header. */
  const countHeaders = (cells: readonly string[]): number => fieldsOf(cells).size;

  const isCandidate = (fields: ReadonlySet<Field>) => [...carriers].some((field) => fields.has(field));

  /**
   * The header that two rows make: the lower one says what the upper leaves open (日期 above 申请日 and 授权公告日), or the
   * units. Undefined where the lower row is no header.
   */
  const joined = (
    upper: readonly string[],
    lower: readonly string[],
  ): { cells: string[]; units: string[] } | undefined => {
    const stated = lower.filter((cell) => cell.trim() !== '');
    if (stated.length === 0) return undefined;
    const units = lower.map((cell) => (readUnit(cell) === undefined ? '' : cell));
    let named = 0;
    let above = '';
    const cells = Array.from({ length: Math.max(upper.length, lower.length) }, (_, place) => {
      const [own = '', under = ''] = [upper[place], lower[place]];
      if (own.trim() !== '') above = own;
      if (under.trim() === '' || units[place] || bare(under) === bare(own)) return own;
      const both = knownBy(above + under) ? above + under : under;
      if (knownBy(both) && !knownBy(own)) named++;
      return own.trim() !== '' && knownBy(own) ? own : both;
    });
    const explained = lower.filter((cell, place) => cell.trim() !== '' && (units[place] || knownBy(cell) || bare(cell) === bare(upper[place] ?? ''))).length; // prettier-ignore
    if (explained < stated.length || (named === 0 && !units.some(Boolean))) return undefined;
    return { cells, units };
  };

  const headerAt = (row: RawRow, next: RawRow | undefined): { header: Header<Field>; count: number } | undefined => {
    const both = next && !next.broken ? joined(row.cells, next.cells) : undefined;
    const cells = both?.cells ?? row.cells;
    const fields = fieldsOf(cells);
    if (!isCandidate(fields)) return undefined;
    const last = both && next ? next.number : row.number;
    return { header: { row: last, columns: columnsOf(cells, both?.units) }, count: fields.size };
  };

  /**
   * The first row near the top that names two fields, the required one among them (or the row after it that names more,
   * as the lower of two header rows does); else the one that names it alone. Undefined if there is none.
   */
  const findHeader = (rows: readonly RawRow[]): Header<Field> | undefined => {
    let found: ReturnType<typeof headerAt>;
    const first = rows.slice(0, fileLimits.headerSearchRows);
    first.forEach((row, at) => {
      if (row.cells.length > fileLimits.columns) return;
      const next = headerAt(row, first[at + 1]);
      const isBelow = found !== undefined && row.number <= found.header.row + 1;
      if (next && next.count > (found?.count ?? 0) && (!found || found.count < 2 || isBelow)) found = next;
    });
    return found?.header;
  };

  /**
   * The header that a row below the first one repeats (on each page of a printed list), or begins (of another table on
   * the same sheet); undefined for a row that is none.
   */
  const headerAgain = (row: RawRow, before: Header<Field>): Header<Field> | undefined => {
    const stated = row.cells.filter((cell) => cell.trim() !== '');
    if (stated.length === 0 || stated.length > fileLimits.columns || stated.some((cell) => cell.length > 60))
      return undefined;
    const same = before.columns.filter(({ place, header }) => header !== '' && bare(header) === bare(row.cells[place] ?? '')).length; // prettier-ignore
    if (same >= 2 && same * 2 >= stated.length) return { ...before, row: row.number };
    const fields = fieldsOf(row.cells);
    if (fields.size < 2 || fields.size * 2 < stated.length || !isCandidate(fields)) return undefined;
    return { row: row.number, columns: columnsOf(row.cells) };
  };

  /** The same header with what a person said each column is; names that are no fields are passed over. */
  const readAs = ({ row, columns }: Header<Field>, fields: readonly (string | null)[]): Header<Field> => ({
    row,
    columns: columns.map((column) => {
      const name = fields[column.place];
      return { ...column, field: typeof name === 'string' && Object.hasOwn(table, name) ? (name as Field) : null };
    }),
  });

  return { countHeaders, findHeader, headerAgain, readAs };
}
