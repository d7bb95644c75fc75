import {
  calibrated,
  likelihoodOfAnswers,
  mayGoLive,
  movedAlike,
  orderOfFeedback,
  pairedBootstrap,
  type PairedTest,
  type Weights,
} from '../../../../matching/index.ts';
import { type FeedbackLists, learnFrom } from '../feedback.ts';
import { type FrozenSet, tryOnFrozenSet } from './frozen-set.ts';

export type ToLearn = Readonly<{
  current: Weights;
  version: string;
  training: FeedbackLists;
  heldBack: FeedbackLists;
}>;
/** Candidate weights, and the tests against those in use that decide whether they may go live. */
export type LearnedWeights = Readonly<{
  weights: Weights;
  mayLive: boolean;
  /** nDCG of the lists held back. */
  heldBack: PairedTest;
  /** Likelihood of the answers held back. */
  answers: PairedTest;
  /** nDCG on the frozen set. */
  frozen: PairedTest;
}>;

/**
 * Learns weights from feedback, preferably with both sides' probabilities calibrated to their answers. Calibration can
 * change the order of pairs, so where the tests forbid it both sides are shifted alike, which does not; where that does
 * not help either, the old calibration stays.
 */
export function tryToLearn(set: FrozenSet, { current, version, training, heldBack }: ToLearn): LearnedWeights {
  const learned = learnFrom(training, current, version);
  const candidates = [calibrated(training, learned), movedAlike(training, learned), learned];
  const [before, ...after] = tryOnFrozenSet(set, [current, ...candidates]);
  const tried = candidates.map((weights, at): LearnedWeights => {
    const tests = {
      heldBack: pairedBootstrap(orderOf(heldBack, weights), orderOf(heldBack, current)),
      answers: pairedBootstrap(likelihoodOf(heldBack, weights), likelihoodOf(heldBack, current)),
      frozen: pairedBootstrap(after[at]?.ndcg10 ?? [], before?.ndcg10 ?? []),
    };
    const needed = [tests.heldBack, tests.frozen, ...(weights === learned ? [] : [tests.answers])];
    return { weights, mayLive: mayGoLive(needed), ...tests };
  });
  const best = tried.find(({ mayLive }) => mayLive) ?? tried.at(-1);
  if (!best) throw new Error('three were tried');
  return best;
}

const sides = ['needSide', 'patentSide'] as const;
const languages = ['zh', 'en'] as const;

const orderOf = (lists: FeedbackLists, weights: Weights): number[] =>
  sides.flatMap((side) =>
    languages.flatMap((language) => orderOfFeedback(lists[side][language], weights[side], language)),
  );

const likelihoodOf = (lists: FeedbackLists, weights: Weights): number[] =>
  sides.flatMap((side) => likelihoodOfAnswers(lists[side], weights[side]));
