import fc from 'fast-check';
import { createIndex, patentIndexConfig, type TextIndex } from '../../../matching/index.ts';
import { GrowableUint32 } from '../../../matching/lexical/growable.ts';
import { PairTable } from '../../../matching/lexical/pair-table.ts';
import { Vocabulary } from '../../../matching/lexical/vocabulary.ts';

const word = fc.constantFrom('电池', '锂', '隔膜', '机器人', 'battery', 'sensor', 'control', '5kw', '的', 'x');
const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));
const document = fc.record({ title: text, abstract: text });
const documents = fc.dictionary(fc.stringMatching(/^[a-d]$/), document);

function indexOf(docs: Record<string, { title: string; abstract: string }>): TextIndex {
  const index = createIndex(patentIndexConfig);
  for (const [id, doc] of Object.entries(docs)) index.add(id, doc);
  return index;
}

describe('the text index', () => {
  const docs = {
    p1: { title: '锂离子电池隔膜', abstract: '一种耐高温的电池隔膜及其制备方法。' },
    p2: { title: '机器人关节', abstract: '一种工业机器人，采用伺服电机驱动。' },
    p3: { title: 'Battery separator', abstract: 'A separator for lithium batteries with high temperature resistance.' },
  };

  it('finds Chinese by characters and English by stems', () => {
    const index = indexOf(docs);
    expect(index.search('高温电池的隔膜', 3)[0]?.id).toBe('p1');
    expect(index.search('separators of a battery', 3)[0]?.id).toBe('p3');
    expect(index.search('鋰離子電池', 3)[0]?.id).toBe('p1');
    expect(index.search('unrelated', 3)).toEqual([]);
  });

  it('takes the last word typed as the beginning of a longer one', () => {
    const index = indexOf(docs);
    expect(index.searchTyped('lithium sepa', 3)[0]?.id).toBe('p3');
    expect(index.searchTyped('sepa', 3).map((r) => r.id)).toEqual(['p3']);
    expect(index.searchTyped('sepa ', 3)).toEqual([]);
    expect(index.searchTyped('', 3)).toEqual([]);
  });

  it('orders equal scores by id', () => {
    const same = { title: '电池', abstract: '' };
    expect(
      indexOf({ b: same, c: same, a: same })
        .search('电池', 2)
        .map((r) => r.id),
    ).toEqual(['a', 'b']);
  });

  it('answers as if a removed document had never been there', () => {
    fc.assert(
      fc.property(documents, fc.dictionary(fc.stringMatching(/^[e-h]$/), document), text, (kept, removed, query) => {
        const plain = indexOf(kept);
        const changed = indexOf({ ...removed, ...kept });
        changed.search(query, 5);
        for (const id of Object.keys(removed)) expect(changed.remove(id)).toBe(true);
        expect(changed.search(query, 10)).toEqual(plain.search(query, 10));
      }),
    );
  });

  it('answers the same whether documents came at once, one by one or as replacements', () => {
    fc.assert(
      fc.property(documents, documents, text, (first, then, query) => {
        const stepwise = createIndex(patentIndexConfig);
        for (const [id, doc] of [...Object.entries(first), ...Object.entries(then)]) {
          stepwise.replace(id, doc);
          stepwise.search(query, 1);
        }
        expect(stepwise.search(query, 10)).toEqual(indexOf({ ...first, ...then }).search(query, 10));
      }),
    );
  });

  it('answers the same after it was saved and loaded', () => {
    fc.assert(
      fc.property(documents, text, (docs, query) => {
        const vocabulary = new Vocabulary();
        const index = createIndex(patentIndexConfig, vocabulary);
        for (const [id, doc] of Object.entries(docs)) index.add(id, doc);
        index.remove('a');
        const again = createIndex(patentIndexConfig, Vocabulary.load(vocabulary.save()));
        again.load(index.save());
        expect(again.search(query, 10)).toEqual(index.search(query, 10));
      }),
    );
  });

  it('answers the same when it changes after it was loaded', () => {
    fc.assert(
      fc.property(documents, documents, text, (docs, then, query) => {
        const vocabulary = new Vocabulary();
        const index = createIndex(patentIndexConfig, vocabulary);
        for (const [id, doc] of Object.entries(docs)) {
          index.add(id, doc);
          index.search(query, 1); // in several segments
        }
        const before = index.search(query, 10);
        const again = createIndex(patentIndexConfig, Vocabulary.load(vocabulary.save()));
        again.load(index.save());
        expect(index.search(query, 10)).toEqual(before);
        for (const changed of [index, again]) {
          for (const [id, doc] of Object.entries(then)) {
            changed.add(id, { ...doc, claims: `${doc.title} 膜 novel${id} ${doc.title}` }); // words never met before
            changed.search(query, 1);
          }
          changed.remove('b');
          changed.save(); // drops what was removed
        }
        expect(again.search(query, 10)).toEqual(index.search(query, 10));
        expect(again.searchTyped('nove', 10)).toEqual(index.searchTyped('nove', 10));
        for (const id of ['a', 'c', 'd']) {
          const compare = (own: TextIndex) => {
            const view = own.view(id);
            return view && own.comparer(own.compile(query), 0).compare(view);
          };
          expect(compare(again)).toEqual(compare(index));
        }
      }),
    );
  });

  it('is loaded with room for more: one new document copies none of the others', () => {
    const vocabulary = new Vocabulary();
    const index = createIndex(patentIndexConfig, vocabulary);
    for (let i = 0; i < 50; i++) index.add(`p${i}`, { title: `battery number${i}`, abstract: 'a separator' });
    const again = createIndex(patentIndexConfig, Vocabulary.load(vocabulary.save()));
    again.load(index.save());
    const before = again.view('p1');
    again.add('new', { title: 'novel separator', abstract: 'of another kind' });
    expect(again.view('new')?.tokens.buffer).toBe(before?.tokens.buffer);
    expect(again.view('new')?.terms.buffer).toBe(before?.terms.buffer);
    expect(again.view('new')?.counts.buffer).toBe(before?.counts.buffer);
    expect(again.search('novel', 1)[0]?.id).toBe('new');
  });

  it('numbers pairs of terms in the order they came, and finds each again', () => {
    const half = fc.nat(2 ** 32 - 1);
    const few = fc.nat(60); // many that share a half
    const pair = fc.oneof(fc.tuple(half, half), fc.tuple(few, few));
    const unique = fc.uniqueArray(pair, { minLength: 1, maxLength: 1500, selector: (both) => both.join() });
    fc.assert(
      fc.property(unique, fc.array(pair, { maxLength: 30 }), (pairs, others) => {
        const table = new PairTable();
        pairs.forEach(([first, second], i) => {
          expect(table.find(first, second)).toBe(-1);
          expect(table.add(first, second)).toBe(i);
        });
        const { firsts, seconds } = table.arrays();
        for (const same of [table, new PairTable(new GrowableUint32(firsts), new GrowableUint32(seconds))]) {
          pairs.forEach(([first, second], i) => expect(same.find(first, second)).toBe(i));
          for (const [first, second] of others)
            expect(same.find(first, second)).toBe(pairs.findIndex(([a, b]) => a === first && b === second));
        }
      }),
      { numRuns: 30 },
    );
    const many = new PairTable();
    for (let i = 0; i < 30_000; i++) many.add(i % 173, Math.floor(i / 173)); // every table has grown
    for (let i = 0; i < 30_000; i++) expect(many.find(i % 173, Math.floor(i / 173))).toBe(i);
    expect(many.find(173, 0)).toBe(-1);
  });

  it('skips what cannot matter without changing an answer by one bit', () => {
    const many = fc.array(document, { minLength: 30, maxLength: 120 });
    fc.assert(
      fc.property(many, text, fc.integer({ min: 1, max: 5 }), (docs, query, k) => {
        const index = indexOf(Object.fromEntries(docs.map((doc, i) => [`p${i}`, doc])));
        const terms = index.compile(query);
        index.top(terms, k);
        for (let i = 0; i < docs.length; i += 3) index.remove(`p${i}`);
        expect(index.top(terms, k, false)).toEqual(index.top(terms, k, true));
      }),
    );
  });

  it('explains a score term by term, to the last digit', () => {
    fc.assert(
      fc.property(documents, text, (docs, query) => {
        const index = indexOf(docs);
        const terms = index.compile(query);
        for (const { id, score } of index.search(query, 10))
          expect(index.hits(terms, id).reduce((sum, h) => sum + h.contribution, 0)).toBeCloseTo(score, 9);
      }),
    );
  });

  it.each([['not an index'], ['PXM2\u0001'], ['']])('refuses to load %j', (bytes) => {
    expect(() => createIndex(patentIndexConfig).load(new TextEncoder().encode(bytes))).toThrow(RangeError);
  });

  it('survives hostile documents and queries', () => {
    const index = createIndex(patentIndexConfig);
    const hostile = ['', '\u0000', '\ud800', 'a'.repeat(1_000_000), '电'.repeat(1_000_000), '\u202e'.repeat(100)];
    hostile.forEach((abstract, i) => index.add(String(i), { title: abstract, abstract }));
    for (const query of hostile) expect(() => index.searchTyped(query, 3)).not.toThrow();
  });
});
