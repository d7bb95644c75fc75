/** Projections of find and `$project`: inclusion, exclusion, computed fields, $slice, $elemMatch, positional $. */
import { type Doc, empty, isDoc, type Value } from '../values/bson.ts';
import { isNumeric } from '../values/compare.ts';
import { badValue, refuse } from '../values/errors.ts';
import { expression, isExpression } from './expressions.ts';
import { element } from './filter.ts';
import type { Expression, Variables } from './operator-kinds.ts';
import { toInteger, truthy } from '../values/types.ts';
import { collide, split } from '../values/paths.ts';

type Pick = (items: Value[]) => Value[] | undefined;
type Leaf = { kind: 'include' } | { kind: 'computed'; value: Expression } | { kind: 'item'; pick: Pick };
type Tree = Map<string, Leaf | Tree>;
type Mode = 'inclusion' | 'exclusion';

export interface Projection {
  readonly apply: (doc: Doc, variables?: Variables, position?: number) => Doc;
  readonly isPositional: boolean;
}

/** A parsed projection. With `aggregation` (`$project`) the operators that only find has are not special. */
class Spec {
  readonly tree: Tree = new Map();
  readonly excluded: string[][] = [];
  readonly slices: { parts: string[]; pick: Pick }[] = [];
  positional: string[] | undefined;
  mode: Mode | undefined;
  id: boolean | undefined;
  private readonly seen: string[] = [];
  private readonly aggregation: boolean;

  constructor(aggregation: boolean) {
    this.aggregation = aggregation;
  }

  add(path: string, value: Value): void {
    if (!this.aggregation && path.endsWith('.$')) return this.addPositional(path.slice(0, -2));
    if (isDoc(value) && !isExpression(value)) {
      if (value.size === 0) badValue('An empty sub-projection is not a valid value.');
      for (const [k, v] of value) this.add(`${path}.${k}`, v);
      return;
    }
    this.claim(path);
    if (typeof value === 'boolean' || isNumeric(value)) return this.addFlag(path, truthy(value));
    const [op, operand] = [...(isDoc(value) && value.size === 1 ? value : [])][0] ?? ['', null];
    if (op === '$meta') refuse(op);
    const cut = !this.aggregation && op === '$slice' ? slice(operand) : undefined;
    if (cut) {
      this.slices.push({ parts: split(path), pick: cut });
      return put(this.tree, split(path), { kind: 'include' });
    }
    this.become('inclusion', path);
    if (this.aggregation || op !== '$elemMatch')
      return put(this.tree, split(path), { kind: 'computed', value: expression(value) });
    if (path.includes('.')) badValue('Cannot use $elemMatch projection on a nested field.');
    const test = element(isDoc(operand) ? operand : badValue('elemMatch: Invalid argument, object required'));
    const pick: Pick = (items) => {
      const i = items.findIndex(test);
      return i < 0 ? undefined : items.slice(i, i + 1);
    };
    put(this.tree, [path], { kind: 'item', pick });
  }

  private addPositional(path: string): void {
    if (this.positional) badValue('Cannot specify more than one positional projection per query.');
    this.positional = split(path);
    this.claim(path);
    this.become('inclusion', path);
    put(this.tree, this.positional, { kind: 'include' });
  }

  private addFlag(path: string, includes: boolean): void {
    if (path === '_id') this.id = includes;
    else this.become(includes ? 'inclusion' : 'exclusion', path);
    if (includes) put(this.tree, split(path), { kind: 'include' });
    else this.excluded.push(split(path));
  }

  private become(mode: Mode, path: string): void {
    if (this.mode && this.mode !== mode) badValue(`Cannot do ${mode} on field ${path} in ${this.mode} projection`);
    this.mode = mode;
  }

  private claim(path: string): void {
    if (split(path).some((part) => part === '' || part.startsWith('$')))
      badValue(`FieldPath field names may not be empty or start with '$': ${path}`);
    if (this.seen.some((other) => collide(path, other))) badValue(`Path collision at ${path}`);
    this.seen.push(path);
  }
}

export const compileProjection = (given: Doc, { aggregation }: { aggregation: boolean }): Projection => {
  const spec = new Spec(aggregation);
  for (const [path, value] of given) spec.add(path, value);
  const { tree, excluded, slices, positional, mode, id } = spec;
  const including = mode === 'inclusion' || (mode === undefined && id === true);
  if (including && id !== false && !tree.has('_id')) tree.set('_id', { kind: 'include' });
  return {
    isPositional: positional !== undefined,
    apply: (doc, variables = empty(), position) => {
      const kept = including ? (include(doc, tree, doc, variables) as Doc) : exclude(doc, excluded); // a document in, a document out
      const out = slices.reduce((d, { parts, pick }) => sliced(d, parts, pick), kept);
      return positional ? pickOne(out, positional, position) : out;
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

/** Fields keep the document's order. Computed fields and `$elemMatch` items follow, in the projection's order. */
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
            ? pickFrom(value.get(name), node.pick)
            : undefined;
    if (made !== undefined) out.set(name, made);
  }
  return out;
};

const pickFrom = (v: Value | undefined, pick: Pick): Value[] | undefined => (Array.isArray(v) ? pick(v) : undefined);

const onlyComputed = (tree: Tree, root: Doc, variables: Variables): Doc | undefined => {
  const has = (t: Tree): boolean => [...t.values()].some((n) => (n instanceof Map ? has(n) : n.kind === 'computed'));
  return has(tree) ? (include(empty(), tree, root, variables) as Doc) : undefined; // a document in, a document out
};

/** Slices arrays at the path, also within the documents of one array on the way; leaves anything else unchanged. */
const sliced = (d: Doc, parts: readonly string[], pick: Pick): Doc => {
  const [name = '', ...rest] = parts;
  const v = d.get(name);
  const inner = (x: Value): Value => (isDoc(x) && rest.length > 0 ? sliced(x, rest, pick) : x);
  if (v === undefined) return d;
  return new Map(d).set(name, !Array.isArray(v) ? inner(v) : rest.length > 0 ? v.map(inner) : (pick(v) ?? v));
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

const slice = (spec: Value): Pick | undefined => {
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

/** Reduces the first array on the path to the item that matched. A document without an array there is unchanged. */
const pickOne = (value: Doc, parts: readonly string[], position: number | undefined): Doc => {
  const [name = '', ...rest] = parts;
  const v = value.get(name);
  if (isDoc(v) && rest.length > 0) return new Map(value).set(name, pickOne(v, rest, position));
  if (!Array.isArray(v)) return value;
  const item = position === undefined ? undefined : v[position];
  if (item === undefined) return badValue("positional operator '.$' couldn't find a matching element in the array");
  return new Map(value).set(name, [item]);
};
