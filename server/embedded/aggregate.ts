/** Aggregation pipelines: generators over decoded documents; a leading $match, $sort, $skip and $limit use the indexes. */
import { BSONRegExp } from 'bson';
import { decodeSome, type Doc, doc, empty, isDoc, type Value } from './bson.ts';
import type { Collection } from './catalog.ts';
import { compare } from './compare.ts';
import { eachValue } from './distinct.ts';
import { DOCUMENT_STAGES, stageOf } from './document-stages.ts';
import { badValue, fail } from './errors.ts';
import { expression } from './expressions.ts';
import { compileFilter } from './filter.ts';
import { group } from './group.ts';
import { bind, type Variables } from './operators.ts';
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

const withNumber = (name: string, v: Value, least: number): number => {
  const n = toInteger(v, `the argument of ${name}`);
  return n >= least ? n : badValue(`the argument of ${name} must be at least ${least}`);
};

/** What the pipeline's first stages ask of the collection, and the stages that are left. */
const leading = (stages: readonly Value[], asked: Omit<Query, 'filter'>): { query: Query; rest: readonly Value[] } => {
  let q = asked;
  const filters: Doc[] = [];
  let at = 0;
  for (; at < stages.length; at++) {
    const [name, spec] = stageOf(stages[at]);
    const isOpen = q.skip === undefined && q.limit === undefined;
    if (name === '$match' && isDoc(spec) && isOpen && !q.sort) filters.push(spec);
    else if (name === '$sort' && isDoc(spec) && spec.size > 0 && isOpen && !q.sort) q = { ...q, sort: spec };
    else if (name === '$skip' && isOpen) q = { ...q, skip: withNumber(name, spec, 0) };
    else if (name === '$limit' && q.limit === undefined) q = { ...q, limit: withNumber(name, spec, 1) };
    else break;
  }
  const filter = filters.length > 1 ? doc({ $and: filters }) : (filters[0] ?? empty());
  return { query: { ...q, filter }, rest: stages.slice(at) };
};

export const aggregate = (
  context: Pipeline,
  collection: Collection | undefined,
  stages: readonly Value[],
  hint?: Value,
): Documents => {
  const [name, spec] = stages.length > 0 ? stageOf(stages[0]) : [];
  if (name === '$documents') return chain(context, stages.slice(1), documents(spec ?? null, context));
  const { query, rest } = leading(stages, { hint, variables: context.variables });
  const counted = countOnly(rest);
  if (counted && query.filter.size === 0 && !query.skip && !query.limit && collection) {
    const n = context.view.count(collection);
    return chain(context, rest.slice(1), n > 0 ? [counted(n)] : []);
  }
  return chain(context, rest, decoded(find(context.view, collection, query), firstNeeds(rest)));
};

/** `[{ $group: { _id: constant, n: { $sum: 1 } } }]`, which is how drivers count. */
const countOnly = (rest: readonly Value[]): ((n: number) => Doc) | undefined => {
  const [name, spec] = rest.length > 0 ? stageOf(rest[0]) : [];
  if (name !== '$group' || !isDoc(spec) || spec.size !== 2) return undefined;
  const [id, [field, sum]] = [spec.get('_id') ?? null, [...spec][1] ?? ['', null]];
  if (!isDoc(sum) || sum.size !== 1 || sum.get('$sum') !== 1) return undefined;
  return id === null || typeof id === 'number'
    ? (n) =>
        new Map([
          ['_id', id],
          [field, n],
        ])
    : undefined;
};

function* decoded(rows: Iterable<{ bytes: Uint8Array }>, needs: ReadonlySet<string> | null): Generator<Doc> {
  for (const row of rows) yield decodeSome(row.bytes, needs);
}

