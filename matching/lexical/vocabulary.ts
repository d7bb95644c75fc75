import type { TokenKind } from '../text/analyse.ts';
import { packBytes, Unpacked } from './bytes.ts';
import { GrowableUint32 } from './growable.ts';
import { PairTable } from './pair-table.ts';

/** The kinds of terms, by code. */
export const kinds = ['word', 'char', 'word-pair', 'char-pair'] as const satisfies readonly TokenKind[];
const firstPairCode = 2;
const codeOf = { word: 0, char: 1, 'word-pair': 2, 'char-pair': 3 } as const satisfies Record<TokenKind, number>;

/**
 * Numbers for terms, in order of first occurrence; they never change. A pair is stored as the two numbers it joins,
 * because most terms are pairs and their texts would take most of the memory.
 */
export class Vocabulary {
  /** By term: 4 × its index among single texts, or among pairs, + the code of its kind. */
  #terms = new GrowableUint32();
  readonly #texts: string[] = [];
  readonly #singles = new Map<string, number>();
  #pairs = new PairTable();
  /** The term of each pair. */
  #pairTerms = new GrowableUint32();

  get size(): number {
    return this.#terms.length;
  }

  /** Texts of the single terms, in order of first occurrence. */
  get texts(): readonly string[] {
    return this.#texts;
  }

  kindOf(term: number): TokenKind {
    return kinds[this.kindCode(term)] ?? 'word';
  }

  /** Index of a term's kind in `kinds`. */
  kindCode(term: number): number {
    return this.#terms.at(term) & 3;
  }

  /** Number of a single term; -1 if unknown. A word and a character never have the same text. */
  find(value: string): number {
    return this.#singles.get(value) ?? -1;
  }

  findPair(first: number, second: number): number {
    const pair = first < 0 || second < 0 ? -1 : this.#pairs.find(first, second);
    return pair < 0 ? -1 : this.#pairTerms.at(pair);
  }

  /** Number of a term by text: a word, a character, or a pair of two characters; -1 if unknown. */
  findText(text: string): number {
    const single = this.find(text);
    if (single >= 0) return single;
    const [first = '', second, ...more] = text;
    return second === undefined || more.length > 0 ? -1 : this.findPair(this.find(first), this.find(second));
  }

  add(kind: 'word' | 'char', value: string): number {
    const known = this.#singles.get(value);
    if (known !== undefined) return known;
    const term = this.#next(kind, this.#texts.push(value) - 1);
    this.#singles.set(value, term);
    return term;
  }

  addPair(kind: 'word' | 'char', first: number, second: number): number {
    const known = this.findPair(first, second);
    if (known >= 0) return known;
    const term = this.#next(kind === 'char' ? 'char-pair' : 'word-pair', this.#pairs.add(first, second));
    this.#pairTerms.push(term);
    return term;
  }

  #next(kind: TokenKind, place: number): number {
    this.#terms.push(4 * place + codeOf[kind]);
    return this.#terms.length - 1;
  }

  /** Text of a term; a pair of characters joined, a pair of words separated by a space. */
  textOf(term: number): string {
    const place = this.#terms.at(term) >>> 2;
    const kind = this.kindOf(term);
    if (kind === 'word' || kind === 'char') return this.#texts[place] ?? '';
    const [first, second] = [this.textOf(this.#pairs.first(place)), this.textOf(this.#pairs.second(place))];
    return kind === 'char-pair' ? first + second : `${first} ${second}`;
  }

  save(): Uint8Array {
    return packBytes(
      { texts: this.#texts },
      { kinds: this.#terms.view().map((term) => term & 3), ...this.#pairs.arrays() },
    );
  }

  /** Loads what `save` returned. Throws RangeError on other bytes. */
  static load(bytes: Uint8Array): Vocabulary {
    const saved = new Unpacked(bytes);
    const { texts } = saved.head as { texts: string[] }; // written by `save`
    const vocabulary = new Vocabulary();
    const codes = saved.uint32('kinds');
    vocabulary.#pairs = new PairTable(saved.growable('firsts'), saved.growable('seconds'));
    vocabulary.#terms = GrowableUint32.withRoomFor(codes.length);
    vocabulary.#pairTerms = GrowableUint32.withRoomFor(vocabulary.#pairs.length);
    for (const code of codes) {
      const term = vocabulary.size;
      if (code >= firstPairCode) {
        vocabulary.#terms.push(4 * vocabulary.#pairTerms.length + code);
        vocabulary.#pairTerms.push(term);
      } else {
        const text = texts[vocabulary.#texts.length] ?? '';
        vocabulary.#terms.push(4 * (vocabulary.#texts.push(text) - 1) + code);
        vocabulary.#singles.set(text, term);
      }
    }
    return vocabulary;
  }
}
