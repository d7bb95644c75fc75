/** Update operators, replacements and update pipelines on one decoded document. */
import { Double, Timestamp } from 'bson';
import { aggregateDocument } from './update-pipeline.ts';
import { type Doc, empty, isDoc, type Value } from './bson.ts';
import { compare, equal, isNumeric, type Numeric } from './compare.ts';
import { badValue, refuse, StoreError } from './errors.ts';
import { compileCondition, compileFilter, element, isOperators } from './filter.ts';
import { toInteger } from './types.ts';
import { arithmetic } from './numbers.ts';
import type { Variables } from './operator-tools.ts';
import { isIndex, split } from './paths.ts';
import { itemOrder } from './sort.ts';

export interface UpdateContext {
  readonly inserting: boolean;
  /** What `$` stands for. */
  readonly position: () => number | undefined;
  readonly variables?: Variables | undefined;
}

/** Changes the document in place, or answers the one that replaces it. */
export interface Update {
  readonly apply: (doc: Doc, context: UpdateContext) => Doc;
  readonly isReplacement: boolean;
}

type Change = (parent: Doc | Value[], name: string, inserting: boolean) => void;
interface Step {
  readonly path: string;
  readonly op: string;
  /** Whether the way to the field is made when it is missing. */
  readonly creates: boolean;
  readonly change: Change;
  /** The path whose turn it takes, when that is not its own. */
  readonly place?: string;
}

export const compileUpdate = (update: Value | undefined, arrayFilters: Value | undefined, now: Date): Update => {
  if (Array.isArray(update)) {
    if (arrayFilters !== undefined) return badValue('arrayFilters may not be specified for pipeline-style updates');
    const run = aggregateDocument(update);
    return { apply: (doc, { variables }) => run(doc, variables), isReplacement: false };
  }
  if (!isDoc(update)) return badValue('an update must be a document or a pipeline');
  const [first] = update.keys();
  if (first === undefined || !first.startsWith('$'))
    return { apply: (doc) => replacement(doc, update), isReplacement: true };
  const filters = namedFilters(arrayFilters);
  // The order of the paths, whichever operator they belong to, is the order of the fields that are new.
  const steps = [...update]
    .flatMap(([op, fields]) => stepsOf(op, fields, now))
    .sort((a, b) => byPath(a.place ?? a.path, b.place ?? b.path));
  refuseConflicts(steps.map((s) => s.path));
  const used = new Set(steps.flatMap((s) => [...s.path.matchAll(/\$\[([^\]]+)\]/g)].map((m) => m[1])));
  for (const name of filters.keys())
    if (!used.has(name)) badValue(`The array filter for identifier '${name}' was not used in the update`);
  for (const name of used) if (name && !filters.has(name)) badValue(`No array filter found for identifier '${name}'`);
  return {
    isReplacement: false,
    apply: (doc, { inserting, position }) => {
      const id = doc.get('_id');
      for (const step of steps)
        if (step.op !== '$setOnInsert' || inserting) run(doc, step, { filters, position, inserting });
      if (!inserting && !same(id, doc.get('_id'))) immutableId();
      return doc;
    },
  };
};

const same = (a: Value | undefined, b: Value | undefined): boolean =>
  (a === undefined) === (b === undefined) && equal(a, b);
const immutableId = (): never => {
  throw new StoreError(
    'ImmutableField',
    "Performing an update on the path '_id' would modify the immutable field '_id'",
  );
};

const replacement = (old: Doc, update: Doc): Doc => {
  for (const name of update.keys())
    if (name.startsWith('$'))
      throw new StoreError(
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${name}' is not allowed in a replacement`,
      );
  const id = old.has('_id') ? old.get('_id') : update.get('_id');
  if (old.has('_id') && update.has('_id') && !same(update.get('_id'), old.get('_id')))
    throw new StoreError(
      'ImmutableField',
      "After applying the update, the (immutable) field '_id' was found to have been altered",
    );
  const out: Doc = empty();
  if (id !== undefined) out.set('_id', id);
  for (const [name, value] of update) if (name !== '_id') out.set(name, value);
  return out;
};

