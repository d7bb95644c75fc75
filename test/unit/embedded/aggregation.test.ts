import { Decimal128, Double } from 'bson';
import { aggregate } from '../../../server/embedded/aggregate.ts';
import { encode, type Doc, type Value } from '../../../server/embedded/bson.ts';
import { insertOne } from '../../../server/embedded/writes.ts';
import { openStore } from '../../support/embedded-store.ts';
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

describe('aggregation', () => {
  const { store, close } = openStore();
  afterAll(close);
  store.atomically(() => {
    for (const [name, documents] of Object.entries({ deals, centres }))
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
      'conditions, strings and dates',
      [
        { $match: { _id: 1 } },
        {
          $project: {
            _id: 0,
            big: { $cond: [{ $gt: ['$amount', 1000] }, 'yes', 'no'] },
            up: { $toUpper: '$centre' },
            year: { $year: '$at' },
            first: { $first: '$years' },
            size: { $size: '$years' },
          },
        },
      ],
      [{ big: 'yes', up: 'A', year: 2025, first: 2024, size: 2 }],
    ],
    [
      '$replaceRoot with a merged document',
      [{ $limit: 1 }, { $replaceRoot: { newRoot: { $mergeObjects: [{ x: 1 }, { id: '$_id' }] } } }],
      [{ x: 1, id: 1 }],
    ],
  ])('%s', (_what, pipeline, expected) => {
    expect(run(pipeline)).toEqual(expected);
  });

  it('refuses by name what it does not know', () => {
    expect(() => run([{ $graphLookup: {} }])).toThrow('$graphLookup');
    expect(() => run([{ $project: { x: { $nonsense: 1 } } }])).toThrow('$nonsense');
  });
});
