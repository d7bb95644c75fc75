import { features, sideFor, textFeatures, type Feature, type SideWeights } from '../score/weights.ts';
import type { Language } from '../text/analyse.ts';
import { learnWeights, type JudgedList } from './listwise.ts';
import { ndcg } from './metrics.ts';

/** How far a shown match got. */
export type MatchOutcome = 'shown' | 'opened' | 'shortlisted' | 'met' | 'declined' | 'dealt';

const gains: Readonly<Record<MatchOutcome, number>> = {
  shown: 0,
  opened: 0,
  shortlisted: 1,
  met: 2,
  declined: 0,
  dealt: 4,
};

/** What became of one line of a shown list. */
export interface ShownMatch {
  /** The feature values it was shown with (from its contributions); a missing feature counts as centred. */
  readonly values: Readonly<Partial<Record<Feature, number>>>;
  /** Identifies the pair, where it may be shown in several lists. */
  readonly pair?: string;
  /** Position in the list, from 1. */
  readonly position: number;
  readonly outcome: MatchOutcome;
  /** Why it was declined, if because of one condition: then only that feature learns from it. */
  readonly reason?: Feature;
}

/** Log-odds of a shown line, by weights for the language of its patent (see `sideFor`). */
export const logOdds = ({ values }: ShownMatch, { base, weights, centres }: SideWeights): number =>
  features.reduce(
    (z, feature) => z + weights[feature] * ((values[feature] ?? centres[feature]) - centres[feature]),
    base,
  );

/** Inverse propensity: the chance that a position is looked at falls with the logarithm of its rank. */
export const examinationWeight = (position: number) => 1 + Math.log2(Math.max(1, position));

/**
 * Learns new weights of one side from its shown lists, drawn towards `current`. `language` is that of the patents
 * shown: structured features learn from both languages, text features only for their own.
 */
export function learnFromFeedback(
  lists: readonly (readonly ShownMatch[])[],
  current: SideWeights,
  language: Language,
  strength = 0.05,
): SideWeights {
  const prior = sideFor(current, language).weights;
  const judged = lists.map((list): JudgedList => ({ rows: list.map((shown) => rowOf(shown, current)) }));
  const learned = learnWeights(judged, {
    prior: features.map((feature) => prior[feature]),
    strength,
    nonNegative: features.map(() => true),
  });
  const weights = Object.fromEntries(features.map((feature, i) => [feature, learned[i] ?? 0])) as Record<
    Feature,
    number
  >; // every feature is listed
  if (language === 'en' || !current.chinese) return { ...current, weights };
  const pick = (from: Readonly<Record<Feature, number>>) =>
    Object.fromEntries(textFeatures.map((feature) => [feature, from[feature]]));
  return { ...current, weights: { ...weights, ...pick(current.weights) }, chinese: pick(weights) };
}

/**
 * How well a side's weights order lists that were shown: nDCG@10 of each list in which something was wanted. Only for
 * comparing weights with each other, as nothing is known about what was not shown.
 */
export function orderOfFeedback(
  lists: readonly (readonly ShownMatch[])[],
  side: SideWeights,
  language: Language,
): number[] {
  const model = sideFor(side, language);
  return lists.flatMap((list) => {
    const wanted = new Set(list.flatMap((shown, at) => (gains[shown.outcome] > 0 ? [String(at)] : [])));
    if (wanted.size === 0) return [];
    const order = list
      .map((shown, at) => ({ at, score: logOdds(shown, model) }))
      .sort((a, b) => b.score - a.score || a.at - b.at);
    return [
      ndcg(
        order.map(({ at }) => String(at)),
        wanted,
      ),
    ];
  });
}

function rowOf({ values, position, outcome, reason }: ShownMatch, current: SideWeights): JudgedList['rows'][number] {
  const isAbout = (feature: Feature) => outcome !== 'declined' || reason === undefined || reason === feature;
  return {
    values: features.map((feature) =>
      isAbout(feature) ? (values[feature] ?? current.centres[feature]) : current.centres[feature],
    ),
    gain: gains[outcome],
    weight: examinationWeight(position),
  };
}
