import type { Entry, ZipFile } from 'yauzl';
import { fileLimits } from './limits.ts';
import { unescaped } from './sheet.ts';
import { meant, nameOf, walkXml } from './xml-walk.ts';
import { inflate } from './zip-check.ts';

/** The texts that cells refer to by number, without the readings (ruby) above them. */
export async function readShared(zip: ZipFile, entry: Entry | undefined): Promise<string[]> {
  const texts: string[] = [];
  if (!entry) return texts;
  let text = '';
  let isText = false;
  let readings = 0;
  await walkXml(inflate(zip, entry), {
    open: (tag) => {
      const isEmpty = tag.endsWith('/>');
      const name = nameOf(tag);
      if (name === 'si') {
        if (isEmpty) texts.push('');
        else text = '';
      } else if (name === 't') isText = !isEmpty && readings === 0;
      else if (name === 'rPh' && !isEmpty) readings++;
    },
    close: (tag) => {
      const name = nameOf(tag);
      if (name === 'si') texts.push(unescaped(meant(text)));
      else if (name === 't') isText = false;
      else if (name === 'rPh') readings--;
    },
    text: (piece, isRaw) => {
      if (isText) text += isRaw ? piece.replaceAll('&', '&amp;') : piece;
    },
  });
  return texts;
}

/** Number formats of days that programs know by number alone (ECMA-376 part 1, 18.8.30, with those of East Asia). */
const isKnownDay = (format: number): boolean =>
  (format >= 14 && format <= 17) || format === 22 || (format >= 27 && format <= 31) || format === 36 ||
  (format >= 50 && format <= 54) || format === 57 || format === 58; // prettier-ignore

/** Whether numbers of a style are days. */
export async function readStyles(
  zip: ZipFile,
  entry: Entry | undefined,
): Promise<(style: string | undefined) => boolean> {
  const own = new Map<number, boolean>();
  const days: boolean[] = [];
  let isInside = false;
  const open = (tag: string) => {
    const name = nameOf(tag);
    if (name === 'numFmt') {
      const [, code = ''] = /\sformatCode\s*=\s*["']([^"']*)["']/.exec(tag) ?? [];
      own.set(numberIn(tag), isDayFormat(meant(code)));
    } else if (name === 'cellXfs') isInside = !tag.endsWith('/>');
    else if (name === 'xf' && isInside) {
      const format = numberIn(tag);
      days.push(own.get(format) ?? isKnownDay(format));
    }
  };
  const close = (tag: string) => {
    if (nameOf(tag) === 'cellXfs') isInside = false;
  };
  if (entry) await walkXml(inflate(zip, entry), { open, close }, fileLimits.styleTagCharacters);
  return (style) => style !== undefined && (days[Number(style)] ?? false);
}

const numberIn = (tag: string): number => Number(/\snumFmtId\s*=\s*["'](\d{1,9})["']/.exec(tag)?.[1] ?? 0);

/** Whether a format writes years, months or days: `yyyy"年"m"月"`, not `0.00"m"` and not `[Red]0`. */
function isDayFormat(code: string): boolean {
  const [first = ''] = code.slice(0, 255).replace(/"[^"]*"|\[[^[\]]*\]|\\./g, '').split(';'); // prettier-ignore
  return /[yd]/i.test(first) || (/m/i.test(first) && !/[hs0#]/i.test(first));
}

/** A sheet of a workbook, in the order of its tabs. */
export type SheetEntry = Readonly<{ name: string; path: string; isHidden: boolean }>;

export type Parts = Readonly<{ sheets: readonly SheetEntry[]; shared?: string; styles?: string; from1904: boolean }>;

/** What the workbook is made of, from its own part and from the relations that say where everything lies. */
export async function readParts(
  workbook: AsyncIterable<Buffer>,
  relations: AsyncIterable<Buffer>,
  damaged: () => never,
): Promise<Parts> {
  const value = (tag: string, name: string): string | undefined => {
    const [, found] = new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(tag) ?? [];
    return found === undefined ? undefined : meant(found);
  };
  const targets = new Map<string, string>();
  let shared: string | undefined;
  let styles: string | undefined;
  await walkXml(relations, {
    open: (tag) => {
      if (nameOf(tag) !== 'Relationship') return;
      if (tag.includes('&')) damaged(); // a name that hides behind an entity
      const [id, target = '', type = ''] = [value(tag, 'Id'), value(tag, 'Target'), value(tag, 'Type')];
      const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
      if (id !== undefined) targets.set(id, path);
      if (type.endsWith('/sharedStrings')) shared = path;
      if (type.endsWith('/styles')) styles = path;
    },
  });
  const sheets: SheetEntry[] = [];
  let from1904 = false;
  await walkXml(workbook, {
    open: (tag) => {
      const name = nameOf(tag);
      if (name === 'workbookPr') from1904 = /^(?:1|true)$/.test(value(tag, 'date1904') ?? '');
      if (name !== 'sheet') return;
      const path = targets.get(/\s[\w.-]+:id\s*=\s*["']([^"']*)["']/.exec(tag)?.[1] ?? '');
      const title = value(tag, 'name');
      if (title && path) sheets.push({ name: title, path, isHidden: /hidden/i.test(value(tag, 'state') ?? '') });
    },
  });
  return { sheets, ...(shared ? { shared } : {}), ...(styles ? { styles } : {}), from1904 };
}
