/** The levels of an IPC symbol: section H, class H01, subclass H01M, main group H01M 10, full H01M 10/0525. */
export interface IpcParts {
  readonly section: string;
  readonly class: string;
  readonly subclass: string;
  readonly mainGroup: string;
  readonly full: string;
}

const form = /^([A-H])(?:(\d\d)(?:([A-Z])(?:\s*(\d{1,4})(?:\/(\d{2,6}))?)?)?)?$/;

/** Parses a symbol of any depth, with or without the space ("H01M10/0525"); undefined when it is none. */
export function ipcParts(symbol: string): IpcParts | undefined {
  const match = form.exec(symbol.trim().toUpperCase());
  if (!match) return undefined;
  const [, section = '', digits, letter, group, subgroup] = match;
  const klass = digits === undefined ? '' : section + digits;
  const subclass = letter === undefined ? '' : klass + letter;
  const mainGroup = group === undefined ? '' : `${subclass} ${Number(group)}`;
  return { section, class: klass, subclass, mainGroup, full: subgroup === undefined ? '' : `${mainGroup}/${subgroup}` };
}

const levels = ['full', 'mainGroup', 'subclass', 'class', 'section'] as const;

/** Levels from the deeper symbol up to the first shared one: 0 same symbol, 4 same section, 5 nothing shared. */
export function ipcDistance(a: string, b: string): number {
  const x = ipcParts(a);
  const y = ipcParts(b);
  if (!x || !y) return 5;
  const shared = levels.findIndex((level) => x[level] !== '' && x[level] === y[level]);
  return shared < 0 ? 5 : shared;
}

/** Closeness by distance. */
const closeness = [1, 0.8, 0.6, 0.25, 0.1, 0] as const;

/** How well `offered` symbols cover `wanted` ones, in [0, 1]: mean over wanted symbols of the closest offered one. */
export function ipcCoverage(wanted: readonly string[], offered: readonly string[]): number {
  if (wanted.length === 0 || offered.length === 0) return 0;
  const best = wanted.map((w) => Math.max(...offered.map((o) => closeness[symbolDistance(w, o)] ?? 0)));
  return best.reduce((sum, x) => sum + x, 0) / wanted.length;
}

/** A wanted symbol that is not a full one is met by anything below it. */
function symbolDistance(wanted: string, offered: string): number {
  const x = ipcParts(wanted);
  const y = ipcParts(offered);
  if (!x || !y) return 5;
  const deepest = levels.find((level) => x[level] !== '');
  return deepest && x[deepest] === y[deepest] ? 0 : ipcDistance(wanted, offered);
}

/** How much two patents' symbols overlap, in [0, 1]: weighted shares of common subclasses, main groups and symbols. */
export function ipcOverlap(a: readonly string[], b: readonly string[]): number {
  const [first, second] = [a, b].map((symbols) => symbols.flatMap((symbol) => ipcParts(symbol) ?? [])) as [
    IpcParts[],
    IpcParts[],
  ]; // two in, two out
  const overlap = (level: 'subclass' | 'mainGroup' | 'full') => {
    const [x, y] = [new Set(first.map((parts) => parts[level])), new Set(second.map((parts) => parts[level]))];
    const both = [...x].filter((symbol) => symbol !== '' && y.has(symbol)).length;
    return both === 0 ? 0 : both / (x.size + y.size - both);
  };
  return 0.2 * overlap('subclass') + 0.3 * overlap('mainGroup') + 0.5 * overlap('full');
}
