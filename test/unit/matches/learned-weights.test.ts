import { defaultWeights, type ShownMatch } from '../../../matching/index.ts';
import { type FrozenSet, readFrozenSet } from '../../../server/features/matches/engine/frozen-set.ts';
import { tryToLearn } from '../../../server/features/matches/engine/learned-weights.ts';
import type { FeedbackLists } from '../../../server/features/matches/feedback.ts';

let set: FrozenSet;
beforeAll(() => {
  set = readFrozenSet('server/features/matches/data/frozen-set.jsonl');
});

/** Lists of both sides, each of one line with the usual values, which was answered. */
const answered = (from: number, count: number, outcome: (n: number) => ShownMatch['outcome']): FeedbackLists => {
  const lists = Array.from({ length: count }, (_, n): ShownMatch[] => [
    { pair: `pair ${from + n}`, position: 1, outcome: outcome(n), values: { words: 0.9, asked: 0.8, ipc: 1 } },
  ]);
  const side = { zh: lists, en: [] };
  return { needSide: side, patentSide: side };
};
const onOutcomes = (outcome: (n: number) => ShownMatch['outcome']) =>
  tryToLearn(set, {
    current: defaultWeights,
    version: 'learned',
    training: answered(0, 100, outcome),
    heldBack: answered(100, 25, outcome),
  });

describe('what a night learns', () => {
  it('holds less likely what is mostly turned down, without another order', () => {
    const { weights, mayLive, answers, frozen } = onOutcomes((n) => (n % 5 === 0 ? 'shortlisted' : 'declined'));
    expect(mayLive).toBe(true);
    expect(answers.difference).toBeGreaterThan(0);
    expect(frozen.difference).toBeGreaterThanOrEqual(0);
    for (const side of ['needSide', 'patentSide'] as const)
      expect(weights[side].calibration).not.toEqual(defaultWeights[side].calibration);
  });

  it('reads probabilities as before where answers would have told nothing of those held back', () => {
    const learned = tryToLearn(set, {
      current: defaultWeights,
      version: 'learned',
      training: answered(0, 100, () => 'declined'),
      heldBack: answered(100, 25, () => 'met'),
    });
    expect(learned.mayLive).toBe(true);
    for (const side of ['needSide', 'patentSide'] as const)
      expect(learned.weights[side].calibration).toEqual(defaultWeights[side].calibration);
  });
});
