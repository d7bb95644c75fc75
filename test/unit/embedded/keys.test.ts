import fc from 'fast-check';
import type { Value } from '../../../server/embedded/values/bson.ts';
import { compare } from '../../../server/embedded/values/compare.ts';
import { after, invert, key } from '../../../server/embedded/values/keys.ts';
import { documents } from '../../support/embedded-random.ts';

const values: fc.Arbitrary<Value> = documents.chain((docs) =>
  fc.constantFrom<Value>(...docs, ...docs.flatMap((d) => [...d.values()])),
);

it('orders keys as it orders values, and descending keys the other way round', () => {
  fc.assert(
    fc.property(values, values, (a, b) => {
      const order = Math.sign(compare(a, b));
      expect(Math.sign(Buffer.compare(key(a), key(b)))).toBe(order);
      expect(Math.sign(Buffer.compare(invert(key(b)), invert(key(a))))).toBe(order);
    }),
    { numRuns: 3000 },
  );
});

it('never makes a key that begins with another', () => {
  fc.assert(
    fc.property(values, values, (a, b) => {
      const [x, y] = [key(a), key(b)];
      if (Buffer.compare(x, y) !== 0) expect(y.subarray(0, x.length).equals(x)).toBe(false);
    }),
    { numRuns: 3000 },
  );
});

it('knows the least bytes after all that begin with a prefix', () => {
  expect(after(Buffer.from([1, 255]))).toEqual(Buffer.from([2]));
  expect(after(Buffer.from([255, 255]))).toBeNull();
});
