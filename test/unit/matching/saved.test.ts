import fc from 'fast-check';
import { packBytes, Unpacked } from '../../../matching/lexical/bytes.ts';
import { readSteps, writeSteps } from '../../../matching/lexical/steps.ts';
import { readPieces, writePieces } from '../../../matching/pieces.ts';

describe('what is saved', () => {
  it('gives back numbers of every size, whatever the steps between them', () => {
    const long = fc.oneof(fc.nat(200), fc.nat(2 ** 32 - 1), fc.constantFrom(0, 127, 128, 2 ** 31, 2 ** 32 - 1));
    const short = fc.oneof(fc.nat(20), fc.nat(2 ** 16 - 1));
    fc.assert(
      fc.property(fc.array(long), fc.array(short), (many, few) => {
        for (const numbers of [Uint32Array.from(many), Uint16Array.from(few)]) {
          const again = numbers.slice().fill(1);
          readSteps(writeSteps(numbers), again);
          expect(again).toEqual(numbers);
        }
      }),
    );
    expect(writeSteps(Uint32Array.from({ length: 1000 }, (_, i) => 3 * i)).length).toBe(1000);
  });

  it('takes packages of arrays apart again, also with room behind, and refuses other kinds and a part of them', () => {
    const floats = fc.array(fc.float({ noNaN: true }));
    fc.assert(
      fc.property(fc.array(fc.nat(2 ** 32 - 1)), floats, fc.uint8Array(), (whole, parts, raw) => {
        const [numbers, fractions] = [Uint32Array.from(whole), Float32Array.from(parts)];
        const bytes = packBytes({ head: 1 }, { numbers, fractions, raw });
        const again = new Unpacked(bytes);
        expect(again.head).toEqual({ head: 1 });
        expect(again.uint32('numbers')).toEqual(numbers);
        expect(again.growable('numbers').view()).toEqual(numbers);
        expect(again.roomy('fractions', Float32Array).subarray(0, parts.length)).toEqual(fractions);
        expect([...again.bytes('raw')]).toEqual([...raw]);
        expect(() => again.float32('numbers')).toThrow(RangeError);
        expect(() => again.uint32('absent')).toThrow(RangeError);
        if (raw.length > 4) expect(() => new Unpacked(bytes.subarray(0, bytes.length - 8))).toThrow(RangeError);
      }),
    );
  });

  it('gives back things in their order, however long they are', () => {
    const thing = fc.record({ id: fc.string({ unit: 'binary' }), list: fc.array(fc.nat()) });
    fc.assert(
      fc.property(fc.array(thing), (things) => {
        expect(readPieces(writePieces(things))).toEqual(things);
      }),
    );
    const long = Array.from({ length: 9 }, (_, i) => ({ i, text: '长'.repeat(1_000_000) }));
    const pieces = writePieces(long);
    expect(pieces.lengths.length).toBe(2); // five, until four million characters are reached, and the others
    expect(readPieces(pieces)).toEqual(long);
  });
});
