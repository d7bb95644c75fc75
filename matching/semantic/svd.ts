import { eigen, gram, timesInPlace, whitening } from './dense.ts';
import { random } from './random.ts';
import { multiply, multiplyTransposed, type Sparse } from './sparse.ts';

const oversampling = 8;

/**
 * The leading right singular vectors of `a` (columns × dimensions, row by row) and its singular values, by randomised
 * subspace iteration. Fewer dimensions are returned for a matrix of lower rank. Source: Halko, Martinsson and Tropp,
 * "Finding structure with randomness", SIAM Review 53(2), 2011, algorithm 4.4.
 */
export function rightSingularVectors(
  a: Sparse,
  dimensions: number,
  { iterations = 3, seed = 1 } = {},
): { vectors: Float32Array; strengths: Float32Array } {
  const width = Math.min(dimensions + oversampling, a.rows, a.columns);
  const next = random(seed);
  const start = Float32Array.from({ length: a.columns * width }, () => next() - 0.5);
  const q = multiply(a, start, width);
  timesInPlace(q, whitening(gram(q, width), width), width);
  for (let i = 0; i < iterations; i++) {
    q.set(multiply(a, multiplyTransposed(a, q, width), width));
    timesInPlace(q, whitening(gram(q, width), width), width);
  }
  const b = multiplyTransposed(a, q, width); // Bᵀ = AᵀQ: its left singular vectors are A's right ones
  const strengths = orthonormalise(b, width);
  const out = Math.min(dimensions, strengths.length);
  const vectors = new Float32Array(a.columns * out);
  for (let row = 0; row < a.columns; row++)
    for (let c = 0; c < out; c++) vectors[row * out + c] = b[row * width + c] ?? 0;
  return { vectors, strengths: strengths.slice(0, out) };
}

/**
 * Makes the columns of X orthonormal with the same span, the strongest first (X V Λ^-½ from the eigenvectors of XᵀX).
 * Directions without weight become zero. Returns the original lengths of the others.
 */
function orthonormalise(x: Float32Array, width: number): Float32Array {
  const { values, vectors } = eigen(gram(x, width), width);
  const floor = (values[0] ?? 0) * 1e-10;
  const lengths: number[] = [];
  for (let c = 0; c < width; c++) {
    const value = values[c] ?? 0;
    const scale = value > floor && value > 0 ? 1 / Math.sqrt(value) : 0;
    if (scale > 0) lengths.push(Math.sqrt(value));
    for (let r = 0; r < width; r++) vectors[r * width + c] = (vectors[r * width + c] ?? 0) * scale;
  }
  timesInPlace(x, vectors, width);
  return Float32Array.from(lengths);
}
