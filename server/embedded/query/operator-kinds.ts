/** Builders for expression operators, by the way they take their arguments. */
import { type Doc, isDoc, type Value } from '../values/bson.ts';
import { badValue, refuse } from '../values/errors.ts';

/** Values of the names after `$$`; `undefined` is a variable that exists and has no value. */
export type Variables = ReadonlyMap<string, Value | undefined>;
/** Computes the value for a document; `undefined` is a missing field. */
export type Expression = (doc: Doc, variables: Variables) => Value | undefined;
/** Compiles an operator with its operand; `compile` compiles expressions within the operand. */
export type Make = (operand: Value, compile: (value: Value) => Expression, name: string) => Expression;
export type Operands = (Value | undefined)[];

const bind = (vars: Variables, ...pairs: [string, Value | undefined][]): Variables => new Map([...vars, ...pairs]);

export const listed = (operand: Value): Value[] => (Array.isArray(operand) ? operand : [operand]);

/** A function of `least` to `most` argument values. */
export const simple =
  (least: number, most: number, run: (...args: Operands) => Value | undefined): Make =>
  (operand, compile, name) => {
    const args = listed(operand).map(compile);
    if (args.length < least || args.length > most)
      return badValue(`Expression ${name} takes ${least} to ${most} arguments. ${args.length} were passed in.`);
    return (doc, vars) => run(...args.map((e) => e(doc, vars)));
  };

/** Like `simple`, but null when any argument is null or missing. */
export const nullsOut = (least: number, most: number, run: (...args: Value[]) => Value | undefined): Make =>
  simple(least, most, (...args) => (args.some((x) => x == null) ? null : run(...(args as Value[])))); // none is missing, as just checked

/** A function that evaluates only the arguments it needs. */
export const lazy =
  (run: (args: (() => Value | undefined)[]) => Value | undefined): Make =>
  (operand, compile) => {
    const args = listed(operand).map(compile);
    return (doc, vars) => run(args.map((e) => () => e(doc, vars)));
  };

/** Folds any number of arguments from left to right; null as soon as one is null or missing. */
export const fold = <T extends Value>(start: T, step: (total: T, v: Value) => T): Make =>
  lazy((args) => {
    let total = start;
    for (const arg of args) {
      const v = arg();
      if (v == null) return null;
      total = step(total, v);
    }
    return total;
  });

/** A function of any number of values, given as one array or as several arguments. */
export const many =
  (run: (values: Operands) => Value): Make =>
  (operand, compile) => {
    const args = listed(operand).map(compile);
    return (doc, vars) => {
      const values = args.map((e) => e(doc, vars));
      const [only] = values;
      return run(values.length === 1 && Array.isArray(only) ? only : values);
    };
  };

/** Evaluates a named part of the operand, with additional variables if given. */
export type Part = (name: string, ...bound: [string, Value | undefined][]) => Value | undefined;

/** An operator whose operand is a document of named parts. */
export const named =
  (needed: string[], optional: string[], run: (part: Part) => Value | undefined): Make =>
  (operand, compile, name) => {
    const parts = new Map(isDoc(operand) ? [...operand].map(([k, v]) => [k, compile(v)]) : []);
    for (const k of parts.keys())
      if (![...needed, ...optional].includes(k)) return refuse(`the parameter ${k} of ${name}`);
    for (const k of needed) if (!parts.has(k)) return badValue(`Missing '${k}' parameter to ${name}`);
    return (doc, vars) => run((k, ...bound) => parts.get(k)?.(doc, bound.length > 0 ? bind(vars, ...bound) : vars));
  };
