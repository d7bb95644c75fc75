import { sideFor, type SideWeights, type Weights } from '../score/weights.ts';
import type { Language } from '../text/analyse.ts';
import { calibrate, type Outcome, shift } from './calibrate.ts';
import { logOdds, type MatchOutcome, type ShownMatch } from './feedback.ts';

/** Lists that one side was shown, by the language of the patents; the latest first. */
export type ShownLists = Readonly<Record<Language, readonly (readonly ShownMatch[])[]>>;

/** What counts as an answer: who opened the reasons and left it there has said no so far, who only saw the line nothing. */
const answers: Readonly<Partial<Record<MatchOutcome, boolean>>> = {
  opened: false,
  shortlisted: true,
  met: true,
  dealt: true,
  declined: false,
};

/** What a side answered, at the log-odds that its weights give now; a pair counts once, as it was shown last. */
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

/** Lists of both sides. */
export type BothLists = Readonly<Record<'needSide' | 'patentSide', ShownLists>>;

/**
 * The weights with the probability of each side read anew from what it answered: of the pairs that it looks at, the share
 * that it says yes to. Drawn towards what they were, so that few answers change little. The order of each side's own
 * liking stays, the order of pairs need not: a side that says yes to almost everything decides less.
 */
export function calibrated(lists: BothLists, weights: Weights): Weights {
  const anew = (name: keyof BothLists): SideWeights => {
    const side = weights[name];
    return { ...side, calibration: calibrate(answersOf(lists[name], side), side.calibration) };
  };
  return { ...weights, needSide: anew('needSide'), patentSide: anew('patentSide') };
}

/**
 * The same with the log-odds of both sides moved alike, which changes no order: 1/p + 1/q, by which pairs are ordered, is
 * 2 + e^−x + e^−y for log-odds x and y.
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

/** How likely the side held each answer that it then gave, as a logarithm: for comparing calibrations with each other. */
export function likelihoodOfAnswers(lists: ShownLists, side: SideWeights): number[] {
  const { a, b } = side.calibration;
  return answersOf(lists, side).map(({ z, accepted }) => logSigmoid(accepted ? a * z + b : -(a * z + b)));
}

const logSigmoid = (x: number): number => Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x)));
