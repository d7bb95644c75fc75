/** What each update operator makes of one field: a function of the document or array that holds it. */
import { Double, Timestamp } from 'bson';
import { type Doc, isDoc, type Value } from './bson.ts';
import { compare, equal, isNumeric } from './compare.ts';
import { badValue, fail } from './errors.ts';
import { compileCondition, element, isOperators } from './filter.ts';
import { arithmetic } from './numbers.ts';
import { itemOrder } from './sort.ts';
import { toInteger } from './types.ts';

/** Changes the field of that name, or the item of that number. */
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

export const changeBy = (op: string, path: string, operand: Value, now: Date): Change => {
  switch (op) {
    case '$set':
    case '$setOnInsert':
      return (parent, name) => write(parent, name, clone(operand));
    case '$unset':
      return (parent, name) => {
        if (isDoc(parent)) parent.delete(name);
        else if (Number(name) < parent.length) parent[Number(name)] = null;
      };
    case '$inc':
    case '$mul':
      return counted(op, path, operand);
    case '$min':
    case '$max':
      return (parent, name) => {
        const old = read(parent, name);
        const c = old === undefined ? NaN : compare(operand, old);
        if (Number.isNaN(c) || (op === '$min' ? c < 0 : c > 0)) write(parent, name, clone(operand));
      };
    case '$currentDate': {
      const kind = isDoc(operand) ? operand.get('$type') : operand === true ? 'date' : undefined;
      if (kind !== 'date' && kind !== 'timestamp')
        return badValue('$currentDate takes true or { $type: date | timestamp }');
      return (parent, name) =>
        write(parent, name, kind === 'date' ? now : new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 }));
    }
    case '$push':
      return push(path, operand);
    case '$addToSet':
      return addToSet(path, operand);
    case '$pull':
      return pull(path, pullCondition(operand));
    case '$pullAll':
      if (!Array.isArray(operand)) return badValue('$pullAll requires an array argument');
      return pull(path, (v) => operand.some((x) => equal(x, v)));
    case '$pop': {
      const n = isNumeric(operand) ? toInteger(operand, '$pop') : 0;
      if (n !== 1 && n !== -1) fail('FailedToParse', '$pop expects 1 or -1');
      return (parent, name) => {
        const list = array(parent, name, '$pop', path);
        if (n === 1) list?.pop();
        else list?.shift();
      };
    }
    case '$bit':
      return bit(path, operand);
    default:
      fail('FailedToParse', `Unknown modifier: ${op}`);
  }
};

/** Documents and arrays are changed in place: an operand that several documents receive must not be shared. */
export const clone = (v: Value): Value =>
  isDoc(v) ? new Map([...v].map(([k, x]) => [k, clone(x)])) : Array.isArray(v) ? v.map(clone) : v;

const typeMismatch = (message: string): never => {
  fail('TypeMismatch', message);
};

const counted = (op: string, path: string, operand: Value): Change => {
  const verb = op === '$inc' ? 'increment' : 'multiply';
  if (!isNumeric(operand)) return typeMismatch(`Cannot ${verb} with non-numeric argument: {${path}}`);
  return (parent, name) => {
    const old = read(parent, name);
    if (old === undefined) {
      write(parent, name, op === '$inc' ? operand : arithmetic('multiply', operand, 0));
      return;
    }
    if (!isNumeric(old))
      return typeMismatch(`Cannot apply ${op} to a value of non-numeric type. The field '${path}' is no number`);
    const result = arithmetic(op === '$inc' ? 'add' : 'multiply', old, operand);
    const integers = [old, operand].every((x) => typeof x === 'number' || typeof x === 'bigint');
    if (integers && result instanceof Double)
      return badValue(`Failed to apply ${op} operations: the integer overflows`);
    write(parent, name, result);
  };
};

const array = (parent: Doc | Value[], name: string, op: string, path: string): Value[] | undefined => {
  const old = read(parent, name);
  if (old === undefined) return undefined;
  if (!Array.isArray(old)) {
    if (op === '$pop') return typeMismatch(`Path '${path}' contains an element of non-array type`);
    return badValue(`The field '${path}' must be an array for ${op}`);
  }
  return old;
};

