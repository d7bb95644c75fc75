import { isDoc, type Value } from '../../server/embedded/values/bson.ts';

/** Plain objects as the store's documents, at any depth; other values unchanged. */
export const value = (v: unknown): Value => {
  if (Array.isArray(v)) return v.map(value);
  if (v !== null && typeof v === 'object' && Object.getPrototypeOf(v) === Object.prototype)
    return new Map(Object.entries(v).map(([k, x]) => [k, value(x)]));
  return v as Value; // written by the tests
};

/** The inverse, for comparing: documents as plain objects. */
export const plain = (v: Value | undefined): unknown =>
  isDoc(v) ? Object.fromEntries([...v].map(([k, x]) => [k, plain(x)])) : Array.isArray(v) ? v.map(plain) : v;
