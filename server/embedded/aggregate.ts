/** Aggregation pipelines: generators over decoded documents; a leading $match, $sort, $skip and $limit use the indexes. */
import { BSONRegExp } from 'bson';
import { decodeSome, type Doc, empty, isDoc, type Value } from './bson.ts';
import type { Collection } from './catalog.ts';
import { compare } from './compare.ts';
import { eachValue } from './distinct.ts';
import { DOCUMENT_STAGES, documentStage } from './document-stages.ts';
import { badValue, refuse, StoreError } from './errors.ts';
import { expression } from './expressions.ts';
import { compileFilter } from './filter.ts';
import { group } from './group.ts';
import { bind, type Variables } from './operator-tools.ts';
import { split } from './paths.ts';
import { find, type Query } from './query.ts';
import { parseSort, sortKey } from './sort.ts';
import { toInteger } from './types.ts';
import type { View } from './view.ts';

export interface Pipeline {
  readonly view: View;
  readonly db: string;
  readonly variables: Variables;
  /** Carries out `$merge` and `$out`. */
  readonly put?: (stage: string, spec: Value, documents: Iterable<Doc>) => void;
}

type Documents = Iterable<Doc>;
type Stage = (input: Documents) => Documents;

export const stageOf = (stage: Value): [string, Value] => {
  const [entry] = isDoc(stage) && stage.size === 1 ? stage : [];
  return entry ?? badValue('A pipeline stage specification object must contain exactly one field.');
};

const withNumber = (name: string, v: Value, least: number): number => {
  const n = toInteger(v, `the argument of ${name}`);
  return n >= least ? n : badValue(`the argument of ${name} must be at least ${least}`);
};

/** What the pipeline's first stages ask of the collection, and the stages that are left. */
const leading = (stages: readonly Value[], query: Query): { query: Query; rest: readonly Value[] } => {
  let at = 0;
  let q: Query = query;
  const filters: Doc[] = query.filter.size ? [query.filter] : [];
  while (at < stages.length) {
    const [name, spec] = stageOf(stages[at] as Value); // within bounds by the loop's condition
    if (name === '$match' && isDoc(spec) && !q.sort && q.limit === undefined && q.skip === undefined)
      filters.push(spec);
    else if (name === '$sort' && isDoc(spec) && !q.sort && q.limit === undefined && q.skip === undefined)
      q = { ...q, sort: spec };
    else if (name === '$skip' && q.skip === undefined && q.limit === undefined)
      q = { ...q, skip: withNumber(name, spec, 0) };
    else if (name === '$limit' && q.limit === undefined) q = { ...q, limit: withNumber(name, spec, 1) };
    else break;
    at++;
  }
  const filter =
    filters.length > 1 ? new Map<string, Value>([['$and', filters]]) : (filters[0] ?? new Map<string, Value>());
  return { query: { ...q, filter }, rest: stages.slice(at) };
};

export const aggregate = (
  context: Pipeline,
  collection: Collection | undefined,
  stages: readonly Value[],
  hint?: Value,
): Documents => {
  const [first] = stages.length ? [stageOf(stages[0] as Value)] : [undefined]; // there, as just checked
  if (first?.[0] === '$documents') return chain(context, stages.slice(1), documents(first[1], context));
  const { query, rest } = leading(stages, { filter: new Map(), hint, variables: context.variables });
  const counted = countOnly(rest);
  if (counted && query.filter.size === 0 && !query.skip && !query.limit && collection) {
    const n = context.view.count(collection);
    return chain(context, rest.slice(1), n > 0 ? [counted(n)] : []);
  }
  return chain(context, rest, decoded(find(context.view, collection, query), firstNeeds(rest)));
};

/** `[{ $group: { _id: constant, n: { $sum: 1 } } }]`, which is how drivers count. */
const countOnly = (rest: readonly Value[]): ((n: number) => Doc) | undefined => {
  if (rest.length === 0) return undefined;
  const [name, spec] = stageOf(rest[0] as Value); // there, as just checked
  if (name !== '$group' || !isDoc(spec) || spec.size !== 2) return undefined;
  const id = spec.get('_id') ?? null;
  const [, entry] = [...spec];
  const sum = entry && isDoc(entry[1]) && entry[1].size === 1 ? entry[1].get('$sum') : undefined;
  if (!entry || sum !== 1 || typeof id === 'string' || (typeof id === 'object' && id !== null)) return undefined;
  return (n) =>
    new Map<string, Value>([
      ['_id', id],
      [entry[0], n],
    ]);
};

function* decoded(rows: Iterable<{ bytes: Uint8Array }>, needs: ReadonlySet<string> | null): Generator<Doc> {
  for (const row of rows) yield decodeSome(row.bytes, needs);
}

