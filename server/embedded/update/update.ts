/** Update operators, replacements and update pipelines, applied to one decoded document. */
import { type Doc, empty, isDoc, type Value } from '../values/bson.ts';
import { equal } from '../values/compare.ts';
import { aggregateDocument } from '../query/document-stages.ts';
import { badValue, fail } from '../values/errors.ts';
import { compileFilter } from '../query/filter.ts';
import type { Variables } from '../query/operator-kinds.ts';
import { collide, isIndex, split } from '../values/paths.ts';
import { type Change, changeBy, read, write } from './update-operators.ts';

export interface UpdateContext {
  readonly inserting: boolean;
  /** The array index that `$` stands for. */
  readonly position: () => number | undefined;
  readonly variables?: Variables | undefined;
}

/** Changes the document in place or returns its replacement. */
export interface Update {
  readonly apply: (doc: Doc, context: UpdateContext) => Doc;
  readonly isReplacement: boolean;
}

type Filters = ReadonlyMap<string, (v: Value | undefined) => boolean>;

interface Context {
  readonly filters: Filters;
  readonly position: UpdateContext['position'];
}

interface Step {
  /** The paths it writes to; the first decides when it runs. */
  readonly paths: readonly [string, ...string[]];
  readonly onInsertOnly: boolean;
  readonly run: (doc: Doc, context: Context) => void;
}

export const compileUpdate = (update: Value | undefined, arrayFilters: Value | undefined, now: Date): Update => {
  if (Array.isArray(update)) {
    if (arrayFilters !== undefined) badValue('arrayFilters may not be specified for pipeline-style updates');
    const run = aggregateDocument(update);
    return { apply: (doc, { variables }) => run(doc, variables ?? empty()), isReplacement: false };
  }
  if (!isDoc(update)) return badValue('an update must be a document or a pipeline');
  const [first] = update.keys();
  if (!first?.startsWith('$')) return { apply: (doc) => replacement(doc, update), isReplacement: true };
  // New fields appear in the order of their paths, whatever operator they belong to.
  const steps = [...update]
    .flatMap(([op, fields]) => stepsOf(op, fields, now))
    .sort((a, b) => byPath(a.paths[0], b.paths[0]));
  const paths = steps.flatMap((s) => s.paths);
  refuseConflicts(paths);
  const filters = namedFilters(arrayFilters ?? []);
  const used = new Set(paths.flatMap((path) => Array.from(path.matchAll(/\$\[([^\]]+)\]/g), ([, name = '']) => name)));
  for (const name of filters.keys())
    if (!used.has(name)) badValue(`The array filter for identifier '${name}' was not used in the update`);
  for (const name of used) if (!filters.has(name)) badValue(`No array filter found for identifier '${name}'`);
  return {
    isReplacement: false,
    apply: (doc, { inserting, position }) => {
      const id = doc.get('_id');
      for (const step of steps) if (!step.onInsertOnly || inserting) step.run(doc, { filters, position });
      // an upsert may set an _id that its filter does not give
      if (!(inserting && id === undefined)) keepId(id, doc.get('_id'));
      return doc;
    },
  };
};

const keepId = (old: Value | undefined, id: Value | undefined): void => {
  if ((old === undefined) !== (id === undefined) || !equal(old, id))
    fail('ImmutableField', "Performing an update on the path '_id' would modify the immutable field '_id'");
};

const replacement = (old: Doc, update: Doc): Doc => {
  for (const name of update.keys())
    if (name.startsWith('$'))
      fail('DollarPrefixedFieldName', `The dollar ($) prefixed field '${name}' is not allowed in a replacement`);
  const id = old.has('_id') ? old.get('_id') : update.get('_id');
  if (update.has('_id')) keepId(id, update.get('_id'));
  return new Map(id === undefined ? update : [['_id', id], ...[...update].filter(([name]) => name !== '_id')]);
};

const namedFilters = (arrayFilters: Value): Filters => {
  const named = new Map<string, (v: Value | undefined) => boolean>();
  if (!Array.isArray(arrayFilters)) return badValue('arrayFilters must be an array');
  for (const filter of arrayFilters) {
    if (!isDoc(filter)) return badValue('each array filter must be a document');
    const names = new Set(identifiers(filter));
    const [name] = names;
    if (names.size !== 1 || !name) return badValue('an array filter must use exactly one identifier');
    if (named.has(name)) badValue(`Found multiple array filters with the same top-level field name ${name}`);
    const { matches } = compileFilter(filter);
    named.set(name, (v) => matches(v === undefined ? empty() : new Map([[name, v]])));
  }
  return named;
};

