import { Decimal128, Double } from 'bson';
import { aggregate } from '../../../server/embedded/pipeline/aggregate.ts';
import type { Doc, Value } from '../../../server/embedded/values/bson.ts';
import { encode } from '../../../server/embedded/values/bson-write.ts';
import { insertOne } from '../../../server/embedded/storage/writes.ts';
import { openStore, refusal } from '../../support/embedded-store.ts';
import { plain, value } from '../../support/embedded-values.ts';

const deals = [
  {
    _id: 1,
    centre: 'a',
    amount: Decimal128.fromString('1200000.10'),
    years: [2024, 2025],
    at: new Date('2025-03-01T00:00:00Z'),
  },
  { _id: 2, centre: 'a', amount: Decimal128.fromString('0.20'), years: [2025], at: new Date('2025-04-01T00:00:00Z') },
  { _id: 3, centre: 'b', amount: null, years: [], at: new Date('2024-04-01T00:00:00Z'), count: 9007199254740993n },
];
const centres = [
  { _id: 'a', name: '甲' },
  { _id: 'b', name: '乙' },
];

const joined = [{ _id: 1, k: null }, { _id: 2 }, { _id: 3, k: 'a' }, { _id: 4, k: [] }, { _id: 5, k: 'ab' }];

describe('aggregation', () => {
  const { store, close } = openStore();
  afterAll(close);
  store.atomically(() => {
    for (const [name, documents] of Object.entries({ deals, centres, joined }))
      for (const d of documents) insertOne(store, store.ensure('test', name), encode(value(d) as Doc));
  });
  const run = (pipeline: unknown[]): unknown =>
    [
      ...aggregate(
        { view: store, db: 'test', variables: new Map() },
        store.catalog.get('test.deals'),
        value(pipeline) as Value[],
      ),
    ].map(plain);

  it.each<[string, unknown[], unknown]>([
    [
      '$group adds decimals exactly and counts',
      [
        { $group: { _id: '$centre', sum: { $sum: '$amount' }, n: { $sum: 1 }, last: { $max: '$at' } } },
        { $sort: { _id: 1 } },
      ],
      [
        { _id: 'a', sum: Decimal128.fromString('1200000.30'), n: 2, last: new Date('2025-04-01T00:00:00Z') },
        { _id: 'b', sum: 0, n: 1, last: new Date('2024-04-01T00:00:00Z') },
      ],
    ],
    [
      '$unwind and $sortByCount',
      [{ $unwind: '$years' }, { $sortByCount: '$years' }, { $limit: 1 }],
      [{ _id: 2025, count: 2 }],
    ],
    [
      '$unwind that keeps the empty and numbers the rest',
      [
        { $match: { _id: { $gte: 2 } } },
        { $unwind: { path: '$years', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } },
        { $project: { years: 1, i: 1 } },
      ],
      [
        { _id: 2, years: 2025, i: 0n },
        { _id: 3, i: null },
      ],
    ],
    [
      '$lookup by field and by pipeline',
      [
        { $match: { _id: 3 } },
        { $lookup: { from: 'centres', localField: 'centre', foreignField: '_id', as: 'one' } },
        {
          $lookup: {
            from: 'centres',
            let: { c: '$centre' },
            pipeline: [{ $match: { $expr: { $ne: ['$_id', '$$c'] } } }],
            as: 'others',
          },
        },
        { $project: { one: 1, others: '$others.name' } },
      ],
      [{ _id: 3, one: [{ _id: 'b', name: '乙' }], others: ['甲'] }],
    ],
    [
      '$facet, $count and $unionWith',
      [
        { $unionWith: 'centres' },
        { $facet: { all: [{ $count: 'n' }], named: [{ $match: { name: { $exists: true } } }, { $count: 'n' }] } },
      ],
      [{ all: [{ n: 5 }], named: [{ n: 2 }] }],
    ],
    [
      '$project keeps the types of what it takes along',
      [
        { $match: { _id: 3 } },
        { $project: { _id: 0, count: 1, twice: { $add: ['$count', '$count'] }, half: { $divide: [1, 2] } } },
      ],
      [{ count: 9007199254740993n, twice: 18014398509481986n, half: new Double(0.5) }],
    ],
    [
      'conditions and dates',
      [
        { $match: { _id: 1 } },
        {
          $project: {
            _id: 0,
            big: { $cond: [{ $gt: ['$amount', 1000] }, 'yes', 'no'] },
            year: { $year: '$at' },
            first: { $first: '$years' },
            size: { $size: '$years' },
          },
        },
      ],
      [{ big: 'yes', year: 2025, first: 2024, size: 2 }],
    ],
    [
      '$replaceRoot with a merged document',
      [{ $limit: 1 }, { $replaceRoot: { newRoot: { $mergeObjects: [{ x: 1 }, { id: '$_id' }] } } }],
      [{ x: 1, id: 1 }],
    ],
    [
      '$sort by two fields of an array takes both from one item',
      [
        {
          $documents: [
            {
              _id: 1,
              a: [
                { x: 1, y: 9 },
                { x: 2, y: 0 },
              ],
            },
            { _id: 2, a: [{ x: 1, y: 5 }] },
          ],
        },
        { $sort: { 'a.x': 1, 'a.y': 1 } },
        { $project: { _id: 1 } },
      ],
      [{ _id: 2 }, { _id: 1 }],
    ],
    [
      '$sum and $avg lose nothing on the way, $avg of decimals stays one',
      [
        {
          $documents: [
            ...Array.from({ length: 10 }, () => ({ d: new Double(0.1) })),
            { d: 2n ** 62n },
            { d: -(2n ** 62n) },
          ],
        },
        { $group: { _id: null, d: { $sum: '$d' } } },
        {
          $project: {
            _id: 0,
            d: 1,
            e: { $sum: [2n ** 62n, 2n ** 62n, -(2n ** 62n)] },
            a: { $avg: [Decimal128.fromString('1'), 2] },
          },
        },
      ],
      [{ d: new Double(1), e: 2n ** 62n, a: Decimal128.fromString('1.5') }],
    ],
    [
      '$lookup: an empty array and a missing field join with null, a pattern with itself',
      [
        { $documents: [{ _id: 1, l: [] }, { _id: 2 }, { _id: 3, l: [{ x: 1 }] }, { _id: 4, l: [{}, { x: 'a' }] }] },
        { $lookup: { from: 'joined', localField: 'l.x', foreignField: 'k', as: 'j' } },
        { $project: { j: '$j._id' } },
      ],
      [
        { _id: 1, j: [1, 2] },
        { _id: 2, j: [1, 2] },
        { _id: 3, j: [] },
        { _id: 4, j: [3] },
      ],
    ],
    [
      'a missing field is not null in a list',
      [
        { $documents: [{ _id: 1 }] },
        {
          $project: {
            in: { $in: ['$none', [null]] },
          },
        },
      ],
      [{ _id: 1, in: false }],
    ],
    ['$unwind does not read an array by number', [{ $documents: [{ a: [1, 2] }] }, { $unwind: '$a.0' }], []],
  ])('%s', (_what, pipeline, expected) => {
    expect(run(pipeline)).toEqual(expected);
  });

  it('refuses what it would have to guess', () => {
    const parallel = [{ $documents: [{ a: [1], b: [2] }, { a: 1 }] }, { $sort: { a: 1, b: 1 } }];
    expect(() => run(parallel)).toThrow('parallel arrays');
  });

  const at = new Date('0987-06-05T04:03:02.001Z');
  it.each<[unknown, unknown]>([
    [{ $and: [true, 0, { $divide: [1, 0] }] }, false],
    [{ $or: [null, 1, { $divide: [1, 0] }] }, true],
    [{ $ifNull: ['$none', null, 3, { $divide: [1, 0] }] }, 3],
    [{ $cond: { if: { $gt: ['$none', null] }, then: 1, else: 2 } }, 2],
    [{ $add: [at, 1000] }, new Date('0987-06-05T04:03:03.001Z')],
    [{ $subtract: [at, at] }, 0n],
    [{ $multiply: [2, Decimal128.fromString('1.50')] }, Decimal128.fromString('3.00')],
    [{ $add: [1, null, { $divide: [1, 0] }] }, null],
    [{ $round: [new Double(1.05), 1] }, new Double(1.1)],
    [{ $round: new Double(-2.5) }, new Double(-2)],
    [{ $round: [new Double(2.675), 2] }, new Double(2.67)],
    [{ $round: [Decimal128.fromString('-0.125'), 2] }, Decimal128.fromString('-0.12')],
    [{ $round: [7n] }, 7n],
    [{ $max: [1, [2], 'x'] }, [2]],
    [{ $arrayElemAt: [[1, 2], -1] }, 2],
    [{ $arrayElemAt: [[1, 2], 2] }, undefined],
    [{ $concatArrays: [[1], [], [2]] }, [1, 2]],
    [{ $map: { input: [1, 2], as: 'x', in: { $add: ['$$x', 1] } } }, [2, 3]],
    [{ $filter: { input: [1, 2, 3], cond: { $gt: ['$$this', 1] } } }, [2, 3]],
    [{ $setField: { field: { $literal: 'a.b' }, input: {}, value: 1 } }, { 'a.b': 1 }],
    [{ $concat: ['a', 'b'] }, 'ab'],
    [{ $toString: 5n }, '5'],
    [{ $dateToString: { date: at } }, '0987-06-05T04:03:02.001Z'],
    [{ $dateToString: { date: at, format: '%Y%%%m' } }, '0987%06'],
    [{ $month: at }, 6],
    [{ $type: '$none' }, 'missing'],
  ])('works out %j', (expression, expected) => {
    const [found] = run([{ $documents: [{}] }, { $project: { x: expression } }]) as { x?: unknown }[];
    expect(found?.x).toEqual(expected);
  });

  it.each<[unknown]>([
    ...[
      { $nonsense: 1 },
      { $round: [15, -1] },
      { $floor: 1.5 },
      { $toLower: 'A' },
      { $let: {} },
      { $split: ['a', 'b'] },
      { $toDate: '2024-01-01' },
    ].map((x): [unknown] => [{ $project: { x } }]),
    [{ $project: { x: { $year: { date: at, timezone: 'Asia/Shanghai' } } } }],
    [{ $project: { x: { $dateToString: { date: at, timezone: 'Asia/Shanghai' } } } }],
    [{ $project: { x: { $dateToString: { date: at, format: '%j' } } } }],
    [{ $project: { x: { $toString: new Double(0.1) } } }],
    [{ $project: { x: { $filter: { input: [], cond: true, limit: 1 } } } }],
    [{ $group: { _id: null, x: { $stdDevPop: '$x' } } }],
  ])('refuses %j', (stage) => {
    expect(refusal(() => run([{ $documents: [{}] }, stage]))).toBe('NotImplemented');
  });

  it.each(['$graphLookup', '$setWindowFields', '$sample', '$nonsense'])('refuses the stage %s', (name) => {
    expect(() => run([{ [name]: {} }])).toThrow(`'${name}' (the embedded store does not support it)`);
  });
});
