/**
 * The store's value types. They survive a round trip exactly: int32 is a `number`, int64 a `bigint`, double a `Double`.
 * Documents are Maps, which keep the order of any field names and have no prototype to pollute.
 */
import type { Binary, BSONRegExp, Code, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';

export type Doc = Map<string, Value>;
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Double
  | Date
  | ObjectId
  | Binary
  | Decimal128
  | Timestamp
  | BSONRegExp
  | Code
  | MinKey
  | MaxKey
  | Doc
  | Value[];

/** How deep documents may nest. */
export const MAX_DEPTH = 180;

/** A Map from an object literal, for replies. */
export const doc = (fields: Record<string, unknown>): Doc => new Map(Object.entries(fields)) as Doc;

export const empty = (): Doc => new Map();

export const isDoc = (v: unknown): v is Doc => v instanceof Map;