const identifiers = (filter: Doc): string[] =>
  [...filter].flatMap(([name, value]) => {
    if (!name.startsWith('$')) return split(name).slice(0, 1);
    return Array.isArray(value) ? value.filter(isDoc).flatMap(identifiers) : [];
  });

const stepsOf = (op: string, fields: Value, now: Date): Step[] => {
  if (!isDoc(fields)) return fail('FailedToParse', `Modifiers operate on fields but we found something else for ${op}`);
  const creates = !['$unset', '$pull', '$pullAll', '$pop'].includes(op);
  return Array.from(fields, ([path, operand]): Step => {
    checkPath(path);
    if (op === '$rename') return rename(path, operand);
    const change = changeBy(op, operand, path, now);
    const run: Step['run'] = (doc, context) => follow(doc, path, creates, change, context);
    return { paths: [path], onInsertOnly: op === '$setOnInsert', run };
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
  if (split(path).includes('')) fail('Location40415', `The update path '${path}' contains an empty field name`);
};

const refuseConflicts = (paths: readonly string[]): void => {
  for (const [i, path] of paths.entries()) {
    const clash = paths.slice(0, i).find((other) => collide(path, other));
    if (clash !== undefined)
      fail('ConflictingUpdateOperators', `Updating the path '${path}' would create a conflict at '${clash}'`);
  }
};

const notViable = (part: string, path: string): never =>
  fail('PathNotViable', `Cannot create field '${part}' in element of path '${path}'`);

/** Follows the path, creating missing documents if `creates`, and changes every field it stands for. */
const follow = (doc: Doc, path: string, creates: boolean, change: Change, context: Context): void => {
  const parts = split(path);
  const visit = (parent: Value, at: number): void => {
    const part = parts[at] ?? '';
    const into = (name: string): void => {
      if (at === parts.length - 1) return change(parent as Doc | Value[], name);
      let next = read(parent, name);
      if (next === undefined) {
        // without an array `$` stands for nothing: an error, not an empty change
        if (!creates && !parts.slice(at).some((p) => p === '$' || p.startsWith('$['))) return;
        write(parent as Doc | Value[], name, (next = empty()));
      }
      visit(next, at + 1);
    };
    if (part.startsWith('$[')) {
      if (!Array.isArray(parent)) return badValue(`Cannot apply array updates to non-array element of '${path}'`);
      const test = part === '$[]' ? () => true : context.filters.get(part.slice(2, -1));
      parent.forEach((item, i) => test?.(item) && into(String(i)));
    } else if (part === '$') {
      const position = context.position();
      if (position === undefined) badValue('The positional operator did not find the match needed from the query.');
      if (!Array.isArray(parent)) badValue(`the positional operator needs an array in '${path}'`);
      into(String(position));
    } else if (isDoc(parent) || (Array.isArray(parent) && isIndex(part))) into(part);
    else if (creates) notViable(part, path);
  };
  visit(doc, 0);
};

const rename = (from: string, to: Value): Step => {
  if (typeof to !== 'string') return badValue(`The 'to' field for $rename must be a string: ${from}`);
  checkPath(to);
  if (from === to) badValue(`The source and target field for $rename must differ: ${from}`);
  if ([...split(from), ...split(to)].some((part) => part.startsWith('$')))
    badValue('The source and target of $rename must not be dynamic');
  /** The document that holds or would hold the field; undefined when it does not exist. */
  const holder = (doc: Doc, path: string): Doc | undefined => {
    let at: Value | undefined = doc;
    for (const part of split(path).slice(0, -1)) {
      at = at.get(part);
      if (at === undefined) return undefined;
      if (Array.isArray(at)) return badValue(`The field of $rename must not be an array element: ${path}`);
      if (!isDoc(at)) return notViable(part, path);
    }
    return at;
  };
  const run = (doc: Doc, context: Context): void => {
    const source = holder(doc, from);
    const name = split(from).at(-1) ?? '';
    const value = source?.get(name);
    if (value === undefined) return;
    holder(doc, to);
    source?.delete(name);
    follow(doc, to, true, (parent, last) => write(parent, last, value), context);
  };
  return { paths: [to, from], onInsertOnly: false, run };
};