/** The top-level fields that a first `$group` reads; `null` when the first stage may read any. */
const firstNeeds = (rest: readonly Value[]): ReadonlySet<string> | null => {
  const [name, spec] = rest.length > 0 ? stageOf(rest[0]) : [];
  const names = new Set<string>();
  const collect = (v: Value | undefined): boolean => {
    if (typeof v === 'string' && v.startsWith('$$')) return false;
    if (typeof v === 'string' && v.startsWith('$')) names.add(split(v.slice(1))[0] ?? '');
    if (Array.isArray(v)) return v.every(collect);
    return !isDoc(v) || [...v.values()].every(collect);
  };
  return (name === '$group' || name === '$sortByCount') && collect(spec) ? names : null;
};

const documents = (spec: Value, context: Pipeline): Documents => {
  const list = expression(spec)(empty(), context.variables);
  return Array.isArray(list) && list.every(isDoc) ? list : badValue('$documents needs an array of objects');
};

const chain = (context: Pipeline, stages: readonly Value[], input: Documents): Documents =>
  stages.reduce<Documents>((documents, stage, i) => {
    const [name, spec] = stageOf(stage);
    if ((name === '$merge' || name === '$out') && i !== stages.length - 1)
      return badValue(`${name} can only be the final stage in the pipeline`);
    const change = DOCUMENT_STAGES.get(name)?.(spec);
    if (change) return mapped((d) => change(d, context.variables))(documents);
    return (STAGES.get(name) ?? unknown(name))(spec, context, name)(documents);
  }, input);

/** Of real ones too it says what MongoDB says of those it does not know. */
const unknown = (name: string): never =>
  fail('Location40324', `Unrecognized pipeline stage name: '${name}' (the embedded store does not support it)`);

const mapped = (run: (d: Doc) => Doc): Stage =>
  function* (input) {
    for (const d of input) yield run(d);
  };

