/** Query filters. An operator that is not in the tables is refused by name. */
import { BSONRegExp, Double, MaxKey, MinKey, ObjectId } from 'bson';
import { type Doc, isDoc, type Value } from '../values/bson.ts';
import { compare, compareNumbers, equal, isNumeric, rank } from '../values/compare.ts';
import { badValue, refuse } from '../values/errors.ts';
import { expression } from './expressions.ts';
import { truncated } from '../values/numbers.ts';
import type { Variables } from './operator-kinds.ts';
import { some, split } from '../values/paths.ts';
import { regex } from './regex.ts';
import { toInteger, truthy, typeTest } from '../values/types.ts';

export type Predicate = (doc: Doc) => boolean;
type Test = (v: Value | undefined) => boolean;

export interface Filter {
  readonly matches: Predicate;
  /** Top-level fields the filter reads; `null` when it may read any. */
  readonly needs: ReadonlySet<string> | null;
}

interface Scope {
  readonly needs: Set<string>;
  everything: boolean;
  /** Whether the condition is on a value inside a document. */
  readonly isNested: boolean;
  readonly variables: Variables;
}

export const compileFilter = (query: Doc, variables: Variables = new Map()): Filter => {
  const scope: Scope = { needs: new Set(), everything: false, isNested: false, variables };
  const matches = conjunction(query, scope);
  return { matches, needs: scope.everything ? null : scope.needs };
};

const nested = (variables: Variables = new Map()): Scope => ({
  needs: new Set(),
  everything: false,
  isNested: true,
  variables,
});

/** Compiles a condition on one value instead of a document, for `$pull`. */
export const compileCondition = (condition: Value): Test => {
  if (isDoc(condition) && isOperators(condition)) {
    const test = operators(condition, nested());
    return (v) => test((t, items) => t(v) || (items && Array.isArray(v) && v.some((x) => t(x))));
  }
  if (!(condition instanceof BSONRegExp)) return (v) => equal(v, condition);
  const test = matcher(condition);
  return (v) => test(v) || (Array.isArray(v) && v.some(test));
};

const conjunction = (query: Doc, scope: Scope): Predicate => {
  const parts = [...query].map(([name, value]) => clause(name, value, scope));
  if (parts.length === 1) return parts[0] ?? (() => true);
  return (doc) => parts.every((p) => p(doc));
};

const list = (name: string, value: Value, scope: Scope): Predicate[] => {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isDoc))
    return badValue(`${name} must be a nonempty array of objects`);
  return value.map((q) => conjunction(q, scope));
};

const DBREF = new Set(['$ref', '$id', '$db']);

const clause = (name: string, value: Value, scope: Scope): Predicate => {
  if (!name.startsWith('$') || DBREF.has(name)) return field(name, value, scope);
  switch (name) {
    case '$and': {
      const parts = list(name, value, scope);
      return (doc) => parts.every((p) => p(doc));
    }
    case '$or': {
      const parts = list(name, value, scope);
      return (doc) => parts.some((p) => p(doc));
    }
    case '$nor': {
      const parts = list(name, value, scope);
      return (doc) => !parts.some((p) => p(doc));
    }
    case '$expr': {
      if (scope.isNested) return badValue('$expr can only be applied to the top-level document');
      scope.everything = true;
      const e = expression(value);
      return (doc) => truthy(e(doc, scope.variables));
    }
    case '$comment':
      return () => true;
    default:
      return refuse(`the query operator ${name}`);
  }
};

const field = (path: string, value: Value, scope: Scope): Predicate => {
  const parts = split(path);
  scope.needs.add(parts[0] ?? '');
  if (isDoc(value) && isOperators(value)) {
    const condition = operators(value, scope);
    return (doc) => condition((test, items) => some(doc, parts, test, items));
  }
  const test = is(value);
  return (doc) => some(doc, parts, test, true);
};

/** `{ $gt: 1 }` is a document of operators; `{ a: 1 }` and a DBRef are values. */
export const isOperators = (value: Doc): boolean => {
  const [first] = value.keys();
  return first?.startsWith('$') === true && !DBREF.has(first);
};

const equality = (operand: Value): Test => {
  if (operand instanceof ObjectId) return (v) => v instanceof ObjectId && Buffer.compare(v.id, operand.id) === 0;
  if (typeof operand === 'string') return (v) => v === operand;
  return (v) => equal(v, operand);
};

const matcher = (operand: BSONRegExp): Test => {
  const compiled = regex(operand.pattern, operand.options);
  return (v) => (typeof v === 'string' ? compiled.test(v) : v instanceof BSONRegExp && equal(v, operand));
};

/** Test for a value that stands without an operator. */
const is = (operand: Value): Test => (operand instanceof BSONRegExp ? matcher(operand) : equality(operand));

/** A condition on a field. `reach(test, items)`: whether any value of the field passes, with `items` any array item. */
type Condition = (reach: (test: Test, items: boolean) => boolean) => boolean;
/** `all` is the document with the operator and its neighbours. */
type Operator = (operand: Value, all: Doc, scope: Scope) => Condition;

const any = (test: Test): Condition => {
  return (reach) => reach(test, true);
};
/** Tests an array at the path's end as a whole, not its items. */
const whole = (test: Test): Condition => {
  return (reach) => reach(test, false);
};
const not = (condition: Condition): Condition => {
  return (reach) => !condition(reach);
};
const every = (parts: readonly Condition[]): Condition => {
  return (reach) => parts.every((p) => p(reach));
};

