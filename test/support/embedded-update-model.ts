// Model of update operators and projections, written plainly from the manual: paths are resolved first, then each place
// gets its new value in a copy. Shares nothing with the store but the types of values.
import { Decimal128, Double } from 'bson';
import type { Doc, Value } from '../../server/embedded/values/bson.ts';
import { compareByModel, isNumber, matchesByModel, said } from './embedded-model.ts';

type V = Value | undefined;
type Place = readonly string[];

/** Thrown by the model where MongoDB answers with an error. */
export class Refused extends Error {}
export const no = (): never => {
  throw new Refused();
};

const same = (a: V, b: V): boolean => a !== undefined && b !== undefined && compareByModel(a, b) === 0;
const isName = (name: string): boolean => /^\d+$/.test(name);

const at = (v: V, place: Place): V =>
  place.reduce<V>(
    (x, name) => (x instanceof Map ? x.get(name) : Array.isArray(x) && isName(name) ? x[Number(name)] : undefined),
    v,
  );

/** A copy with another value at the place; `undefined` removes a field and leaves null in an array. */
const put = (v: V, place: Place, next: V): Value => {
  const [name, ...rest] = place;
  if (name === undefined) return next ?? null;
  if (Array.isArray(v)) {
    if (!isName(name)) return no();
    const out = [...v];
    while (out.length < Number(name)) out.push(null);
    out[Number(name)] = put(out[Number(name)], rest, next);
    return out;
  }
  if (v !== undefined && !(v instanceof Map)) return no();
  const out: Doc = new Map(v ?? []);
  if (rest.length === 0 && next === undefined) out.delete(name);
  else out.set(name, put(out.get(name), rest, next));
  return out;
};

export interface Given {
  readonly position: number | undefined;
  readonly filters: ReadonlyMap<string, Doc>;
}

/** The places that a path with `$`, `$[]` and `$[name]` stands for in a document. */
const placesOf = (v: V, parts: Place, given: Given, before: Place = []): Place[] => {
  const i = parts.findIndex((p) => p.startsWith('$'));
  if (i < 0) return [[...before, ...parts]];
  const [head, part = '', rest] = [parts.slice(0, i), parts[i], parts.slice(i + 1)];
  const list = at(v, head);
  const base = [...before, ...head];
  if (!Array.isArray(list)) return no();
  if (part === '$') {
    if (given.position === undefined) return no();
    return placesOf(list[given.position], rest, given, [...base, String(given.position)]);
  }
  const condition = given.filters.get(part.slice(2, -1));
  return list.flatMap((item, n) =>
    part === '$[]' || (condition && matchesByModel(condition, new Map([[part.slice(2, -1), item]])))
      ? placesOf(item, rest, given, [...base, String(n)])
      : [],
  );
};

/** 0 int, 1 long, 2 double, 3 decimal. */
const width = (v: Value): number =>
  typeof v === 'number' ? 0 : typeof v === 'bigint' ? 1 : v instanceof Double ? 2 : 3;
const plainNumber = (v: Value): number => Number(v instanceof Double ? v.value : said(v));

/** Digits and scale of a number as a decimal; a double has fifteen digits. */
const digitsOf = (v: Value): [bigint, number] => {
  const text = v instanceof Double ? v.value.toPrecision(15) : said(v);
  const [mantissa = '', e = '0'] = text.toUpperCase().split('E');
  const [whole = '', part = ''] = mantissa.split('.');
  const [trimmed] = v instanceof Double ? [part.replace(/0+$/, '')] : [part];
  return [BigInt(whole + trimmed), trimmed.length - Number(e)];
};

