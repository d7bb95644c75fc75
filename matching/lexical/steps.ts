type Whole = Uint32Array | Uint16Array;

/**
 * Integers as differences between neighbours, one byte for a small difference and up to five for a large one, because
 * most numbers of an index are small or close together. (Zigzag, so that small negative differences are short too, then
 * LEB128, as in protocol buffers.)
 */
export function writeSteps(numbers: Whole): Uint8Array {
  const bytes = new Uint8Array(5 * numbers.length); // memory that is not written to costs nothing
  let at = 0;
  let before = 0;
  // Some ten million numbers: every index is within its array, and the casts avoid a check each.
  for (let i = 0; i < numbers.length; i++) {
    const step = ((numbers[i] as number) - before) | 0;
    before = numbers[i] as number;
    let left = ((step << 1) ^ (step >> 31)) >>> 0;
    for (; left > 127; left >>>= 7) bytes[at++] = (left & 127) | 128;
    bytes[at++] = left;
  }
  return bytes.subarray(0, at);
}

/** Fills `numbers` from the output of `writeSteps`, as far as the bytes go. */
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
        if (!(byte > 127)) break; // also at the end of the bytes
      }
    }
    number = (number + ((left >>> 1) ^ -(left & 1))) | 0; // 32 bits; the array reads the sign as it needs
    numbers[i++] = number;
  }
}