const push = (path: string, operand: Value): Change => {
  const modified = isDoc(operand) && operand.has('$each');
  const each = modified ? operand.get('$each') : [operand];
  if (!Array.isArray(each)) return badValue('The argument to $each in $push must be an array');
  const option = (name: string): Value | undefined => (modified ? operand.get(name) : undefined);
  if (modified)
    for (const name of operand.keys())
      if (!['$each', '$position', '$slice', '$sort'].includes(name))
        return badValue(`Unrecognized clause in $push: ${name}`);
  const position = option('$position');
  const slice = option('$slice');
  const sort = option('$sort');
  const at = position === undefined ? undefined : toInteger(position, '$position');
  const keep = slice === undefined ? undefined : toInteger(slice, '$slice');
  const order = sort === undefined ? undefined : pushOrder(sort);
  return (parent, name) => {
    const old = array(parent, name, '$push', path) ?? [];
    const where = at === undefined ? old.length : at < 0 ? Math.max(0, old.length + at) : at;
    const list = [...old.slice(0, where), ...each.map(clone), ...old.slice(where)];
    if (order) list.sort(order);
    write(parent, name, keep === undefined ? list : keep < 0 ? list.slice(keep) : list.slice(0, keep));
  };
};

const pushOrder = (sort: Value): ((a: Value, b: Value) => number) => {
  if (isDoc(sort)) return itemOrder(sort);
  const direction = toInteger(sort, '$sort');
  if (direction !== 1 && direction !== -1) return badValue('The $sort element value must be either 1 or -1');
  return (a, b) => direction * compare(a, b);
};

const addToSet = (path: string, operand: Value): Change => {
  const modified = isDoc(operand) && operand.has('$each');
  const each = modified ? operand.get('$each') : [operand];
  if (!Array.isArray(each)) return typeMismatch('The argument to $each in $addToSet must be an array');
  if (modified && operand.size > 1) return badValue('Found unexpected fields after $each in $addToSet');
  return (parent, name) => {
    let list = array(parent, name, '$addToSet', path);
    if (!list) write(parent, name, (list = []));
    for (const item of each) if (!list.some((x) => equal(x, item))) list.push(clone(item));
  };
};

/** Operators are a condition on the item itself, other documents one on items that are documents. */
const pullCondition = (operand: Value): ((v: Value) => boolean) => {
  const [first] = isDoc(operand) ? operand.keys() : [];
  if (!isDoc(operand) || (isOperators(operand) && !['$and', '$or', '$nor', '$not'].includes(first ?? '')))
    return compileCondition(operand);
  const test = first === '$not' ? badValue('unknown top level operator: $not') : element(operand);
  return (v) => isDoc(v) && test(v);
};

const pull = (path: string, test: (v: Value) => boolean): Change => {
  return (parent, name) => {
    const list = array(parent, name, '$pull', path);
    if (!list) return;
    const kept = list.filter((item) => !test(item));
    if (kept.length < list.length) write(parent, name, kept);
  };
};

const bit = (path: string, operand: Value): Change => {
  if (!isDoc(operand) || operand.size === 0) return badValue('$bit takes { and | or | xor: integer }');
  const steps = [...operand].map(([kind, v]): ((n: bigint) => bigint) => {
    if (typeof v !== 'number' && typeof v !== 'bigint') return badValue('The $bit modifier field must be an Integer');
    const mask = BigInt(v);
    if (kind === 'and') return (n) => n & mask;
    if (kind === 'or') return (n) => n | mask;
    return kind === 'xor'
      ? (n) => n ^ mask
      : badValue(`The $bit modifier only supports 'and', 'or', and 'xor', not '${kind}'`);
  });
  const wide = [...operand.values()].some((v) => typeof v === 'bigint');
  return (parent, name) => {
    const found = read(parent, name);
    const old = found === undefined ? 0 : found;
    if (typeof old !== 'number' && typeof old !== 'bigint')
      return badValue(`Cannot apply $bit to a value of non-integral type. The field '${path}' is no integer`);
    const result = steps.reduce((n, step) => step(n), BigInt(old));
    write(parent, name, wide || typeof old === 'bigint' ? result : Number(result));
  };
};
