/** The stages that make one document out of one document: $project, $addFields, $set, $unset, $replaceRoot, $replaceWith. */
import { type Doc, empty, isDoc, type Value } from './bson.ts';
import { badValue } from './errors.ts';
import { expression, isExpression } from './expressions.ts';
import { type Expression } from './expressions.ts';
import type { Variables } from './operator-tools.ts';
import { compileProjection, exclude } from './projection.ts';
import { split } from './paths.ts';

type Stage = (doc: Doc, variables?: Variables) => Doc;

export const DOCUMENT_STAGES = new Set(['$project', '$addFields', '$set', '$unset', '$replaceRoot', '$replaceWith']);

export const documentStage = (name: string, spec: Value): Stage => {
  switch (name) {
    case '$project':
      if (!isDoc(spec) || spec.size === 0) return badValue('$project needs a nonempty object');
      return compileProjection(spec, { aggregation: true }).apply;
    case '$set':
    case '$addFields':
      return isDoc(spec) ? addFields(spec) : badValue(`${name} specification must be an object`);
    case '$unset': {
      const names = Array.isArray(spec) ? spec : [spec];
      if (names.length === 0 || !names.every((n) => typeof n === 'string'))
        return badValue('$unset specification must be a string or an array of strings');
      const paths = names.map((n) => split(n));
      return (doc) => exclude(doc, paths);
    }
    default: {
      const root = name === '$replaceWith' ? spec : isDoc(spec) ? spec.get('newRoot') : undefined;
      if (root === undefined) return badValue(`${name} needs a document`);
      const e = expression(root);
      return (doc, variables) => {
        const out = e(doc, variables ?? empty());
        return isDoc(out) ? out : badValue("'newRoot' expression must evaluate to an object");
      };
    }
  }
};

type Fields = Map<string, Expression | Fields>;

const addFields = (spec: Doc): Stage => {
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
  for (const [path, value] of spec) put(split(path), value);
  return (doc, variables) => merge(doc, tree, doc, variables ?? empty());
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
