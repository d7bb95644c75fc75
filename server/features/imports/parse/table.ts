import type { Encoding } from './decode.ts';

/** One row as it stands in the file. `number` is what a spreadsheet program shows at its left, from 1. */
export type RawRow = Readonly<{
  number: number;
  cells: readonly string[];
  /** Places (from 0) of cells that are a formula or its error: their text is not to be trusted. */
  formulas?: readonly number[];
  /** The file hides the row. */
  isHidden?: boolean;
  /** The file's own structure is broken here. */
  broken?: 'imports.row.quote' | 'imports.row.tooLong';
}>;

/** A sheet that was not read, and how many rows it has. */
export type UnreadSheet = Readonly<{ sheet: string; rows: number; isHidden: boolean }>;

/** A file's rows and how they were found. */
export type Table = Readonly<{
  format: Readonly<{ kind: 'csv'; encoding: Encoding; delimiter: string } | { kind: 'xlsx'; sheet: string }>;
  rows: readonly RawRow[];
  unread: readonly UnreadSheet[];
}>;
