/** A judged list. */
export interface JudgedList {
  readonly rows: readonly JudgedRow[];
}

/** One judged row: feature values and gain (0: not wanted). */
export interface JudgedRow {
  readonly values: readonly number[];
  readonly gain: number;
  /** Inverse of the chance that its position is looked at; 1 for judgements without positions. */
  readonly weight?: number;
}

export interface ListwiseOptions {
  /** Start, and what the weights are drawn towards when there is little to learn from. */
  readonly prior: readonly number[];
  /** Strength of the pull towards the prior, as the number of lists that move it halfway, roughly. */
  readonly strength?: number;
  /** Which weights must not become negative. */
  readonly nonNegative: readonly boolean[];
  readonly epochs?: number;
}

const adam = { rate: 0.1, first: 0.9, second: 0.999, epsilon: 1e-8 } as const;

/**
 * Weights that rank wanted rows first: listwise softmax cross-entropy with a Gaussian prior (MAP), by Adam.
 * Deterministic. Source: Cao et al., "Learning to rank: from pairwise approach to listwise approach", ICML 2007.
 */
export function learnWeights(lists: readonly JudgedList[], options: ListwiseOptions): number[] {
  const { prior, strength = 0.003, nonNegative, epochs = 200 } = options;
  const usable = lists.filter((list) => list.rows.some((row) => row.gain > 0));
  const weights = prior.map((w, i) => (nonNegative[i] ? Math.max(0, w) : w));
  if (usable.length === 0) return weights;
  const mean = prior.map(() => 0);
  const square = prior.map(() => 0);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const gradient = weights.map((w, i) => strength * (w - (prior[i] ?? 0)));
    for (const list of usable) addGradient(gradient, list, weights, usable.length);
    gradient.forEach((g, i) => {
      const m = (mean[i] = adam.first * (mean[i] ?? 0) + (1 - adam.first) * g);
      const s = (square[i] = adam.second * (square[i] ?? 0) + (1 - adam.second) * g * g);
      const step = m / (1 - adam.first ** epoch) / (Math.sqrt(s / (1 - adam.second ** epoch)) + adam.epsilon);
      const next = (weights[i] ?? 0) - adam.rate * step;
      weights[i] = nonNegative[i] ? Math.max(0, next) : next;
    });
  }
  return weights;
}

/** Adds the gradient of one list: expected minus wanted feature values. */
function addGradient(gradient: number[], { rows }: JudgedList, weights: readonly number[], lists: number): void {
  const scores = rows.map((row) => dot(row.values, weights));
  const top = scores.reduce((a, b) => Math.max(a, b), -Infinity);
  const exps = scores.map((score) => Math.exp(score - top));
  const total = exps.reduce((a, b) => a + b, 0);
  const wanted = rows.map((row) => row.gain * (row.weight ?? 1));
  const wantedTotal = wanted.reduce((a, b) => a + b, 0);
  rows.forEach((row, r) => {
    const surprise = ((exps[r] ?? 0) / total - (wanted[r] ?? 0) / wantedTotal) / lists;
    row.values.forEach((value, i) => (gradient[i] = (gradient[i] ?? 0) + surprise * value));
  });
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
