import { singles, type Language } from '../text/analyse.ts';
import { LanguageTally } from '../text/language.ts';
import type { IndexConfig } from './config.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Fields of a document by name; absent fields are empty. */
export type DocumentFields = Readonly<Record<string, string | undefined>>;

/**
 * An analysed document: its tokens by field, and its counts per term in order of first occurrence, with four bits per
 * field (15 at most: more occurrences make no difference, and it halves the size of the counts).
 */
export interface ReadDocument {
  readonly tokens: readonly (readonly number[])[];
  readonly counts: ReadonlyMap<number, number>;
  readonly language: Language;
}

export function readDocument(fields: DocumentFields, config: IndexConfig, vocabulary: Vocabulary): ReadDocument {
  const counts = new Map<number, number>();
  const tally = new LanguageTally();
  const tokens = config.fields.map(({ name }, field) => {
    const list: number[] = [];
    let before = -1;
    let beforeKind = '';
    const count = (term: number) => counts.set(term, withOneMore(counts.get(term) ?? 0, field));
    singles(fields[name] ?? '', (kind, value, _start, _end, joined) => {
      const term = vocabulary.add(kind, value);
      const isPair = joined && beforeKind === kind;
      count(term);
      if (isPair) count(vocabulary.addPair(kind, before, term));
      list.push(term);
      before = term;
      beforeKind = kind;
      tally.add(kind, value);
    });
    return list;
  });
  return { tokens, counts, language: tally.language };
}

function withOneMore(packed: number, field: number): number {
  const shift = field * 4;
  return ((packed >>> shift) & 15) === 15 ? packed : packed + (1 << shift);
}

/** How often the term occurs in each field. */
export function unpackCounts(packed: number, fields: number): number[] {
  return Array.from({ length: fields }, (_, field) => (packed >>> (field * 4)) & 15);
}
