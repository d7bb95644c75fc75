/** Aggregation pipelines: generators over decoded documents. A leading $match, $sort, $skip, $limit use indexes. */
import { BSONRegExp } from 'bson';
import { type Doc, doc, empty, isDoc, type Value } from '../values/bson.ts';
import { decodeSome } from '../values/bson-read.ts';
import type { Collection } from '../storage/catalog.ts';
import { eachValue } from '../query/distinct.ts';
import { stageOf } from '../query/document-stages.ts';
import { badValue, fail } from '../values/errors.ts';
import { binding, expression } from '../query/expressions.ts';
import type { Variables } from '../query/operator-kinds.ts';
import { split } from '../values/paths.ts';
import { find, type Query } from '../storage/find.ts';
import { documentStage, mapped, object, type Stage, STAGES, withNumber, withPath } from './stages.ts';
import type { View } from '../storage/view.ts';

export interface Pipeline {
  readonly view: View;
  readonly db: string;
  readonly variables: Variables;
  /** Runs `$merge` and `$out`. */
  readonly put?: (stage: string, spec: Value, documents: Iterable<Doc>) => void;
}

type Documents = Iterable<Doc>;
type Make = (spec: Value, context: Pipeline, name: string) => Stage;

/** Turns the leading stages into a query on the collection; `rest` are the other stages. */
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
    const own = documentStage(name, spec, context.variables) ?? STAGES.get(name)?.(spec, context.variables, name);
    return (own ?? (JOINS.get(name) ?? unknown(name))(spec, context, name))(documents);
  }, input);

/** MongoDB's error for unknown stages, used for its real ones too. */
const unknown = (name: string): never =>
  fail('Location40324', `Unrecognized pipeline stage name: '${name}' (the embedded store does not support it)`);

const text = (spec: Doc, name: string, stage: string): string => {
  const v = spec.get(name);
  return typeof v === 'string' ? v : badValue(`${stage} needs a string '${name}'`);
};
const pipelineOf = (spec: Value): readonly Value[] => {
  const stages = isDoc(spec) ? (spec.get('pipeline') ?? []) : [];
  return Array.isArray(stages) ? stages : badValue("'pipeline' must be an array");
};

const lookup: Make = (given, context) => {
  const spec = object(given, '$lookup');
  const joined = spec.has('localField') || spec.has('foreignField');
  if (!joined && !spec.has('pipeline')) return badValue('$lookup requires localField and foreignField or a pipeline');
  const [from, as] = [text(spec, 'from', '$lookup'), split(text(spec, 'as', '$lookup'))];
  const local = joined ? split(text(spec, 'localField', '$lookup')) : [];
  const foreign = joined ? text(spec, 'foreignField', '$lookup') : '';
  const bound = binding(object(spec.get('let') ?? empty(), 'let'));
  const stages = pipelineOf(spec);
  return mapped((d) => {
    const match: Value[] = joined ? [doc({ $match: equalTo(foreign, localValues(d, local)) })] : [];
    const found = joinedWith(context, from, [...match, ...stages], bound(d, context.variables));
    return withPath(d, as, [...found]);
  });
};

const joinedWith = ({ view, db }: Pipeline, from: string, stages: readonly Value[], variables: Variables): Documents =>
  aggregate({ view, db, variables }, view.catalog.get(`${db}.${from}`), stages);

/** The values a document joins by; null when the path reaches none or an empty array. */
const localValues = (d: Doc, parts: readonly string[]): Value[] => {
  const out: Value[] = [];
  eachValue(d, parts, (v) => out.push(v));
  return out.length ? out : [null];
};

/** A filter for any of the values. A regular expression among them is compared as a value. */
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
    // The pipelines share documents; no stage changes its input in place.
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

const JOINS: ReadonlyMap<string, Make> = new Map<string, Make>([
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
