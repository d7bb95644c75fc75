/** Projections of find and of `$project`: inclusion or exclusion, computed fields, $slice, $elemMatch and the positional $. */
import { type Doc, empty, isDoc, type Value } from './bson.ts';
import { isNumeric } from './compare.ts';
import { badValue, refuse } from './errors.ts';
import { expression, isExpression } from './expressions.ts';
import { element } from './filter.ts';
import type { Expression, Variables } from './operators.ts';
import { toInteger, truthy } from './types.ts';
import { collide, split } from './paths.ts';

type Leaf =
  | { kind: 'include' }
  | { kind: 'computed'; value: Expression }
  | { kind: 'item'; pick: (v: Value[]) => Value[] | undefined };
type Tree = Map<string, Leaf | Tree>;

export interface Projection {
  readonly apply: (doc: Doc, variables?: Variables, position?: number) => Doc;
  /** Top-level fields it reads; `null` when it may read any. */
  readonly needs: ReadonlySet<string> | null;
  readonly isPositional: boolean;
}

export const compileProjection = (spec: Doc, { aggregation }: { aggregation: boolean }): Projection => {
  const tree: Tree = new Map();
  const excluded: string[][] = [];
  const slices: { parts: string[]; pick: (v: Value[]) => Value[] }[] = [];
  let mode: 'include' | 'exclude' | undefined;
  let id: boolean | undefined;
  let positional: string | undefined;
  let computes = false;
  const wants = (m: 'include' | 'exclude', path: string): void => {
    if (mode && mode !== m)
      badValue(
        `Cannot do ${m === 'include' ? 'inclusion' : 'exclusion'} on field ${path} in ${mode === 'include' ? 'inclusion' : 'exclusion'} projection`,
      );
    mode = m;
  };
  const seen: string[] = [];
  const claim = (path: string): void => {
    if (seen.some((other) => collide(path, other))) badValue(`Path collision at ${path}`);
    seen.push(path);
  };
  const add = (path: string, value: Value): void => {
    if (path === '') return badValue('a projection path must not be empty');
    if (!aggregation && path.endsWith('.$')) {
      if (positional !== undefined) badValue('Cannot specify more than one positional projection per query.');
      positional = path.slice(0, -2);
      claim(positional);
      wants('include', path);
      return put(tree, split(positional), { kind: 'include' });
    }
    if (isDoc(value) && !isExpression(value)) {
      if (value.size === 0) return badValue('An empty sub-projection is not a valid value.');
      for (const [k, v] of value) add(`${path}.${k}`, v);
      return;
    }
    claim(path);
    if (split(path).some((part) => part === '' || part.startsWith('$')))
      return badValue(`FieldPath field names may not be empty or start with '$': ${path}`);
    if (typeof value === 'boolean' || isNumeric(value)) {
      const include = truthy(value);
      if (path === '_id') id = include;
      else wants(include ? 'include' : 'exclude', path);
      if (include) put(tree, split(path), { kind: 'include' });
      else excluded.push(split(path));
      return;
    }
    const [op] = isDoc(value) && value.size === 1 ? value : [];
    if (!aggregation && op?.[0] === '$slice') {
      const pick = slice(op[1]);
      if (pick) {
        slices.push({ parts: split(path), pick });
        return put(tree, split(path), { kind: 'include' });
      }
    }
    if (!aggregation && op?.[0] === '$elemMatch') {
      if (!isDoc(op[1])) return badValue('elemMatch: Invalid argument, object required');
      if (path.includes('.')) return badValue('Cannot use $elemMatch projection on a nested field.');
      const test = element(op[1]);
      if (mode === 'exclude') badValue('Cannot do inclusion on field in exclusion projection');
      mode = 'include';
      return put(tree, split(path), {
        kind: 'item',
        pick: (v) => {
          const i = v.findIndex(test);
          return i < 0 ? undefined : v.slice(i, i + 1);
        },
      });
    }
    if (op?.[0] === '$meta') return refuse('$meta');
    wants('include', path);
    computes = true;
    put(tree, split(path), { kind: 'computed', value: expression(value) });
  };
  for (const [path, value] of spec) add(path, value);
  const including = mode === 'include' || (mode === undefined && id === true);
  if (including && id !== false) put(tree, ['_id'], tree.get('_id') ?? { kind: 'include' });
  const needs = including && !computes ? new Set(tree.keys()) : null;
  return {
    needs,
    isPositional: positional !== undefined,
    apply: (doc, variables = empty(), position) => {
      const kept = including ? (include(doc, tree, doc, variables) as Doc) : exclude(doc, excluded); // a document in, a document out
      const out = slices.reduce((d, { parts, pick }) => sliced(d, parts, pick), kept);
      return positional === undefined ? out : pickOne(out, split(positional), position);
    },
  };
};

