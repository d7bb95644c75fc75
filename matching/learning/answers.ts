import { sideFor, type SideWeights, type Weights } from '../score/weights.ts';
import type { Language } from '../text/analyse.ts';
import { calibrate, type Outcome, shift } from './calibrate.ts';
import { logOdds, type MatchOutcome, type ShownMatch } from './feedback.ts';

/** Lists that one side was shown, by language of the patents; the latest first. */
export type ShownLists = Readonly<Record<Language, readonly (readonly ShownMatch[])[]>>;

/** Which outcomes count as answers: to open the reasons and do nothing is a no, only to see the line is no answer. */
const answers: Readonly<Partial<Record<MatchOutcome, boolean>>> = {
  opened: false,
  shortlisted: true,
  met: true,
  dealt: true,
  declined: false,
};

/** The answers of a side, with the log-odds its present weights give. Only the latest showing of a pair counts. */
function answersOf(lists: ShownLists, side: SideWeights): Outcome[] {
  const counted = new Set<string>();
  return (['zh', 'en'] as const).flatMap((language) => {
    const model = sideFor(side, language);
    return lists[language].flat().flatMap((shown): Outcome[] => {
      const accepted = answers[shown.outcome];
      if (accepted === undefined || (shown.pair !== undefined && counted.has(shown.pair))) return [];
      if (shown.pair !== undefined) counted.add(shown.pair);
      return [{ z: logOdds(shown, model), accepted }];
    });
  });
}

export type BothLists = Readonly<Record<'needSide' | 'patentSide', ShownLists>>;

/**
 * The weights with each side's calibration fitted to its answers: the share of the pairs it looked at that it accepted.
 * Drawn towards the present calibration, so that few answers change little. The order within a side stays, the order of
 * pairs may change: a side that accepts almost everything then decides less.
 */
export function calibrated(lists: BothLists, weights: Weights): Weights {
  const anew = (name: keyof BothLists): SideWeights => {
    const side = weights[name];
    return { ...side, calibration: calibrate(answersOf(lists[name], side), side.calibration) };
  };
  return { ...weights, needSide: anew('needSide'), patentSide: anew('patentSide') };
}

/**
 * Like `calibrated`, but shifts the log-odds of both sides by the same amount, which changes no order: pairs are
 * ordered by 1/p + 1/q, which is 2 + e^−x + e^−y for log-odds x and y.
 */
export function movedAlike(lists: BothLists, weights: Weights): Weights {
  const shown = (name: keyof BothLists): Outcome[] => {
    const { a, b } = weights[name].calibration;
    return answersOf(lists[name], weights[name]).map(({ z, accepted }) => ({ z: a * z + b, accepted }));
  };
  const by = shift([...shown('needSide'), ...shown('patentSide')]);
  const moved = (side: SideWeights): SideWeights => ({
    ...side,
    calibration: { a: side.calibration.a, b: side.calibration.b + by },
  });
  return { ...weights, needSide: moved(weights.needSide), patentSide: moved(weights.patentSide) };
}

/** Log-likelihood of each answer that the side gave, for comparing calibrations. */
export function likelihoodOfAnswers(lists: ShownLists, side: SideWeights): number[] {
  const { a, b } = side.calibration;
  return answersOf(lists, side).map(({ z, accepted }) => logSigmoid(accepted ? a * z + b : -(a * z + b)));
}

const logSigmoid = (x: number): number => Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x)));
