/** Filters: which documents match. The operators follow the manual's tables; others are refused by name. */
import { Binary, BSONRegExp, Double, MaxKey, MinKey, ObjectId } from 'bson';
import { type Doc, isDoc, type Value } from './bson.ts';
import { compare, compareNumbers, equal, isNumeric, rank } from './compare.ts';
import { badValue, refuse } from './errors.ts';
import { expression } from './expressions.ts';
import type { Variables } from './operators.ts';
import { some, split } from './paths.ts';
import { truncated } from './numbers.ts';
import { toInteger, truthy, typeTest } from './types.ts';
import { regex } from './regex.ts';

export type Predicate = (doc: Doc) => boolean;
type Test = (v: Value | undefined) => boolean;

export interface Filter {
  readonly matches: Predicate;
  /** Top-level fields it reads; `null` when it may read any. */
  readonly needs: ReadonlySet<string> | null;
}

interface Scope {
  readonly needs: Set<string>;
  everything: boolean;
  /** A condition on a value inside a document. */
  readonly isNested: boolean;
  readonly variables: Variables;
}

export const compileFilter = (query: Doc, variables: Variables = new Map()): Filter => {
  const scope: Scope = { needs: new Set(), everything: false, isNested: false, variables };
  const matches = conjunction(query, scope);
  return { matches, needs: scope.everything ? null : scope.needs };
};

/** For `$elemMatch`, `$pull` and array filters: a condition on one value instead of a document. */
export const compileCondition = (condition: Value): ((v: Value | undefined) => boolean) => {
  if (isDoc(condition) && isOperators(condition)) {
    const test = operators('', condition, blank());
    return (v) => test((t, items) => t(v) || (items && Array.isArray(v) && v.some((x) => t(x))));
  }
  if (!(condition instanceof BSONRegExp)) return (v) => equal(v, condition);
  const test = matcher(condition);
  return (v) => test(v) || (Array.isArray(v) && v.some(test));
};

const blank = (): Scope => ({ needs: new Set(), everything: false, isNested: true, variables: new Map() });

const conjunction = (query: Doc, scope: Scope): Predicate => {
  const parts = [...query].map(([name, value]) => clause(name, value, scope));
  if (parts.length === 1) return parts[0] ?? (() => true);
  return (doc) => parts.every((p) => p(doc));
};

const list = (name: string, value: Value): Doc[] => {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isDoc))
    return badValue(`${name} must be a nonempty array of objects`);
  return value;
};

const DBREF = new Set(['$ref', '$id', '$db']);

const clause = (name: string, value: Value, scope: Scope): Predicate => {
  if (!name.startsWith('$') || DBREF.has(name)) return field(name, value, scope);
  switch (name) {
    case '$and': {
      const parts = list(name, value).map((q) => conjunction(q, scope));
      return (doc) => parts.every((p) => p(doc));
    }
    case '$or':
    case '$nor': {
      const parts = list(name, value).map((q) => conjunction(q, scope));
      return name === '$or' ? (doc) => parts.some((p) => p(doc)) : (doc) => !parts.some((p) => p(doc));
    }
    case '$expr': {
      if (scope.isNested) return badValue('$expr can only be applied to the top-level document');
      scope.everything = true;
      const e = expression(value);
      return (doc) => truthy(e(doc, scope.variables));
    }
    case '$comment':
      return () => true;
    case '$alwaysTrue':
      return () => true;
    case '$alwaysFalse':
      return () => false;
    case '$where':
    case '$text':
    case '$jsonSchema':
    case '$sampleRate':
      return refuse(name);
    default:
      return badValue(`unknown top level operator: ${name}`);
  }
};

/** Operators ask for the values of their field: `reach(test, enterItems)`. */
type Reach = (test: Test, items: boolean) => boolean;
type Condition = (reach: Reach) => boolean;

const field = (path: string, value: Value, scope: Scope): Predicate => {
  const parts = split(path);
  scope.needs.add(parts[0] ?? '');
  if (isDoc(value) && isOperators(value)) {
    const condition = operators(path, value, scope);
    return (doc) => condition((test, items) => some(doc, parts, test, items));
  }
  const test = value instanceof BSONRegExp ? matcher(value) : equality(value);
  return (doc) => some(doc, parts, test, true);
};

/** `{ $gt: 1 }` are operators, `{ a: 1 }` is a value; a DBRef is a value. */
export const isOperators = (value: Doc): boolean => {
  const [first] = value.keys();
  return first?.startsWith('$') === true && !DBREF.has(first);
};

