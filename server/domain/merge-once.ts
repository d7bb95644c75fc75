type Merged<Parts extends readonly object[]> = number extends Parts['length']
  ? Parts[number]
  : Parts extends readonly [infer First, ...infer Others extends readonly object[]]
    ? First & Merged<Others>
    : unknown;
type Flat<Type> = { [Key in keyof Type]: Type[Key] };

/** Merges the tables of several features into one. Throws when two have the same key; `what` names it in the error. */
export function mergeOnce<const Parts extends readonly object[]>(what: string, ...parts: Parts): Flat<Merged<Parts>> {
  const merged = new Map<string, unknown>();
  for (const [name, value] of parts.flatMap((part) => Object.entries(part))) {
    if (merged.has(name)) throw new Error(`two features bring the ${what} ${name}`);
    merged.set(name, value);
  }
  return Object.fromEntries(merged) as Flat<Merged<Parts>>; // every name of every part
}
