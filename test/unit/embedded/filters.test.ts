import { BSONRegExp, Decimal128, Double } from 'bson';
import type { Doc } from '../../../server/embedded/values/bson.ts';
import { compileFilter } from '../../../server/embedded/query/filter.ts';
import { refusal } from '../../support/embedded-store.ts';
import { value } from '../../support/embedded-values.ts';

const matches = (filter: unknown, document: unknown): boolean =>
  compileFilter(value(filter) as Doc).matches(value(document) as Doc);

// What the manual says of each operator, where it surprises.
describe('filters', () => {
  it.each<[string, unknown, unknown, boolean]>([
    ['null finds a missing field', { a: null }, {}, true],
    ['null finds no empty array', { a: null }, { a: [] }, false],
    ['null below an array of scalars finds nothing', { 'a.b': null }, { a: [1, 2] }, false],
    ['null below an array finds an item without the field', { 'a.b': null }, { a: [{ b: 1 }, { c: 1 }] }, true],
    ['numbers are equal across types', { a: 1 }, { a: Decimal128.fromString('1.00') }, true],
    ['a long beyond double precision is exact', { a: 9007199254740993n }, { a: new Double(9007199254740992) }, false],
    [
      'a decimal is compared exactly with a double',
      { a: { $gt: new Double(0.1) } },
      { a: Decimal128.fromString('0.1') },
      false,
    ],
    ['comparison stays within the type', { a: { $gt: 1 } }, { a: 'x' }, false],
    ['one item may meet one bound, another the other', { a: { $gt: 5, $lt: 3 } }, { a: [1, 9] }, true],
    ['$elemMatch wants one item that meets both', { a: { $elemMatch: { $gt: 5, $lt: 3 } } }, { a: [1, 9] }, false],
    ['$elemMatch finds a scalar', { a: { $elemMatch: { $gte: 2, $lt: 3 } } }, { a: [1, 2] }, true],
    ['$elemMatch does not enter an array in the array', { a: { $elemMatch: { $gt: 1 } } }, { a: [[2]] }, false],
    [
      '$elemMatch with a query on documents',
      { a: { $elemMatch: { b: 1, c: { $ne: 2 } } } },
      { a: [{ b: 1, c: 2 }, { b: 1 }] },
      true,
    ],
    ['a whole array is equal to itself', { a: [1, 2] }, { a: [1, 2] }, true],
    ['an array is found inside an array', { a: [1, 2] }, { a: [[1, 2], 3] }, true],
    ['the order of fields counts in equality', { a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }, false],
    ['$ne is true where no item is equal', { a: { $ne: 1 } }, { a: [1, 2] }, false],
    ['$nin of null excludes the missing', { a: { $nin: [null] } }, {}, false],
    ['$in takes patterns', { a: { $in: [new BSONRegExp('^x')] } }, { a: ['b', 'xy'] }, true],
    ['$all wants each', { a: { $all: [1, 2] } }, { a: [2, 1, 3] }, true],
    ['$all of nothing finds nothing', { a: { $all: [] } }, { a: [] }, false],
    ['$size counts the array itself', { a: { $size: 2 } }, { a: [[1], 2] }, true],
    ['$exists below an array', { 'a.b': { $exists: true } }, { a: [{ c: 1 }, { b: null }] }, true],
    ['$exists: false is its opposite', { 'a.b': { $exists: false } }, { a: [{ c: 1 }, { b: null }] }, false],
    ['an item by its number', { 'a.1': 5 }, { a: [4, 5] }, true],
    ['a numeric name of a document', { 'a.1': 5 }, { a: { 1: 5 } }, true],
    ['$type by name sees items', { a: { $type: 'string' } }, { a: [1, 'x'] }, true],
    ['$type array sees the array', { a: { $type: 'array' } }, { a: [] }, true],
    ['$type tells int from double', { a: { $type: 'int' } }, { a: new Double(1) }, false],
    ['$mod', { a: { $mod: [4, 0] } }, { a: 8 }, true],
    ['$not is true where the field is missing', { a: { $not: { $gt: 1 } } }, {}, true],
    ['$nor', { $nor: [{ a: 1 }, { b: 1 }] }, { a: 2 }, true],
    ['$regex with options', { a: { $regex: 'ABC', $options: 'i' } }, { a: 'xabcx' }, true],
    ['$ matches before a last line break', { a: { $regex: 'c$' } }, { a: 'abc\n' }, true],
    ['$expr compares fields', { $expr: { $gt: ['$a', '$b'] } }, { a: 2, b: 1 }, true],
    ['NaN is equal to NaN', { a: new Double(NaN) }, { a: Decimal128.fromString('NaN') }, true],
    ['NaN is in no range', { a: { $lt: 1 } }, { a: new Double(NaN) }, false],
    ['$mod beyond double precision', { a: { $mod: [2n ** 60n + 1n, 0] } }, { a: 2n ** 60n + 1n }, true],
    ['$mod of a decimal', { a: { $mod: [4, 3] } }, { a: Decimal128.fromString('7.9') }, true],
    ['an item by its number is not entered', { 'a.0': 42 }, { a: [[42]] }, false],
    ['an item by its number is itself', { 'a.0': [42] }, { a: [[42]] }, true],
    ['a numeric name below an item is entered', { 'a.0': 42 }, { a: [{ 0: [42] }] }, true],
    ['$ne of an item by its number', { 'a.0': { $ne: 42 } }, { a: [[42]] }, true],
    ['behind a plain item there is not even null', { 'a.0.b': null }, { a: [0] }, false],
    ['an item of an item by number', { 'a.0.0': 42 }, { a: [[[42]]] }, false],
    ['a name below an item of an item', { 'a.0.0': 42 }, { a: [[{ 0: [42] }]] }, true],
    ['names of the prototype are ordinary names', { constructor: { $exists: true } }, {}, false],
  ])('%s', (_what, filter, document, expected) => {
    expect(matches(filter, document)).toBe(expected);
  });

  it.each<[string, unknown]>([
    ['NotImplemented', { $where: 'true' }],
    ['NotImplemented', { $text: { $search: 'x' } }],
    ['NotImplemented', { $jsonSchema: {} }],
    ['NotImplemented', { $nonsense: 1 }],
    ['NotImplemented', { a: { $near: [0, 0] } }],
    ['NotImplemented', { a: { $bitsAllSet: 1 } }],
    ['NotImplemented', { a: { $nonsense: 1 } }],
    ['NotImplemented', { a: { $regex: '\\Ax' } }],
    ['NotImplemented', { a: { $regex: '(?>x)' } }],
    ['NotImplemented', { a: { $regex: 'x', $options: 'x' } }],
    ['BadValue', { a: { $regex: '(' } }],
    ['BadValue', { a: { $not: {} } }],
    ['BadValue', { a: { $in: 1 } }],
    ['BadValue', { $or: [] }],
    ['BadValue', { a: { $elemMatch: { $expr: { $eq: ['$b', 1] } } } }],
    ['BadValue', { a: { $elemMatch: { $and: [{ $expr: { $eq: ['$b', 1] } }] } } }],
  ])('says %s to %j', (name, filter) => {
    expect(refusal(() => compileFilter(value(filter) as Doc))).toBe(name);
  });

  // PCRE without the property UCP, as MongoDB uses it: where JavaScript would answer otherwise.
  it.each<[string, string, string, boolean]>([
    ['a.b', '', 'a\rb', true],
    ['a.b', '', 'a\u2028b', true],
    ['a.b', '', 'a\nb', false],
    ['a.b', 's', 'a\nb', true],
    ['a.b', '', 'a😀b', true],
    ['甲\\s乙', '', '甲\u3000乙', false],
    ['甲[\\s]乙', '', '甲 乙', true],
    ['甲\\S乙', '', '甲\u3000乙', true],
    ['[^\\s]', '', '\u00a0', true],
    ['^b', 'm', 'a\nb', true],
    ['^b', 'm', 'a\rb', false],
    ['a$', 'm', 'a\u2028', false],
    ['a$', '', 'a\n', true],
    ['a$', '', 'a\n\n', false],
    ['a{,3}', '', 'a{,3}', true],
    [']', '', ']', true],
    ["it\\'s \\-", '', "it's -", true],
    ['[]a]', '', ']', true],
  ])('reads /%s/%s as PCRE does', (pattern, options, text, expected) => {
    expect(matches({ a: { $regex: pattern, $options: options } }, { a: text })).toBe(expected);
  });

  it.each([
    ...['\\u4e00', '\\x41', '\\p{Han}', '\\Qa', '[[:alpha:]]', '[\\S]', 'a++', 'a{2}+', '(a)\\1'],
    ...['(?#x)', '(?i)a', '(?<=a)b', '(?<n>a)', '(*UCP)a'],
  ])('refuses the pattern %s', (pattern) => {
    expect(refusal(() => matches({ a: { $regex: pattern } }, { a: 'x' }))).toBe('NotImplemented');
  });
});
