import fc from 'fast-check';
import {
  createIndex,
  defaultWeights,
  features,
  Matcher,
  patentIndexConfig,
  type Weights,
} from '../../../matching/index.ts';
import { Places } from '../../../matching/lexical/places.ts';
import { blockRows, plainBlock, rowWidth } from '../../../matching/semantic/block.ts';
import { dotRows } from '../../../matching/semantic/dot.ts';
import { Heads, headSize } from '../../../matching/semantic/heads.ts';
import { simdBlock } from '../../../matching/semantic/simd.ts';

const options = { today: '2026-03-01' };
const words = ['battery', 'separator', 'sensor', 'laser', 'membrane', 'motor', 'control', 'ceramic', 'heat', 'water'];
const text = fc.array(fc.constantFrom(...words, 'shrinkage below 2 %', 'power above 5 kW', 'at least 180 °C'), {
  minLength: 2,
  maxLength: 14,
});
const patents = fc.array(fc.record({ title: text, abstract: text, trl: fc.integer({ min: 1, max: 9 }) }), {
  minLength: 8,
  maxLength: 25,
});
const weightsOf = (needSide: number[]): Weights => ({
  ...defaultWeights,
  needSide: {
    ...defaultWeights.needSide,
    weights: {
      ...defaultWeights.needSide.weights,
      related: needSide[0] ?? 0,
      words: needSide[1] ?? 0,
      indicators: Math.abs(needSide[2] ?? 0),
    },
  },
});

