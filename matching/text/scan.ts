import { fold } from './fold.ts';

/** `word`: letters and digits of an alphabetic script; `char`: one character of a script written without spaces. */
export type ScanKind = 'word' | 'char';

/**
 * Called for each token in order, with its folded text, its UTF-16 span in the original, and whether it directly
 * follows the token before it (same kind; only spaces or hyphens between words, nothing between characters).
 */
export type Visit = (kind: ScanKind, surface: string, start: number, end: number, joined: boolean) => void;

const unitClass = { other: 0, word: 1, char: 2, digit: 3, glue: 4 } as const;
const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
const letter = /[\p{L}\p{N}]/u;

/** Class of each UTF-16 unit, computed when first met. */
const classes = new Uint8Array(65536).fill(255);

function classOf(code: number): number {
  const known = classes[code] ?? 255;
  return known === 255 ? (classes[code] = classify(code)) : known;
}

function classify(code: number): number {
  const text = String.fromCharCode(code);
  if (code >= 0x30 && code <= 0x39) return unitClass.digit;
  if (spaceless.test(text)) return letter.test(text) ? unitClass.char : unitClass.other;
  if (letter.test(text)) return unitClass.word;
  return /[\s\-'’‐‑/,]/.test(text) ? unitClass.glue : unitClass.other;
}

/** Longer runs of letters are cut: no word is that long, and a megabyte without spaces must not become one term. */
const maxWord = 64;

/** Visits the tokens of `text`. Numbers keep their decimal point ("0.05" is one word). Linear; never throws. */
export function scan(text: string, visit: Visit): void {
  const folded = fold(text);
  const { from, to } = folded;
  const s = folded.text;
  const emit = (kind: ScanKind, i: number, end: number, joined: boolean) => {
    visit(kind, s.slice(i, Math.min(end, i + maxWord)), from?.[i] ?? i, to?.[end - 1] ?? end, joined);
  };
  let previous: ScanKind | null = null;
  let glued = false;
  for (let i = 0; i < s.length;) {
    const kind = classOf(s.charCodeAt(i));
    if (kind === unitClass.char) {
      emit('char', i, i + 1, previous === 'char' && !glued);
      previous = 'char';
      glued = false;
      i++;
    } else if (kind === unitClass.word || kind === unitClass.digit) {
      const end = wordEnd(s, i);
      emit('word', i, end, previous === 'word');
      previous = 'word';
      glued = false;
      i = end;
    } else {
      i = astralChar(s, i, emit) ?? i + 1;
      if (kind === unitClass.glue) glued = true;
      else previous = null;
    }
  }
}

function wordEnd(s: string, start: number): number {
  let i = start;
  for (; i < s.length; i++) {
    const kind = classOf(s.charCodeAt(i));
    if (kind === unitClass.word || kind === unitClass.digit) continue;
    const isDecimalPoint =
      s.charCodeAt(i) === 0x2e &&
      classOf(s.charCodeAt(i - 1)) === unitClass.digit &&
      i + 1 < s.length &&
      classOf(s.charCodeAt(i + 1)) === unitClass.digit;
    if (!isDecimalPoint) break;
  }
  return i;
}

/** Emits rare Chinese characters outside the basic plane; skips other surrogates, paired or lone. */
function astralChar(
  s: string,
  i: number,
  emit: (kind: ScanKind, start: number, end: number, joined: boolean) => void,
): number | undefined {
  const code = s.codePointAt(i) ?? 0;
  if (code <= 0xffff) return undefined;
  if (spaceless.test(String.fromCodePoint(code))) emit('char', i, i + 2, false);
  return i + 2;
}
