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
  /** A unit named in the header: amounts below it are in units of ten thousand (万元), or in US dollars. */
  unit?: Readonly<{ tenThousands: boolean; isDollar: boolean }>;
}>;

export type Header<Field extends string> = Readonly<{ row: number; columns: readonly Column<Field>[] }>;

/**
 * Makes the two questions a reader has about headers, for one kind of file. `standIns` says of a field which other one
 * is taken for it in a file that does not have the required field itself: a list only in English has its title there.
 */
export function headerReader<Field extends string>(
  table: HeaderTable<Field>,
  required: Field,
  standIns: readonly (readonly [field: Field, standIn: Field])[] = [],
) {
  const ranks = new Map<string, { field: Field; rank: number }>();
  for (const [field, synonyms] of Object.entries<readonly string[]>(table))
    synonyms.forEach((synonym, rank) => ranks.set(bare(synonym), { field: field as Field, rank })); // keys of the table

  const carriers = new Set([required, ...standIns.flatMap(([field, standIn]) => (field === required ? standIn : []))]);

  /** The columns of a header row: each known field once, by its best header, the first of equals. */
  const columnsOf = (cells: readonly string[]): Column<Field>[] => {
    const best = new Map<Field, { place: number; rank: number }>();
    cells.forEach((cell, place) => {
      const known = ranks.get(bare(cell));
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
      const unit = unitOf(cell);
      return { place, header: cell.trim().slice(0, 100), field: fields.get(place) ?? null, ...(unit ? { unit } : {}) };
    });
  };

  /** How many fields a row's cells would name, were it the header. */
  const countHeaders = (cells: readonly string[]): number =>
    cells.length > fileLimits.columns ? 0 : new Set(cells.flatMap((cell) => ranks.get(bare(cell))?.field ?? [])).size;

  /** The row near the top that names most fields, the required one among them; undefined if there is none. */
  const findHeader = (rows: readonly RawRow[]): Header<Field> | undefined => {
    let found: { row: RawRow; count: number } | undefined;
    for (const row of rows.slice(0, fileLimits.headerSearchRows)) {
      const count = countHeaders(row.cells);
      const isCandidate = row.cells.some((cell) => {
        const field = ranks.get(bare(cell))?.field;
        return field !== undefined && carriers.has(field);
      });
      if (isCandidate && count > (found?.count ?? 0)) found = { row, count };
    }
    return found && { row: found.row.number, columns: columnsOf(found.row.cells) };
  };

  /** The same header with what a person said each column is; names that are no fields are passed over. */
  const readAs = ({ row, columns }: Header<Field>, fields: readonly (string | null)[]): Header<Field> => ({
    row,
    columns: columns.map((column) => {
      const name = fields[column.place];
      return { ...column, field: typeof name === 'string' && Object.hasOwn(table, name) ? (name as Field) : null };
    }),
  });

  return { countHeaders, findHeader, readAs };
}

/** Longer text is no header. Cells of many thousand characters would otherwise be looked at as headers again and again. */
const longestHeader = 200;

const units = /[([【]?(?:单位:?)?(万元|万人民币|人民币万元|万|元|rmb|cny|usd|美元)[)\]】]?$/i;

/** A header in one width and without white space; empty where the cell is too long to be one. */
const compact = (header: string): string =>
  header.length > longestHeader ? '' : header.normalize('NFKC').replace(/\s/g, '');

function unitOf(header: string): Column<string>['unit'] {
  const unit = units.exec(compact(header))?.[1]?.toLowerCase();
  return unit === undefined ? undefined : { tenThousands: unit.includes('万'), isDollar: /usd|美元/.test(unit) };
}

/** A header without what differs between exports: width, case, spaces, punctuation, marks such as 必填, units. */
function bare(header: string): string {
  return compact(header)
    .toLowerCase()
    .replace(/[([【](必填|选填|required|optional)[^)\]】]*[)\]】]/g, '')
    .replace(units, '')
    .replace(/[\p{P}\p{S}\p{Z}]/gu, '');
}
