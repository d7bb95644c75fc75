/** Numbers per row, and rows per block. */
export const rowWidth = 64;
export const blockRows = 65_536;

/** Rows of integers side by side, a vector to multiply them with, and space for the products. Initially all zeros. */
export interface Block {
  readonly rows: Int16Array;
  readonly vector: Int16Array;
  readonly products: Int32Array;
  /** Computes the first `count` products: scalar products of rows and vector, which must fit into 32 bits. */
  multiply(count: number): void;
}

/** A block in plain TypeScript, for machines without `simdBlock`. */
export function plainBlock(): Block {
  const rows = new Int16Array(rowWidth * blockRows);
  const vector = new Int16Array(rowWidth);
  const products = new Int32Array(blockRows);
  return { rows, vector, products, multiply: (count) => multiply(rows, vector, products.subarray(0, count)) };
}

function multiply(rows: Int16Array, vector: Int16Array, products: Int32Array): void {
  for (let row = 0; row < products.length; row++) {
    let sum = 0;
    // Within bounds by construction; the casts avoid a check per multiplication.
    for (let i = 0, at = row * rowWidth; i < rowWidth; i++, at++)
      sum = (sum + (rows[at] as number) * (vector[i] as number)) | 0;
    products[row] = sum;
  }
}
