import { readYuan } from './format.ts';

/** The fields of a form. Values are what JSON can hold. */
type Fields = object;
type FieldOf<F extends Fields> = keyof F & string;
const fieldsOf = <F extends Fields>(fields: F) => Object.keys(fields) as FieldOf<F>[]; // forms have no other keys

/** Whether two values of a field are the same content. */
export const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other) || isSameAmount(one, other);

/** An amount is the same however it is spelt: 12万, 120,000 and 120000.00. */
function isSameAmount(one: unknown, other: unknown): boolean {
  if (typeof one !== 'string' || typeof other !== 'string' || /^0\d/.test(one) || /^0\d/.test(other)) return false;
  const amount = readYuan(one);
  return amount !== null && amount === readYuan(other);
}

export type Merged<F extends Fields> = Readonly<{
  /** Of each field the side that changed it; where both did, mine. */
  fields: F;
  /** Fields that only the others changed. */
  taken: readonly FieldOf<F>[];
  /** Fields that both changed, each to something else: the user chooses. */
  conflicts: readonly FieldOf<F>[];
}>;

/** Merges two changes of the same fields, which both began from `base`, field by field. */
export function mergeFields<F extends Fields>(base: F, mine: F, theirs: F): Merged<F> {
  const moved = fieldsOf(theirs).filter((field) => !isSame(base[field], theirs[field]));
  const taken = moved.filter((field) => isSame(mine[field], base[field]));
  const conflicts = moved.filter((field) => !taken.includes(field) && !isSame(mine[field], theirs[field]));
  return { fields: { ...mine, ...part(theirs, taken) }, taken, conflicts };
}

/** A field about which mine and theirs differ, as the user is shown it. */
export type Difference = Readonly<{
  /** The user has yet to choose. */
  isOpen: boolean;
  /** What it was before both changed it. */
  was: unknown;
  /** What the user typed; kept while theirs stands in the form. */
  typed: unknown;
}>;

/**
 * An edit of fields that others may change meanwhile. Whatever they do, what was typed into a field is its value in
 * `mine`, or `typed` of its difference.
 */
export type Edit<F extends Fields> = Readonly<{
  /** The others' version and values that this edit has taken note of. */
  version: number;
  seen: F;
  /** What stands in the form. */
  mine: F;
  /** The version in which it began. */
  from: number;
  /** By field. */
  differences: Readonly<Record<string, Difference>>;
  /** Fields that the others changed and the form took over, with what they were. */
  taken: Readonly<Record<string, unknown>>;
}>;

export const begun = <F extends Fields>(version: number, fields: F): Edit<F> => ({
  ...{ version, seen: fields, mine: fields, from: version },
  ...{ differences: {}, taken: {} },
});

/**
 * The edit after the others made another version; an older one, read before the own change was, is none. `takes` says
 * what the form takes over: fields that the user has not touched, or `nothing` where they are an answer to the others',
 * as an offer is, and not a change of the same thing.
 */
export function caughtUp<F extends Fields>(
  edit: Edit<F>,
  version: number,
  theirs: F,
  takes: 'untouched' | 'nothing' = 'untouched',
): Edit<F> {
  if (version < edit.version || (version === edit.version && isSame(edit.seen, theirs))) return edit;
  const { fields, taken, conflicts } = mergeFields(edit.seen, edit.mine, theirs);
  const [over, open] = takes === 'nothing' ? [[], [...taken, ...conflicts]] : [taken, conflicts];
  const differences: Record<string, Difference> = {};
  for (const field of fieldsOf(theirs)) {
    const before = edit.differences[field];
    if (open.includes(field)) {
      // of a field that was asked about before, `typed` follows what is typed; the form may hold an older version of theirs
      const { was, typed: mine } = before ?? { was: edit.seen[field], typed: edit.mine[field] };
      differences[field] = { isOpen: true, was, typed: mine };
    } else if (before && !isSame(before.typed, theirs[field])) {
      differences[field] = { ...before, isOpen: before.isOpen && !isSame(edit.mine[field], theirs[field]) };
    }
  }
  const firstWas = over.filter((field) => !(field in edit.taken));
  return {
    ...{ version, seen: theirs, mine: takes === 'nothing' ? edit.mine : fields, from: edit.from },
    differences,
    taken: { ...edit.taken, ...part(edit.seen, firstWas) },
  };
}

/** The edit after the user typed. What comes to be the same as theirs needs no choice any more. */
export function typed<F extends Fields>(edit: Edit<F>, mine: F): Edit<F> {
  const differences = { ...edit.differences };
  for (const field of differing(edit)) {
    const before = differences[field];
    if (!before || isSame(mine[field], edit.mine[field])) continue;
    const isOpen = before.isOpen && !isSame(mine[field], edit.seen[field]);
    differences[field] = { ...before, isOpen, typed: mine[field] };
  }
  return { ...edit, mine, differences };
}

/** The edit after the user chose of one field what he typed or what the others made of it. Either can be chosen again. */
export function chosen<F extends Fields>(edit: Edit<F>, field: FieldOf<F>, side: 'mine' | 'theirs'): Edit<F> {
  const before = edit.differences[field];
  if (!before) return edit;
  return {
    ...edit,
    mine: { ...edit.mine, [field]: side === 'mine' ? before.typed : edit.seen[field] },
    differences: { ...edit.differences, [field]: { ...before, isOpen: false } },
  };
}

/** Fields about which mine and theirs differ, or did until the user chose. */
export const differing = <F extends Fields>({ differences }: Edit<F>): FieldOf<F>[] =>
  Object.keys(differences) as FieldOf<F>[]; // only fields are put there

/** Whether nothing is left to choose. */
export const isSettled = <F extends Fields>(edit: Edit<F>): boolean =>
  Object.values(edit.differences).every(({ isOpen }) => !isOpen);

const part = <F extends Fields>(fields: F, names: readonly FieldOf<F>[]): Partial<F> =>
  Object.fromEntries(names.map((name) => [name, fields[name]])) as Partial<F>; // the same fields, fewer
