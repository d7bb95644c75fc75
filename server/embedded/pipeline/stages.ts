/** The pipeline stages that need nothing but their input documents. */
import { type Doc, doc, empty, isDoc, type Value } from '../values/bson.ts';
import { compare } from '../values/compare.ts';
import { DOCUMENT_STAGES } from '../query/document-stages.ts';
import { badValue } from '../values/errors.ts';
import { compileFilter } from '../query/filter.ts';
import { group } from './group.ts';
import type { Variables } from '../query/operator-kinds.ts';
import { split } from '../values/paths.ts';
import { parseSort, sortKey } from '../query/sort.ts';
import { toInteger } from '../values/types.ts';

export type Stage = (input: Iterable<Doc>) => Iterable<Doc>;
type Make = (spec: Value, variables: Variables, name: string) => Stage;

export const withNumber = (name: string, v: Value, least: number): number => {
  const n = toInteger(v, `the argument of ${name}`);
  return n >= least ? n : badValue(`the argument of ${name} must be at least ${least}`);
};

export const object = (spec: Value, name: string): Doc =>
  isDoc(spec) ? spec : badValue(`${name} must be given an object`);
export const mapped = (run: (d: Doc) => Doc): Stage =>
  function* (input) {
    for (const d of input) yield run(d);
  };

/** A stage that maps one document to one document; undefined if `name` is another kind of stage. */
export const documentStage = (name: string, spec: Value, variables: Variables): Stage | undefined => {
  const change = DOCUMENT_STAGES.get(name)?.(spec);
  return change && mapped((d) => change(d, variables));
};

/** A copy of the document with `value` at a path; undefined removes the field. Unchanged parts are shared. */
export const withPath = (d: Doc, parts: readonly string[], value: Value | undefined): Doc => {
  const [name = '', ...rest] = parts;
  const out = new Map(d);
  const child = d.get(name);
  const next = rest.length ? withPath(isDoc(child) ? child : empty(), rest, value) : value;
  if (next === undefined) out.delete(name);
  else out.set(name, next);
  return out;
};

const unwind: Make = (given) => {
  const spec = isDoc(given) ? given : doc({ path: given });
  const [path, at] = [spec.get('path'), spec.get('includeArrayIndex')];
  if (typeof path !== 'string' || !path.startsWith('$'))
    return badValue("path option to $unwind stage should be prefixed with a '$'");
  if (at !== undefined && (typeof at !== 'string' || at === '' || at.startsWith('$')))
    return badValue('includeArrayIndex option to $unwind stage should be a non-empty string');
  const parts = split(path.slice(1));
  const keep = spec.get('preserveNullAndEmptyArrays') === true;
  const mark = (d: Doc, i: bigint | null): Doc => (typeof at === 'string' ? withPath(d, split(at), i) : d);
  return function* (input) {
    for (const d of input) {
      const v = parts.reduce<Value | undefined>((at, part) => (isDoc(at) ? at.get(part) : undefined), d);
      if (Array.isArray(v) && v.length > 0)
        for (const [i, item] of v.entries()) yield mark(withPath(d, parts, item), BigInt(i));
      else if (v != null && !Array.isArray(v)) yield mark(d, null);
      else if (keep) yield mark(Array.isArray(v) ? withPath(d, parts, undefined) : d, null);
    }
  };
};

export const STAGES: ReadonlyMap<string, Make> = new Map<string, Make>([
  [
    '$match',
    (spec, variables, name) => {
      const { matches } = compileFilter(object(spec, name), variables);
      return function* (input) {
        for (const d of input) if (matches(d)) yield d;
      };
    },
  ],
  [
    '$sort',
    (spec, _, name) => {
      const fields = parseSort(object(spec, name));
      if (fields.length === 0) return badValue('$sort stage must have at least one sort key');
      const keyOf = sortKey(fields);
      return (input) =>
        Array.from(input, (d) => ({ d, key: keyOf(d) }))
          .sort((a, b) => Buffer.compare(a.key, b.key))
          .map(({ d }) => d);
    },
  ],
  [
    '$limit',
    (spec, _, name) => {
      const n = withNumber(name, spec, 1);
      return function* (input) {
        let i = 0;
        for (const d of input) {
          yield d;
          if (++i >= n) return;
        }
      };
    },
  ],
  [
    '$skip',
    (spec, _, name) => {
      const n = withNumber(name, spec, 0);
      return function* (input) {
        let i = 0;
        for (const d of input) if (i++ >= n) yield d;
      };
    },
  ],
  [
    '$count',
    (spec) => {
      if (typeof spec !== 'string' || spec === '' || spec.startsWith('$') || spec.includes('.'))
        return badValue('the count field must be a non-empty string without $ or .');
      return function* (input) {
        let n = 0;
        for (const _ of input) n++;
        if (n > 0) yield new Map([[spec, n]]);
      };
    },
  ],
  ['$group', (spec, variables, name) => group(object(spec, name), variables)],
  [
    '$sortByCount',
    (spec, variables) => {
      const counted = group(doc({ _id: spec, count: doc({ $sum: 1 }) }), variables);
      return (input) => [...counted(input)].sort((a, b) => compare(b.get('count'), a.get('count')));
    },
  ],
  ['$unwind', unwind],
]);
