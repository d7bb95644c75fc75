import { features, type Feature, type SideWeights } from './weights.ts';

/** How much a feature moves the log-odds up or down. `base` is the same for all pairs. */
export interface Contribution {
  readonly feature: Feature | 'base';
  /** The feature's value in [0, 1]; 1 for the base. */
  readonly value: number;
  readonly contribution: number;
}

/** One side's score: the contributions sum to `z` (within 1e-9), and `p = sigmoid(a·z + b)`. */
export interface SideScore {
  readonly z: number;
  readonly p: number;
  readonly contributions: readonly Contribution[];
}

export const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** Feature values in the order of `features`; plain numbers, because hundreds of pairs are scored for a list. */
export type Values = readonly number[];

export function scoreSide(values: Values, side: SideWeights): SideScore {
  const contributions: Contribution[] = [{ feature: 'base', value: 1, contribution: side.base }];
  features.forEach((feature, i) => {
    const value = values[i] ?? 0;
    const contribution = side.weights[feature] * (value - side.centres[feature]);
    if (side.weights[feature] !== 0) contributions.push({ feature, value, contribution });
  });
  let z = 0;
  for (const { contribution } of contributions) z += contribution;
  return { z, p: sigmoid(side.calibration.a * z + side.calibration.b), contributions };
}

/** The probability without the contributions, bitwise equal to `p` of `scoreSide`. */
export function probability(values: Values, side: SideWeights): number {
  const { weights, centres } = listed(side);
  let z = side.base;
  // both have as many items as there are features
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] as number;
    if (weight !== 0) z += weight * ((values[i] as number) - (centres[i] as number));
  }
  return sigmoid(side.calibration.a * z + side.calibration.b);
}

const lists = new WeakMap<SideWeights, { weights: Float64Array; centres: Float64Array }>();

function listed(side: SideWeights) {
  const known = lists.get(side) ?? {
    weights: Float64Array.from(features, (feature) => side.weights[feature]),
    centres: Float64Array.from(features, (feature) => side.centres[feature]),
  };
  lists.set(side, known);
  return known;
}

/** Harmonic mean: one unwilling side sinks the pair. */
export function twoSided(p: number, q: number): number {
  return p + q === 0 ? 0 : (2 * p * q) / (p + q);
}