export const calculate = (op: '$inc' | '$mul', a: Value, b: Value): Value => {
  const kind = Math.max(width(a), width(b));
  const quick = op === '$inc' ? plainNumber(a) + plainNumber(b) : plainNumber(a) * plainNumber(b);
  if (kind === 2) return new Double(quick);
  if (kind === 3) {
    if (![a, b].every((x) => Number.isFinite(plainNumber(x)))) return Decimal128.fromString(String(quick));
    const [[x, p], [y, q]] = [digitsOf(a), digitsOf(b)];
    const scale = Math.max(p, q);
    const [digits, power] =
      op === '$mul' ? [x * y, p + q] : [x * 10n ** BigInt(scale - p) + y * 10n ** BigInt(scale - q), scale];
    return Decimal128.fromStringWithRounding(`${digits}E${-power}`);
  }
  const exact = op === '$inc' ? BigInt(a as number) + BigInt(b as number) : BigInt(a as number) * BigInt(b as number);
  if (kind === 0 && BigInt.asIntN(32, exact) === exact) return Number(exact);
  return BigInt.asIntN(64, exact) === exact ? exact : no();
};

const pulls = (operand: Value, item: Value): boolean => {
  if (!(operand instanceof Map)) return same(operand, item);
  const isCondition = [...operand.keys()].some((k) => k.startsWith('$'));
  return isCondition
    ? matchesByModel(new Map([['x', operand]]), new Map([['x', item]]))
    : item instanceof Map && matchesByModel(operand, item);
};

const sorted = (list: Value[], by: Value): Value[] =>
  list
    .map((x, i) => ({ x, i }))
    .sort((a, b) => {
      const order =
        by instanceof Map
          ? [...by].reduce((c, [name, d]) => {
              const field = (v: Value): V => (v instanceof Map ? v.get(name) : undefined);
              return c || compareByModel(field(a.x), field(b.x)) * Number(d);
            }, 0)
          : compareByModel(a.x, b.x) * Number(by);
      return order || a.i - b.i;
    })
    .map(({ x }) => x);

/** A place's new value; `undefined` removes it, `KEEP` leaves it unchanged. */
const KEEP = Symbol('keep');
const changed = (op: string, old: V, operand: Value): V | typeof KEEP => {
  const modifiers = operand instanceof Map && operand.has('$each') ? operand : new Map([['$each', [operand]]]);
  const each = modifiers.get('$each') as Value[]; // a list, in generated updates
  const list = (): Value[] => (old === undefined ? [] : Array.isArray(old) ? [...old] : no());
  switch (op) {
    case '$set':
      return operand;
    case '$unset':
      return undefined;
    case '$inc':
    case '$mul':
      if (old === undefined) return op === '$inc' ? operand : calculate('$mul', operand, 0);
      return isNumber(old) ? calculate(op, old, operand) : no();
    case '$min':
    case '$max':
      return old === undefined || compareByModel(operand, old) * (op === '$min' ? 1 : -1) < 0 ? operand : KEEP;
    case '$push': {
      let out = list();
      const p = Number(modifiers.get('$position') ?? out.length);
      const before = p < 0 ? Math.max(0, out.length + p) : Math.min(p, out.length);
      out = [...out.slice(0, before), ...each, ...out.slice(before)];
      const [by, keep] = [modifiers.get('$sort'), modifiers.get('$slice')];
      if (by !== undefined) out = sorted(out, by);
      if (keep === undefined) return out;
      return Number(keep) < 0 ? out.slice(Number(keep)) : out.slice(0, Number(keep));
    }
    case '$addToSet':
      return each.reduce<Value[]>((out, x) => (out.some((y) => same(x, y)) ? out : [...out, x]), list());
    case '$pull':
      return old === undefined ? KEEP : list().filter((item) => !pulls(operand, item));
    case '$pullAll':
      return old === undefined ? KEEP : list().filter((item) => !(operand as Value[]).some((x) => same(x, item)));
    case '$pop':
      if (old === undefined) return KEEP;
      return Number(operand) === 1 ? list().slice(0, -1) : list().slice(1);
    default:
      throw new Error(`no model of ${op}`);
  }
};

const CREATES_NOTHING = ['$unset', '$pull', '$pullAll', '$pop'];

