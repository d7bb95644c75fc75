/** Dotted paths over documents and arrays, as queries and index keys follow them. */
import { isDoc, type Value } from './bson.ts';

export const split = (path: string): string[] => path.split('.');

const INDEX = /^(0|[1-9]\d{0,8})$/;
export const isIndex = (part: string): boolean => INDEX.test(part);

/**
 * Whether any value that the path reaches passes. Arrays on the way are entered. An array at the end is tested itself
 * and, with `items`, so is each item, unless the path's last part is the array's number in another array. A path that
 * leads nowhere tests `undefined`.
 */
export const some = (
  value: Value | undefined,
  parts: readonly string[],
  test: (v: Value | undefined) => boolean,
  items: boolean,
  at = 0,
): boolean => {
  const part = parts[at];
  if (part === undefined) return test(value) || (items && Array.isArray(value) && value.some((item) => test(item)));
  if (isDoc(value)) return some(value.get(part), parts, test, items, at + 1);
  if (Array.isArray(value)) {
    if (isIndex(part) && Number(part) < value.length) {
      const item = value[Number(part)];
      const isLast = at === parts.length - 1;
      // a path that goes on behind a scalar item reaches nothing, not even a missing value
      if ((isLast || isDoc(item) || Array.isArray(item)) && some(item, parts, test, items && !isLast, at + 1))
        return true;
    }
    return value.some((item) => isDoc(item) && some(item, parts, test, items, at));
  }
  return test(undefined);
};

/** The value at a path, entering arrays only by number. */
export const straight = (value: Value | undefined, parts: readonly string[]): Value | undefined => {
  let v = value;
  for (const part of parts) {
    if (isDoc(v)) v = v.get(part);
    else if (Array.isArray(v) && isIndex(part)) v = v[Number(part)];
    else return undefined;
  }
  return v;
};

/** Whether the paths are equal or one leads through the other, so that a document cannot be changed at both. */
export const collide = (a: string, b: string): boolean => a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);

/** The top-level field names of paths. */
export const heads = (paths: Iterable<string>): Set<string> => new Set([...paths].map((path) => split(path)[0] ?? ''));
