import { BSONRegExp, Decimal128, Double } from 'bson';
import type { Doc } from '../../../server/embedded/values/bson.ts';
import { positionOf } from '../../../server/embedded/query/position.ts';
import { compileUpdate } from '../../../server/embedded/update/update.ts';
import { seed } from '../../../server/embedded/update/upsert.ts';
import { refusal } from '../../support/embedded-store.ts';
import { plain, value } from '../../support/embedded-values.ts';

const now = new Date('2026-01-02T03:04:05Z');
const applied = (
  document: unknown,
  update: unknown,
  options: { filter?: unknown; arrayFilters?: unknown } = {},
): unknown => {
  const doc = value(document) as Doc;
  const position = options.filter === undefined ? undefined : positionOf(value(options.filter) as Doc, doc);
  const filters = options.arrayFilters === undefined ? undefined : value(options.arrayFilters);
  return plain(compileUpdate(value(update), filters, now).apply(doc, { inserting: false, position: () => position }));
};

describe('updates', () => {
  it.each<[string, unknown, unknown, unknown]>([
    ['$set makes the way', { _id: 1 }, { $set: { 'a.b.c': 1 } }, { _id: 1, a: { b: { c: 1 } } }],
    ['$set beyond an array fills with null', { a: [1] }, { $set: { 'a.3': 9 } }, { a: [1, null, null, 9] }],
    ['$unset in an array leaves null', { a: [1, 2] }, { $unset: { 'a.0': '' } }, { a: [null, 2] }],
    ['$inc keeps integers', { n: 1 }, { $inc: { n: 2 } }, { n: 3 }],
    ['$inc grows into a long', { n: 2147483647 }, { $inc: { n: 1 } }, { n: 2147483648n }],
    [
      '$inc with a decimal is exact',
      { n: Decimal128.fromString('0.10') },
      { $inc: { n: Decimal128.fromString('0.20') } },
      { n: Decimal128.fromString('0.30') },
    ],
    ['$inc of an int by a double is a double', { n: 1 }, { $inc: { n: new Double(1) } }, { n: new Double(2) }],
    ['$mul of a missing field is zero', {}, { $mul: { n: 5 } }, { n: 0 }],
    ['$min and $max', { a: 5, b: 5 }, { $min: { a: 3 }, $max: { b: 3 } }, { a: 3, b: 5 }],
    ['$rename', { a: 1, b: 2 }, { $rename: { a: 'c.d' } }, { b: 2, c: { d: 1 } }],
    ['$rename of nothing makes no way to its new name', { a: 1 }, { $rename: { x: 'b.c' } }, { a: 1 }],
    ['$currentDate', {}, { $currentDate: { at: true } }, { at: now }],
    [
      '$push with all its modifiers',
      { a: [5, 1] },
      { $push: { a: { $each: [3, 9], $sort: -1, $slice: 3 } } },
      { a: [9, 5, 3] },
    ],
    ['$push at a position', { a: [1, 4] }, { $push: { a: { $each: [2, 3], $position: 1 } } }, { a: [1, 2, 3, 4] }],
    [
      '$push of documents sorted by a field',
      { a: [{ n: 2 }] },
      { $push: { a: { $each: [{ n: 1 }], $sort: { n: 1 } } } },
      { a: [{ n: 1 }, { n: 2 }] },
    ],
    [
      '$push sorts by a field as it is, without looking into arrays',
      { a: [{ n: [1, 9] }] },
      { $push: { a: { $each: [{ n: 5 }, {}], $sort: { n: 1 } } } },
      { a: [{}, { n: 5 }, { n: [1, 9] }] },
    ],
    ['$addToSet knows equal numbers', { a: [1] }, { $addToSet: { a: { $each: [new Double(1), 2] } } }, { a: [1, 2] }],
    ['$pull by condition', { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
    ['$pull of documents by a query', { a: [{ n: 1, x: 2 }, { n: 2 }] }, { $pull: { a: { n: 1 } } }, { a: [{ n: 2 }] }],
    ['$pull by a query takes documents only', { a: [[7], { n: 1 }] }, { $pull: { a: { m: null } } }, { a: [[7]] }],
    ['$pull by a pattern enters items', { a: [['xy'], 'b'] }, { $pull: { a: new BSONRegExp('^x') } }, { a: ['b'] }],
    ['$pullAll', { a: [1, 2, 1] }, { $pullAll: { a: [1] } }, { a: [2] }],
    ['$pop', { a: [1, 2, 3] }, { $pop: { a: -1 } }, { a: [2, 3] }],
    ['$[] changes every item', { a: [1, 2] }, { $inc: { 'a.$[]': 1 } }, { a: [2, 3] }],
    ['a replacement keeps the _id', { _id: 1, a: 1 }, { b: 2 }, { _id: 1, b: 2 }],
    ['a pipeline', { a: 2, b: 3 }, [{ $set: { c: { $multiply: ['$a', '$b'] } } }, { $unset: 'a' }], { b: 3, c: 6 }],
  ])('%s', (_what, document, update, expected) => {
    expect(applied(document, update)).toEqual(expected);
  });

  it('makes new fields in the order of their paths, whichever operator makes them', () => {
    const made = applied(
      { _id: 1, z: 0, y: 5 },
      { $set: { z: 1, d: 1, 'n.10': 1, 'n.9': 1 }, $inc: { b: 1 }, $rename: { y: 'c' } },
    );
    expect(JSON.stringify(made)).toBe(
      '{"_id":1,"z":1,"b":1,"c":5,"d":1,"n":{"9":1,"10":1}}'.replace('"9":1,"10":1', '"9":1,"10":1'),
    );
  });

  it('changes the item that the filter met', () => {
    const document = {
      list: [
        { k: 1, n: 1 },
        { k: 2, n: 1 },
      ],
    };
    expect(applied(document, { $inc: { 'list.$.n': 5 } }, { filter: { list: { $elemMatch: { k: 2 } } } })).toEqual({
      list: [
        { k: 1, n: 1 },
        { k: 2, n: 6 },
      ],
    });
    expect(applied(document, { $set: { 'list.$[low].n': 0 } }, { arrayFilters: [{ 'low.k': { $lt: 2 } }] })).toEqual({
      list: [
        { k: 1, n: 0 },
        { k: 2, n: 1 },
      ],
    });
  });

  it('does not take an array in the array for the item that the filter met', () => {
    const changed = applied({ list: [[5], 5] }, { $set: { 'list.$': 0 } }, { filter: { list: { $gt: 4 } } });
    expect(changed).toEqual({ list: [[5], 0] });
  });

  it.each<[string, unknown, unknown]>([
    ['BadValue', {}, { $unset: { 'a.$[]': 1 } }],
    ['BadValue', {}, { $pull: { 'a.$': 1 } }],
    ['BadValue', { a: [{ b: 1 }] }, { $rename: { 'a.0.b': 'c' } }],
    ['NotImplemented', { a: 1 }, { $bit: { a: { or: 1 } } }],
    ['BadValue', {}, { $currentDate: { a: { $type: 'text' } } }],
    ['PathNotViable', { a: 1 }, { $rename: { 'a.b': 'c' } }],
    ['BadValue', { a: [1] }, { $pull: { a: { $not: { $gt: 1 } } } }],
    ['ConflictingUpdateOperators', {}, { $set: { a: 1 }, $inc: { 'a.b': 1 } }],
    ['ImmutableField', { _id: 1 }, { $set: { _id: 2 } }],
    ['PathNotViable', { a: 1 }, { $set: { 'a.b': 1 } }],
    ['TypeMismatch', { a: 'x' }, { $inc: { a: 1 } }],
    ['BadValue', { a: 1 }, { $push: { a: 1 } }],
    ['BadValue', { a: [1] }, { $set: { 'a.$': 1 } }],
    ['BadValue', { a: [1] }, { $set: { 'a.$[x]': 1 } }],
    ['NotImplemented', {}, { $nonsense: { a: 1 } }],
  ])('says %s to %j changed by %j', (name, document, update) => {
    expect(refusal(() => applied(document, update))).toBe(name);
  });

  it('begins an upsert with the equalities of its filter', () => {
    const filter = { a: 1, 'b.c': { $eq: 2 }, d: { $gt: 3 }, $and: [{ e: { $in: [5] } }], $or: [{ f: 6 }] };
    expect(plain(seed(value(filter) as Doc))).toEqual({ a: 1, b: { c: 2 }, e: 5, f: 6 });
    const patterns = {
      a: new BSONRegExp('x'),
      b: { $in: [new BSONRegExp('x')] },
      c: { $all: [{ $elemMatch: { d: 1 } }] },
    };
    expect(plain(seed(value(patterns) as Doc))).toEqual({});
  });

  it.each<[string, unknown]>([
    ['a field with two values', { a: { $all: [1, 2] } }],
    ['a field and a part of it', { a: { x: 1 }, 'a.b': 2 }],
  ])('does not begin an upsert with %s', (_what, filter) => {
    expect(refusal(() => seed(value(filter) as Doc))).toBe('NotSingleValueField');
  });

  it('begins an upsert that replaces with the _id alone', () => {
    expect(plain(seed(value({ _id: 1, a: 1, 'a.b': 2 }) as Doc, true))).toEqual({ _id: 1 });
    expect(refusal(() => seed(value({ '_id.x': 1 }) as Doc, true))).toBe('NotExactValueField');
  });

  it('does not let an upsert change the _id that its filter gives', () => {
    const insert = (start: Doc) =>
      compileUpdate(value({ $set: { _id: 2 } }), undefined, now).apply(start, {
        inserting: true,
        position: () => undefined,
      });
    expect(refusal(() => insert(new Map([['_id', 1]])))).toBe('ImmutableField');
    expect(plain(insert(new Map()))).toEqual({ _id: 2 });
  });
});
