/** Operators that compare and choose. */
import { isDoc, type Value } from './bson.ts';
import { compare } from './compare.ts';
import { badValue } from './errors.ts';
import {
  argumentsOf,
  bind,
  fields,
  listOf,
  type Make,
  operator,
  type Operators,
  part,
  simple,
} from './operator-tools.ts';
import { truthy } from './types.ts';

const comparison = (name: string, test: (c: number) => boolean): Make =>
  simple(name, 2, 2, (a, b) => test(order(a, b)));
/** In expressions a missing value sorts below null. */
const order = (a: Value | undefined, b: Value | undefined): number =>
  a === undefined || b === undefined ? Number(a !== undefined) - Number(b !== undefined) : compare(a, b);

export const LOGIC: Operators = [
  ['$literal', (v) => () => v],
  ['$const', (v) => () => v],
  operator('$cmp', 2, 2, (a, b) => Math.sign(order(a, b))),
  ['$eq', comparison('$eq', (c) => c === 0)],
  ['$ne', comparison('$ne', (c) => c !== 0)],
  ['$gt', comparison('$gt', (c) => c > 0)],
  ['$gte', comparison('$gte', (c) => c >= 0)],
  ['$lt', comparison('$lt', (c) => c < 0)],
  ['$lte', comparison('$lte', (c) => c <= 0)],
  [
    '$and',
    (operand, compile) => {
      const args = (Array.isArray(operand) ? operand : [operand]).map(compile);
      return (doc, vars) => args.every((e) => truthy(e(doc, vars)));
    },
  ],
  [
    '$or',
    (operand, compile) => {
      const args = (Array.isArray(operand) ? operand : [operand]).map(compile);
      return (doc, vars) => args.some((e) => truthy(e(doc, vars)));
    },
  ],
  operator('$not', 1, 1, (v) => !truthy(v)),
  [
    '$cond',
    (operand, compile) => {
      const [test, yes, no] = isDoc(operand)
        ? ['if', 'then', 'else'].map((k) => part(compile, fields(operand, '$cond', ['if', 'then', 'else']), k))
        : argumentsOf(compile, operand, '$cond', 3);
      return (doc, vars) => (truthy(test?.(doc, vars)) ? yes?.(doc, vars) : no?.(doc, vars));
    },
  ],
  [
    '$ifNull',
    (operand, compile) => {
      const args = argumentsOf(compile, operand, '$ifNull', 2, 1000);
      return (doc, vars) => {
        let v: Value | undefined;
        for (const e of args) if ((v = e(doc, vars)) != null) return v;
        return v;
      };
    },
  ],
  [
    '$switch',
    (operand, compile) => {
      const spec = fields(operand, '$switch', ['branches'], ['default']);
      const branches = listOf(spec.get('branches'), '$switch').map((b) => {
        const branch = fields(b, '$switch', ['case', 'then']);
        return [part(compile, branch, 'case'), part(compile, branch, 'then')] as const;
      });
      const otherwise = spec.has('default') ? part(compile, spec, 'default') : undefined;
      return (doc, vars) => {
        for (const [test, then] of branches) if (truthy(test(doc, vars))) return then(doc, vars);
        return otherwise
          ? otherwise(doc, vars)
          : badValue('$switch could not find a matching branch for an input, and no default was specified.');
      };
    },
  ],
  [
    '$let',
    (operand, compile) => {
      const spec = fields(operand, '$let', ['vars', 'in']);
      const vars = spec.get('vars');
      const bound = isDoc(vars)
        ? [...vars].map(([n, v]) => [n, compile(v)] as const)
        : badValue('invalid parameter: expected an object (vars)');
      const body = part(compile, spec, 'in');
      return (doc, outer) =>
        body(doc, bind(outer, ...bound.map(([n, e]): [string, Value | undefined] => [n, e(doc, outer)])));
    },
  ],
];
