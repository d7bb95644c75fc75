/** The different values of a field, each array's items one by one. */
import { decodeSome, type Value } from './bson.ts';
import { key } from './keys.ts';
import { heads, split } from './paths.ts';
import { EMPTY, reached } from './sort.ts';

export const distinctValues = (rows: Iterable<{ bytes: Uint8Array }>, path: string): Value[] => {
  const parts = split(path);
  const needs = heads([path]);
  const out = new Map<string, Value>();
  for (const { bytes } of rows)
    for (const v of reached(decodeSome(bytes, needs), parts)) {
      if (v === undefined || v === EMPTY) continue;
      const k = key(v).toString('latin1');
      if (!out.has(k)) out.set(k, v);
    }
  return [...out.values()];
};
