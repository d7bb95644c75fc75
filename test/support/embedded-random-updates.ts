// Random updates, array filters and projections for the random documents.
import { Decimal128, Double } from 'bson';
import fc from 'fast-check';
import type { Doc, Value } from '../../server/embedded/values/bson.ts';
import { condition, operand, scalar } from './embedded-random.ts';

const one = (name: string, v: fc.Arbitrary<Value>): fc.Arbitrary<Doc> => v.map((x): Doc => new Map([[name, x]]));
const small = fc.integer({ min: -3, max: 4 });
const sub: fc.Arbitrary<Value> = fc
  .record({ b: scalar, c: scalar }, { requiredKeys: [] })
  .map((o) => new Map(Object.entries(o)));
const numbers: fc.Arbitrary<Value> = fc.oneof(
  small,
  fc.constantFrom<Value>(
    2147483647,
    -2147483648,
    3n,
    9007199254740993n,
    2n ** 62n,
    new Double(0.5),
    new Double(-0),
    new Double(3),
    Decimal128.fromString('0.10'),
    Decimal128.fromString('-2.50'),
    Decimal128.fromString('9007199254740993'),
  ),
);
const items = fc.array(fc.oneof(operand, sub), { maxLength: 3 });

const pushed: fc.Arbitrary<Value> = fc
  .record(
    {
      $each: items,
      $position: fc.integer({ min: -4, max: 4 }),
      $slice: fc.integer({ min: -3, max: 3 }),
      $sort: fc.constantFrom<Value>(
        1,
        -1,
        new Map([['b', 1]]),
        new Map([
          ['b', -1],
          ['c', 1],
        ]),
      ),
    },
    { requiredKeys: ['$each'] },
  )
  .map((o) => new Map(Object.entries(o)) as Doc);

const pulled: fc.Arbitrary<Value> = fc.oneof(
  { weight: 2, arbitrary: scalar },
  { weight: 2, arbitrary: fc.oneof(...['$gt', '$gte', '$lt', '$lte', '$ne'].map((op) => one(op, operand))) },
  one('$in', fc.array(operand, { maxLength: 3 })),
  one('$exists', fc.boolean()),
  one('b', condition),
  one('c', scalar),
  one('0', scalar),
  fc.tuple(scalar, condition).map(
    ([b, c]): Doc =>
      new Map([
        ['b', b],
        ['c', c],
      ]),
  ),
);

const step = (path: fc.Arbitrary<string>): fc.Arbitrary<readonly [string, string, Value]> =>
  fc.oneof(
    ...(
      [
        ['$set', fc.oneof(operand, sub, items)],
        ['$unset', fc.constant(1)],
        ['$inc', numbers],
        ['$mul', numbers],
        ['$min', operand],
        ['$max', operand],
        ['$push', fc.oneof(operand, pushed)],
        ['$push', pushed],
        [
          '$addToSet',
          fc.oneof(
            operand,
            sub,
            items.map((x): Doc => new Map([['$each', x]])),
          ),
        ],
        ['$pull', pulled],
        ['$pull', pulled],
        ['$pullAll', items],
        ['$pop', fc.constantFrom(1, -1)],
        ['$rename', fc.constantFrom('x', 'x.y', 'e.y', 'd.q')],
      ] as [string, fc.Arbitrary<Value>][]
    ).map(([op, v]) => fc.tuple(fc.constant(op), path, v)),
  );

const inA = fc.constantFrom(
  'a',
  'a',
  'a',
  'a.b',
  'a.c',
  'a.0',
  'a.2',
  'a.0.b',
  'a.1.b',
  'a.$',
  'a.$.b',
  'a.$[]',
  'a.$[].b',
  'a.$[y]',
  'a.$[y].b',
);
const elsewhere = fc.constantFrom('d', 'd.b', 'd.0', 'e', 'e.q', 'm', 'm.n', 'l.k.j');

/** One or two changes in different fields. */
export const updates: fc.Arbitrary<Doc> = fc
  .tuple(fc.option(step(inA), { freq: 5 }), fc.option(step(elsewhere), { freq: 2 }))
  .map((steps) => {
    const out: Doc = new Map();
    for (const s of steps) {
      if (!s) continue;
      const fields = (out.get(s[0]) as Doc | undefined) ?? new Map<string, Value>();
      out.set(s[0], fields.set(s[1], s[2]));
    }
    return out;
  });

/** A condition on array items for `a.$[y]`. */
export const itemFilter: fc.Arbitrary<Doc> = fc.oneof(one('y', condition), one('y.b', condition));

/** A single condition on `a` that no missing field meets, so that it determines the item of `$`. */
export const positional: fc.Arbitrary<Doc> = fc.oneof(
  one('a', scalar),
  one('a', one('$gt', scalar)),
  one('a.b', scalar),
  one('a.b', one('$lte', operand)),
  one('a', one('$elemMatch', one('b', scalar))),
  one('a', one('$elemMatch', one('$gte', scalar))),
);

const including = fc.uniqueArray(fc.constantFrom('a.b', 'a.c', 'd', 'e', 'm', 'd.b.c', '_id'), {
  minLength: 1,
  maxLength: 4,
});
const flags =
  (n: 0 | 1) =>
  (names: string[]): Doc =>
    new Map(names.map((name) => [name, n]));
const slice = fc.oneof(
  small,
  fc.tuple(small, fc.integer({ min: 1, max: 3 })).map((x): Value => x),
);
const special: fc.Arbitrary<Doc> = fc.oneof(
  fc.tuple(fc.constantFrom('a', 'd', 'a.b'), one('$slice', slice)).map((x): Doc => new Map([x])),
  one('a', one('$elemMatch', one('b', condition))),
  one('a', one('$elemMatch', one('$gt', scalar))),
  fc.constant<Doc>(new Map([['a.$', 1]])),
);
export const projections: fc.Arbitrary<Doc> = fc.oneof(
  including.map(flags(1)),
  including.map(flags(0)),
  including.map(flags(1)).map((d): Doc => d.set('_id', 0)),
  special,
  fc
    .tuple(fc.constantFrom('e', 'm'), fc.constantFrom<0 | 1>(0, 1), special)
    .map(([name, n, d]): Doc => new Map([[name, n], ...d])),
);
