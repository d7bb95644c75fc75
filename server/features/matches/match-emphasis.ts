import { type Feature, type SideWeights, textFeatures, type Weights } from '../../../matching/index.ts';
import { emphases, type Emphasis, type EmphasisName } from '../../domain/match-emphasis.ts';

/** The matcher's features that one factor scales. */
const featuresOf = (name: EmphasisName): readonly Feature[] => {
  if (name === 'text') return textFeatures.filter((feature) => feature !== 'semantic');
  return [name === 'meaning' ? 'semantic' : name];
};

/** Weights scaled by a centre's factors; `version` identifies the result. */
export function emphasised(weights: Weights, emphasis: Emphasis, version: string): Weights {
  const factors = new Map(emphases.flatMap((name) => featuresOf(name).map((feature) => [feature, emphasis[name]])));
  const times = <Some extends Partial<Record<Feature, number>>>(some: Some): Some =>
    // the same keys with other numbers
    Object.fromEntries(
      Object.entries(some).map(([feature, weight]) => [feature, weight * (factors.get(feature as Feature) ?? 1)]),
    ) as Some;
  const side = (one: SideWeights): SideWeights => ({
    ...one,
    weights: times(one.weights),
    ...(one.chinese && { chinese: times(one.chinese) }),
  });
  return { version, needSide: side(weights.needSide), patentSide: side(weights.patentSide) };
}