const namedFilters = (arrayFilters: Value | undefined): Map<string, (v: Value | undefined) => boolean> => {
  const named = new Map<string, (v: Value | undefined) => boolean>();
  if (arrayFilters === undefined) return named;
  if (!Array.isArray(arrayFilters)) return badValue('arrayFilters must be an array');
  for (const filter of arrayFilters) {
    if (!isDoc(filter) || filter.size === 0) return badValue('each array filter must be a nonempty document');
    const names = new Set(identifiers(filter));
    const [name] = names;
    if (names.size !== 1 || !name) return badValue('an array filter must use exactly one identifier');
    if (named.has(name)) return badValue(`Found multiple array filters with the same top-level field name ${name}`);
    const { matches } = compileFilter(filter);
    named.set(name, (v) => matches(v === undefined ? empty() : new Map([[name, v]])));
  }
  return named;
};

const identifiers = (filter: Doc): string[] =>
  [...filter].flatMap(([name, value]) =>
    name.startsWith('$')
      ? Array.isArray(value)
        ? value.flatMap((v) => (isDoc(v) ? identifiers(v) : []))
        : []
      : [split(name)[0] ?? ''],
  );

const stepsOf = (op: string, fields: Value, now: Date): Step[] => {
  if (!OPERATORS.has(op)) return badValue(`Unknown modifier: ${op}`);
  if (!isDoc(fields))
    throw new StoreError('FailedToParse', `Modifiers operate on fields but we found something else for ${op}`);
  if (op === '$rename') return [...fields].flatMap(([path, to]) => rename(path, to));
  return Array.from(fields, ([path, operand]): Step => {
    checkPath(path);
    return {
      path,
      op,
      creates: op !== '$unset' && op !== '$pull' && op !== '$pullAll' && op !== '$pop',
      change: change(op, path, operand, now),
    };
  });
};

const byPath = (a: string, b: string): number => {
  const [x, y] = [split(a), split(b)];
  for (let i = 0; i < x.length && i < y.length; i++) {
    const [p, q] = [x[i] ?? '', y[i] ?? ''];
    if (p !== q) return isIndex(p) && isIndex(q) ? Number(p) - Number(q) : p < q ? -1 : 1;
  }
  return x.length - y.length;
};

const checkPath = (path: string): void => {
  if (path === '') throw new StoreError('Location40415', 'An empty update path is not valid.');
  if (split(path).some((part) => part === ''))
    throw new StoreError('Location40415', `The update path '${path}' contains an empty field name`);
};

const refuseConflicts = (paths: string[]): void => {
  const seen = new Set<string>();
  for (const path of paths) {
    const parts = split(path);
    const clash =
      [...seen].find((other) => other.startsWith(`${path}.`)) ??
      parts.map((_, i) => parts.slice(0, i + 1).join('.')).find((head) => seen.has(head));
    if (clash !== undefined)
      throw new StoreError(
        'ConflictingUpdateOperators',
        `Updating the path '${path}' would create a conflict at '${clash}'`,
      );
    seen.add(path);
  }
};

interface Context {
  readonly filters: ReadonlyMap<string, (v: Value | undefined) => boolean>;
  readonly position: UpdateContext['position'];
  readonly inserting: boolean;
}

const notViable = (part: string, path: string): never => {
  throw new StoreError('PathNotViable', `Cannot create field '${part}' in element of path '${path}'`);
};

/** Follows the path, makes what is missing when the operator does, and changes every field that it stands for. */
const run = (doc: Doc, step: Step, context: Context): void => {
  const parts = split(step.path);
  const visit = (parent: Value, at: number): void => {
    const part = parts[at] ?? '';
    const last = at === parts.length - 1;
    const into = (name: string): void => {
      if (last) return step.change(parent as Doc | Value[], name, context.inserting);
      let next = read(parent, name);
      if (next === undefined) {
        if (!step.creates) return;
        next = empty();
        write(parent as Doc | Value[], name, next);
      }
      visit(next, at + 1);
    };
    if (part.startsWith('$[')) {
      if (!Array.isArray(parent)) return badValue(`Cannot apply array updates to non-array element of '${step.path}'`);
      const test = part === '$[]' ? () => true : context.filters.get(part.slice(2, -1));
      parent.forEach((item, i) => test?.(item) && into(String(i)));
      return;
    }
    if (part === '$') {
      const position = context.position();
      if (position === undefined)
        return badValue('The positional operator did not find the match needed from the query.');
      if (!Array.isArray(parent)) return badValue(`the positional operator needs an array in '${step.path}'`);
      return into(String(position));
    }
    if (isDoc(parent)) return into(part);
    if (Array.isArray(parent) && isIndex(part)) return into(part);
    if (step.creates) notViable(part, step.path);
  };
  visit(doc, 0);
};

