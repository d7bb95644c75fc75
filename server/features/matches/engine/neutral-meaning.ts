import type { SideWeights, Weights } from '../../../../matching/index.ts';

/** Weights without meaning: where there is no semantic space nothing is known of it, and the unknown says neither yes nor no. */
export function withoutMeaning(weights: Weights): Weights {
  const side = (one: SideWeights): SideWeights => ({
    ...one,
    weights: { ...one.weights, semantic: 0 },
    ...(one.chinese && { chinese: { ...one.chinese, semantic: 0 } }),
  });
  return { ...weights, needSide: side(weights.needSide), patentSide: side(weights.patentSide) };
}