const object = (spec: Value, name: string): Doc => (isDoc(spec) ? spec : badValue(`${name} must be given an object`));
const text = (spec: Doc, name: string, stage: string): string => {
  const v = spec.get(name);
  return typeof v === 'string' ? v : badValue(`${stage} needs a string '${name}'`);
};
const pipelineOf = (spec: Value): readonly Value[] => {
  const stages = isDoc(spec) ? (spec.get('pipeline') ?? []) : [];
  return Array.isArray(stages) ? stages : badValue("'pipeline' must be an array");
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

type Make = (spec: Value, context: Pipeline, name: string) => Stage;

const unwind: Make = (given) => {
  const spec = isDoc(given) ? given : doc({ path: given });
  const [path, at] = [spec.get('path'), spec.get('includeArrayIndex')];
  if (typeof path !== 'string' || !path.startsWith('$'))
    return badValue("path option to $unwind stage should be prefixed with a '$'");
  if (at !== undefined && (typeof at !== 'string' || at === '' || at.startsWith('$')))
    return badValue('includeArrayIndex option to $unwind stage should be a non-empty string');
  const parts = split(path.slice(1));
  const keep = spec.get('preserveNullAndEmptyArrays') === true;
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

const lookup: Make = (given, context) => {
  const spec = object(given, '$lookup');
  const joined = spec.has('localField') || spec.has('foreignField');
  if (!joined && !spec.has('pipeline')) return badValue('$lookup requires localField and foreignField or a pipeline');
  const [from, as] = [text(spec, 'from', '$lookup'), split(text(spec, 'as', '$lookup'))];
  const local = joined ? split(text(spec, 'localField', '$lookup')) : [];
  const foreign = joined ? text(spec, 'foreignField', '$lookup') : '';
  const variables = Array.from(object(spec.get('let') ?? empty(), 'let'), ([n, v]) => [n, expression(v)] as const);
  const stages = pipelineOf(spec);
  return mapped((d) => {
    const values = variables.map(([n, e]): [string, Value | undefined] => [n, e(d, context.variables)]);
    const match: Value[] = joined ? [doc({ $match: equalTo(foreign, localValues(d, local)) })] : [];
    const found = joinedWith(context, from, [...match, ...stages], bind(context.variables, ...values));
    return withPath(d, as, [...found]);
  });
};

const joinedWith = ({ view, db }: Pipeline, from: string, stages: readonly Value[], variables: Variables): Documents =>
  aggregate({ view, db, variables }, view.catalog.get(`${db}.${from}`), stages);

/** What a document joins by: its values at the path, or null when it has none (also for an empty array). */
const localValues = (d: Doc, parts: readonly string[]): Value[] => {
  const out: Value[] = [];
  eachValue(d, parts, (v) => out.push(v));
  return out.length ? out : [null];
};

/** Whether any of the values is there. A pattern among them is a value here, no search. */
const equalTo = (path: string, values: Value[]): Doc => {
  const is = (op: string, v: Value | undefined): Doc => new Map([[path, doc({ [op]: v })]]);
  if (values.length === 1) return is('$eq', values[0]);
  const hasPattern = values.some((v) => v instanceof BSONRegExp);
  return hasPattern ? doc({ $or: values.map((v) => is('$eq', v)) }) : is('$in', values);
};

const facet: Make = (given, context) => {
  const spec = object(given, '$facet');
  if (spec.size === 0) return badValue('the $facet specification must be a non-empty object');
  return (input) => {
    const all = [...input];
    // Stages share what they do not change, and none changes its input in place.
    return [
      new Map(
        Array.from(spec, ([name, stages]): [string, Value] => [
          name,
          Array.isArray(stages) ? [...chain(context, stages, all)] : badValue('arguments to $facet must be arrays'),
        ]),
      ),
    ];
  };
};

const put: Make = (spec, context, name) => (input) => {
  if (!context.put) return badValue(`${name} is not allowed here`);
  context.put(name, spec, input);
  return [];
};

const STAGES: ReadonlyMap<string, Make> = new Map<string, Make>([
  [
    '$match',
    (spec, { variables }, name) => {
      const { matches } = compileFilter(object(spec, name), variables);
      return function* (input) {
        for (const d of input) if (matches(d)) yield d;
      };
    },
  ],
  [
    '$sort',
    (spec, _, name) => {
      const fields = parseSort(object(spec, name));
      if (fields.length === 0) return badValue('$sort stage must have at least one sort key');
      const keyOf = sortKey(fields);
      return (input) =>
        Array.from(input, (d) => ({ d, key: keyOf(d) }))
          .sort((a, b) => Buffer.compare(a.key, b.key))
          .map(({ d }) => d);
    },
  ],
  [
    '$limit',
    (spec, _, name) => {
      const n = withNumber(name, spec, 1);
      return function* (input) {
        let i = 0;
        for (const d of input) {
          yield d;
          if (++i >= n) return;
        }
      };
    },
  ],
  [
    '$skip',
    (spec, _, name) => {
      const n = withNumber(name, spec, 0);
      return function* (input) {
        let i = 0;
        for (const d of input) if (i++ >= n) yield d;
      };
    },
  ],
  [
    '$count',
    (spec) => {
      if (typeof spec !== 'string' || spec === '' || spec.startsWith('$') || spec.includes('.'))
        return badValue('the count field must be a non-empty string without $ or .');
      return function* (input) {
        let n = 0;
        for (const _ of input) n++;
        if (n > 0) yield new Map([[spec, n]]);
      };
    },
  ],
  ['$group', (spec, { variables }, name) => group(object(spec, name), variables)],
  [
    '$sortByCount',
    (spec, { variables }) => {
      const counted = group(doc({ _id: spec, count: doc({ $sum: 1 }) }), variables);
      return (input) => [...counted(input)].sort((a, b) => compare(b.get('count'), a.get('count')));
    },
  ],
  ['$unwind', unwind],
  ['$lookup', lookup],
  ['$facet', facet],
  [
    '$unionWith',
    (spec, context) => {
      const from = typeof spec === 'string' ? spec : text(object(spec, '$unionWith'), 'coll', '$unionWith');
      return function* (input) {
        yield* input;
        yield* joinedWith(context, from, pipelineOf(spec), context.variables);
      };
    },
  ],
  ['$merge', put],
  ['$out', put],
]);
