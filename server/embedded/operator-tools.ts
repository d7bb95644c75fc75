/** What the operators of expressions share: their arguments, checked, and what becomes of null. */
import { type Doc, isDoc, type Value } from './bson.ts';
import { isNumeric, type Numeric } from './compare.ts';
import { badValue, StoreError } from './errors.ts';
import { toDouble } from './numbers.ts';
import { typeName } from './types.ts';

/** What the names after `$$` stand for; `undefined` is a variable that is there and has no value. */
export type Variables = ReadonlyMap<string, Value | undefined>;
/** The value for a document; `undefined` is a missing field. */
export type Expression = (doc: Doc, variables: Variables) => Value | undefined;
export type Compile = (value: Value) => Expression;
/** Makes an operator's expression of its operand; operands are compiled by what it is handed. */
export type Make = (operand: Value, compile: Compile) => Expression;
export type Named = readonly [string, Make];
export type Operators = readonly Named[];

export const argumentsOf = (
  compile: Compile,
  operand: Value,
  name: string,
  least: number,
  most = least,
): Expression[] => {
  const list = Array.isArray(operand) ? operand : [operand];
  if (list.length < least || list.length > most)
    return badValue(
      `Expression ${name} takes ${least === most ? `exactly ${least}` : `${least} to ${most}`} arguments. ${list.length} were passed in.`,
    );
  return list.map(compile);
};

export type Operands = (Value | undefined)[];
export const simple =
  (name: string, least: number, most: number, run: (...args: Operands) => Value | undefined): Make =>
  (operand, compile) => {
    const args = argumentsOf(compile, operand, name, least, most);
    return (doc, vars) => run(...args.map((e) => e(doc, vars)));
  };

/** Null and missing in, null out. */
export const nullable =
  (run: (...args: Value[]) => Value | undefined) =>
  (...args: Operands): Value | undefined =>
    args.some((x) => x == null) ? null : run(...(args as Value[])); // none is missing, as just checked

/** A named operator that is a function of its arguments' values. */
export const operator = (
  name: string,
  least: number,
  most: number,
  run: (...args: Operands) => Value | undefined,
): Named => [name, simple(name, least, most, run)];
/** The same for one that answers null when an argument is null or missing. */
export const nullsOut = (
  name: string,
  least: number,
  most: number,
  run: (...args: Value[]) => Value | undefined,
): Named => operator(name, least, most, nullable(run));

export const numeric = (v: Value | undefined, name: string): Numeric =>
  isNumeric(v) ? v : mismatch(`${name} only supports numeric types, not ${typeName(v)}`);
export const mismatch = (message: string): never => {
  throw new StoreError('TypeMismatch', message);
};
export const listOf = (v: Value | undefined, name: string): Value[] =>
  Array.isArray(v) ? v : mismatch(`${name} needs an array, not ${typeName(v)}`);
export const integer = (v: Value | undefined, name: string): number => {
  const n = isNumeric(v) ? toDouble(v) : NaN;
  return Number.isInteger(n) ? n : mismatch(`${name} needs a whole number`);
};

export const fields = (operand: Value, name: string, needed: string[], allowed: string[] = []): Doc => {
  if (!isDoc(operand)) return badValue(`${name} only supports an object as its argument`);
  for (const k of operand.keys())
    if (![...needed, ...allowed].includes(k)) return badValue(`Unrecognized parameter to ${name}: ${k}`);
  for (const k of needed) if (!operand.has(k)) return badValue(`Missing '${k}' parameter to ${name}`);
  return operand;
};
export const part = (compile: Compile, operand: Doc, name: string): Expression => compile(operand.get(name) ?? null);

export const bind = (vars: Variables, ...pairs: [string, Value | undefined][]): Variables =>
  new Map([...vars, ...pairs]);
export const nameOf = (operand: Doc): string => {
  const name = operand.get('as') ?? 'this';
  return typeof name === 'string' && /^[a-z][\w]*$/.test(name)
    ? name
    : badValue(`'${typeof name === 'string' ? name : '?'}' is not a valid name for a variable`);
};

/** The values an accumulator-like expression ($sum, $max …) sees: one array, or several arguments. */
export const spread = (operand: Value, compile: Compile): ((doc: Doc, vars: Variables) => Operands) => {
  if (Array.isArray(operand) && operand.length !== 1) {
    const args = operand.map(compile);
    return (doc, vars) => args.map((e) => e(doc, vars));
  }
  const e = compile(Array.isArray(operand) ? (operand[0] ?? null) : operand);
  return (doc, vars) => {
    const v = e(doc, vars);
    return Array.isArray(v) ? v : [v];
  };
};
