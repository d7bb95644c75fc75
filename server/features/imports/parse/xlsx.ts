import { readSheet } from 'read-excel-file/universal';
import type { Entry, ZipFile } from 'yauzl';
import { DomainError } from '../../../domain/errors.ts';
import { fileLimits } from './limits.ts';
import { type Formulas, scanSheet } from './sheet-scan.ts';
import type { RawRow, Table } from './table.ts';
import { walkXml } from './xml-walk.ts';
import { inflate, openWorkbook } from './zip-check.ts';

/**
 * The rows of the first sheet in which some row has known headers (`hasHeader`); the first sheet if none has. The
 * archive and its sheets are checked before the reader sees the file. Throws INVALID_INPUT.
 */
export async function readXlsx(bytes: Buffer, hasHeader: (rows: readonly RawRow[]) => boolean): Promise<Table> {
  const { zip, entries } = await openWorkbook(bytes);
  await checkReadParts(zip, entries);
  const part = async (name: string) => {
    const entry = entries.get(name);
    return entry ? textOf(inflate(zip, entry)) : damaged();
  };
  const sheets = sheetsOf(await part('xl/workbook.xml'), await part('xl/_rels/workbook.xml.rels'));
  if (sheets.length === 0) damaged();
  const searched = sheets.slice(0, fileLimits.sheetsSearched);
  const formulas: Formulas[] = [];
  for (const { path } of searched) {
    const entry = entries.get(path);
    formulas.push(entry ? await scanSheet(zip, entry) : damaged());
  }
  zip.close();
  let first: Table | undefined;
  for (const [index, { name }] of searched.entries()) {
    const rows = await rowsOf(bytes, index + 1, formulas[index] ?? new Map<number, number[]>());
    const table: Table = { format: { kind: 'xlsx', sheet: name }, rows };
    if (hasHeader(rows)) return table;
    first ??= table;
  }
  return first ?? damaged();
}

/** What the reader reads beside sheets is walked through before it does. */
async function checkReadParts(zip: ZipFile, entries: ReadonlyMap<string, Entry>): Promise<void> {
  const walk = async (name: string, seen?: (tag: string) => void, longest?: number) => {
    const entry = entries.get(name);
    if (entry) await walkXml(inflate(zip, entry), seen, longest);
  };
  const parts = new Set(['xl/workbook.xml', 'xl/sharedStrings.xml']);
  const styles = new Set(['xl/styles.xml']);
  await walk('xl/_rels/workbook.xml.rels', (tag) => {
    if (tag.includes('&')) damaged(); // the reader could read another name than we do
    for (const [, target = ''] of tag.matchAll(/\sTarget\s*=\s*["']([^"']*)["']/g))
      (tag.includes('/styles') ? styles : parts).add(partNamed(target));
  });
  for (const name of styles) await walk(name, undefined, fileLimits.styleTagCharacters);
  for (const name of parts) if (name.endsWith('.xml') && !styles.has(name)) await walk(name);
}

/** Where in the archive the part lies that a relationship of the workbook names. */
const partNamed = (target: string): string => (target.startsWith('/') ? target.slice(1) : `xl/${target}`);

async function rowsOf(bytes: Buffer, sheet: number, formulas: Formulas): Promise<RawRow[]> {
  const copy = new Uint8Array(bytes).buffer; // the reader wants a buffer that is the file and nothing else
  const rows = await readSheet<string>(copy, sheet, { parseNumber: (text) => text }).catch(() => damaged());
  return rows.map((cells, index) => {
    const number = index + 1;
    const places = formulas.get(number);
    return { number, cells: cells.map(cellText), ...(places ? { formulas: places } : {}) };
  });
}

function cellText(cell: unknown): string {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10);
  if (typeof cell === 'string') return cell;
  return typeof cell === 'boolean' ? String(cell) : '';
}

/** The workbook's sheets in their order, with the parts that hold them. */
function sheetsOf(workbook: string, relations: string): { name: string; path: string }[] {
  const attribute = (tag: string, name: string) =>
    new RegExp(`\\s(?:[\\w.-]+:)?${name}\\s*=\\s*["']([^"']*)["']`).exec(tag)?.[1];
  const targets = new Map<string, string>();
  for (const [tag] of relations.matchAll(/<(?:[\w.-]+:)?Relationship\s[^<>]*>/g)) {
    const [id, target] = [attribute(tag, 'Id'), attribute(tag, 'Target')];
    if (id && target) targets.set(id, partNamed(target));
  }
  return [...workbook.matchAll(/<(?:[\w.-]+:)?sheet\s[^<>]*>/g)].flatMap(([tag]) => {
    const name = attribute(tag, 'name');
    const path = targets.get(/\s[\w.-]+:id\s*=\s*["']([^"']*)["']/.exec(tag)?.[1] ?? '');
    return name && path ? [{ name, path }] : [];
  });
}

async function textOf(chunks: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString('utf8');
}

function damaged(): never {
  throw new DomainError('INVALID_INPUT', 'imports.xlsx.damaged');
}
