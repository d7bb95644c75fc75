/** `$group` and its accumulators. */
import { type Doc, isDoc, type Value } from '../values/bson.ts';
import { compare, isNumeric } from '../values/compare.ts';
import { badValue, refuse } from '../values/errors.ts';
import { expression } from '../query/expressions.ts';
import { key } from '../values/keys.ts';
import { Total } from '../values/numbers.ts';
import type { Expression, Variables } from '../query/operator-kinds.ts';

interface Accumulator {
  readonly add: (value: Value | undefined) => void;
  readonly result: () => Value | undefined;
}

/** Makes an accumulator from its initial state, its step for a value and its final result. */
const kept =
  <S>(begin: () => S, step: (state: S, v: Value | undefined) => S, result: (state: S) => Value | undefined) =>
  (): Accumulator => {
    let state = begin();
    return { add: (v) => void (state = step(state, v)), result: () => result(state) };
  };

const total = (result: (total: Total) => Value): (() => Accumulator) =>
  kept(
    () => new Total(),
    (sum, v) => {
      if (isNumeric(v)) sum.add(v);
      return sum;
    },
    result,
  );
const none = (): Value | undefined => undefined;
const itself = (v: Value | undefined): Value | undefined => v;
const extreme = (direction: 1 | -1): (() => Accumulator) =>
  kept(none, (best, v) => (v != null && (best === undefined || compare(v, best) * direction > 0) ? v : best), itself);

const ACCUMULATORS: ReadonlyMap<string, () => Accumulator> = new Map([
  ['$sum', total((sum) => sum.result())],
  ['$avg', total((sum) => sum.average())],
  ['$count', kept(none, (n) => Number(n ?? 0) + 1, itself)],
  ['$min', extreme(-1)],
  ['$max', extreme(1)],
  ['$first', kept(none, (first, v) => (first === undefined ? (v ?? null) : first), itself)],
  ['$last', kept(none, (_, v) => v, itself)],
  [
    '$push',
    kept(
      (): Value[] => [],
      (all, v) => {
        if (v !== undefined) all.push(v);
        return all;
      },
      (all) => all,
    ),
  ],
  [
    '$addToSet',
    kept(
      () => new Map<string, Value>(),
      (all, v) => {
        const name = key(v).toString('latin1');
        return v === undefined || all.has(name) ? all : all.set(name, v);
      },
      (all) => [...all.values()],
    ),
  ],
]);

export const group = (spec: Doc, variables: Variables): ((input: Iterable<Doc>) => Iterable<Doc>) => {
  if (!spec.has('_id')) return badValue('a group specification must include an _id');
  const id = expression(spec.get('_id') ?? null);
  const fields = [...spec]
    .filter(([name]) => name !== '_id')
    .map(([name, v]): [string, () => Accumulator, Expression] => {
      const [entry] = isDoc(v) && v.size === 1 ? v : [];
      if (!entry) return badValue(`The field '${name}' must be an accumulator object`);
      if (name.includes('.')) return badValue(`The field name '${name}' cannot contain '.'`);
      return [name, ACCUMULATORS.get(entry[0]) ?? refuse(`the accumulator ${entry[0]}`), expression(entry[1])];
    });
  return (input) => {
    const groups = new Map<string, { id: Value; parts: Accumulator[] }>();
    for (const d of input) {
      const v = id(d, variables) ?? null;
      const k = key(v).toString('latin1');
      let g = groups.get(k);
      if (!g) groups.set(k, (g = { id: v, parts: fields.map(([, make]) => make()) }));
      for (const [i, [, , e]] of fields.entries()) g.parts[i]?.add(e(d, variables));
    }
    return Array.from(groups.values(), (g) => {
      const out: Doc = new Map([['_id', g.id]]);
      for (const [i, [name]] of fields.entries()) out.set(name, g.parts[i]?.result() ?? null);
      return out;
    });
  };
};
