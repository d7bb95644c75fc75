/** The initial document of an upsert. */
import { BSONRegExp } from 'bson';
import { type Doc, empty, isDoc, type Value } from '../values/bson.ts';
import { fail } from '../values/errors.ts';
import { isOperators } from '../query/filter.ts';
import { collide, split } from '../values/paths.ts';
import { clone } from './update-operators.ts';

/** Fields from the filter's equality conditions; for a replacement (`idOnly`) only `_id`. */
export const seed = (filter: Doc, idOnly = false): Doc => {
  const doc: Doc = empty();
  const seen: string[] = [];
  const put = (path: string, value: Value | undefined): void => {
    if (value === undefined || (idOnly && split(path)[0] !== '_id')) return;
    if (idOnly && path !== '_id')
      fail('NotExactValueField', `field at '_id' must be exactly specified, field at sub-path '${path}'found`);
    const clash = seen.find((other) => collide(path, other));
    if (clash !== undefined)
      fail(
        'NotSingleValueField',
        `cannot infer query fields to set, ${clash === path ? `path '${path}' is matched twice` : `both paths '${path}' and '${clash}' are matched`}`,
      );
    seen.push(path);
    let parent: Doc = doc;
    for (const part of split(path).slice(0, -1)) {
      const next = parent.get(part);
      const child: Doc = isDoc(next) ? next : empty();
      parent.set(part, child);
      parent = child;
    }
    parent.set(split(path).at(-1) ?? '', clone(value));
  };
  const collect = (query: Doc): void => {
    for (const [name, value] of query) {
      if (Array.isArray(value) && (name === '$and' || (name === '$or' && value.length === 1)))
        value.forEach((q) => isDoc(q) && collect(q));
      else if (name.startsWith('$')) continue;
      else if (isDoc(value) && isOperators(value)) {
        const [all, one] = [value.get('$all'), value.get('$in')];
        put(name, value.get('$eq'));
        for (const x of Array.isArray(all) ? all : []) if (isEquality(x)) put(name, x);
        if (Array.isArray(one) && one.length === 1 && isEquality(one[0])) put(name, one[0]);
      } else if (isEquality(value)) put(name, value);
    }
  };
  collect(filter);
  return doc;
};

/** A regular expression or an `$elemMatch` within `$all` is a condition, not a value. */
const isEquality = (v: Value | undefined): boolean => !(v instanceof BSONRegExp) && !(isDoc(v) && isOperators(v));
