import type { SideWeights, Weights } from './weights.ts';

const made = new WeakMap<Weights, Weights>();

/** Weights without meaning, for a pair of which a vector is missing: the unknown must not count either way. */
export function withoutMeaning(weights: Weights): Weights {
  const side = (one: SideWeights): SideWeights => ({
    ...one,
    weights: { ...one.weights, semantic: 0 },
    ...(one.chinese && { chinese: { ...one.chinese, semantic: 0 } }),
  });
  const known = made.get(weights) ?? {
    ...weights,
    needSide: side(weights.needSide),
    patentSide: side(weights.patentSide),
  };
  made.set(weights, known);
  return known;
}
