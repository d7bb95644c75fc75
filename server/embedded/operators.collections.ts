/** Operators on arrays and documents. */
import { type Doc, empty, isDoc, type Value } from './bson.ts';
import { compare, equal, isNumeric } from './compare.ts';
import { badValue } from './errors.ts';
import {
  bind,
  fields,
  integer,
  listOf,
  mismatch,
  nameOf,
  nullsOut,
  operator,
  type Operators,
  part,
  spread,
} from './operator-tools.ts';
import { itemOrder } from './sort.ts';
import { truthy, typeName } from './types.ts';

export const COLLECTIONS: Operators = [
  [
    '$map',
    (operand, compile) => {
      const spec = fields(operand, '$map', ['input', 'in'], ['as']);
      const [input, body, name] = [part(compile, spec, 'input'), part(compile, spec, 'in'), nameOf(spec)];
      return (doc, vars) => {
        const v = input(doc, vars);
        return v == null ? null : listOf(v, '$map').map((x) => body(doc, bind(vars, [name, x])) ?? null);
      };
    },
  ],
  [
    '$filter',
    (operand, compile) => {
      const spec = fields(operand, '$filter', ['input', 'cond'], ['as', 'limit']);
      const [input, test, name, limit] = [
        part(compile, spec, 'input'),
        part(compile, spec, 'cond'),
        nameOf(spec),
        spec.has('limit') ? part(compile, spec, 'limit') : undefined,
      ];
      return (doc, vars) => {
        const v = input(doc, vars);
        if (v == null) return null;
        const kept = listOf(v, '$filter').filter((x) => truthy(test(doc, bind(vars, [name, x]))));
        const most = limit?.(doc, vars);
        return most == null ? kept : kept.slice(0, integer(most, '$filter'));
      };
    },
  ],
  [
    '$reduce',
    (operand, compile) => {
      const spec = fields(operand, '$reduce', ['input', 'initialValue', 'in']);
      const [input, start, body] = [
        part(compile, spec, 'input'),
        part(compile, spec, 'initialValue'),
        part(compile, spec, 'in'),
      ];
      return (doc, vars) => {
        const v = input(doc, vars);
        if (v == null) return null;
        return listOf(v, '$reduce').reduce<Value | undefined>(
          (acc, x) => body(doc, bind(vars, ['value', acc], ['this', x])),
          start(doc, vars),
        );
      };
    },
  ],
  operator('$size', 1, 1, (v) => listOf(v, '$size').length),
  operator('$isArray', 1, 1, (v) => Array.isArray(v)),
  operator('$isNumber', 1, 1, (v) => isNumeric(v)),
  operator('$type', 1, 1, (v) => typeName(v)),
  operator('$in', 2, 2, (v, list) => v !== undefined && listOf(list, '$in').some((x) => equal(x, v))),
  operator('$arrayElemAt', 2, 2, (v, i) =>
    v == null || i == null ? null : listOf(v, '$arrayElemAt').at(integer(i, '$arrayElemAt')),
  ),
  operator('$first', 1, 1, (v) => (v == null ? null : listOf(v, '$first')[0])),
  operator('$last', 1, 1, (v) => (v == null ? null : listOf(v, '$last').at(-1))),
  operator('$concatArrays', 0, 1000, (...lists) =>
    lists.some((x) => x == null) ? null : lists.flatMap((x) => listOf(x, '$concatArrays')),
  ),
  nullsOut('$reverseArray', 1, 1, (v) => [...listOf(v, '$reverseArray')].reverse()),
  nullsOut('$slice', 2, 3, (v, a, b) => {
    const list = listOf(v, '$slice');
    const n = integer(a, '$slice');
    if (b === undefined) return n < 0 ? list.slice(n) : list.slice(0, n);
    const from = n < 0 ? Math.max(0, list.length + n) : n;
    const count = integer(b, '$slice');
    return count > 0 ? list.slice(from, from + count) : badValue('Third argument to $slice must be positive');
  }),
  operator('$indexOfArray', 2, 2, (v, x) =>
    v == null ? null : listOf(v, '$indexOfArray').findIndex((y) => x !== undefined && equal(y, x)),
  ),
  operator('$range', 2, 3, (a, b, c = 1) => {
    const [from, to, by] = [integer(a, '$range'), integer(b, '$range'), integer(c, '$range')];
    if (by === 0) return badValue('$range requires a non-zero step value');
    if ((to - from) / by > 4_000_000) return badValue('$range would use too much memory');
    const out: Value[] = [];
    for (let n = from; by > 0 ? n < to : n > to; n += by) out.push(n);
    return out;
  }),
  [
    '$sortArray',
    (operand, compile) => {
      const spec = fields(operand, '$sortArray', ['input', 'sortBy']);
      const input = part(compile, spec, 'input');
      const by = spec.get('sortBy') ?? 1;
      const direction = isDoc(by) ? 0 : integer(by, '$sortArray');
      const order = isDoc(by) ? itemOrder(by) : (a: Value, b: Value) => compare(a, b) * direction;
      return (doc, vars) => {
        const v = input(doc, vars);
        return v == null ? null : [...listOf(v, '$sortArray')].sort(order);
      };
    },
  ],
  [
    '$mergeObjects',
    (operand, compile) => {
      const values = spread(operand, compile);
      return (doc, vars) => {
        const out: Doc = empty();
        for (const v of values(doc, vars)) {
          if (v == null) continue;
          if (!isDoc(v)) return mismatch(`$mergeObjects requires object inputs, not ${typeName(v)}`);
          for (const [k, x] of v) out.set(k, x);
        }
        return out;
      };
    },
  ],
  nullsOut('$objectToArray', 1, 1, (v) =>
    isDoc(v)
      ? [...v].map(
          ([k, x]): Value =>
            new Map<string, Value>([
              ['k', k],
              ['v', x],
            ]),
        )
      : mismatch('$objectToArray requires a document input'),
  ),
  nullsOut(
    '$arrayToObject',
    1,
    1,
    (v) =>
      new Map(
        listOf(v, '$arrayToObject').map((x): [string, Value] => {
          const [k, y] = isDoc(x) ? [x.get('k'), x.get('v')] : Array.isArray(x) ? x : [];
          return typeof k === 'string' ? [k, y ?? null] : badValue('$arrayToObject requires pairs with a string key');
        }),
      ),
  ),
  [
    '$getField',
    (operand, compile) => {
      const spec = isDoc(operand) && operand.has('field') ? operand : new Map<string, Value>([['field', operand]]);
      const name = part(compile, spec, 'field');
      const input = spec.has('input') ? part(compile, spec, 'input') : (doc: Doc) => doc;
      return (doc, vars) => {
        const [from, k] = [input(doc, vars), name(doc, vars)];
        return isDoc(from) && typeof k === 'string' ? from.get(k) : from === null ? null : undefined;
      };
    },
  ],
  [
    '$setField',
    (operand, compile) => {
      const spec = fields(operand, '$setField', ['field', 'input', 'value']);
      const [name, input, value] = [
        part(compile, spec, 'field'),
        part(compile, spec, 'input'),
        part(compile, spec, 'value'),
      ];
      return (doc, vars) => {
        const [from, k, v] = [input(doc, vars), name(doc, vars), value(doc, vars)];
        if (from == null) return null;
        if (!isDoc(from) || typeof k !== 'string') return badValue('$setField needs a document and a constant name');
        const out = new Map(from);
        if (v === undefined) out.delete(k);
        else out.set(k, v);
        return out;
      };
    },
  ],
];
