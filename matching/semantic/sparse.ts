/** A sparse matrix by rows: row r has the entries `starts[r]` to `starts[r + 1]`. */
export interface Sparse {
  readonly rows: number;
  readonly columns: number;
  readonly starts: Uint32Array;
  readonly indices: Uint32Array;
  readonly values: Float32Array;
}

/** `A X`, where X has `width` columns and is stored row by row. */
export const multiply = (a: Sparse, x: Float32Array, width: number): Float32Array => product(a, x, width, false);

/** `Aᵀ X`, in the same form. */
export const multiplyTransposed = (a: Sparse, x: Float32Array, width: number): Float32Array =>
  product(a, x, width, true);

function product(a: Sparse, x: Float32Array, width: number, isTransposed: boolean): Float32Array {
  const y = new Float32Array((isTransposed ? a.columns : a.rows) * width);
  // Every index is within its array by construction; the casts avoid a check per multiplication.
  for (let row = 0; row < a.rows; row++)
    for (let i = a.starts[row] as number; i < (a.starts[row + 1] as number); i++) {
      const column = a.indices[i] as number;
      const [from, to] = [(isTransposed ? row : column) * width, (isTransposed ? column : row) * width];
      const value = a.values[i] as number;
      for (let c = 0; c < width; c++) y[to + c] = (y[to + c] as number) + value * (x[from + c] as number);
    }
  return y;
}
