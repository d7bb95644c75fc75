import { DomainError } from '../../../domain/errors.ts';
import { fileLimits } from './limits.ts';
import { readSheet, type Sheet, type SheetContext } from './sheet.ts';
import type { RawRow, Table, UnreadSheet } from './table.ts';
import { readParts, readShared, readStyles, type SheetEntry } from './workbook-parts.ts';
import { inflate, openWorkbook } from './zip-check.ts';

/**
 * The rows of the first visible sheet in which some row has known headers (`headerRow` answers its number); the first
 * visible sheet if none has. The others are named with the number of their rows. The archive is checked before anything
 * of it is inflated. Throws INVALID_INPUT.
 */
export async function readXlsx(
  bytes: Buffer,
  headerRow: (rows: readonly RawRow[]) => number | undefined,
): Promise<Table> {
  const { zip, entries } = await openWorkbook(bytes);
  try {
    const bytesOf = (path: string | undefined) => {
      const entry = path === undefined ? undefined : entries.get(path);
      return entry ? inflate(zip, entry) : damaged();
    };
    const parts = await readParts(bytesOf('xl/workbook.xml'), bytesOf('xl/_rels/workbook.xml.rels'), damaged);
    const context: SheetContext = {
      shared: await readShared(zip, entries.get(parts.shared ?? '')),
      isDay: await readStyles(zip, entries.get(parts.styles ?? '')),
      from1904: parts.from1904,
    };
    const shown = parts.sheets.filter(({ isHidden }) => !isHidden);
    const [first = damaged()] = shown;
    let chosen: SheetEntry = first;
    let rows: readonly RawRow[] | undefined;
    for (const sheet of shown.slice(0, fileLimits.sheetsSearched)) {
      const read = await readSheet(bytesOf(sheet.path), context);
      if (headerRow(read.rows) === undefined) continue;
      [chosen, rows] = [sheet, read.rows];
      break;
    }
    rows ??= (await readSheet(bytesOf(first.path), context)).rows;
    const unread: UnreadSheet[] = [];
    for (const sheet of parts.sheets.slice(0, fileLimits.sheetsNamed)) {
      if (sheet === chosen || !entries.has(sheet.path)) continue;
      const read = await readSheet(bytesOf(sheet.path), context, fileLimits.headerSearchRows);
      const count = rowsBelow(read, headerRow(read.rows));
      if (count > 0) unread.push({ sheet: sheet.name, rows: count, isHidden: sheet.isHidden });
    }
    return { format: { kind: 'xlsx', sheet: chosen.name }, rows, unread };
  } finally {
    zip.close();
  }
}

/** Rows below the header of a sheet; all of them where it has none. */
const rowsBelow = ({ rows, filled }: Sheet, header: number | undefined): number =>
  filled - rows.filter(({ number }) => number <= (header ?? 0)).length;

function damaged(): never {
  throw new DomainError('INVALID_INPUT', 'imports.xlsx.damaged');
}