describe('what is left out to be faster', () => {
  it('changes no list: the first few are the beginning of all, whatever the weights', () => {
    const someWeights = fc.array(fc.double({ min: -8, max: 8, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(patents, text, text, someWeights, fc.boolean(), (all, title, body, numbers, isAsking) => {
        const matcher = new Matcher();
        all.forEach((p, i) =>
          matcher.putPatent({
            id: `p${i}`,
            holderId: 'h',
            title: p.title.join(' '),
            abstract: p.abstract.join(', '),
            ipc: [],
            routes: [],
            trl: p.trl,
          }),
        );
        matcher.putNeed({
          id: 'n',
          demanderId: 'd',
          title: title.join(' '),
          body: body.join(', '),
          routes: [],
          trlMin: 5,
        });
        matcher.useSpace(matcher.buildSpace({ id: 's', dimensions: 4 }));
        const list = (k: number) =>
          matcher.matchesForNeed('n', k, {
            ...options,
            order: isAsking ? 'asking' : 'twoSided',
            weights: weightsOf(numbers),
          });
        expect(list(3)).toEqual(list(100).slice(0, 3));
      }),
      { numRuns: 60 },
    );
  });

  it('weighs each feature by its own weight', () => {
    const matcher = new Matcher();
    matcher.putPatent({
      id: 'p',
      holderId: 'h',
      title: 'Battery separator',
      abstract: 'heat',
      ipc: [],
      routes: [],
      trl: 4,
    });
    matcher.putNeed({ id: 'n', demanderId: 'd', title: 'Separator', body: 'heat', routes: [], trlMin: 5 });
    const [match] = matcher.matchesForNeed('n', 1, options);
    const values = matcher.candidatesForNeed('n')[0]?.values;
    for (const { feature, value, contribution } of match?.needSide.contributions ?? []) {
      if (feature === 'base') continue;
      const { weights, centres } = defaultWeights.needSide;
      const fit = match?.constraints.find((constraint) => constraint.feature === feature);
      expect(value).toBe(fit ? fit.value : values?.[feature as keyof typeof values]);
      expect(contribution).toBe(weights[feature] * (value - centres[feature]));
    }
    expect(match?.needSide.contributions.map(({ feature }) => feature)).toEqual([
      'base',
      // without a space nothing is known of the meaning
      ...features.filter((feature) => feature !== 'semantic' && defaultWeights.needSide.weights[feature] !== 0),
    ]);
  });

  it('finds how close the words of a title stand as if every field were read', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...words), { minLength: 1 }), text, text, (title, ...fields) => {
        const index = createIndex(patentIndexConfig);
        index.add('p', { title: fields[0]?.join(' '), abstract: fields[1]?.join(' ') });
        const terms = index.compile(title.join(' ')).filter(({ kind }) => kind === 'word');
        const view = index.view('p');
        const found = view && index.comparer(terms, 0).compare(view).proximity;
        let all = 0;
        terms.forEach((a, i) =>
          terms.slice(i + 1).forEach((b) => {
            let near = 0;
            for (let f = 0; view && f + 1 < view.fieldStarts.length; f++) {
              const tokens = [...view.tokens.subarray(view.fieldStarts[f], view.fieldStarts[f + 1])];
              tokens.forEach((x, at) =>
                tokens.slice(at + 1, at + 9).forEach((y, apart) => {
                  if ((x === a.term && y === b.term) || (x === b.term && y === a.term)) near += 1 / (apart + 1);
                }),
              );
            }
            all += (Math.min(a.idf, b.idf) * near * 2.2) / (1.2 + near);
          }),
        );
        expect(found).toBeCloseTo(all, 9);
      }),
    );
  });

  it('finds the place of every term of a query, and of no other', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(3_000_000)), fc.array(fc.nat(3_000_000)), (terms, others) => {
        const places = new Places(terms.map((term) => ({ term })));
        terms.forEach((term, place) => expect(places.of(term)).toBe(place));
        for (const other of others) if (!terms.includes(other)) expect(places.of(other)).toBe(-1);
      }),
    );
  });

  it('multiplies rows as one would one by one', () => {
    const number = fc.float({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(
        fc.nat(20),
        fc.integer({ min: 1, max: 9 }),
        fc.nat(3),
        fc.infiniteStream(number),
        (n, width, from, of) => {
          const some = (count: number) => Float32Array.from({ length: count }, () => Number(of.next().value));
          const [rows, vector, products] = [some(n * width), some(from + width), new Float64Array(n)];
          dotRows(rows, width, vector, from, products);
          products.forEach((product, row) => {
            let sum = 0;
            for (let i = 0; i < width; i++) sum += (rows[row * width + i] ?? 0) * (vector[from + i] ?? 0);
            expect(product).toBeCloseTo(sum, 12);
          });
        },
      ),
    );
  });

  it('multiplies eight numbers at once to the same products as one by one', () => {
    const [quick, plain] = [simdBlock(), plainBlock()];
    if (!quick) throw new Error('this machine has no such instructions: NOT tested');
    const number = fc.integer({ min: -4095, max: 4095 }); // as long as a unit vector may be: 64 × 4095² < 2³¹
    const numbers = fc.array(number, { minLength: rowWidth, maxLength: rowWidth });
    fc.assert(
      fc.property(fc.array(numbers, { maxLength: 40 }), numbers, (rows, vector) => {
        for (const block of [quick, plain]) {
          block.vector.set(vector);
          block.products.fill(7);
          rows.forEach((row, r) => block.rows.set(row, r * rowWidth));
          block.multiply(rows.length);
        }
        expect(quick.products.subarray(0, 50)).toEqual(plain.products.subarray(0, 50));
        expect(plain.products[rows.length]).toBe(7); // and touches no other
      }),
    );
    const edge = [-(2 ** 15) + 1, 2 ** 15 - 1];
    for (const block of [quick, plain]) {
      block.vector.fill(0).set(edge);
      block.rows.set(edge, (blockRows - 1) * rowWidth);
      block.multiply(blockRows);
    }
    expect(plain.products[blockRows - 1]).toBe(2 * (2 ** 15 - 1) ** 2);
    expect(quick.products).toEqual(plain.products);
  });

  it('keeps the nearest for a closer look, by either arithmetic, and none that was taken out', () => {
    const score = fc.double({ min: -1, max: 1, noNaN: true });
    const asked = Float32Array.from({ length: headSize }, (_, i) => (i === 3 ? 1 : 0));
    const all = [new Heads(), new Heads(plainBlock)];
    fc.assert(
      fc.property(
        fc.array(score, { minLength: 20, maxLength: 40 }),
        fc.integer({ min: 1, max: 20 }),
        (scores, wanted) => {
          const slotOf = (i: number) => (i % 2) * (blockRows - 20) + i; // in two blocks
          const vectorOf = (own: number) => asked.map((x) => x * own);
          const gone = new Set<number>();
          for (let i = 0; i < 40; i++) {
            const own = scores[i];
            if (own === undefined || i % 7 === 3) gone.add(i);
            for (const heads of all) {
              heads.set(slotOf(i), vectorOf(own ?? 1));
              if (gone.has(i)) heads.clear(slotOf(i));
            }
          }
          const [kept = [], plainly] = all.map((heads) => [...heads.nearest(asked, wanted)]);
          expect(plainly).toEqual(kept);
          expect(kept).toEqual([...kept].sort((a, b) => a - b));
          const there = scores.filter((_, i) => !gone.has(i));
          const line = [...there].sort((a, b) => b - a)[Math.min(wanted, there.length) - 1] ?? 0;
          scores.forEach((one, i) => {
            if (gone.has(i)) expect(kept).not.toContain(slotOf(i));
            else if (one > 0.001 && one >= line) expect(kept).toContain(slotOf(i));
          });
        },
      ),
    );
  });
});