const put = (tree: Tree, parts: string[], leaf: Leaf | Tree): void => {
  const [name = '', ...rest] = parts;
  if (rest.length === 0) return void tree.set(name, leaf);
  const next = tree.get(name);
  const child: Tree = next instanceof Map ? next : new Map<string, Leaf | Tree>();
  tree.set(name, child);
  put(child, rest, leaf);
};

/** Fields keep the document's order; computed ones and items of `$elemMatch` come after, in the projection's order. */
const include = (value: Value, tree: Tree, root: Doc, variables: Variables): Value | undefined => {
  if (Array.isArray(value))
    return value.flatMap((item) => {
      const kept =
        isDoc(item) || Array.isArray(item) ? include(item, tree, root, variables) : onlyComputed(tree, root, variables);
      return kept === undefined ? [] : [kept];
    });
  if (!isDoc(value)) return onlyComputed(tree, root, variables);
  const out: Doc = empty();
  for (const [name, v] of value) {
    const node = tree.get(name);
    if (!node) continue;
    const kept = node instanceof Map ? include(v, node, root, variables) : node.kind === 'include' ? v : undefined;
    if (kept !== undefined) out.set(name, kept);
  }
  for (const [name, node] of tree) {
    const made =
      node instanceof Map
        ? value.has(name)
          ? undefined
          : onlyComputed(node, root, variables)
        : node.kind === 'computed'
          ? node.value(root, variables)
          : node.kind === 'item'
            ? picked(value.get(name), node.pick)
            : undefined;
    if (made !== undefined) out.set(name, made);
  }
  return out;
};

const picked = (v: Value | undefined, pick: (v: Value[]) => Value[] | undefined): Value[] | undefined =>
  Array.isArray(v) ? pick(v) : undefined;

const onlyComputed = (tree: Tree, root: Doc, variables: Variables): Doc | undefined => {
  const has = (t: Tree): boolean => [...t.values()].some((n) => (n instanceof Map ? has(n) : n.kind === 'computed'));
  return has(tree) ? (include(empty(), tree, root, variables) as Doc) : undefined; // a document in, a document out
};

/** Arrays at the path, also in documents of one array on the way; anything else stays as it is. */
const sliced = (d: Doc, parts: readonly string[], pick: (v: Value[]) => Value[]): Doc => {
  const [name = '', ...rest] = parts;
  const v = d.get(name);
  const inner = (x: Value): Value => (isDoc(x) && rest.length > 0 ? sliced(x, rest, pick) : x);
  if (v === undefined) return d;
  return new Map(d).set(name, !Array.isArray(v) ? inner(v) : rest.length > 0 ? v.map(inner) : pick(v));
};

export const exclude = (doc: Doc, paths: readonly string[][]): Doc => {
  const drop = (value: Value, parts: string[]): Value => {
    if (Array.isArray(value)) return value.map((item) => drop(item, parts));
    const [name, ...rest] = parts;
    if (!isDoc(value) || name === undefined || !value.has(name)) return value;
    const out = new Map(value);
    if (rest.length === 0) out.delete(name);
    else out.set(name, drop(value.get(name) ?? null, rest));
    return out;
  };
  return paths.reduce<Value>((d, parts) => drop(d, parts), doc) as Doc; // a document in, a document out
};

const slice = (spec: Value): ((v: Value[]) => Value[]) | undefined => {
  if (isNumeric(spec)) {
    const n = toInteger(spec, '$slice');
    return (v) => (n < 0 ? v.slice(n) : v.slice(0, n));
  }
  if (!Array.isArray(spec) || spec.length !== 2 || !spec.every(isNumeric)) return undefined;
  const [from, count] = spec.map((x) => toInteger(x, '$slice')) as [number, number]; // two, as checked above
  if (count <= 0) return badValue('the second argument of $slice must be positive');
  return (v) => {
    const start = from < 0 ? Math.max(0, v.length + from) : from;
    return v.slice(start, start + count);
  };
};

/** Of the first array on the path the item that the filter met; a document without one stays as it is. */
const pickOne = (value: Doc, parts: readonly string[], position: number | undefined): Doc => {
  const [name = '', ...rest] = parts;
  const v = value.get(name);
  if (isDoc(v) && rest.length > 0) return new Map(value).set(name, pickOne(v, rest, position));
  if (!Array.isArray(v)) return value;
  const item = position === undefined ? undefined : v[position];
  if (item === undefined) return badValue("positional operator '.$' couldn't find a matching element in the array");
  return new Map(value).set(name, [item]);
};
