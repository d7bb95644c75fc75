/** `$group` and its accumulators. */
import { type Doc, isDoc, type Value } from './bson.ts';
import { compare, isNumeric } from './compare.ts';
import { badValue } from './errors.ts';
import { expression, type Expression } from './expressions.ts';
import { key } from './keys.ts';
import { Total } from './numbers.ts';
import type { Variables } from './operator-tools.ts';

interface Accumulator {
  add(value: Value | undefined): unknown;
  result(): Value | undefined;
}

const kept = (result: Value, better: (v: Value, best: Value) => boolean): Accumulator => {
  let best = result;
  return {
    add: (v) => {
      if (v != null && (best === null || better(v, best))) best = v;
    },
    result: () => best,
  };
};

const MAKE: Record<string, () => Accumulator> = {
  $sum: () => {
    const total = new Total();
    return { add: (v) => isNumeric(v) && total.add(v), result: () => total.result() };
  },
  $avg: () => {
    const total = new Total();
    return { add: (v) => isNumeric(v) && total.add(v), result: () => total.average() };
  },
  $count: () => {
    let n = 0;
    return { add: () => n++, result: () => n };
  },
  $min: () => kept(null, (v, best) => compare(v, best) < 0),
  $max: () => kept(null, (v, best) => compare(v, best) > 0),
  $first: () => {
    let first: Value | undefined;
    let any = false;
    return {
      add: (v) => {
        if (!any) [first, any] = [v ?? null, true];
      },
      result: () => first,
    };
  },
  $last: () => {
    let last: Value = null;
    return { add: (v) => (last = v ?? null), result: () => last };
  },
  $push: () => {
    const all: Value[] = [];
    return {
      add: (v) => {
        if (v !== undefined) all.push(v);
      },
      result: () => all,
    };
  },
  $addToSet: () => {
    const all = new Map<string, Value>();
    return {
      add: (v) => {
        if (v !== undefined) {
          const k = key(v).toString('latin1');
          if (!all.has(k)) all.set(k, v);
        }
      },
      result: () => [...all.values()],
    };
  },
  $mergeObjects: () => {
    const out: Doc = new Map();
    return {
      add: (v) => {
        if (isDoc(v)) for (const [k, x] of v) out.set(k, x);
        else if (v != null) badValue('$mergeObjects requires object inputs');
      },
      result: () => out,
    };
  },
};

export const group = (spec: Doc, variables: Variables): ((input: Iterable<Doc>) => Iterable<Doc>) => {
  if (!spec.has('_id')) return badValue('a group specification must include an _id');
  const id = expression(spec.get('_id') ?? null);
  const fields = [...spec]
    .filter(([name]) => name !== '_id')
    .map(([name, v]): [string, () => Accumulator, Expression] => {
      const [entry] = isDoc(v) && v.size === 1 ? v : [];
      if (!entry) return badValue(`The field '${name}' must be an accumulator object`);
      if (name.includes('.')) return badValue(`The field name '${name}' cannot contain '.'`);
      const make = Object.hasOwn(MAKE, entry[0]) ? MAKE[entry[0]] : undefined;
      return make ? [name, make, expression(entry[1])] : badValue(`unknown group operator '${entry[0]}'`);
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
    return Array.from(
      groups.values(),
      (g) =>
        new Map<string, Value>([
          ['_id', g.id],
          ...fields.map(([name], i): [string, Value] => [name, g.parts[i]?.result() ?? null]),
        ]),
    );
  };
};
