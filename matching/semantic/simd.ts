import { blockRows, rowWidth, type Block } from './block.ts';

// One loop in WebAssembly, because JavaScript has no instruction that multiplies eight numbers at once. Its bytes
// follow the WebAssembly specification 2.0, chapter 5 (binary format). `plainBlock` does the same in TypeScript and
// serves machines without such instructions; a test compares the two.

type Bytes = readonly number[];

/** Integers in LEB128: seven bits per byte, the eighth set in all but the last. */
const unsigned = (n: number): Bytes => (n < 128 ? [n] : [(n & 127) | 128, ...unsigned(n >>> 7)]);
const signed = (n: number): Bytes => (n >= -64 && n < 64 ? [n & 127] : [(n & 127) | 128, ...signed(n >> 7)]);
const listed = (items: readonly Bytes[]): Bytes => [...unsigned(items.length), ...items.flat()];
const sized = (bytes: Bytes): Bytes => [...unsigned(bytes.length), ...bytes];
const named = (text: string): Bytes => sized([...new TextEncoder().encode(text)]);
const section = (id: number, items: readonly Bytes[]): Bytes => [id, ...sized(listed(items))];

const [i32, v128] = [0x7f, 0x7b];
const get = (local: number): Bytes => [0x20, ...unsigned(local)];
const set = (local: number): Bytes => [0x21, ...unsigned(local)];
const constant = (n: number): Bytes => [0x41, ...signed(n)];
const [add, isLess, loop, again, end] = [0x6a, 0x49, [0x03, 0x40], [0x0d, 0], 0x0b];
const store: Bytes = [0x36, 2, 0];
const vector = (opcode: number, ...rest: number[]): Bytes => [0xfd, ...unsigned(opcode), ...rest];
/** Loads eight 16-bit numbers from this offset after an address. */
const load = (offset: number): Bytes => vector(0x00, 4, ...unsigned(offset));
/** Eight products of 16-bit numbers, neighbours added: four 32-bit sums. */
const products = vector(0xba);
const sums = vector(0xae);
const lane = (n: number): Bytes => vector(0x1b, n);

const [rows, vectorAt, out, outEnd] = [0, 1, 2, 3];
/** Locals after the parameters: the vector, eight numbers each, and the four sums of a row. */
const parts = Array.from({ length: rowWidth / 8 }, (_, part) => part);
const kept = (part: number) => 4 + part;
const sum = 4 + parts.length;

/** Multiplies rows, from `rows` on, with the vector; writes products to `out` until `outEnd`; at least one row. */
const multiply: Bytes = [
  ...parts.flatMap((part) => [...get(vectorAt), ...load(16 * part), ...set(kept(part))]),
  ...loop,
  ...parts.flatMap((part) => [
    ...get(rows),
    ...load(16 * part),
    ...get(kept(part)),
    ...products,
    ...(part ? sums : []),
  ]),
  ...set(sum),
  ...[...get(out), ...get(sum), ...lane(0), ...get(sum), ...lane(1), add],
  ...[...get(sum), ...lane(2), add, ...get(sum), ...lane(3), add, ...store],
  ...[...get(rows), ...constant(2 * rowWidth), add, ...set(rows)],
  ...[...get(out), ...constant(4), add, ...set(out)],
  ...[...get(out), ...get(outEnd), isLess, ...again, end],
  end,
];

const program = Uint8Array.from([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, [[0x60, ...listed([[i32], [i32], [i32], [i32]]), 0]]),
  ...section(2, [[...named('block'), ...named('memory'), 2, 0, 1]]),
  ...section(3, [[0]]),
  ...section(7, [[...named('multiply'), 0, 0]]),
  ...section(10, [sized([...listed([[...unsigned(parts.length + 1), v128]]), ...multiply])]),
]);

/** The used part of the global `WebAssembly`, which TypeScript declares for browsers only. */
interface WebAssemblyGlobal {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (size: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: object, imports: unknown) => { readonly exports: unknown };
}

interface Exports {
  readonly multiply: (rows: number, vector: number, out: number, outEnd: number) => void;
}

let compiled: object | undefined;

/** A block that multiplies eight numbers at once, equal to the plain one otherwise; undefined if the machine cannot. */
export function simdBlock(): Block | undefined {
  const { WebAssembly } = globalThis as { readonly WebAssembly?: WebAssemblyGlobal };
  if (!WebAssembly) return undefined;
  const [productsAt, rowsAt] = [2 * rowWidth, 2 * rowWidth + 4 * blockRows];
  try {
    compiled ??= new WebAssembly.Module(program);
    const pages = Math.ceil((rowsAt + 2 * rowWidth * blockRows) / 65_536);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const { exports } = new WebAssembly.Instance(compiled, { block: { memory } });
    const { multiply: run } = exports as Exports; // its only export
    return {
      rows: new Int16Array(memory.buffer, rowsAt, rowWidth * blockRows),
      vector: new Int16Array(memory.buffer, 0, rowWidth),
      products: new Int32Array(memory.buffer, productsAt, blockRows),
      multiply: (count) => {
        if (count > 0) run(rowsAt, 0, productsAt, productsAt + 4 * count);
      },
    };
  } catch {
    return undefined; // no such instructions, or no address space for more memory
  }
}
