/** A shown pair and what became of it. */
export interface Outcome {
  readonly z: number;
  readonly accepted: boolean;
}

/**
 * `a ≥ 0` and `b` so that sigmoid(a·z + b) is the share of pairs at z that were accepted (Platt scaling), drawn towards
 * a = 1, b = 0 as by a few imagined outcomes. Newton's method; deterministic.
 * Source: Lin, Lin and Weng, "A note on Platt's probabilistic outputs for support vector machines", 2007.
 */
export function calibrate(outcomes: readonly Outcome[], strength = 2): { a: number; b: number } {
  let [a, b] = [1, 0];
  for (let round = 0; round < 50; round++) {
    let [ga, gb, haa, hab, hbb] = [strength * (a - 1), strength * b, strength, 0, strength];
    for (const { z, accepted } of outcomes) {
      const p = 1 / (1 + Math.exp(-(a * z + b)));
      const slope = p - (accepted ? 1 : 0);
      const curve = p * (1 - p);
      ga += slope * z;
      gb += slope;
      haa += curve * z * z;
      hab += curve * z;
      hbb += curve;
    }
    const determinant = haa * hbb - hab * hab;
    const da = (hbb * ga - hab * gb) / determinant;
    const db = (haa * gb - hab * ga) / determinant;
    const damp = Math.min(1, 2 / Math.max(1e-9, Math.abs(da) + Math.abs(db)));
    a -= damp * da;
    b -= damp * db;
    if (Math.abs(da) + Math.abs(db) < 1e-10) break;
  }
  return a >= 0 ? { a, b } : { a: 0, b: onlyShift(outcomes, strength) };
}

/** The best `b` when z says nothing. */
function onlyShift(outcomes: readonly Outcome[], strength: number): number {
  const accepted = outcomes.filter((o) => o.accepted).length;
  return Math.log((accepted + strength / 2) / (outcomes.length - accepted + strength / 2));
}