/** The top-level fields that a first `$group` reads; `null` when the first stage may read any. */
const firstNeeds = (rest: readonly Value[]): ReadonlySet<string> | null => {
  const [name, spec] = rest[0] === undefined ? [] : stageOf(rest[0]);
  const names = new Set<string>();
  const collect = (v: Value | undefined): boolean => {
    if (typeof v === 'string' && v.startsWith('$$')) return false;
    if (typeof v === 'string' && v.startsWith('$')) names.add(split(v.slice(1))[0] ?? '');
    if (Array.isArray(v)) return v.every(collect);
    // A name of a field as an operand ($getField) reads what no path says.
    return !isDoc(v) || (!v.has('$getField') && [...v.values()].every(collect));
  };
  return (name === '$group' || name === '$sortByCount') && collect(spec) ? names : null;
};

const documents = (spec: Value, context: Pipeline): Documents => {
  const list = expression(spec)(new Map(), context.variables);
  return Array.isArray(list) && list.every(isDoc) ? list : badValue('$documents needs an array of objects');
};

const chain = (context: Pipeline, stages: readonly Value[], input: Documents): Documents =>
  stages.reduce<Documents>((documents, stage, i) => {
    const [name, spec] = stageOf(stage);
    if ((name === '$merge' || name === '$out') && i !== stages.length - 1)
      return badValue(`${name} can only be the final stage in the pipeline`);
    return make(context, name, spec)(documents);
  }, input);

const make = (context: Pipeline, name: string, spec: Value): Stage => {
  if (DOCUMENT_STAGES.has(name)) {
    const stage = documentStage(name, spec);
    return mapped((d) => stage(d, context.variables));
  }
  switch (name) {
    case '$match': {
      if (!isDoc(spec)) return badValue('the match filter must be an expression in an object');
      const { matches } = compileFilter(spec, context.variables);
      return function* (input) {
        for (const d of input) if (matches(d)) yield d;
      };
    }
    case '$sort': {
      if (!isDoc(spec) || spec.size === 0) return badValue('$sort stage must have at least one sort key');
      const keyOf = sortKey(parseSort(spec));
      return (input) =>
        Array.from(input, (d) => ({ d, key: keyOf(d) }))
          .sort((a, b) => Buffer.compare(a.key, b.key))
          .map(({ d }) => d);
    }
    case '$limit': {
      const n = withNumber(name, spec, 1);
      return function* (input) {
        let i = 0;
        for (const d of input) {
          yield d;
          if (++i >= n) return;
        }
      };
    }
    case '$skip': {
      const n = withNumber(name, spec, 0);
      return function* (input) {
        let i = 0;
        for (const d of input) if (i++ >= n) yield d;
      };
    }
    case '$count': {
      if (typeof spec !== 'string' || spec === '' || spec.startsWith('$') || spec.includes('.'))
        return badValue('the count field must be a non-empty string without $ or .');
      return function* (input) {
        let n = 0;
        for (const _ of input) n++;
        if (n > 0) yield new Map([[spec, n]]);
      };
    }
    case '$group':
      return isDoc(spec) ? group(spec, context.variables) : badValue("a group's fields must be specified in an object");
    case '$sortByCount': {
      const counted = group(
        new Map<string, Value>([
          ['_id', spec],
          ['count', new Map([['$sum', 1]])],
        ]),
        context.variables,
      );
      return (input) => [...counted(input)].sort((a, b) => compare(b.get('count'), a.get('count')));
    }
    case '$unwind':
      return unwind(spec);
    case '$lookup':
      return lookup(context, spec);
    case '$facet':
      return facet(context, spec);
    case '$unionWith':
      return unionWith(context, spec);
    case '$sample': {
      const n = toInteger(isDoc(spec) ? spec.get('size') : undefined, 'the size of $sample');
      return (input) => {
        const all = [...input];
        for (let i = 0; i < Math.min(n, all.length); i++) {
          const j = i + Math.floor(Math.random() * (all.length - i));
          [all[i], all[j]] = [all[j] as Doc, all[i] as Doc]; // both within bounds
        }
        return all.slice(0, n);
      };
    }
    case '$merge':
    case '$out':
      return (input) => {
        if (!context.put) return badValue(`${name} is not allowed here`);
        context.put(name, spec, input);
        return [];
      };
    default:
      if (KNOWN.has(name)) return refuse(`the stage ${name}`);
      throw new StoreError('Location40324', `Unrecognized pipeline stage name: '${name}'`);
  }
};

const KNOWN = new Set(
  '$bucket $bucketAuto $changeStream $collStats $densify $fill $geoNear $graphLookup $indexStats $planCacheStats $redact $search $setWindowFields $listSessions $listLocalSessions $currentOp $documents'.split(
    ' ',
  ),
);

const mapped = (run: (d: Doc) => Doc): Stage =>
  function* (input) {
    for (const d of input) yield run(d);
  };

/** The document with a value at a path; the documents on the way are copied, the rest is shared. */
const withPath = (d: Doc, parts: readonly string[], value: Value | undefined): Doc => {
  const [name = '', ...rest] = parts;
  const out = new Map(d);
  const child = d.get(name);
  const next = rest.length ? withPath(isDoc(child) ? child : empty(), rest, value) : value;
  if (next === undefined) out.delete(name);
  else out.set(name, next);
  return out;
};

