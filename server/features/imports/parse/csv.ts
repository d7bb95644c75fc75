import { CsvError, parse } from 'csv-parse/sync';
import { DomainError } from '../../../domain/errors.ts';
import { decode } from './decode.ts';
import { fileLimits } from './limits.ts';
import type { RawRow, Table } from './table.ts';

const delimiters = [',', '\t', ';', '|', '，'] as const;
const limit = { limit: fileLimits.rows };
const mostRows = fileLimits.rows + fileLimits.headerSearchRows + fileLimits.rowsBeside;
const options = {
  columns: false,
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: false,
  max_record_size: fileLimits.columns * fileLimits.cellCharacters,
} as const;

/**
 * The rows of a delimited text in any supported encoding. `countHeaders` says how many columns of one row are known:
 * the delimiter that makes the most of them known is the file's own.
 */
export function readCsv(bytes: Buffer, countHeaders: (cells: readonly string[]) => number): Table {
  const known = (text: string) => findDelimiter(text, countHeaders).known;
  const { text, encoding } = decode(bytes, known);
  const { delimiter } = findDelimiter(text, countHeaders);
  return { format: { kind: 'csv', encoding, delimiter }, rows: records(text, delimiter), unread: [] };
}

/** The delimiter that makes most headers known, and how many those are. */
function findDelimiter(
  text: string,
  countHeaders: (cells: readonly string[]) => number,
): Readonly<{ delimiter: string; known: number }> {
  const start = text.slice(0, fileLimits.headerSearchCharacters).split(/\r\n|\n|\r/, fileLimits.headerSearchRows).join('\n'); // prettier-ignore
  const scores = delimiters.map((delimiter) => {
    const rows = records(start, delimiter);
    return {
      delimiter,
      known: Math.max(0, ...rows.map(({ cells }) => countHeaders(cells))),
      width: Math.max(1, ...rows.map(({ cells }) => cells.length)),
    };
  });
  return scores.reduce((best, next) =>
    next.known > best.known || (next.known === best.known && next.width > best.width) ? next : best,
  );
}

/** All records of a text. A quotation mark that is never closed spoils its own line only: reading goes on below it. */
function records(text: string, delimiter: string): RawRow[] {
  const rows: RawRow[] = [];
  let rest = Buffer.from(text);
  for (let attempt = 0; rest.length > 0 && attempt <= fileLimits.brokenLines; attempt++) {
    let readBytes = 0;
    try {
      parse(rest, {
        ...options,
        delimiter,
        on_record: (cells: string[], { bytes }) => {
          readBytes = bytes;
          if (rows.length > mostRows) throw new DomainError('INVALID_INPUT', 'imports.file.tooManyRows', limit);
          rows.push(rowOf(rows.length + 1, cells));
          return null;
        },
      });
      return rows;
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      const broken = error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'imports.row.quote' : 'imports.row.tooLong';
      rows.push({ number: rows.length + 1, cells: [], broken });
      const lineEnd = rest.indexOf(0x0a, readBytes);
      rest = lineEnd < 0 ? Buffer.alloc(0) : rest.subarray(lineEnd + 1);
    }
  }
  if (rest.length > 0) throw new DomainError('INVALID_INPUT', 'imports.file.quotes', { limit: fileLimits.brokenLines });
  return rows;
}

/** `="2020…"` is how exports keep a spreadsheet from rounding a number; any other `=…` is a formula. */
function rowOf(number: number, cells: readonly string[]): RawRow {
  if (!cells.some((cell) => cell.startsWith('='))) return { number, cells };
  const plain = cells.map((cell) => /^="([^"]*)"$/.exec(cell)?.[1] ?? cell);
  const formulas = plain.flatMap((cell, place) => (/^=\s*[-+@\w("'\[]/.test(cell) ? [place] : []));
  return { number, cells: plain, formulas };
}
