/**
 * The scalar product of `vector[from…end]` with as many numbers of `values` from `start + from` on. Four sums at once, so
 * that additions do not wait for each other; what is left of a multiple of four is added after.
 */
export function dot(values: Float32Array, start: number, vector: Float32Array, from: number, end: number): number {
  const whole = end - ((end - from) % 4);
  let [a, b, c, d] = [0, 0, 0, 0];
  // Within bounds by construction; the casts spare a check per multiplication.
  for (let i = from; i < whole; i += 4) {
    a += (values[start + i] as number) * (vector[i] as number);
    b += (values[start + i + 1] as number) * (vector[i + 1] as number);
    c += (values[start + i + 2] as number) * (vector[i + 2] as number);
    d += (values[start + i + 3] as number) * (vector[i + 3] as number);
  }
  for (let i = whole; i < end; i++) a += (values[start + i] as number) * (vector[i] as number);
  return a + b + c + d;
}
