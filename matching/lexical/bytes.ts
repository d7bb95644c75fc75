import { GrowableUint32, roomFor } from './growable.ts';
import { readSteps, writeSteps } from './steps.ts';

type Arrays = Readonly<Record<string, Uint32Array | Uint16Array | Float32Array | Uint8Array>>;

const magic = new TextEncoder().encode('PXM2');
const padded = (bytes: number) => Math.ceil(bytes / 4) * 4;

/**
 * Packs a small JSON head and typed arrays into one `Uint8Array`, in the machine's byte order (little-endian wherever
 * Node runs). Layout: "PXM2", length of the head, head, arrays, each starting at a multiple of four. Integer arrays are
 * delta-coded (`writeSteps`).
 */
export function packBytes(head: unknown, arrays: Arrays): Uint8Array {
  const written = Object.values(arrays).map(bytesOf);
  const layout = Object.entries(arrays).map(([name, a], i): Part => [
    name,
    letterOf(a),
    written[i]?.length ?? 0,
    a.length,
  ]);
  const json = new TextEncoder().encode(JSON.stringify({ head, layout }));
  const start = 8 + padded(json.length);
  const bytes = new Uint8Array(written.reduce((sum, part) => sum + padded(part.length), start));
  bytes.set(magic);
  new DataView(bytes.buffer).setUint32(4, json.length, true);
  bytes.set(json, 8);
  let at = start;
  for (const part of written) {
    bytes.set(part, at);
    at += padded(part.length);
  }
  return bytes;
}

const bytesOf = (a: Arrays[string]): Uint8Array =>
  a instanceof Uint32Array || a instanceof Uint16Array
    ? writeSteps(a)
    : new Uint8Array(a.buffer, a.byteOffset, a.byteLength);

const letterOf = (a: Arrays[string]) =>
  a instanceof Float32Array ? 'f' : a instanceof Uint32Array ? 'u' : a instanceof Uint16Array ? 'h' : 'b';

type Numbers = Uint32Array | Uint16Array | Float32Array;
type TypeOf<T> = new (length: number) => T;

const letters = { u: Uint32Array, h: Uint16Array, f: Float32Array, b: Uint8Array } as const;
/** Name and type of an array, its size in bytes, and its number of items. */
type Part = [name: string, letter: keyof typeof letters, bytes: number, items: number];

/**
 * An unpacked package. Arrays of numbers are aligned copies, which outlive it and may be changed; byte arrays are
 * views, as they hold text or further packages.
 */
export class Unpacked {
  readonly head: unknown;
  readonly #parts = new Map<string, { letter: keyof typeof letters; bytes: Uint8Array; items: number }>();

  /** Throws RangeError when `bytes` were not made by `packBytes`. */
  constructor(bytes: Uint8Array) {
    if (bytes.length < 8 || magic.some((byte, i) => bytes[i] !== byte)) throw new RangeError('not a saved index');
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);
    if (8 + length > bytes.length) throw new RangeError('a saved index was cut short');
    const { head, layout } = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as {
      head: unknown;
      layout: Part[];
    }; // our own format, identified by the magic bytes
    this.head = head;
    let at = 8 + padded(length);
    for (const [name, letter, size, items] of layout) {
      if (at + size > bytes.length) throw new RangeError('a saved index was cut short');
      this.#parts.set(name, { letter, bytes: bytes.subarray(at, at + size), items });
      at += padded(size);
    }
  }

  uint32(name: string): Uint32Array {
    return this.#numbers(name, Uint32Array);
  }

  uint16(name: string): Uint16Array {
    return this.#numbers(name, Uint16Array);
  }

  float32(name: string): Float32Array {
    return this.#numbers(name, Float32Array);
  }

  /** An array with spare capacity, so that the first change after loading need not copy it. */
  roomy<T extends Numbers>(name: string, type: TypeOf<T>): T {
    return this.#numbers(name, type, roomFor);
  }

  growable(name: string): GrowableUint32 {
    return new GrowableUint32(this.roomy(name, Uint32Array), this.#part(name, Uint32Array).items);
  }

  /** A view of the packed bytes. */
  bytes(name: string): Uint8Array {
    return this.#part(name, Uint8Array).bytes;
  }

  #numbers<T extends Numbers>(name: string, type: TypeOf<T>, room = (items: number) => items): T {
    const { bytes, items } = this.#part(name, type);
    const numbers = new type(room(items));
    if (numbers instanceof Float32Array) new Uint8Array(numbers.buffer).set(bytes);
    else readSteps(bytes, numbers);
    return numbers;
  }

  #part(name: string, type: unknown): { readonly bytes: Uint8Array; readonly items: number } {
    const part = this.#parts.get(name);
    if (!part || letters[part.letter] !== type) throw new RangeError(`a saved index without ${name}`);
    return part;
  }
}
