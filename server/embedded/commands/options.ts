/** Checks a command's fields: an unsupported option that would change the answer is refused. */
import { type Doc, isDoc, type Value } from '../values/bson.ts';
import { isNumeric } from '../values/compare.ts';
import { badValue, fail, mismatch, refuse } from '../values/errors.ts';
import { refuseCollation } from '../storage/index-spec.ts';
import { toInteger } from '../values/types.ts';

/** Fields of any command that do not change its answer here. */
const ENVELOPE = new Set(
  '$db lsid txnNumber autocommit startTransaction stmtId stmtIds $clusterTime $readPreference readConcern writeConcern comment maxTimeMS apiVersion apiStrict apiDeprecationErrors bypassDocumentValidation allowDiskUse noCursorTimeout allowPartialResults ordered let collation hint batchSize cursor'.split(
    ' ',
  ),
);

/** Splits a list of names once; every caller passes a constant. */
const lists = new Map<string, ReadonlySet<string>>();
const listed = (names: string): ReadonlySet<string> => {
  let list = lists.get(names);
  if (!list) lists.set(names, (list = new Set(names.split(' '))));
  return list;
};

/** Throws for a field that is not in `allowed`. For the statements inside a command. */
export const onlyFields = (given: Doc, command: string, allowed: string): void => {
  const known = listed(allowed);
  for (const field of given.keys())
    if (!known.has(field)) fail('Location40415', `BSON field '${command}.${field}' is an unknown field.`);
  refuseCollation(given.get('collation'));
};

export const onlyKnown = (command: Doc, allowed: string): void => {
  const [name = ''] = command.keys();
  const isSaid = ([field, value]: [string, Value]): boolean =>
    field !== name && !ENVELOPE.has(field) && value !== false && value !== null;
  onlyFields(new Map([...command].filter(isSaid)), name, allowed);
  refuseCollation(command.get('collation'));
};

/** Refuses options that MongoDB has and the store lacks, where ignoring them would change what is stored or read. */
export const refuseOptions = (command: Doc, names: string): void => {
  for (const name of names.split(' ')) {
    const value = command.get(name);
    if (value !== undefined && value !== null && value !== false && !(isDoc(value) && value.size === 0))
      refuse(`the option ${name}`);
  }
};

export const document = (v: Value | undefined, what: string): Doc => {
  if (v === undefined || v === null) return new Map();
  return isDoc(v) ? v : mismatch(`${what} must be an object`);
};

export const text = (v: Value | undefined, what: string): string =>
  typeof v === 'string' ? v : mismatch(`${what} must be a string`);

export const array = (v: Value | undefined, what: string): Value[] =>
  Array.isArray(v) ? v : mismatch(`${what} must be an array`);

/** A count that is not negative; `none` when it is absent. */
export const count = (v: Value | undefined, what: string, none: number): number => {
  if (v === undefined || v === null) return none;
  if (!isNumeric(v)) return mismatch(`${what} must be a number`);
  const n = toInteger(v, what);
  return n >= 0 ? n : badValue(`${what} must not be negative`);
};

/** The collection a command is about. */
export const collectionName = (command: Doc): string => {
  const [first] = command.values();
  const name = text(first, 'collection name');
  if (name === '') fail('InvalidNamespace', 'Invalid namespace specified');
  return name;
};
