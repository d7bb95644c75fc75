/** Whole numbers of 16 or 32 bits. */
type Whole = Uint32Array | Uint16Array;

/**
 * Numbers as the steps from each to the next, a byte for a short one and up to five for a long one: what an index is made of
 * mostly lies close together or is small. (Zigzag, so that short steps down are short too, then LEB128, as protocol buffers
 * write numbers.)
 */
export function writeSteps(numbers: Whole): Uint8Array {
  const bytes = new Uint8Array(5 * numbers.length); // what is not written to costs no memory
  let at = 0;
  let before = 0;
  // Some ten million numbers: every index is within its array, and the casts spare a check each.
  for (let i = 0; i < numbers.length; i++) {
    const step = ((numbers[i] as number) - before) | 0;
    before = numbers[i] as number;
    let left = ((step << 1) ^ (step >> 31)) >>> 0;
    for (; left > 127; left >>>= 7) bytes[at++] = (left & 127) | 128;
    bytes[at++] = left;
  }
  return bytes.subarray(0, at);
}

/** Fills `numbers` with what `writeSteps` was given, as far as bytes go. */
export function readSteps(bytes: Uint8Array, numbers: Whole): void {
  let number = 0;
  let i = 0;
  for (let at = 0; at < bytes.length; at++) {
    let left = bytes[at] as number;
    if (left > 127) {
      left &= 127;
      for (let shift = 7; ; shift += 7) {
        const byte = bytes[++at] as number;
        left |= (byte & 127) << shift;
        if (!(byte > 127)) break; // also where the bytes end
      }
    }
    number = (number + ((left >>> 1) ^ -(left & 1))) | 0; // as 32 bits, whichever sign: the array takes it as it is meant
    numbers[i++] = number;
  }
}
