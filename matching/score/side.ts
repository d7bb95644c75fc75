import { features, type Feature, type SideWeights } from './weights.ts';

/** A signed bar: how much a feature moves the log-odds up or down. `base` is where everybody starts. */
export interface Contribution {
  readonly feature: Feature | 'base';
  /** The feature in [0, 1]; 1 for the base. */
  readonly value: number;
  readonly contribution: number;
}

/** One side's view: the contributions sum to `z` (within 1e-9), and `p = sigmoid(a·z + b)`. */
export interface SideScore {
  readonly z: number;
  readonly p: number;
  readonly contributions: readonly Contribution[];
}

export const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

export function scoreSide(values: Readonly<Record<Feature, number>>, side: SideWeights): SideScore {
  const contributions: Contribution[] = [{ feature: 'base', value: 1, contribution: side.base }];
  for (const feature of features)
    if (side.weights[feature] !== 0)
      contributions.push({
        feature,
        value: values[feature],
        contribution: side.weights[feature] * (values[feature] - side.centres[feature]),
      });
  let z = 0;
  for (const { contribution } of contributions) z += contribution;
  return { z, p: sigmoid(side.calibration.a * z + side.calibration.b), contributions };
}

/** The probability alone, without the bars: what lists are ranked by. The same to the last bit as `scoreSide`. */
export function probability(values: Readonly<Record<Feature, number>>, side: SideWeights): number {
  let z = side.base;
  for (const feature of features)
    if (side.weights[feature] !== 0) z += side.weights[feature] * (values[feature] - side.centres[feature]);
  return sigmoid(side.calibration.a * z + side.calibration.b);
}

/** The harmonic mean: one unwilling side sinks the pair. */
export function twoSided(p: number, q: number): number {
  return p + q === 0 ? 0 : (2 * p * q) / (p + q);
}
