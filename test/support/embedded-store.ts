// A store in this process, without its socket, for properties of queries and writes.
import { rmSync } from 'node:fs';
import type { Doc, Value } from '../../server/embedded/values/bson.ts';
import { indexSpec } from '../../server/embedded/storage/index-spec.ts';
import { StoreError } from '../../server/embedded/values/errors.ts';
import { Store } from '../../server/embedded/storage/store.ts';
import { newFolder } from './embedded.ts';

export const openStore = (): { store: Store; close: () => void } => {
  const folder = newFolder();
  const store = new Store(folder);
  return {
    store,
    close: () => {
      store.close();
      rmSync(folder, { recursive: true });
    },
  };
};

/** Code name of the error that the store throws; undefined on success. */
export const refusal = (work: () => void): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof StoreError) return error.codeName;
    throw error;
  }
};

export const index = (
  key: Doc,
  options: { sparse?: boolean; partial?: Doc | undefined; unique?: boolean; name?: string },
): Doc =>
  indexSpec(
    new Map<string, Value>([
      ['key', key],
      ['name', options.name ?? 'index'],
      ['unique', options.unique === true],
      ['sparse', options.sparse === true && !options.partial],
      ...(options.partial ? [['partialFilterExpression', options.partial] as [string, Value]] : []),
    ]),
  );