const read = (parent: Value, name: string): Value | undefined =>
  isDoc(parent) ? parent.get(name) : Array.isArray(parent) ? parent[Number(name)] : undefined;

const write = (parent: Doc | Value[], name: string, value: Value): void => {
  if (isDoc(parent)) {
    parent.set(name, value);
    return;
  }
  const i = Number(name);
  if (i > parent.length + 1_500_000) badValue('cannot backfill an array to that size');
  while (parent.length < i) parent.push(null);
  parent[i] = value;
};

const OPERATORS = new Set(
  '$set $setOnInsert $unset $inc $mul $min $max $rename $currentDate $push $addToSet $pull $pullAll $pop $bit'.split(
    ' ',
  ),
);

const change = (op: string, path: string, operand: Value, now: Date): Change => {
  switch (op) {
    case '$set':
    case '$setOnInsert':
      return (parent, name) => {
        const old = read(parent, name);
        if (old === undefined || !identical(old, operand)) write(parent, name, clone(operand));
      };
    case '$unset':
      return (parent, name) => {
        if (isDoc(parent)) parent.delete(name);
        else if (Number(name) < parent.length) parent[Number(name)] = null;
      };
    case '$inc':
    case '$mul':
      return counted(op, path, operand);
    case '$min':
    case '$max':
      return (parent, name) => {
        const old = read(parent, name);
        const c = old === undefined ? NaN : compare(operand, old);
        if (Number.isNaN(c) || (op === '$min' ? c < 0 : c > 0)) write(parent, name, clone(operand));
      };
    case '$currentDate': {
      const kind = isDoc(operand) ? operand.get('$type') : operand === true ? 'date' : undefined;
      if (kind !== 'date' && kind !== 'timestamp')
        return badValue('$currentDate takes true or { $type: date | timestamp }');
      return (parent, name) =>
        write(parent, name, kind === 'date' ? now : new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 }));
    }
    case '$push':
      return push(path, operand);
    case '$addToSet':
      return addToSet(path, operand);
    case '$pull':
      return pull(path, pullCondition(operand));
    case '$pullAll':
      if (!Array.isArray(operand)) return badValue('$pullAll requires an array argument');
      return pull(path, (v) => operand.some((x) => equal(x, v)));
    case '$pop': {
      const n = isNumeric(operand) ? toInteger(operand, '$pop') : 0;
      if (n !== 1 && n !== -1) throw new StoreError('FailedToParse', '$pop expects 1 or -1');
      return (parent, name) => {
        const list = array(parent, name, '$pop', path);
        if (n === 1) list?.pop();
        else list?.shift();
      };
    }
    case '$bit':
      return bit(path, operand);
    default:
      return refuse(`the update operator ${op}`);
  }
};

/** Equal also in type and field order: 1 and 1.0 are equal but not identical. */
const identical = (a: Value, b: Value): boolean => {
  if (isDoc(a) && isDoc(b))
    return a.size === b.size && [...a].every(([k, v], i) => [...b.keys()][i] === k && identical(v, b.get(k) ?? null));
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((x, i) => identical(x, b[i] ?? null));
  if (isNumeric(a) && isNumeric(b))
    return (
      typeof a === typeof b &&
      a.constructor === b.constructor &&
      String(a) === String(b) &&
      !isMinusZero(a) &&
      !isMinusZero(b)
    );
  return equal(a, b);
};
const isMinusZero = (v: Numeric): boolean => v instanceof Double && Object.is(v.value, -0);