const equality = (operand: Value): Test => {
  if (operand instanceof ObjectId) {
    const hex = operand.id;
    return (v) => v instanceof ObjectId && Buffer.compare(v.id, hex) === 0;
  }
  if (typeof operand === 'string') return (v) => v === operand;
  return (v) => equal(v, operand);
};

const matcher = (operand: BSONRegExp): Test => {
  const compiled = regex(operand.pattern, operand.options);
  return (v) => (typeof v === 'string' ? compiled.test(v) : v instanceof BSONRegExp && equal(v, operand));
};

const operators = (path: string, value: Doc, scope: Scope): Condition => {
  const parts = [...value].map(([op, operand]) => operator(path, op, operand, value, scope));
  if (parts.length === 1) return parts[0] ?? (() => true);
  return (reach) => parts.every((p) => p(reach));
};

const isNaNValue = (v: Value | undefined): boolean => isNumeric(v) && compareNumbers(v, new Double(NaN)) === 0;

const inequality = (op: string, operand: Value): Condition => {
  const passes: (c: number) => boolean =
    op === '$gt' ? (c) => c > 0 : op === '$gte' ? (c) => c >= 0 : op === '$lt' ? (c) => c < 0 : (c) => c <= 0;
  if (operand instanceof BSONRegExp) return badValue(`Can't have RegEx as arg to predicate over field with ${op}`);
  if (operand instanceof MinKey || operand instanceof MaxKey)
    return (reach) => reach((v) => passes(compare(v, operand)), true);
  if (isNaNValue(operand)) return (reach) => (op.endsWith('e') ? reach(isNaNValue, true) : false);
  const kind = rank(operand);
  return (reach) => reach((v) => rank(v) === kind && !isNaNValue(v) && passes(compare(v, operand)), true);
};

const operator = (path: string, op: string, operand: Value, all: Doc, scope: Scope): Condition => {
  switch (op) {
    case '$eq': {
      const test = equality(operand);
      return (reach) => reach(test, true);
    }
    case '$ne': {
      if (operand instanceof BSONRegExp) return badValue("Can't have regex as arg to $ne.");
      const test = equality(operand);
      return (reach) => !reach(test, true);
    }
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return inequality(op, operand);
    case '$in':
    case '$nin': {
      if (!Array.isArray(operand)) return badValue(`${op} needs an array`);
      const test = oneOf(operand, op);
      return op === '$in' ? (reach) => reach(test, true) : (reach) => !reach(test, true);
    }
    case '$exists':
      return truthy(operand)
        ? (reach) => reach((v) => v !== undefined, false)
        : (reach) => !reach((v) => v !== undefined, false);
    case '$type': {
      const test = typeTest(operand);
      return (reach) => reach(test, true);
    }
    case '$not': {
      if (operand instanceof BSONRegExp) {
        const test = matcher(operand);
        return (reach) => !reach(test, true);
      }
      if (!isDoc(operand)) return badValue('$not needs a regex or a document');
      if (operand.size === 0 || !isOperators(operand)) return badValue('$not needs an operator expression');
      const inner = operators(path, operand, scope);
      return (reach) => !inner(reach);
    }
    case '$regex': {
      const options = all.get('$options') ?? (operand instanceof BSONRegExp ? operand.options : '');
      const pattern = operand instanceof BSONRegExp ? operand.pattern : operand;
      if (typeof pattern !== 'string') return badValue('$regex has to be a string');
      if (typeof options !== 'string') return badValue('$options has to be a string');
      const test = matcher(new BSONRegExp(pattern, options));
      return (reach) => reach(test, true);
    }
    case '$options':
      return all.has('$regex') ? () => true : badValue('$options needs a $regex');
    case '$size': {
      if (!isNumeric(operand)) return badValue(`Failed to parse $size. Expected a number in: ${path}`);
      const n = toInteger(operand, '$size');
      if (n < 0) return badValue(`Failed to parse $size. Expected a non-negative number in: ${path}`);
      return (reach) => reach((v) => Array.isArray(v) && v.length === n, false);
    }
    case '$all':
      return allOf(path, operand, scope);
    case '$elemMatch': {
      if (!isDoc(operand)) return badValue('$elemMatch needs an Object');
      const test = element(operand, scope);
      return (reach) => reach((v) => Array.isArray(v) && v.some(test), false);
    }
    case '$mod':
      return modulo(operand);
    case '$bitsAllSet':
    case '$bitsAllClear':
    case '$bitsAnySet':
    case '$bitsAnyClear':
      return bits(op, operand);
    case '$comment':
      return () => true;
    case '$geoWithin':
    case '$geoIntersects':
    case '$near':
    case '$nearSphere':
    case '$text':
    case '$where':
      return refuse(op);
    default:
      return badValue(`unknown operator: ${op}`);
  }
};

