/** Validation of index specifications. */
import { doc, type Doc, isDoc, type Value } from '../values/bson.ts';
import { isNumeric } from '../values/compare.ts';
import { badValue, fail, refuse } from '../values/errors.ts';
import { compileFilter } from '../query/filter.ts';
import { toDouble } from '../values/numbers.ts';
import { split } from '../values/paths.ts';
import { truthy } from '../values/types.ts';

const OPTIONS = 'v key name ns background unique sparse partialFilterExpression expireAfterSeconds collation'.split(
  ' ',
);
const cannotCreate = (why: string): never => fail('CannotCreateIndex', why);

/** The specification as it is stored and listed, with its defaults. Throws the reason why it is not allowed. */
export const indexSpec = (given: Doc): Doc => {
  const key = given.get('key');
  if (!isDoc(key) || key.size === 0) return cannotCreate('an index needs a key');
  for (const [path, v] of key) {
    if (typeof v === 'string') refuse(`${v} indexes`);
    if (!isNumeric(v) || toDouble(v) === 0 || Number.isNaN(toDouble(v)))
      cannotCreate(`Values in the index key pattern must be numbers other than 0: ${path}`);
    if (split(path).some((p) => p === '' || p.startsWith('$'))) cannotCreate(`not a field to index: '${path}'`);
  }
  for (const [option, value] of given)
    if (!OPTIONS.includes(option) && truthy(value)) refuse(`the index option ${option}`);
  refuseCollation(given.get('collation'));
  const name = given.get('name') ?? [...key].map(([p, v]) => `${p}_${isNumeric(v) ? toDouble(v) : ''}`).join('_');
  if (typeof name !== 'string' || name === '') return cannotCreate('an index name must be a string');
  const out = doc({ v: 2, key, name });
  for (const option of ['unique', 'sparse']) if (truthy(given.get(option))) out.set(option, true);
  const [partial, expire] = [given.get('partialFilterExpression'), given.get('expireAfterSeconds')];
  if (partial !== undefined) {
    if (out.has('sparse')) cannotCreate('cannot mix "partialFilterExpression" and "sparse" options');
    checkPartial(isDoc(partial) ? partial : badValue('partialFilterExpression must be an object'));
    out.set('partialFilterExpression', partial);
  }
  if (expire !== undefined) {
    if (!isNumeric(expire) || toDouble(expire) < 0) cannotCreate('expireAfterSeconds must be a number of seconds');
    if (key.size > 1) cannotCreate('TTL indexes are single-field indexes, compound indexes do not support TTL');
    out.set('expireAfterSeconds', expire);
  }
  return out;
};

const PARTIAL = ['$eq', '$exists', '$gt', '$gte', '$lt', '$lte', '$type', '$in'];
const checkPartial = (query: Doc): void => {
  compileFilter(query);
  for (const [name, value] of query)
    if (name === '$and' && Array.isArray(value)) value.forEach((q) => isDoc(q) && checkPartial(q));
    else if (name.startsWith('$')) cannotCreate(`unsupported expression in partial index: ${name}`);
    else if (isDoc(value))
      for (const [op, operand] of value)
        if (op.startsWith('$') && (!PARTIAL.includes(op) || (op === '$exists' && !truthy(operand))))
          cannotCreate(`unsupported expression in partial index: ${op}`);
};

/** Texts are only ordered by their bytes, so every other collation is refused. */
export const refuseCollation = (value: Value | undefined): void => {
  if (isDoc(value) && value.size > 0 && value.get('locale') !== 'simple') refuse('collations');
};
