/** The distinct values of a field; an array counts as its items. */
import { isDoc, type Value } from '../values/bson.ts';
import { decodeSome } from '../values/bson-read.ts';
import { key } from '../values/keys.ts';
import { heads, isIndex, split } from '../values/paths.ts';

export const distinctValues = (rows: Iterable<{ bytes: Uint8Array }>, path: string): Value[] => {
  const parts = split(path);
  const needs = heads([path]);
  const out = new Map<string, Value>();
  for (const { bytes } of rows)
    eachValue(decodeSome(bytes, needs), parts, (v) => {
      const k = key(v).toString('latin1');
      if (!out.has(k)) out.set(k, v);
    });
  return [...out.values()];
};

/** Visits every value at the path. Arrays are entered, also one at the end of the path. */
export const eachValue = (value: Value | undefined, parts: readonly string[], visit: (v: Value) => void): void => {
  const [part, ...rest] = parts;
  if (value === undefined) return;
  if (part === undefined) (Array.isArray(value) ? value : [value]).forEach(visit);
  else if (isDoc(value)) eachValue(value.get(part), rest, visit);
  else if (Array.isArray(value) && isIndex(part)) eachValue(value[Number(part)], rest, visit);
  else if (Array.isArray(value)) for (const item of value) if (isDoc(item)) eachValue(item, parts, visit);
};