const rename = (document: Doc, from: Place, to: Place): Doc => {
  // neither path may lead through anything but documents
  const isBlocked = (place: Place): boolean =>
    place.some((_, i) => {
      const v = at(document, place.slice(0, i));
      return v !== undefined && !(v instanceof Map);
    });
  if (isBlocked(from)) return no();
  const value = at(document, from);
  if (value === undefined) return document;
  return isBlocked(to) ? no() : (put(put(document, from, undefined), to, value) as Doc); // a document, as before
};

/** The document after the update. Throws `Refused` where MongoDB answers with an error. */
export const updateByModel = (document: Doc, update: Doc, given: Given): Doc => {
  // new fields appear in the order of their names
  const steps = [...update]
    .flatMap(([op, fields]) => [...(fields as Doc)].map(([path, operand]) => ({ op, path, operand })))
    .map((step) => ({ ...step, place: step.op === '$rename' ? said(step.operand) : step.path }))
    .sort((a, b) => (a.place < b.place ? -1 : 1));
  const paths = steps.flatMap(({ path, place }) => (path === place ? [path] : [path, place]));
  if (steps.some(({ path, op }) => op === '$rename' && path.includes('$'))) return no();
  if (paths.some((a, i) => paths.some((b, j) => i !== j && (a === b || b.startsWith(`${a}.`))))) return no();
  let out = document;
  for (const { op, path, operand } of steps) {
    if (op === '$rename') {
      out = rename(out, path.split('.'), said(operand).split('.'));
      continue;
    }
    for (const place of placesOf(out, path.split('.'), given)) {
      const old = at(out, place);
      const parent = at(out, place.slice(0, -1));
      if (old === undefined && CREATES_NOTHING.includes(op)) continue;
      const next = changed(op, old, operand);
      if (next === KEEP) continue;
      if (next === undefined && !(parent instanceof Map || Array.isArray(parent))) continue;
      out = put(out, place, next) as Doc; // as above
    }
  }
  return out;
};

/** Initial document of an upsert: one equality per field, or `Refused`. */
export const seedByModel = (filter: Doc): Doc => {
  const found: [string, Value][] = [];
  const collect = (query: Doc): void => {
    for (const [name, v] of query) {
      if (name === '$and') (v as Doc[]).forEach(collect);
      else if (name === '$or' && (v as Doc[]).length === 1) (v as Doc[]).forEach(collect);
      else if (name.startsWith('$')) continue;
      else if (!(v instanceof Map) || ![...v.keys()].some((k) => k.startsWith('$'))) found.push([name, v]);
      else
        for (const [op, x] of v)
          if (op === '$eq') found.push([name, x]);
          else if (op === '$in' && (x as Value[]).length === 1) found.push([name, (x as [Value])[0]]);
          else if (op === '$all') (x as Value[]).forEach((y) => found.push([name, y]));
    }
  };
  collect(filter);
  const clash = found.some(([a], i) => found.some(([b], j) => i !== j && (b === a || b.startsWith(`${a}.`))));
  if (clash) return no();
  // a number in a path makes a field of that name, as there is no array yet
  return found.reduce<Doc>((d, [path, v]) => {
    const set = (into: V, [name = '', ...rest]: Place): Value =>
      new Map([
        ...(into instanceof Map ? into : []),
        [name, rest.length ? set(into instanceof Map ? into.get(name) : undefined, rest) : v],
      ]);
    return set(d, path.split('.')) as Doc;
  }, new Map());
};

/** Index of the first item that meets a single condition on `a`, or on a field of its items. */
export const positionByModel = (filter: Doc, document: Doc): number | undefined => {
  const [[path, value]] = [...filter] as [[string, Value]]; // one condition
  const list = document.get('a');
  if (!Array.isArray(list)) return undefined;
  const meets = (item: Value): boolean =>
    path === 'a'
      ? matchesByModel(new Map([['x', value]]), new Map([['x', [item]]]))
      : item instanceof Map && matchesByModel(new Map([['b', value]]), item);
  const i = list.findIndex(meets);
  return i < 0 ? undefined : i;
};