const operators = (all: Doc, scope: Scope): Condition => {
  const parts = [...all].map(([op, operand]) =>
    (OPERATORS.get(op) ?? refuse(`the query operator ${op}`))(operand, all, scope),
  );
  return parts.length === 1 && parts[0] ? parts[0] : every(parts);
};

const isThere: Test = (v) => v !== undefined;
const isNaNValue = (v: Value | undefined): boolean => isNumeric(v) && compareNumbers(v, new Double(NaN)) === 0;

const inequality =
  (passes: (c: number) => boolean): Operator =>
  (operand) => {
    if (operand instanceof BSONRegExp) return badValue("Can't have RegEx as arg to predicate over field");
    if (operand instanceof MinKey || operand instanceof MaxKey) return any((v) => passes(compare(v, operand)));
    if (isNaNValue(operand)) return any((v) => passes(0) && isNaNValue(v));
    const kind = rank(operand);
    return any((v) => rank(v) === kind && !isNaNValue(v) && passes(compare(v, operand)));
  };

const oneOf = (operands: Value): Test => {
  if (!Array.isArray(operands)) return badValue('$in and $nin need an array');
  if (operands.some((x) => isDoc(x) && isOperators(x))) return badValue('cannot nest $ under $in or $nin');
  const strings = new Set(operands.filter((x) => typeof x === 'string'));
  const ids = new Set(operands.filter((x) => x instanceof ObjectId).map((x) => x.toHexString()));
  const others = operands.filter((x) => typeof x !== 'string' && !(x instanceof ObjectId)).map(is);
  return (v) =>
    (typeof v === 'string' && strings.has(v)) ||
    (v instanceof ObjectId && ids.has(v.toHexString())) ||
    others.some((test) => test(v));
};

/** Test of one array item for `$elemMatch`: operators on the item itself, or a query on the item as a document. */
export const element = (operand: Doc, scope: Scope = nested()): Test => {
  const [first = ''] = operand.keys();
  if (isOperators(operand) && !['$and', '$or', '$nor', '$expr'].includes(first)) {
    const condition = operators(operand, scope);
    // an item that is itself an array is compared as a whole
    return (v) => condition((test) => test(v));
  }
  const matches = conjunction(operand, nested(scope.variables));
  return (v) =>
    (isDoc(v) && matches(v)) ||
    (Array.isArray(v) && matches(new Map(v.map((x, i): [string, Value] => [String(i), x]))));
};

const elemMatch: Operator = (operand, _, scope) => {
  const test = isDoc(operand) ? element(operand, scope) : badValue('$elemMatch needs an Object');
  return whole((v) => Array.isArray(v) && v.some(test));
};

const allOf: Operator = (operand, all, scope) => {
  if (!Array.isArray(operand)) return badValue('$all needs an array');
  const parts = operand.map((item) => {
    if (!isDoc(item) || !isOperators(item)) return any(is(item));
    const inner = item.size === 1 ? item.get('$elemMatch') : undefined;
    return inner === undefined ? badValue('no $ expressions in $all') : elemMatch(inner, all, scope);
  });
  return parts.length > 0 ? every(parts) : () => false;
};

const pattern: Operator = (operand, all) => {
  const options = all.get('$options') ?? (operand instanceof BSONRegExp ? operand.options : '');
  const source = operand instanceof BSONRegExp ? operand.pattern : operand;
  if (typeof source !== 'string') return badValue('$regex has to be a string');
  if (typeof options !== 'string') return badValue('$options has to be a string');
  return any(matcher(new BSONRegExp(source, options)));
};

const opposite: Operator = (operand, _, scope) => {
  if (operand instanceof BSONRegExp) return not(any(matcher(operand)));
  if (!isDoc(operand) || !isOperators(operand)) return badValue('$not needs a regex or a document of operators');
  return not(operators(operand, scope));
};

const modulo: Operator = (operand) => {
  if (!Array.isArray(operand) || operand.length !== 2) return badValue('malformed mod, needs to be an array of two');
  const [divisor, remainder] = operand.map(
    (x) =>
      (isNumeric(x) ? truncated(x) : undefined) ?? badValue('malformed mod, divisor and remainder must be numbers'),
  ) as [bigint, bigint]; // two, as checked above
  if (divisor === 0n) return badValue('divisor cannot be 0');
  return any((v) => {
    const n = isNumeric(v) ? truncated(v) : undefined;
    return n !== undefined && n % divisor === remainder;
  });
};

const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['$eq', (x) => any(equality(x))],
  ['$ne', (x) => (x instanceof BSONRegExp ? badValue("Can't have regex as arg to $ne.") : not(any(equality(x))))],
  ['$gt', inequality((c) => c > 0)],
  ['$gte', inequality((c) => c >= 0)],
  ['$lt', inequality((c) => c < 0)],
  ['$lte', inequality((c) => c <= 0)],
  ['$in', (x) => any(oneOf(x))],
  ['$nin', (x) => not(any(oneOf(x)))],
  ['$exists', (x) => (truthy(x) ? whole(isThere) : not(whole(isThere)))],
  ['$type', (x) => any(typeTest(x))],
  ['$not', opposite],
  ['$regex', pattern],
  ['$options', (_, all) => (all.has('$regex') ? () => true : badValue('$options needs a $regex'))],
  [
    '$size',
    (x) => {
      const n = toInteger(x, '$size');
      return n < 0 ? badValue('$size must not be negative') : whole((v) => Array.isArray(v) && v.length === n);
    },
  ],
  ['$all', allOf],
  ['$elemMatch', elemMatch],
  ['$mod', modulo],
  ['$comment', () => () => true],
]);
