import { sha256 } from '../events/chain.ts';
import { collection, type Database } from './mongo.ts';

type Hold = { _id: string; v: number; count: number };
const holds = collection<Hold>('holds', { _id: String, v: Number, count: Number });

/** Number of documents over which `share` spreads, so that decisions seldom conflict with each other. */
const places = 16;

/**
 * Guards decisions that depend on documents which they do not write. Transactions read snapshots, so two concurrent
 * ones may each miss what the other does (write skew).
 * - Only one of two may happen (the last free place, the first administrator): both write one document (`alone`), so
 *   that one conflicts and is tried again.
 * - One changes what the other depends on (a role, a setting): either order is fine, but once the change was answered
 *   no decision may use the old value. Decisions write a document (`share`), and the change waits for them (`drain`).
 */
export function holdsStore(database: Database) {
  const model = database.model(holds);
  const write = async (names: readonly string[]): Promise<void> => {
    if (names.length === 0) return;
    await model.bulkWrite(
      names.map((_id) => ({
        updateOne: { filter: { _id }, update: { $inc: { count: 1 }, $setOnInsert: { v: 1 } }, upsert: true },
      })),
    );
  };
  const placeOf = (name: string, key: string) => `${name}/${parseInt(sha256(key).slice(0, 6), 16) % places}`;
  return {
    /** Call early in a transaction: of concurrent transactions with the same name only one commits. */
    alone: (name: string): Promise<void> => write([name]),
    /** The same, of concurrent transactions with one of the same keys (others that share its document wait, too). */
    aloneWith: (name: string, keys: readonly string[]): Promise<void> =>
      write([...new Set(keys.map((key) => placeOf(name, key)))]),

    /**
     * Call in a transaction, early but after the thing was read. `key` (a command's id) chooses one of several
     * documents, so that decisions which share a name rarely conflict with each other.
     */
    share: (name: string, key: string): Promise<void> => write([placeOf(name, key)]),

    /**
     * Call after the commit of a change and before answering it: resolves when every decision by the old value has
     * committed or will conflict and be made again. Not in a transaction: a single write waits for transactions on the
     * document.
     */
    drain: (names: readonly string[]): Promise<void> =>
      database.retrying(() =>
        write(names.flatMap((name) => Array.from({ length: places }, (_, place) => `${name}/${place}`))),
      ),
  };
}

export type Holds = ReturnType<typeof holdsStore>;
