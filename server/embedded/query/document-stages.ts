/** The stages that map one document to one document, for pipelines and for updates that are written as pipelines. */
import { type Doc, isDoc, type Value } from '../values/bson.ts';
import { equal } from '../values/compare.ts';
import { badValue, fail } from '../values/errors.ts';
import { expression, isExpression } from './expressions.ts';
import type { Expression, Variables } from './operator-kinds.ts';
import { split } from '../values/paths.ts';
import { compileProjection, exclude } from './projection.ts';

type Stage = (doc: Doc, variables: Variables) => Doc;

const replaceWith = (root: Value | undefined): Stage => {
  const e = expression(root ?? badValue('a new root must be given'));
  return (doc, variables) => {
    const out = e(doc, variables);
    return isDoc(out) ? out : badValue("'newRoot' expression must evaluate to an object");
  };
};

const unset = (spec: Value): Stage => {
  const names = Array.isArray(spec) ? spec : [spec];
  if (names.length === 0 || !names.every((n) => typeof n === 'string'))
    return badValue('$unset specification must be a string or an array of strings');
  const paths = names.map((n) => split(n));
  return (doc) => exclude(doc, paths);
};

type Fields = Map<string, Expression | Fields>;

const addFields = (spec: Value): Stage => {
  const tree: Fields = new Map();
  const put = (parts: string[], value: Value): void => {
    let at = tree;
    for (const part of parts.slice(0, -1)) {
      const next = at.get(part);
      if (typeof next === 'function') return badValue('Invalid $addFields: two paths collide');
      const child: Fields = next ?? new Map<string, Expression | Fields>();
      at.set(part, child);
      at = child;
    }
    const last = parts.at(-1) ?? '';
    if (last === '' || last.startsWith('$')) badValue(`not a field name: '${parts.join('.')}'`);
    if (isDoc(value) && value.size > 0 && !isExpression(value))
      for (const [k, v] of value) put([...parts, ...split(k)], v);
    else at.set(last, expression(value));
  };
  if (!isDoc(spec)) return badValue('$addFields specification must be an object');
  for (const [path, value] of spec) put(split(path), value);
  return (doc, variables) => merge(doc, tree, doc, variables);
};

const merge = (into: Value | undefined, tree: Fields, root: Doc, variables: Variables): Doc => {
  const out: Doc = new Map(isDoc(into) ? into : []);
  for (const [name, value] of tree) {
    const old = out.get(name);
    let result: Value | undefined;
    if (typeof value === 'function') result = value(root, variables);
    else if (Array.isArray(old)) result = old.map((item) => nested(item, value, root, variables));
    else result = merge(old, value, root, variables);
    if (result === undefined) out.delete(name);
    else out.set(name, result);
  }
  return out;
};

const nested = (item: Value, tree: Fields, root: Doc, variables: Variables): Value =>
  Array.isArray(item) ? item.map((x) => nested(x, tree, root, variables)) : merge(item, tree, root, variables);

export const DOCUMENT_STAGES: ReadonlyMap<string, (spec: Value) => Stage> = new Map<string, (spec: Value) => Stage>([
  [
    '$project',
    (spec) =>
      isDoc(spec) && spec.size > 0
        ? compileProjection(spec, { aggregation: true }).apply
        : badValue('$project needs a nonempty object'),
  ],
  ['$set', addFields],
  ['$addFields', addFields],
  ['$unset', unset],
  ['$replaceRoot', (spec) => replaceWith(isDoc(spec) ? spec.get('newRoot') : undefined)],
  ['$replaceWith', replaceWith],
]);

/** A stage's name and its argument. */
export const stageOf = (stage: Value | undefined): [string, Value] => {
  const [entry] = isDoc(stage) && stage.size === 1 ? stage : [];
  return entry ?? badValue('A pipeline stage specification object must contain exactly one field.');
};

/** Compiles an update written as a pipeline. Throws when it would change `_id`. */
export const aggregateDocument = (pipeline: Value[]): Stage => {
  const stages = pipeline.map((stage) => {
    const [name, spec] = stageOf(stage);
    const make = DOCUMENT_STAGES.get(name);
    return make ? make(spec) : fail('InvalidOptions', `${name} is not allowed to be used within an update`);
  });
  return (doc, variables) => {
    const id = doc.get('_id');
    const out = stages.reduce((d, stage) => stage(d, variables), doc);
    if (id === undefined) return out;
    if (out.has('_id') && !equal(out.get('_id'), id))
      fail('ImmutableField', "Performing an update on the path '_id' would modify the immutable field '_id'");
    return new Map([['_id', id], ...out]);
  };
};
