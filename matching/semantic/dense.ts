// Small dense linear algebra on row-major arrays. Indices are within bounds by construction; the casts avoid checks.

/** `XᵀX` of a tall matrix with `width` columns: width × width, symmetric. */
export function gram(x: Float32Array, width: number): Float64Array {
  const g = new Float64Array(width * width);
  const row = new Float64Array(width);
  for (let start = 0; start < x.length; start += width) {
    for (let c = 0; c < width; c++) row[c] = x[start + c] as number;
    for (let i = 0; i < width; i++) {
      const xi = row[i] as number;
      if (xi === 0) continue;
      const to = i * width;
      for (let j = i; j < width; j++) g[to + j] = (g[to + j] as number) + xi * (row[j] as number);
    }
  }
  for (let i = 0; i < width; i++) for (let j = 0; j < i; j++) g[i * width + j] = g[j * width + i] as number;
  return g;
}

/** `X M` in place, row by row. */
export function timesInPlace(x: Float32Array, m: Float64Array, width: number): void {
  const row = new Float64Array(width);
  for (let start = 0; start < x.length; start += width) {
    row.fill(0);
    for (let i = 0; i < width; i++) {
      const xi = x[start + i] as number;
      if (xi === 0) continue;
      const from = i * width;
      for (let j = 0; j < width; j++) row[j] = (row[j] as number) + xi * (m[from + j] as number);
    }
    for (let c = 0; c < width; c++) x[start + c] = row[c] as number;
  }
}

/**
 * The upper triangular M with `(X M)ᵀ(X M) ≈ 1`, from the Gram matrix of X: the inverse of its Cholesky factor. A small
 * multiple of the diagonal is added first, so that nearly dependent columns do no harm.
 */
export function whitening(gramMatrix: Float64Array, n: number): Float64Array {
  const l = gramMatrix.slice();
  let trace = 0;
  for (let i = 0; i < n; i++) trace += l[i * n + i] as number;
  for (let i = 0; i < n; i++) l[i * n + i] = (l[i * n + i] as number) + (1e-7 * trace) / n + 1e-300;
  for (let j = 0; j < n; j++)
    for (let i = j; i < n; i++) {
      let sum = l[i * n + j] as number;
      for (let k = 0; k < j; k++) sum -= (l[i * n + k] as number) * (l[j * n + k] as number);
      l[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-300)) : sum / (l[j * n + j] as number);
    }
  const m = new Float64Array(n * n); // column j solves Lᵀ m = e_j
  for (let j = 0; j < n; j++)
    for (let i = j; i >= 0; i--) {
      let sum = i === j ? 1 : 0;
      for (let k = i + 1; k <= j; k++) sum -= (l[k * n + i] as number) * (m[k * n + j] as number);
      m[i * n + j] = sum / (l[i * n + i] as number);
    }
  return m;
}

/** Eigenvalues (largest first) and eigenvectors (columns) of a symmetric matrix, by cyclic Jacobi rotations. */
export function eigen(symmetric: Float64Array, n: number): { values: Float64Array; vectors: Float64Array } {
  const a = symmetric.slice();
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  const scale = a.reduce((sum, x) => sum + x * x, 0);
  for (let sweep = 0; sweep < 30 && offDiagonal(a, n) > 1e-18 * scale; sweep++)
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q);
  const order = Array.from({ length: n }, (_, i) => i).sort(
    (i, j) => (a[j * n + j] as number) - (a[i * n + i] as number),
  );
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    for (let i = 0; i < n; i++) vectors[i * n + to] = v[from * n + i] as number;
  });
  return { values: Float64Array.from(order, (i) => a[i * n + i] as number), vectors };
}

function offDiagonal(a: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) sum += 2 * (a[i * n + j] as number) ** 2;
  return sum;
}

/** One rotation that makes a[p][q] zero. Eigenvectors are collected as rows of `v`. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q] as number;
  if (Math.abs(apq) < 1e-300) return;
  const theta = ((a[q * n + q] as number) - (a[p * n + p] as number)) / (2 * apq);
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  rotateRows(a, n, p, q, c, s);
  for (let k = 0; k < n; k++) {
    const akp = a[k * n + p] as number;
    const akq = a[k * n + q] as number;
    a[k * n + p] = c * akp - s * akq;
    a[k * n + q] = s * akp + c * akq;
  }
  rotateRows(v, n, p, q, c, s);
}

function rotateRows(m: Float64Array, n: number, p: number, q: number, c: number, s: number): void {
  for (let k = 0; k < n; k++) {
    const x = m[p * n + k] as number;
    const y = m[q * n + k] as number;
    m[p * n + k] = c * x - s * y;
    m[q * n + k] = s * x + c * y;
  }
}
