import fc from 'fast-check';
import {
  type BothLists,
  bootstrap,
  calibrate,
  calibrated,
  defaultWeights,
  learnFromFeedback,
  learnWeights,
  likelihoodOfAnswers,
  mayGoLive,
  movedAlike,
  ndcg,
  pairedBootstrap,
  problemsOf,
  recall,
  reciprocalRank,
  sigmoid,
  structuredFeatures,
  type ShownMatch,
  twoSided,
  type Weights,
} from '../../../matching/index.ts';

describe('learning to rank', () => {
  const options = { prior: [1, 1], nonNegative: [true, true] };

  it('raises what the wanted have and lowers what they lack', () => {
    const lists = Array.from({ length: 20 }, () => ({
      rows: [
        { values: [1, 0], gain: 1 },
        { values: [0, 1], gain: 0 },
        { values: [0.2, 0.9], gain: 0 },
      ],
    }));
    const [first = 0, second = 0] = learnWeights(lists, options);
    expect(first).toBeGreaterThan(1);
    expect(second).toBeLessThan(1);
  });

  it('keeps the prior when nothing was wanted, and never goes below zero where it must not', () => {
    expect(learnWeights([{ rows: [{ values: [1, 0], gain: 0 }] }], options)).toEqual([1, 1]);
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            values: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
            gain: fc.integer({ min: 0, max: 4 }),
          }),
          { minLength: 1, maxLength: 6 },
        ),
        (rows) => {
          for (const weight of learnWeights([{ rows }], { ...options, epochs: 30 })) {
            expect(Number.isFinite(weight)).toBe(true);
            expect(weight).toBeGreaterThanOrEqual(0);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  const shown = (outcome: ShownMatch['outcome'], values: ShownMatch['values'], reason?: 'budget'): ShownMatch => ({
    values,
    position: 1,
    outcome,
    ...(reason && { reason }),
  });

  it('learns from a decline about the price only what the budget weighs', () => {
    const side = defaultWeights.needSide;
    const lists = Array.from({ length: 30 }, () => [
      shown('dealt', { budget: 1, words: 0.5 }),
      shown('declined', { budget: 0.1, words: 1 }, 'budget'),
    ]);
    const learned = learnFromFeedback(lists, side, 'en');
    expect(learned.weights.budget).toBeGreaterThan(side.weights.budget);
    expect(problemsOf({ ...defaultWeights, needSide: learned })).toEqual([]);
    for (const feature of structuredFeatures) expect(learned.weights[feature]).toBeGreaterThanOrEqual(0);
  });

  it('keeps what it learned about texts to their language', () => {
    const side = defaultWeights.needSide;
    const lists = [[shown('dealt', { pairs: 1 }), shown('shown', { pairs: 0 })]];
    const learned = learnFromFeedback(lists, side, 'zh');
    expect(learned.weights.pairs).toBe(side.weights.pairs);
    expect(learned.chinese?.pairs).toBeGreaterThan(side.chinese?.pairs ?? Infinity);
  });
});

describe('calibration', () => {
  it('finds the curve outcomes were drawn from', () => {
    const outcomes = Array.from({ length: 4000 }, (_, i) => {
      const z = ((i % 80) - 40) / 10;
      return { z, accepted: (Math.floor(i / 80) + 0.5) / 50 < sigmoid(0.7 * z - 1) };
    });
    const { a, b } = calibrate(outcomes);
    expect(a).toBeCloseTo(0.7, 1);
    expect(b).toBeCloseTo(-1, 1);
  });

  it('never turns the order round, and stays put without outcomes', () => {
    expect(calibrate([])).toEqual({ a: 1, b: 0 });
    const perverse = Array.from({ length: 200 }, (_, i) => ({ z: i % 2 ? 2 : -2, accepted: i % 2 === 0 }));
    expect(calibrate(perverse).a).toBeGreaterThanOrEqual(0);
    expect(calibrate([], { a: 0.5, b: 0.2 })).toEqual({ a: 0.5, b: 0.2 });
  });

  const line = (n: number, outcome: ShownMatch['outcome']): ShownMatch => ({
    values: { words: (n % 10) / 10, budget: (n % 7) / 7 },
    pair: `pair ${n}`,
    position: 1,
    outcome,
  });
  const none = { zh: [], en: [] };
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const likelihood = (lists: BothLists, weights: Weights) =>
    mean([
      ...likelihoodOfAnswers(lists.needSide, weights.needSide),
      ...likelihoodOfAnswers(lists.patentSide, weights.patentSide),
    ]);
  const answer = (n: number) => line(n, n % 4 === 0 ? 'shortlisted' : 'declined');
  const many = { zh: [Array.from({ length: 200 }, (_, n) => answer(n))], en: [[line(201, 'dealt')]] };
  const lists = { needSide: many, patentSide: none };

  it('comes closer to what a side answers, and leaves the side that said nothing as it was', () => {
    const after = calibrated(lists, defaultWeights);
    expect(likelihood(lists, after)).toBeGreaterThan(likelihood(lists, defaultWeights));
    expect(after.needSide.calibration.a).toBeGreaterThanOrEqual(0);
    expect(after).toEqual({
      ...defaultWeights,
      needSide: { ...defaultWeights.needSide, calibration: after.needSide.calibration },
    });
  });

  it('comes closer by moving both sides alike, which turns no order of pairs', () => {
    const after = movedAlike(lists, defaultWeights);
    expect(likelihood(lists, after)).toBeGreaterThan(likelihood(lists, defaultWeights));
    const z = fc.double({ min: -8, max: 8, noNaN: true });
    const scoreOf = ({ needSide: { calibration: n }, patentSide: { calibration: p } }: Weights, x: number, y: number) =>
      twoSided(sigmoid(n.a * x + n.b), sigmoid(p.a * y + p.b));
    fc.assert(
      fc.property(z, z, z, z, (x1, y1, x2, y2) => {
        const before = scoreOf(defaultWeights, x1, y1) - scoreOf(defaultWeights, x2, y2);
        const moved = scoreOf(after, x1, y1) - scoreOf(after, x2, y2);
        expect(before * moved).toBeGreaterThanOrEqual(-1e-12);
      }),
    );
  });

  it('takes reasons that were opened and left for a no, and a line only seen for nothing', () => {
    const only = (outcome: ShownMatch['outcome']) => ({
      needSide: { zh: [[line(1, outcome)]], en: [] },
      patentSide: none,
    });
    expect(calibrated(only('shown'), defaultWeights)).toEqual(defaultWeights);
    const { b } = defaultWeights.needSide.calibration;
    expect(calibrated(only('opened'), defaultWeights).needSide.calibration.b).toBeLessThan(b);
  });

  it('counts a pair once, as it was shown last', () => {
    const { needSide } = defaultWeights;
    const twice = { zh: [[line(3, 'declined')], [{ ...line(3, 'declined'), values: { words: 1 } }]], en: [] };
    const once = { zh: [[line(3, 'declined')]], en: [] };
    expect(likelihoodOfAnswers(twice, needSide)).toEqual(likelihoodOfAnswers(once, needSide));
  });
});

describe('judging rankings', () => {
  it('counts nDCG, recall and the first hit', () => {
    expect(ndcg(['x', 'a'], new Set(['a']))).toBeCloseTo(1 / Math.log2(3), 12);
    expect(ndcg([], new Set(['a']))).toBe(0);
    expect(recall(['a', 'x'], new Set(['a', 'b']))).toBe(0.5);
    expect(reciprocalRank(['x', 'a'], new Set(['a']))).toBe(0.5);
  });

  it('lets weights go live only when the paired test does not show them worse', () => {
    const current = Array.from({ length: 50 }, (_, i) => (i % 10) / 10);
    const worse = current.map((x) => x - 0.1);
    expect(mayGoLive([pairedBootstrap(current, current)])).toBe(true);
    expect(mayGoLive([pairedBootstrap(current, current), pairedBootstrap(worse, current)])).toBe(false);
    expect(bootstrap([0.5, 0.5]).low).toBe(0.5);
  });
});
