/** The update operators. Each changes one field in the document or array that holds it. */
import { Double, Timestamp } from 'bson';
import { type Doc, isDoc, type Value } from '../values/bson.ts';
import { compare, equal, isNumeric } from '../values/compare.ts';
import { badValue, fail, mismatch, refuse } from '../values/errors.ts';
import { compileCondition, element, isOperators } from '../query/filter.ts';
import { arithmetic } from '../values/numbers.ts';
import { itemOrder } from '../query/sort.ts';
import { toInteger } from '../values/types.ts';

/** Changes the field of that name, or the array item of that number. */
export type Change = (parent: Doc | Value[], name: string) => void;

export const read = (parent: Value, name: string): Value | undefined =>
  isDoc(parent) ? parent.get(name) : Array.isArray(parent) ? parent[Number(name)] : undefined;

export const write = (parent: Doc | Value[], name: string, value: Value): void => {
  if (isDoc(parent)) {
    parent.set(name, value);
    return;
  }
  const i = Number(name);
  if (i > parent.length + 1_500_000) badValue('cannot backfill an array to that size');
  while (parent.length < i) parent.push(null);
  parent[i] = value;
};

/** Deep copy: documents are changed in place, so an operand written to several of them must not be shared. */
export const clone = (v: Value): Value =>
  isDoc(v) ? new Map([...v].map(([k, x]) => [k, clone(x)])) : Array.isArray(v) ? v.map(clone) : v;

/** Compiles an operator with its operand, the full path and the current time. */
type Operator = (operand: Value, path: string, now: Date) => Change;

const set: Operator = (operand) => (parent, name) => write(parent, name, clone(operand));

const counted =
  (op: 'add' | 'multiply'): Operator =>
  (operand, path) => {
    if (!isNumeric(operand)) return mismatch(`Cannot ${op} a non-numeric argument: {${path}}`);
    return (parent, name) => {
      const old = read(parent, name);
      if (old === undefined) return write(parent, name, op === 'add' ? operand : arithmetic(op, operand, 0));
      if (!isNumeric(old))
        return mismatch(`Cannot ${op} to a value of non-numeric type. The field '${path}' is no number`);
      const result = arithmetic(op, old, operand);
      const areWhole = [old, operand].every((x) => typeof x === 'number' || typeof x === 'bigint');
      if (areWhole && result instanceof Double) badValue(`Failed to ${op}: the integer overflows`);
      write(parent, name, result);
    };
  };

const bounded =
  (isBetter: (c: number) => boolean): Operator =>
  (operand) =>
  (parent, name) => {
    const old = read(parent, name);
    if (old === undefined || isBetter(compare(operand, old))) write(parent, name, clone(operand));
  };

const listAt = (parent: Doc | Value[], name: string, path: string, refuse = badValue): Value[] | undefined => {
  const old = read(parent, name);
  return old === undefined || Array.isArray(old) ? old : refuse(`The field '${path}' must be an array`);
};

/** The items for `$push` and `$addToSet`, and the other modifiers beside `$each`. */
const modifiers = (operand: Value, allowed: readonly string[], refuse = badValue): { each: Value[]; others: Doc } => {
  const others = new Map(isDoc(operand) && operand.has('$each') ? operand : []);
  const each = others.has('$each') ? others.get('$each') : [operand];
  others.delete('$each');
  for (const name of others.keys()) if (!allowed.includes(name)) badValue(`Unrecognized clause beside $each: ${name}`);
  return Array.isArray(each) ? { each, others } : refuse('The argument to $each must be an array');
};

const push: Operator = (operand, path) => {
  const { each, others } = modifiers(operand, ['$position', '$slice', '$sort']);
  const [at, keep] = ['$position', '$slice'].map((k) => (others.has(k) ? toInteger(others.get(k), k) : undefined));
  const sort = others.get('$sort');
  const order = sort === undefined ? undefined : pushOrder(sort);
  return (parent, name) => {
    const old = listAt(parent, name, path) ?? [];
    const where = at === undefined ? old.length : at < 0 ? Math.max(0, old.length + at) : at;
    const list = [...old.slice(0, where), ...each.map(clone), ...old.slice(where)];
    if (order) list.sort(order);
    write(parent, name, keep === undefined ? list : keep < 0 ? list.slice(keep) : list.slice(0, keep));
  };
};

const pushOrder = (sort: Value): ((a: Value, b: Value) => number) => {
  if (isDoc(sort)) return itemOrder(sort);
  const direction = toInteger(sort, '$sort');
  if (Math.abs(direction) !== 1) badValue('The $sort element value must be either 1 or -1');
  return (a, b) => direction * compare(a, b);
};

const addToSet: Operator = (operand, path) => {
  const { each } = modifiers(operand, [], mismatch);
  return (parent, name) => {
    const list = listAt(parent, name, path) ?? [];
    for (const item of each) if (!list.some((x) => equal(x, item))) list.push(clone(item));
    write(parent, name, list);
  };
};

const without = (path: string, test: (v: Value) => boolean): Change => {
  return (parent, name) => {
    const list = listAt(parent, name, path);
    if (list)
      write(
        parent,
        name,
        list.filter((item) => !test(item)),
      );
  };
};

/** Operators are a condition on the item itself; any other document is a query on items that are documents. */
const pull: Operator = (operand, path) => {
  const [first = ''] = isDoc(operand) ? operand.keys() : [];
  if (first === '$not') badValue('unknown top level operator: $not');
  if (!isDoc(operand) || (isOperators(operand) && !['$and', '$or', '$nor'].includes(first)))
    return without(path, compileCondition(operand));
  const test = element(operand);
  return without(path, (v) => isDoc(v) && test(v));
};

const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['$set', set],
  ['$setOnInsert', set],
  [
    '$unset',
    () => (parent, name) => {
      if (isDoc(parent)) parent.delete(name);
      else if (Number(name) < parent.length) parent[Number(name)] = null;
    },
  ],
  ['$inc', counted('add')],
  ['$mul', counted('multiply')],
  ['$min', bounded((c) => c < 0)],
  ['$max', bounded((c) => c > 0)],
  [
    '$currentDate',
    (operand, _, now) => {
      const kind = isDoc(operand) ? operand.get('$type') : operand === true ? 'date' : undefined;
      if (kind !== 'date' && kind !== 'timestamp') badValue('$currentDate takes true or { $type: date | timestamp }');
      const time = kind === 'date' ? now : new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 });
      return (parent, name) => write(parent, name, time);
    },
  ],
  ['$push', push],
  ['$addToSet', addToSet],
  ['$pull', pull],
  [
    '$pullAll',
    (operand, path) => {
      if (!Array.isArray(operand)) return badValue('$pullAll requires an array argument');
      return without(path, (v) => operand.some((x) => equal(x, v)));
    },
  ],
  [
    '$pop',
    (operand, path) => {
      const n = isNumeric(operand) ? toInteger(operand, '$pop') : 0;
      if (Math.abs(n) !== 1) fail('FailedToParse', '$pop expects 1 or -1');
      return (parent, name) => {
        const list = listAt(parent, name, path, mismatch);
        if (n === 1) list?.pop();
        else list?.shift();
      };
    },
  ],
]);

export const changeBy = (op: string, operand: Value, path: string, now: Date): Change =>
  (OPERATORS.get(op) ?? refuse(`the update operator ${op}`))(operand, path, now);
