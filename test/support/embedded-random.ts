// Random documents, filters, sorts, updates and indexes, small enough that values often coincide.
import { Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';
import type { Doc, Value } from '../../server/embedded/values/bson.ts';
import { encode } from '../../server/embedded/values/bson-write.ts';

export const scalar: fc.Arbitrary<Value> = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: -3, max: 4 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...[-1.5, 0.5, 1, 2, 3.5, NaN, Infinity, -Infinity, -0].map((n) => new Double(n))),
  },
  { weight: 1, arbitrary: fc.constantFrom(1n, 2n, 9007199254740993n, -9007199254740993n) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...[
        '0.1',
        '1',
        '1.0',
        '2.50',
        '9007199254740993',
        '9007199254740992.5',
        '-1.5',
        '1E+40',
        '-1E-40',
        'NaN',
        '0',
      ].map((s) => Decimal128.fromString(s)),
    ),
  },
  { weight: 4, arbitrary: fc.constantFrom('', 'a', 'ab', 'abc', 'b', 'a\0b', '中', '\ud83d\ude00', '\uffee') },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Value>(
      null,
      true,
      false,
      new Date(0),
      new Date(5),
      new Date(-5),
      new ObjectId('0'.repeat(24)),
      new ObjectId('f'.repeat(24)),
      new Timestamp({ t: 1, i: 1 }),
      new MinKey(),
      new MaxKey(),
    ),
  },
);

const document = (fields: Record<string, fc.Arbitrary<Value>>): fc.Arbitrary<Doc> =>
  fc.record(fields, { requiredKeys: [] }).map((o) => new Map(Object.entries(o)) as Doc);

const inner: fc.Arbitrary<Value> = fc.oneof(
  { weight: 5, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: document({ b: scalar, c: scalar }) },
);

const field: fc.Arbitrary<Value> = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 3, arbitrary: fc.array(fc.integer({ min: -3, max: 4 }), { maxLength: 4 }) },
  { weight: 1, arbitrary: fc.array(inner, { maxLength: 3 }) },
  { weight: 2, arbitrary: document({ b: inner, c: inner }) },
  { weight: 3, arbitrary: fc.array(document({ b: inner, c: scalar }), { maxLength: 3 }) },
);

export const documents = fc.array(document({ a: field, d: field, e: scalar }), { minLength: 5, maxLength: 25 });

// Paths of `a` most often, so that queries meet indexes and indexes meet arrays.
const path = fc.constantFrom('a', 'a', 'a', 'a.b', 'a.b', 'a.b', 'a.c', 'd', 'e', 'a.0', 'a.0.b');
const small = fc.integer({ min: -3, max: 4 });
export const operand: fc.Arbitrary<Value> = fc.oneof(
  { weight: 12, arbitrary: small },
  { weight: 8, arbitrary: scalar },
  { weight: 1, arbitrary: inner },
);

const one = (op: string, v: fc.Arbitrary<Value>): fc.Arbitrary<Value> => v.map((x) => new Map([[op, x]]));
const two = (a: string, b: string): fc.Arbitrary<Value> =>
  fc.tuple(operand, operand).map(
    ([x, y]) =>
      new Map([
        [a, x],
        [b, y],
      ]),
  );

export const condition: fc.Arbitrary<Value> = fc.oneof(
  { weight: 4, arbitrary: operand },
  ...['$gt', '$gte', '$lt', '$lte', '$eq', '$ne'].map((op) => one(op, operand)),
  { weight: 4, arbitrary: two('$gt', '$lt') },
  two('$gte', '$lte'),
  { weight: 2, arbitrary: one('$in', fc.array(operand, { maxLength: 4 })) },
  one('$nin', fc.array(operand, { maxLength: 2 })),
  one('$exists', fc.boolean()),
  one('$regex', fc.constantFrom('^a', '^ab?', '^a|b', 'b', '^')),
  one('$elemMatch', fc.oneof(two('$gt', '$lt'), document({ b: operand }))),
  one('$all', fc.array(scalar, { minLength: 1, maxLength: 2 })),
  one('$size', fc.integer({ min: 0, max: 3 })),
  one('$not', one('$gt', scalar)),
);

const clause = fc.tuple(path, condition).map(([p, c]): Doc => new Map([[p, c]]));
const several = (name: string): fc.Arbitrary<Doc> =>
  fc.array(clause, { minLength: 1, maxLength: 3 }).map((list) => new Map([[name, list]]));
export const filter: fc.Arbitrary<Doc> = fc.oneof(
  { weight: 4, arbitrary: clause },
  {
    weight: 4,
    arbitrary: fc.array(clause, { minLength: 1, maxLength: 3 }).map((list) => new Map(list.flatMap((d) => [...d]))),
  },
  several('$and'),
  fc.tuple(operand, condition).map(
    ([b, c]): Doc =>
      new Map([
        ['a.b', b],
        ['a.c', c],
      ]),
  ),
  several('$or'),
  several('$nor'),
  fc.tuple(clause, several('$or')).map(([c, or]) => new Map([...c, ...or])),
);

// Two paths into one array: a document must be found though different items meet the two conditions.
const twice: Doc = new Map([
  ['a.b', 1],
  ['a.c', -1],
]);
const keys = fc.uniqueArray(fc.tuple(path, fc.constantFrom(1, -1)), {
  selector: ([p]) => p,
  minLength: 1,
  maxLength: 3,
});
export const sort: fc.Arbitrary<Doc | undefined> = fc.option(
  keys.map((list) => new Map(list)),
  { nil: undefined },
);

const partial = fc.constantFrom<Doc | undefined>(
  undefined,
  undefined,
  undefined,
  undefined,
  new Map([['e', new Map([['$exists', true]])]]),
  new Map([['a', new Map([['$gte', 1]])]]),
  new Map([['e', 1]]),
);
export const indexes = fc.array(
  fc.record({
    key: fc.oneof(
      { weight: 4, arbitrary: keys.map((list): Doc => new Map(list)) },
      { weight: 1, arbitrary: fc.constant(twice) },
    ),
    sparse: fc.nat(3).map((n) => n === 0),
    partial,
  }),
  {
    minLength: 1,
    maxLength: 3,
  },
);

const update: fc.Arbitrary<Doc> = fc.oneof(
  fc.tuple(fc.constantFrom('a', 'd', 'e'), field).map(([p, v]) => new Map([['$set', new Map([[p, v]])]])),
  fc.constantFrom('a', 'd', 'e').map((p) => new Map([['$unset', new Map([[p, 1]])]])),
);
export const changes = fc.array(fc.tuple(fc.nat(24), fc.option(update, { nil: undefined })), { maxLength: 10 });

export const withId = (d: Doc, id: number): Buffer => encode(new Map<string, Value>([['_id', id], ...d]));