/** Documents and arrays are changed in place: an operand that several documents receive must not be shared. */
export const clone = (v: Value): Value =>
  isDoc(v) ? new Map([...v].map(([k, x]) => [k, clone(x)])) : Array.isArray(v) ? v.map(clone) : v;

const typeMismatch = (message: string): never => {
  throw new StoreError('TypeMismatch', message);
};

const counted = (op: string, path: string, operand: Value): Change => {
  const verb = op === '$inc' ? 'increment' : 'multiply';
  if (!isNumeric(operand)) return typeMismatch(`Cannot ${verb} with non-numeric argument: {${path}}`);
  return (parent, name) => {
    const old = read(parent, name);
    if (old === undefined) {
      write(parent, name, op === '$inc' ? operand : arithmetic('multiply', operand, 0));
      return;
    }
    if (!isNumeric(old))
      return typeMismatch(`Cannot apply ${op} to a value of non-numeric type. The field '${path}' is no number`);
    const result = arithmetic(op === '$inc' ? 'add' : 'multiply', old, operand);
    const integers = [old, operand].every((x) => typeof x === 'number' || typeof x === 'bigint');
    if (integers && result instanceof Double)
      return badValue(`Failed to apply ${op} operations: the integer overflows`);
    write(parent, name, result);
  };
};

const array = (parent: Doc | Value[], name: string, op: string, path: string): Value[] | undefined => {
  const old = read(parent, name);
  if (old === undefined) return undefined;
  if (!Array.isArray(old)) {
    if (op === '$pop') return typeMismatch(`Path '${path}' contains an element of non-array type`);
    return badValue(`The field '${path}' must be an array for ${op}`);
  }
  return old;
};

const push = (path: string, operand: Value): Change => {
  const modified = isDoc(operand) && operand.has('$each');
  const each = modified ? operand.get('$each') : [operand];
  if (!Array.isArray(each)) return badValue('The argument to $each in $push must be an array');
  const option = (name: string): Value | undefined => (modified ? operand.get(name) : undefined);
  if (modified)
    for (const name of operand.keys())
      if (!['$each', '$position', '$slice', '$sort'].includes(name))
        return badValue(`Unrecognized clause in $push: ${name}`);
  const position = option('$position');
  const slice = option('$slice');
  const sort = option('$sort');
  const at = position === undefined ? undefined : toInteger(position, '$position');
  const keep = slice === undefined ? undefined : toInteger(slice, '$slice');
  const order = sort === undefined ? undefined : pushOrder(sort);
  return (parent, name) => {
    let list = array(parent, name, '$push', path);
    if (!list) write(parent, name, (list = []));
    const where = at === undefined ? list.length : at < 0 ? Math.max(0, list.length + at) : Math.min(at, list.length);
    list.splice(where, 0, ...each.map(clone));
    if (order) list.sort(order);
    if (keep !== undefined) write(parent, name, keep < 0 ? list.slice(keep) : list.slice(0, keep));
  };
};

const pushOrder = (sort: Value): ((a: Value, b: Value) => number) => {
  if (isDoc(sort)) return itemOrder(sort);
  const direction = toInteger(sort, '$sort');
  if (direction !== 1 && direction !== -1) return badValue('The $sort element value must be either 1 or -1');
  return (a, b) => direction * compare(a, b);
};

const addToSet = (path: string, operand: Value): Change => {
  const modified = isDoc(operand) && operand.has('$each');
  const each = modified ? operand.get('$each') : [operand];
  if (!Array.isArray(each)) return typeMismatch('The argument to $each in $addToSet must be an array');
  if (modified && operand.size > 1) return badValue('Found unexpected fields after $each in $addToSet');
  return (parent, name) => {
    let list = array(parent, name, '$addToSet', path);
    if (!list) write(parent, name, (list = []));
    for (const item of each) if (!list.some((x) => equal(x, item))) list.push(clone(item));
  };
};

const pullCondition = (operand: Value): ((v: Value) => boolean) => {
  if (isDoc(operand) && !isOperators(operand)) return element(operand);
  if (
    isDoc(operand) &&
    operand.has('$elemMatch') === false &&
    [...operand.keys()].some((k) => ['$and', '$or', '$nor'].includes(k))
  )
    return element(operand);
  return compileCondition(operand);
};

