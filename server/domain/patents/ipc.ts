/** Normalised symbols in the order of the text, and the pieces of text that could not be read. */
export type Classification = Readonly<{
  /** `H01M 10/0525`, or a subclass alone: `H01M`. */
  ipc: readonly string[];
  /** Locarno classes of designs: `14-02`. */
  locarno: readonly string[];
  unread: readonly string[];
}>;

/** One symbol: subclass, then optionally main group and subgroup, or both padded to ten digits (WIPO ST.8). */
const symbol =
  /([A-H]\d{2}[A-Z])(?:\s*(\d{4})(\d{6})(?!\d)|\s*(?:-\s*)?(\d{1,4})\s*\/\s*(\d{2,6})|\s*(\d{1,4})(?![\d/]))?(?![A-Z0-9])/g;
/** `14-02`, `26-5`, `7.01`, and with the edition behind it: `07-01(13)`. */
const locarnoClass = /(?<![\d-])(\d{1,2})[-.](\d{1,2})(?![\d-])(?:\s*\(\d{1,2}\))?/g;
/** `0701`: only where a class of designs is meant. */
const locarnoGlued = /(?<![\dA-Z])(\d{2})(\d{2})(?:\s*\(\d{1,2}\))?(?![\dA-Z])/g;
/** `(2010.01)I`, and the office's long form `20060101AFI20200101BHCN`. */
const versions =
  /(?<![A-Z0-9/])\d{8}[A-Z]{2,3}\d{8}[A-Z]{4}|[([]\s*\d{4}(?:\.\d{1,2})?\s*[)\]]\s*(?:[ACFILNS](?![A-Z0-9]))*/g;
const labels = /(?:INT\.?\s*CL\.?\s*\d?|LOC\s*\(\s*\d+\s*\)\s*(?:CL\.?)?|IPC[0-9]?|CPC)\s*[::.]?/g;
const never = /(?!)/g;
/** Separators between symbols, version marks that stand alone, and a point at the end. */
const noise = /[\s;；,，、|/\\.()[\]{}"'·*+&-]+|(?<![A-Z0-9])(?:[AFILN]{1,2})(?![A-Z0-9])/g;

/**
 * Reads classification symbols from messy text such as `H01M10/0525(2010.01)I; H01M4/36`: any separators and spacing,
 * versions, levels, ST.8 padding, Derwent's hyphen (`H01M-010/0525`). Each symbol once. `isDesign`: four digits are a
 * Locarno class.
 */
export function readClassification(text: string, isDesign = false): Classification {
  const ipc = new Set<string>();
  const locarno = new Set<string>();
  const locarnoOf = (found: string, group: string, subgroup: string): string => {
    if (Number(group) < 1 || Number(group) > 32 || Number(subgroup) > 99) return found;
    locarno.add(`${group.padStart(2, '0')}-${subgroup.padStart(2, '0')}`);
    return ' ; ';
  };
  const rest = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(labels, ' ')
    .replace(versions, ' ; ')
    .replace(symbol, (_, subclass: string, ...groups: (string | undefined)[]) => {
      const [paddedGroup, paddedSubgroup, group, subgroup, groupAlone] = groups;
      ipc.add(
        paddedGroup !== undefined && paddedSubgroup !== undefined
          ? write(subclass, paddedGroup, paddedSubgroup.replace(/0{1,4}$/, ''))
          : group !== undefined && subgroup !== undefined
            ? write(subclass, group, subgroup)
            : groupAlone !== undefined
              ? write(subclass, groupAlone, '00')
              : subclass,
      );
      return ' ; ';
    })
    .replace(locarnoClass, locarnoOf)
    .replace(isDesign ? locarnoGlued : never, locarnoOf);
  const unread = rest
    .split(/[;；,，、|\n]/)
    .map((part) => part.replace(noise, ' ').trim())
    .filter((part) => part !== '');
  return { ipc: [...ipc], locarno: [...locarno], unread };
}

/** The subclass of a normalised symbol: `H01M`. */
export function subclassOf(symbolText: string): string {
  return symbolText.slice(0, 4);
}

function write(subclass: string, group: string, subgroup: string): string {
  return `${subclass} ${Number(group)}/${subgroup}`;
}
