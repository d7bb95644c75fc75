/** Index keys of a document's fields: one per combination of array items, as in MongoDB's multikey indexes. */
import { type Doc, isDoc, type Value } from './bson.ts';
import { fail } from './errors.ts';
import { EMPTY_ARRAY, invert, key } from './keys.ts';
import { isIndex, split } from './paths.ts';

export interface SortField {
  readonly path: string;
  readonly direction: 1 | -1;
}

/** Marks an empty array at a path's end, whose key sorts below null's. */
const EMPTY: Value = [];

/** A field partly resolved along its path. */
interface Walk {
  readonly value: Value | undefined;
  readonly rest: readonly string[];
  readonly path: string;
  /** An array item at the path's end, which is not entered itself. */
  readonly done?: boolean;
}

/** At least one key; `array`: an array was on the way; `isMissing`: the document has none of the fields. */
export const fieldKeys = (
  fields: readonly SortField[],
  document: Doc,
): { keys: Buffer[]; array: boolean; isMissing: boolean } => {
  const found = { array: false };
  const walks = fields.map((f) => ({ value: document, rest: split(f.path), path: '' }));
  const tuples = expand(walks, found);
  const keys = tuples.map((tuple) =>
    Buffer.concat(
      tuple.map((v, i) => {
        const bytes = v === EMPTY ? Buffer.from(EMPTY_ARRAY) : key(v);
        return fields[i]?.direction === -1 ? invert(bytes) : bytes;
      }),
    ),
  );
  return {
    keys: keys.length > 1 ? unique(keys) : keys,
    array: found.array,
    isMissing: tuples.every((tuple) => tuple.every((v) => v === undefined)),
  };
};

const unique = (keys: Buffer[]): Buffer[] => [...new Map(keys.map((k) => [k.toString('latin1'), k])).values()];

/** Follows one field until the path ends or an array has to be expanded. */
const advance = (walk: Walk, found: { array: boolean }): Walk => {
  let { value, rest, path } = walk;
  for (;;) {
    const [part, ...others] = rest;
    if (part === undefined) return { ...walk, value, rest, path };
    if (Array.isArray(value)) {
      found.array = true;
      if (!isIndex(part) || Number(part) >= value.length) return { value, rest, path };
      if (value.some((item) => isDoc(item) && item.has(part)))
        fail('CannotCreateIndex', `Ambiguous field name found in array, field: '${part}'`);
      value = value[Number(part)];
    } else value = isDoc(value) ? value.get(part) : undefined;
    path += `.${part}`;
    rest = others;
  }
};

const expand = (walks: readonly Walk[], found: { array: boolean }): (Value | undefined)[][] => {
  const here = walks.map((w) => advance(w, found));
  const arrays = here.filter((w) => Array.isArray(w.value) && !w.done);
  const [first] = arrays;
  if (!first || !Array.isArray(first.value)) return [here.map((w) => w.value)];
  found.array = true;
  if (arrays.some((w) => w.path !== first.path)) {
    const names = arrays.map((w) => split(w.path).at(-1)).join('] [');
    fail('CannotIndexParallelArrays', `cannot index parallel arrays [${names}]`);
  }
  const step = (w: Walk, item: Value): Walk => {
    if (!arrays.includes(w)) return w;
    const path = `${w.path}.*`;
    if (w.rest.length === 0) return { value: item, rest: [], path, done: true };
    return { value: isDoc(item) ? item : undefined, rest: w.rest, path };
  };
  const items = first.value.length > 0 ? first.value : [EMPTY];
  return items.flatMap((item) => {
    const next = here.map((w) => step(w, item));
    return expand(next, found);
  });
};