const pull = (path: string, test: (v: Value) => boolean): Change => {
  return (parent, name) => {
    const list = array(parent, name, '$pull', path);
    if (!list) return;
    const kept = list.filter((item) => !test(item));
    if (kept.length < list.length) write(parent, name, kept);
  };
};

const bit = (path: string, operand: Value): Change => {
  if (!isDoc(operand) || operand.size === 0) return badValue('$bit takes { and | or | xor: integer }');
  const steps = [...operand].map(([kind, v]): ((n: bigint) => bigint) => {
    if (typeof v !== 'number' && typeof v !== 'bigint') return badValue('The $bit modifier field must be an Integer');
    const mask = BigInt(v);
    if (kind === 'and') return (n) => n & mask;
    if (kind === 'or') return (n) => n | mask;
    return kind === 'xor'
      ? (n) => n ^ mask
      : badValue(`The $bit modifier only supports 'and', 'or', and 'xor', not '${kind}'`);
  });
  const wide = [...operand.values()].some((v) => typeof v === 'bigint');
  return (parent, name) => {
    const old = read(parent, name) ?? 0;
    if (typeof old !== 'number' && typeof old !== 'bigint')
      return badValue(`Cannot apply $bit to a value of non-integral type. The field '${path}' is no integer`);
    const result = steps.reduce((n, step) => step(n), BigInt(old));
    write(parent, name, wide || typeof old === 'bigint' ? result : Number(result));
  };
};

const rename = (from: string, to: Value): Step[] => {
  if (typeof to !== 'string') return badValue(`The 'to' field for $rename must be a string: ${from}`);
  checkPath(from);
  checkPath(to);
  if (from === to) return badValue(`The source and target field for $rename must differ: ${from}`);
  if ([from, to].some((p) => split(p).some((part) => part.startsWith('$'))))
    return badValue('The source and target of $rename must not be dynamic');
  let moved: Value | undefined;
  const noArrays = (parent: Doc | Value[]): Doc =>
    isDoc(parent) ? parent : badValue(`The field of $rename must not be an array element: ${from} or ${to}`);
  const take: Change = (parent, name) => {
    const source = noArrays(parent);
    moved = source.get(name);
    source.delete(name);
  };
  const give: Change = (parent, name) => {
    if (moved !== undefined) noArrays(parent).set(name, moved);
    moved = undefined;
  };
  return [
    { path: from, op: '$rename', creates: false, change: take, place: to },
    { path: to, op: '$rename', creates: true, change: give },
  ];
};

/** The document an upsert starts from: the equalities of its filter. */
export const seed = (filter: Doc): Doc => {
  const doc: Doc = empty();
  const put = (path: string, value: Value): void => {
    const parts = split(path);
    let parent: Doc = doc;
    for (const part of parts.slice(0, -1)) {
      const next = parent.get(part);
      if (next !== undefined && !isDoc(next)) return notViable(part, path);
      const child: Doc = next ?? empty();
      parent.set(part, child);
      parent = child;
    }
    const last = parts.at(-1) ?? '';
    if (parent.has(last)) badValue(`cannot infer query fields to set, path '${path}' is matched twice`);
    parent.set(last, clone(value));
  };
  const collect = (query: Doc): void => {
    for (const [name, value] of query) {
      if (name === '$and' && Array.isArray(value)) value.forEach((q) => isDoc(q) && collect(q));
      else if (name === '$or' && Array.isArray(value) && value.length === 1)
        value.forEach((q) => isDoc(q) && collect(q));
      else if (name.startsWith('$')) continue;
      else if (isDoc(value) && isOperators(value)) {
        const eq = value.get('$eq');
        const all = value.get('$all');
        const one = value.get('$in');
        if (eq !== undefined) put(name, eq);
        else if (Array.isArray(all) && all.length === 1 && all[0] !== undefined) put(name, all[0]);
        else if (Array.isArray(one) && one.length === 1 && one[0] !== undefined) put(name, one[0]);
      } else put(name, value);
    }
  };
  collect(filter);
  return doc;
};
