import type { Doc } from '../../../server/embedded/values/bson.ts';
import { compileProjection } from '../../../server/embedded/query/projection.ts';
import { refusal } from '../../support/embedded-store.ts';
import { plain, value } from '../../support/embedded-values.ts';

const projected = (document: unknown, spec: unknown, position?: number): unknown =>
  plain(
    compileProjection(value(spec) as Doc, { aggregation: false }).apply(value(document) as Doc, new Map(), position),
  );

describe('projections of find', () => {
  it.each<[string, unknown, unknown, unknown]>([
    ['$slice leaves what is no array', { a: 5, b: 1, c: 1 }, { b: 1, a: { $slice: 1 } }, { a: 5, b: 1 }],
    ['$slice alone keeps the rest', { a: [1, 2], b: 1 }, { a: { $slice: -1 } }, { a: [2], b: 1 }],
    [
      '$slice reaches documents in an array, and no array in it',
      { a: [{ b: [1, 2] }, [{ b: [1, 2] }]] },
      { 'a.b': { $slice: 1 } },
      { a: [{ b: [1] }, [{ b: [1, 2] }]] },
    ],
    ['the positional $ without an array changes nothing', { a: 5, b: 1 }, { 'a.$': 1 }, { a: 5 }],
  ])('%s', (_what, document, spec, expected) => {
    expect(projected(document, spec)).toEqual(expected);
  });

  it('takes the item that the filter met', () => {
    expect(projected({ a: { b: [4, 5, 6] } }, { 'a.b.$': 1 }, 1)).toEqual({ a: { b: [5] } });
  });

  it.each<[unknown]>([
    [{ a: 0, 'a.b': 0 }],
    [{ 'a.b': 1, a: 1 }],
    [{ a: { $slice: 1 }, 'a.b': 1 }],
    [{ a: 1, b: 0 }],
    [{ 'a.b': { $elemMatch: { c: 1 } } }],
    [{ a: {} }],
  ])('says BadValue to %j', (spec) => {
    expect(refusal(() => projected({}, spec))).toBe('BadValue');
  });
});
