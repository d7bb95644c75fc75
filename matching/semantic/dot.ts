/**
 * The scalar product of `vector[from…end]` with the numbers of `values` from `start + from` on. Uses four sums, so that
 * additions do not wait for each other.
 */
export function dot(values: Float32Array, start: number, vector: Float32Array, from: number, end: number): number {
  const whole = end - ((end - from) % 4);
  // separate variables: numbers destructured from an array would be heap-allocated
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  // Within bounds by construction; the casts avoid a check per multiplication.
  for (let i = from; i < whole; i += 4) {
    a += (values[start + i] as number) * (vector[i] as number);
    b += (values[start + i + 1] as number) * (vector[i + 1] as number);
    c += (values[start + i + 2] as number) * (vector[i + 2] as number);
    d += (values[start + i + 3] as number) * (vector[i + 3] as number);
  }
  for (let i = whole; i < end; i++) a += (values[start + i] as number) * (vector[i] as number);
  return a + b + c + d;
}

/**
 * The scalar products of `vector[from…from + width]` with each row of `values`, into `products`. Eight rows at once, so
 * that each number of the vector is read once for eight. The loop is here and not at the caller, because a product
 * returned singly would be heap-allocated.
 */
export function dotRows(
  values: Float32Array,
  width: number,
  vector: Float32Array,
  from: number,
  products: Float64Array,
): void {
  const whole = products.length - (products.length % 8);
  for (let row = 0; row < whole; row += 8) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    let e = 0;
    let f = 0;
    let g = 0;
    let h = 0;
    // within bounds, as above
    for (let i = 0, at = row * width; i < width; i++, at++) {
      const x = vector[from + i] as number;
      a += (values[at] as number) * x;
      b += (values[at + width] as number) * x;
      c += (values[at + 2 * width] as number) * x;
      d += (values[at + 3 * width] as number) * x;
      e += (values[at + 4 * width] as number) * x;
      f += (values[at + 5 * width] as number) * x;
      g += (values[at + 6 * width] as number) * x;
      h += (values[at + 7 * width] as number) * x;
    }
    products[row] = a;
    products[row + 1] = b;
    products[row + 2] = c;
    products[row + 3] = d;
    products[row + 4] = e;
    products[row + 5] = f;
    products[row + 6] = g;
    products[row + 7] = h;
  }
  for (let row = whole; row < products.length; row++) {
    let sum = 0;
    for (let i = 0; i < width; i++) sum += (values[row * width + i] as number) * (vector[from + i] as number);
    products[row] = sum;
  }
}

/** Scales the vector to unit length, in place; all zeros stay. */
export function normalised(vector: Float32Array): Float32Array {
  let square = 0;
  for (const x of vector) square += x * x;
  const length = Math.sqrt(square);
  if (length > 0) for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) / length;
  return vector;
}
