import { listLimits } from '../../../domain/imports/list-limits.ts';

const megabyte = 1024 * 1024;

/** What a file to import may be at most. Each bound is far above a real list and far below what harms the machine. */
export const fileLimits = {
  fileBytes: listLimits.megabytes * megabyte,
  rows: listLimits.rows,
  /** The widest database export seen has about 150 columns. */
  columns: 256,
  /** Excel's own bound for one cell. */
  cellCharacters: 32_767,
  /** A header stands below a few lines of title and notes, if not first. */
  headerSearchRows: 30,
  /** Characters in which a header is searched for, in each possible encoding. */
  headerSearchCharacters: megabyte,
  /** Totals, notes, signatures and headers of pages that may stand beside the rows of a full list. */
  rowsBeside: 3000,
  /** How many rows that are no entries are named. */
  rowsNamed: 50,
  /** Notes and instructions fill sheets before the list at times. */
  sheetsSearched: 5,
  /** Sheets that were not read and are named. */
  sheetsNamed: 50,
  /** Merged ranges of a sheet, and the cells that get their text from one. */
  merges: 100_000,
  mergedCells: 2_000_000,
  /** Characters that could not be read (U+FFFD), of a thousand, above which the encoding was another. */
  brokenPerMille: 5,
  zipEntries: 1000,
  /** What all parts of a workbook may inflate to: some 100,000 rows of text. */
  inflatedBytes: 256 * megabyte,
  /** Sheets of repeated text reach 1:60; deflate itself 1:1032, which only a bomb needs. Judged above a megabyte. */
  inflateRatio: 250,
  /** Bytes between two tags of a sheet: the longest text of a cell, each character written as `&#x4E2D;`. */
  tagGap: megabyte / 4,
  /** Characters of one tag: the reader takes an unfinished one up again with each piece it is given. */
  tagCharacters: megabyte / 8,
  /** Characters of one tag of the styles: a number format has at most 255, which is searched for what dates look like. */
  styleTagCharacters: 4096,
  /** Lines with a quotation mark that is never closed, before a file is given up; each one is read again from below it. */
  brokenLines: 50,
  /** The parser's own process: heap in megabytes, and seconds of processor time. 50,000 rows of 12 columns take 320 and 5. */
  childHeapMegabytes: 512,
  childProcessorSeconds: 20,
  /** Seconds without a word from the parser: it hangs, or the machine gives it no time at all. */
  childSilentSeconds: 300,
  /** Rows handed over at a time. */
  batchRows: 500,
} as const;
