/** Input and output of commands. */
import type { Doc } from '../values/bson.ts';
import type { Cursors } from './cursors.ts';
import type { Store } from '../storage/store.ts';
import type { View } from '../storage/view.ts';

export interface Context {
  readonly view: View;
  /** Absent on the reading thread, which cannot write. */
  readonly store?: Store;
  readonly cursors: Cursors;
  readonly db: string;
  readonly command: Doc;
  readonly now: Date;
  /** `session:number` of the transaction the command is part of, if any. */
  readonly owner: string | undefined;
}

export type Reply = ReadonlyMap<string, unknown>;

export interface StoreContext extends Context {
  readonly store: Store;
}

/** `read` may run in a transaction and on the reading thread; `write` runs in a savepoint; `admin` does neither. */
export type Command =
  | { readonly kind: 'read'; readonly run: (context: Context) => Reply }
  | { readonly kind: 'write' | 'admin'; readonly run: (context: StoreContext) => Reply };