const oneOf = (operands: Value[], op: string): Test => {
  for (const x of operands) if (isDoc(x) && isOperators(x)) return badValue(`cannot nest $ under ${op}`);
  const patterns = operands.filter((x) => x instanceof BSONRegExp).map(matcher);
  const strings = new Set(operands.filter((x) => typeof x === 'string'));
  const ids = new Set(operands.filter((x) => x instanceof ObjectId).map((x) => x.toHexString()));
  const rest = operands.filter((x) => typeof x !== 'string' && !(x instanceof ObjectId) && !(x instanceof BSONRegExp));
  return (v) =>
    (typeof v === 'string' && strings.has(v)) ||
    (v instanceof ObjectId && ids.has(v.toHexString())) ||
    rest.some((x) => equal(v, x)) ||
    patterns.some((p) => p(v));
};

/** One item of an array against `$elemMatch`: operators on the item itself, or a query on the item as a document. */
export const element = (operand: Doc, scope: Scope = blank()): Test => {
  const [first] = operand.keys();
  const logical = first === '$and' || first === '$or' || first === '$nor' || first === '$expr';
  if (isOperators(operand) && !logical) {
    const condition = operators('', operand, scope);
    // An item that is an array itself is compared whole.
    return (v) => condition((test) => test(v));
  }
  const own = { ...blank(), variables: scope.variables };
  const matches = conjunction(operand, own);
  return (v) =>
    (isDoc(v) && matches(v)) ||
    (Array.isArray(v) && matches(new Map(v.map((x, i): [string, Value] => [String(i), x]))));
};

const allOf = (path: string, operand: Value, scope: Scope): Condition => {
  if (!Array.isArray(operand)) return badValue('$all needs an array');
  const parts = operand.map((item): Condition => {
    if (isDoc(item) && isOperators(item)) {
      const [op] = item.keys();
      if (op !== '$elemMatch') return badValue('no $ expressions in $all');
      return operators(path, item, scope);
    }
    const test = item instanceof BSONRegExp ? matcher(item) : equality(item);
    return (reach) => reach(test, true);
  });
  return (reach) => parts.length > 0 && parts.every((p) => p(reach));
};

const modulo = (operand: Value): Condition => {
  if (!Array.isArray(operand) || operand.length !== 2) return badValue('malformed mod, needs to be an array of two');
  const [divisor, remainder] = operand.map(
    (x) => truncated(x) ?? badValue('malformed mod, divisor and remainder must be numbers'),
  ) as [bigint, bigint]; // two, as checked above
  if (divisor === 0n) return badValue('divisor cannot be 0');
  return (reach) =>
    reach((v) => {
      const n = truncated(v);
      return n !== undefined && n % divisor === remainder;
    }, true);
};

const bits = (op: string, operand: Value): Condition => {
  let mask = 0n;
  if (Array.isArray(operand)) for (const bit of operand) mask |= 1n << BigInt(toInteger(bit, `a bit of ${op}`));
  else if (operand instanceof Binary)
    operand.buffer.subarray(0, operand.position).forEach((byte, i) => (mask |= BigInt(byte) << BigInt(8 * i)));
  else
    mask =
      isNumeric(operand) && compareNumbers(operand, truncated(operand) ?? NaN) === 0 ? (truncated(operand) ?? 0n) : -1n;
  if (mask < 0n) return badValue(`${op} takes positions, bytes or a whole number that is not negative`);
  const passes = (v: bigint): boolean => {
    switch (op) {
      case '$bitsAllSet':
        return (v & mask) === mask;
      case '$bitsAllClear':
        return (v & mask) === 0n;
      case '$bitsAnySet':
        return (v & mask) !== 0n;
      default:
        return (v & mask) !== mask;
    }
  };
  return (reach) =>
    reach((v) => {
      if (typeof v === 'bigint') return passes(v);
      if (typeof v === 'number') return passes(BigInt(v));
      if (v instanceof Double)
        return Number.isInteger(v.value) && Math.abs(v.value) < 2 ** 63 && passes(BigInt(v.value));
      if (!(v instanceof Binary)) return false;
      let n = 0n;
      v.buffer.subarray(0, v.position).forEach((byte, i) => (n |= BigInt(byte) << BigInt(8 * i)));
      return passes(n);
    }, true);
};
