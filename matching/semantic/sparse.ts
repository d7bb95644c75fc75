/** A sparse matrix by rows: row r has the entries `starts[r]` to `starts[r + 1]`. */
export interface Sparse {
  readonly rows: number;
  readonly columns: number;
  readonly starts: Uint32Array;
  readonly indices: Uint32Array;
  readonly values: Float32Array;
}

// In both products every index is within its array by construction; the casts avoid a check per multiplication.

/** `A X`, where X has `width` columns and is stored row by row. */
export function multiply(a: Sparse, x: Float32Array, width: number): Float32Array {
  const y = new Float32Array(a.rows * width);
  for (let row = 0; row < a.rows; row++) {
    const to = row * width;
    for (let i = a.starts[row] as number; i < (a.starts[row + 1] as number); i++) {
      const from = (a.indices[i] as number) * width;
      const value = a.values[i] as number;
      for (let c = 0; c < width; c++) y[to + c] = (y[to + c] as number) + value * (x[from + c] as number);
    }
  }
  return y;
}

/** `Aᵀ X`, in the same form. */
export function multiplyTransposed(a: Sparse, x: Float32Array, width: number): Float32Array {
  const y = new Float32Array(a.columns * width);
  for (let row = 0; row < a.rows; row++) {
    const from = row * width;
    for (let i = a.starts[row] as number; i < (a.starts[row + 1] as number); i++) {
      const to = (a.indices[i] as number) * width;
      const value = a.values[i] as number;
      for (let c = 0; c < width; c++) y[to + c] = (y[to + c] as number) + value * (x[from + c] as number);
    }
  }
  return y;
}
