type Merged<Parts extends readonly object[]> = number extends Parts['length']
  ? Parts[number]
  : Parts extends readonly [infer First, ...infer Others extends readonly object[]]
    ? First & Merged<Others>
    : unknown;
type Flat<Type> = { [Key in keyof Type]: Type[Key] };

/**
 * Puts what features bring into one table. Throws when two bring the same `what`: the exchange does not start, and
 * nothing is replaced in silence.
 */
export function mergeOnce<const Parts extends readonly object[]>(what: string, ...parts: Parts): Flat<Merged<Parts>> {
  const merged = new Map<string, unknown>();
  for (const [name, value] of parts.flatMap((part) => Object.entries(part))) {
    if (merged.has(name)) throw new Error(`two features bring the ${what} ${name}`);
    merged.set(name, value);
  }
  return Object.fromEntries(merged) as Flat<Merged<Parts>>; // every name of every part
}
