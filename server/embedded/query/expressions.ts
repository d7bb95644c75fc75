/** Aggregation expressions: constants, paths, variables and operators. */
import { type Doc, empty, isDoc, type Value } from '../values/bson.ts';
import { badValue, refuse } from '../values/errors.ts';
import type { Expression, Variables } from './operator-kinds.ts';
import { OPERATORS } from './operators.ts';
import { split } from '../values/paths.ts';

export const isExpression = (value: Doc): boolean => {
  const [first] = value.keys();
  return first?.startsWith('$') === true;
};

/** Compiles an expression of `$group`, `$project`, `$expr` and so on. */
export const expression = (value: Value): Expression => {
  if (typeof value === 'string' && value.startsWith('$$')) return variable(value.slice(2));
  if (typeof value === 'string' && value.startsWith('$')) return fieldPath(split(value.slice(1)));
  if (Array.isArray(value)) {
    const items = value.map(expression);
    return (doc, vars) => items.map((e) => e(doc, vars) ?? null);
  }
  if (!isDoc(value)) return () => value;
  if (!isExpression(value)) {
    const fields = [...value].map(([name, v]): [string, Expression] => [name, expression(v)]);
    return (doc, vars) => {
      const out: Doc = empty();
      for (const [name, e] of fields) {
        const v = e(doc, vars);
        if (v !== undefined) out.set(name, v);
      }
      return out;
    };
  }
  const [entry, ...others] = value;
  if (!entry || others.length > 0) return badValue('an expression specification must contain exactly one field');
  return operation(entry[0], entry[1]);
};

const variable = (name: string): Expression => {
  const [head = '', ...rest] = split(name);
  if (head === 'REMOVE') return () => undefined;
  if (head === 'ROOT' || head === 'CURRENT') return (doc) => along(doc, rest, 0);
  if (head === 'NOW') return (_doc, vars) => vars.get('NOW') ?? new Date();
  if (['USER_ROLES', 'CLUSTER_TIME', 'SEARCH_META'].includes(head)) return refuse(`$$${head}`);
  return (_doc, vars) =>
    vars.has(head) ? along(vars.get(head), rest, 0) : badValue(`Use of undefined variable: ${head}`);
};

/** Unlike in a filter, a path in an expression never takes an array item by number: it maps over the items. */
const along = (value: Value | undefined, parts: readonly string[], at: number): Value | undefined => {
  const part = parts[at];
  if (part === undefined) return value;
  if (isDoc(value)) return along(value.get(part), parts, at + 1);
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((item) => {
    const v = isDoc(item) || Array.isArray(item) ? along(item, parts, at) : undefined;
    return v === undefined ? [] : [v];
  });
};

const fieldPath = (parts: readonly string[]): Expression => {
  if (parts.some((part) => part === '')) return badValue('FieldPath must not end with or contain an empty name');
  return (doc) => along(doc, parts, 0);
};

const operation = (name: string, operand: Value): Expression =>
  OPERATORS.get(name)?.(operand, expression, name) ?? refuse(`the expression ${name}`);

/** Compiles a `let`: adds its names, with the values of their expressions, to the outer variables. */
export const binding = (lets: Doc): ((doc: Doc, outer: Variables) => Variables) => {
  const values = Array.from(lets, ([name, v]) => [name, expression(v)] as const);
  return (doc, outer) => new Map([...outer, ...values.map(([name, e]) => [name, e(doc, outer)] as const)]);
};
