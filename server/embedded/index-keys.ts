/** The keys that an index holds for a document: none when it is sparse or partial and leaves the document out. */
import type { Doc } from './bson.ts';
import type { Index } from './catalog.ts';
import { fieldKeys } from './field-keys.ts';
import { heads } from './paths.ts';

export const needsOf = (index: Index): ReadonlySet<string> | null => {
  const names = heads(index.fields.map((f) => f.path));
  if (!index.partial) return names;
  const { needs } = index.partial.filter;
  return needs && new Set([...names, ...needs]);
};

/** No keys at all when a sparse or partial index leaves the document out. */
export const keysOf = (index: Index, document: Doc): { keys: Buffer[]; array: boolean } => {
  if (index.partial && !index.partial.filter.matches(document)) return { keys: [], array: false };
  const { keys, array, isMissing } = fieldKeys(index.fields, document);
  return { keys: index.sparse && isMissing ? [] : keys, array };
};
