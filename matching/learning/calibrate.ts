/** A shown pair: its log-odds `z`, and whether the side accepted it. */
export interface Outcome {
  readonly z: number;
  readonly accepted: boolean;
}

/**
 * Platt scaling: `a ≥ 0` and `b` so that sigmoid(a·z + b) is the share of accepted pairs at z, drawn towards `prior`
 * (with the default `strength`, some fifty outcomes move it halfway). Newton's method; deterministic. Source: Lin, Lin
 * and Weng, "A note on Platt's probabilistic outputs for support vector machines", 2007.
 */
export function calibrate(
  outcomes: readonly Outcome[],
  prior: Readonly<{ a: number; b: number }> = { a: 1, b: 0 },
  strength = 10,
): { a: number; b: number } {
  let { a, b } = prior;
  for (let round = 0; round < 50; round++) {
    let [ga, gb, haa, hab, hbb] = [strength * (a - prior.a), strength * (b - prior.b), strength, 0, strength];
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
  // When z is uninformative or inverted, only the overall acceptance rate is left to learn.
  if (a >= 0) return { a, b };
  const flat = outcomes.map(({ accepted }) => ({ z: prior.b, accepted }));
  return { a: 0, b: prior.b + shift(flat, strength) };
}

/** The shift `b` for which sigmoid(z + b) fits the outcomes best, drawn towards 0. */
export function shift(outcomes: readonly Outcome[], strength = 10): number {
  let b = 0;
  for (let round = 0; round < 50; round++) {
    let [slope, curve] = [strength * b, strength];
    for (const { z, accepted } of outcomes) {
      const p = 1 / (1 + Math.exp(-(z + b)));
      slope += p - (accepted ? 1 : 0);
      curve += p * (1 - p);
    }
    const step = Math.max(-1, Math.min(1, slope / curve));
    b -= step;
    if (Math.abs(step) < 1e-10) break;
  }
  return b;
}
