/** The arrays a package holds. */
type Arrays = Readonly<Record<string, Uint32Array | Uint16Array | Float32Array | Uint8Array>>;

const magic = new TextEncoder().encode('PXM1');
const padded = (bytes: number) => Math.ceil(bytes / 4) * 4;

/**
 * One `Uint8Array` out of a small JSON head and typed arrays, in the byte order of the machine (all that Node runs on
 * are little-endian). Layout: "PXM1", length of the head, head, arrays; each begins at a multiple of four.
 */
export function packBytes(head: unknown, arrays: Arrays): Uint8Array {
  const layout = Object.entries(arrays).map(([name, a]) => [name, letterOf(a), a.byteLength]);
  const json = new TextEncoder().encode(JSON.stringify({ head, layout }));
  const start = 8 + padded(json.length);
  const bytes = new Uint8Array(Object.values(arrays).reduce((sum, a) => sum + padded(a.byteLength), start));
  bytes.set(magic);
  new DataView(bytes.buffer).setUint32(4, json.length, true);
  bytes.set(json, 8);
  let at = start;
  for (const a of Object.values(arrays)) {
    bytes.set(new Uint8Array(a.buffer, a.byteOffset, a.byteLength), at);
    at += padded(a.byteLength);
  }
  return bytes;
}

const letterOf = (a: Arrays[string]) =>
  a instanceof Float32Array ? 'f' : a instanceof Uint32Array ? 'u' : a instanceof Uint16Array ? 'h' : 'b';

/** A copy of bytes as numbers: it outlives them, begins where numbers may, and may be changed. */
function numbersOf(letter: 'u' | 'h' | 'f', bytes: Uint8Array): Arrays[string] {
  const { buffer } = new Uint8Array(bytes);
  return letter === 'f' ? new Float32Array(buffer) : letter === 'u' ? new Uint32Array(buffer) : new Uint16Array(buffer);
}

/** A package taken apart. Arrays of numbers are copies; bytes are views, because they are packages again or text. */
export class Unpacked {
  readonly head: unknown;
  readonly #arrays = new Map<string, Arrays[string]>();

  /** Throws a RangeError when `bytes` are not what `packBytes` made. */
  constructor(bytes: Uint8Array) {
    if (bytes.length < 8 || magic.some((byte, i) => bytes[i] !== byte)) throw new RangeError('not a saved index');
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);
    if (8 + length > bytes.length) throw new RangeError('a saved index was cut short');
    const { head, layout } = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as {
      head: unknown;
      layout: [string, 'u' | 'h' | 'f' | 'b', number][];
    }; // our own format, told by the magic
    this.head = head;
    let at = 8 + padded(length);
    for (const [name, letter, size] of layout) {
      if (at + size > bytes.length) throw new RangeError('a saved index was cut short');
      const part = bytes.subarray(at, at + size);
      this.#arrays.set(name, letter === 'b' ? part : numbersOf(letter, part));
      at += padded(size);
    }
  }

  uint32(name: string): Uint32Array {
    return this.#get(name, Uint32Array);
  }

  uint16(name: string): Uint16Array {
    return this.#get(name, Uint16Array);
  }

  float32(name: string): Float32Array {
    return this.#get(name, Float32Array);
  }

  /** A view into what was unpacked. */
  bytes(name: string): Uint8Array {
    return this.#get(name, Uint8Array);
  }

  #get<T extends Arrays[string]>(name: string, type: new (n: number) => T): T {
    const found = this.#arrays.get(name);
    if (!(found instanceof type)) throw new RangeError(`a saved index without ${name}`);
    return found;
  }
}
