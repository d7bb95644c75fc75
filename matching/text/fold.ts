import * as OpenCC from 'opencc-js/t2cn';

/**
 * Text normalised for comparison: NFKC, half width, lower case, simplified Chinese. Unit `i` comes from the UTF-16
 * offsets `from[i]` to `to[i]` of the original; both arrays are null when nothing moved.
 */
export interface Folded {
  readonly text: string;
  readonly from: Uint32Array | null;
  readonly to: Uint32Array | null;
}

// The package's declarations import without extensions, which NodeNext does not resolve.
const toSimplified = OpenCC.Converter({ from: 't', to: 'cn' }) as (text: string) => string;
const simplifiedOf = new Map<number, number>();

/** One character at a time, because converting phrases would move the spans that explanations refer to. */
function simplified(code: number): number {
  const known = simplifiedOf.get(code);
  if (known !== undefined) return known;
  const out = toSimplified(String.fromCharCode(code));
  const unit = out.length === 1 ? out.charCodeAt(0) : code;
  simplifiedOf.set(code, unit);
  return unit;
}

const isHan = (code: number) => code >= 0x4e00 && code <= 0x9fff;

/** What a UTF-16 unit folds to, if that does not depend on its neighbours; else -1. */
function foldUnit(code: number, keepCase: boolean): number {
  if (code < 0x80) return !keepCase && code >= 0x41 && code <= 0x5a ? code + 32 : code;
  if (isHan(code)) return simplified(code);
  if (code >= 0xff01 && code <= 0xff5e) return foldUnit(code - 0xfee0, keepCase);
  if (code === 0x3000) return 0x20;
  if ((code >= 0x3001 && code <= 0x3020) || (code >= 0x2010 && code <= 0x2027)) return code;
  return -1;
}

const combining = /\p{M}/u;

/** Folds `text`; `keepCase` keeps the case of letters, which matters for units (mW, MW). Accepts any string. */
export function fold(text: string, keepCase = false): Folded {
  const units = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const unit = foldUnit(text.charCodeAt(i), keepCase);
    const next = text.charCodeAt(i + 1);
    if (unit < 0 || (next >= 0x300 && next < 0x370)) return foldClusters(text, keepCase);
    units[i] = unit;
  }
  return { text: decode(units), from: null, to: null };
}

function decode(units: Uint16Array): string {
  let text = '';
  for (let i = 0; i < units.length; i += 8192) text += String.fromCharCode(...units.subarray(i, i + 8192));
  return text;
}

/** The slow path: normalises a base character together with its combining marks; every unit maps to its cluster. */
function foldClusters(text: string, keepCase: boolean): Folded {
  const parts: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  for (let start = 0; start < text.length;) {
    const end = clusterEnd(text, start);
    const out = foldCluster(text.slice(start, end), keepCase);
    parts.push(out);
    for (let i = 0; i < out.length; i++) {
      from.push(start);
      to.push(end);
    }
    start = end;
  }
  return { text: parts.join(''), from: Uint32Array.from(from), to: Uint32Array.from(to) };
}

function foldCluster(cluster: string, keepCase: boolean): string {
  const single = cluster.length === 1 ? foldUnit(cluster.charCodeAt(0), keepCase) : -1;
  if (single >= 0) return String.fromCharCode(single);
  const normal = cluster.normalize('NFKC');
  return keepCase ? normal : normal.toLowerCase();
}

const maxMarks = 16; // longer sequences of marks are not language; a limit keeps hostile text linear

function clusterEnd(text: string, start: number): number {
  const code = text.codePointAt(start) ?? 0;
  let end = start + (code > 0xffff ? 2 : 1);
  for (let marks = 0; marks < maxMarks && end < text.length; marks++) {
    const next = text.charCodeAt(end);
    if (next < 0x300 || isHan(next) || !combining.test(text.charAt(end))) break;
    end++;
  }
  return end;
}
