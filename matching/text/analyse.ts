import { indicatorsIn, type Indicator } from './indicators.ts';
import { LanguageTally, type Language } from './language.ts';
import { scan } from './scan.ts';
import { stem } from './stem.ts';
import { stopWords } from './stop-words.ts';

/** UTF-16 offsets in the original text, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * `word`: an English stem, a number, or a Latin token in Chinese text. `char`: one Chinese character. `word-pair`,
 * `char-pair`: two neighbours; the `value` is both with a space between, or joined.
 */
export type TokenKind = 'word' | 'char' | 'word-pair' | 'char-pair';

export interface Token extends Span {
  readonly kind: TokenKind;
  readonly value: string;
}

export interface Analysis {
  readonly tokens: readonly Token[];
  readonly indicators: readonly Indicator[];
  /** The language most of the text is in; `zh` when there is nothing to go by. */
  readonly language: Language;
}

export type { Language };

/** Receives single tokens; `joined`: whether it forms a pair with the single token before it. */
export type VisitSingle = (kind: 'word' | 'char', value: string, start: number, end: number, joined: boolean) => void;

const stems = new Map<string, string>();

/** Caches stems; the cache is emptied before it grows too large. */
function stemOf(surface: string): string {
  let known = stems.get(surface);
  if (known === undefined) {
    if (stems.size > 200_000) stems.clear();
    known = stem(surface);
    stems.set(surface, known);
  }
  return known;
}

/** The single tokens of `text` in order, stemmed, without English stop words (a pair may span a stop word). */
export function singles(text: string, visit: VisitSingle): void {
  let bridged = false;
  scan(text, (kind, surface, start, end, joined) => {
    if (kind === 'word' && stopWords.has(surface)) {
      bridged = bridged && joined;
      return;
    }
    visit(kind, kind === 'word' ? stemOf(surface) : surface, start, end, bridged && joined);
    bridged = true;
  });
}

/** Tokens with their spans, indicators and language of `text`. Accepts any string; linear in time and memory. */
export function analyse(text: string): Analysis {
  const tokens: Token[] = [];
  let before: Token | undefined;
  const tally = new LanguageTally();
  singles(text, (kind, value, start, end, joined) => {
    const token: Token = { kind, value, start, end };
    if (joined && before?.kind === kind) {
      tokens.push(
        kind === 'char'
          ? { kind: 'char-pair', value: before.value + value, start: before.start, end }
          : { kind: 'word-pair', value: `${before.value} ${value}`, start: before.start, end },
      );
    }
    tokens.push(token);
    before = token;
    tally.add(kind, value);
  });
  return { tokens, indicators: indicatorsIn(text), language: tally.language };
}
