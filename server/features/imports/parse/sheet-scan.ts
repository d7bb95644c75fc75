import type { ZipFile, Entry } from 'yauzl';
import { DomainError } from '../../../domain/errors.ts';
import { fileLimits } from './limits.ts';
import { walkXml } from './xml-walk.ts';
import { inflate } from './zip-check.ts';

/** Places (row from 1 to columns from 0) of cells that hold a formula or an error value. */
export type Formulas = ReadonlyMap<number, readonly number[]>;

const cell = /^<(?:[\w.-]+:)?c(?=[\s/>])/i;
const formula = /^<(?:[\w.-]+:)?f(?=[\s/>])/i;
const address = /\sr\s*=\s*["']([A-Z]{1,3})([1-9]\d{0,6})["']/;

/**
 * Walks through a sheet's XML without building anything and refuses what would harm the reader after it: broken markup,
 * a cell far out (the reader fills the rectangle up to it), a cell without an address. Answers where formulas stand,
 * since the reader would silently give their cached value. Throws INVALID_INPUT.
 */
export async function scanSheet(zip: ZipFile, entry: Entry): Promise<Formulas> {
  const formulas = new Map<number, number[]>();
  let row = 0;
  let column = 0;
  const note = () => {
    const columns = formulas.get(row);
    if (!columns) formulas.set(row, [column]);
    else if (columns.at(-1) !== column) columns.push(column);
  };
  await walkXml(inflate(zip, entry), (tag) => {
    if (formula.test(tag)) note();
    if (!cell.test(tag)) return;
    const [, letters, digits] = address.exec(tag) ?? [];
    if (!letters || !digits) refuse('imports.xlsx.damaged');
    [row, column] = [Number(digits), columnOf(letters)];
    if (row > fileLimits.rows || column >= fileLimits.columns) {
      refuse('imports.xlsx.cellFarOut', { cell: `${letters}${digits}` });
    }
    if (/\st\s*=\s*["']e["']/.test(tag)) note();
  });
  return formulas;
}

/** `A` is 0, `XFD` is 16,383. */
export function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function refuse(key: 'imports.xlsx.damaged' | 'imports.xlsx.cellFarOut', details = {}): never {
  throw new DomainError('INVALID_INPUT', key, details);
}