const unwind = (spec: Value): Stage => {
  const path = isDoc(spec) ? spec.get('path') : spec;
  if (typeof path !== 'string' || !path.startsWith('$'))
    return badValue("path option to $unwind stage should be prefixed with a '$'");
  const parts = split(path.slice(1));
  const keep = isDoc(spec) && spec.get('preserveNullAndEmptyArrays') === true;
  const at = isDoc(spec) ? spec.get('includeArrayIndex') : undefined;
  if (at !== undefined && (typeof at !== 'string' || at === '' || at.startsWith('$')))
    return badValue('includeArrayIndex option to $unwind stage should be a non-empty string');
  const mark = (d: Doc, i: bigint | null): Doc => (typeof at === 'string' ? withPath(d, split(at), i) : d);
  return function* (input) {
    for (const d of input) {
      const v = parts.reduce<Value | undefined>((at, part) => (isDoc(at) ? at.get(part) : undefined), d);
      if (Array.isArray(v) && v.length > 0)
        for (const [i, item] of v.entries()) yield mark(withPath(d, parts, item), BigInt(i));
      else if (v != null && !Array.isArray(v)) yield mark(d, null);
      else if (keep) yield mark(Array.isArray(v) ? withPath(d, parts, undefined) : d, null);
    }
  };
};

const named = (spec: Doc, name: string, stage: string): string => {
  const v = spec.get(name);
  return typeof v === 'string' ? v : badValue(`${stage} needs a string '${name}'`);
};

const lookup = (context: Pipeline, spec: Value): Stage => {
  if (!isDoc(spec)) return badValue('the $lookup specification must be an object');
  const from = spec.has('from') || !spec.has('pipeline') ? named(spec, 'from', '$lookup') : undefined;
  const as = split(named(spec, 'as', '$lookup'));
  const pipeline = spec.get('pipeline');
  if (pipeline !== undefined && !Array.isArray(pipeline)) return badValue("'pipeline' must be an array");
  const joined = spec.has('localField') || spec.has('foreignField');
  const local = joined ? split(named(spec, 'localField', '$lookup')) : [];
  const foreign = joined ? named(spec, 'foreignField', '$lookup') : '';
  const given = spec.get('let');
  const lets = isDoc(given) ? [...given].map(([n, v]) => [n, expression(v)] as const) : [];
  if (!joined && !pipeline) return badValue('$lookup requires localField and foreignField or a pipeline');
  return mapped((d) => {
    const variables = bind(
      context.variables,
      ...lets.map(([n, e]): [string, Value | undefined] => [n, e(d, context.variables)]),
    );
    const match: Value[] = joined ? [new Map([['$match', equalTo(foreign, localValues(d, local))]])] : [];
    const collection = from === undefined ? undefined : context.view.catalog.get(`${context.db}.${from}`);
    const found = aggregate({ view: context.view, db: context.db, variables }, collection, [
      ...match,
      ...((pipeline as Value[] | undefined) ?? []),
    ]);
    return withPath(d, as, [...found]);
  });
};

/** What a document joins by: its values at the path, or null when it has none (also for an empty array). */
const localValues = (d: Doc, parts: readonly string[]): Value[] => {
  const out: Value[] = [];
  eachValue(d, parts, (v) => out.push(v));
  return out.length ? out : [null];
};

/** Whether any of the values is there. A pattern among them is a value here, no search. */
const equalTo = (path: string, values: Value[]): Doc => {
  const eq = (v: Value): Doc => new Map([[path, new Map([['$eq', v]])]]);
  const [only, ...others] = values;
  if (only !== undefined && others.length === 0) return eq(only);
  if (values.some((v) => v instanceof BSONRegExp)) return new Map([['$or', values.map(eq)]]);
  return new Map([[path, new Map([['$in', values]])]]);
};

const facet = (context: Pipeline, spec: Value): Stage => {
  if (!isDoc(spec) || spec.size === 0) return badValue('the $facet specification must be a non-empty object');
  return (input) => {
    const all = [...input];
    const out: Doc = new Map();
    for (const [name, stages] of spec) {
      if (!Array.isArray(stages)) return badValue(`arguments to $facet must be arrays, ${name} is not`);
      // Stages share what they do not change, and none changes its input in place.
      out.set(name, [...chain(context, stages, all)]);
    }
    return [out];
  };
};

const unionWith = (context: Pipeline, spec: Value): Stage => {
  const from =
    typeof spec === 'string'
      ? spec
      : isDoc(spec)
        ? named(spec, 'coll', '$unionWith')
        : badValue('$unionWith needs a collection');
  const pipeline = isDoc(spec) ? (spec.get('pipeline') ?? []) : [];
  if (!Array.isArray(pipeline)) return badValue("'pipeline' must be an array");
  return function* (input) {
    yield* input;
    yield* aggregate(
      { view: context.view, db: context.db, variables: context.variables },
      context.view.catalog.get(`${context.db}.${from}`),
      pipeline,
    );
  };
};
