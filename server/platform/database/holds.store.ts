import { sha256 } from '../events/chain.ts';
import { collection, type Database } from './mongo.ts';

type Hold = { _id: string; v: number; count: number };
const holds = collection<Hold>('holds', { _id: String, v: Number, count: Number });

/** In so many places decisions may rest on one thing side by side. */
const places = 16;

/**
 * Rules that rest on what they do not write. A transaction reads a snapshot, so of two at once each may see the world before
 * the other. Where both together would do what only one may (the last free place, the first administrator), each writes one
 * document that both can name, `alone`, and the store undoes one, which looks again. Where one only changes what the other
 * rests on (a role, a setting), any order is right, but when the change has been answered nothing may rest on what was
 * before: decisions write the document, `share`, and the change waits for those under way, `drain`.
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
  return {
    /** Inside a transaction, early: one at a time decides by this thing. */
    alone: (name: string): Promise<void> => write([name]),

    /**
     * Inside a transaction, early and after the thing was read: one of many decisions that leave it as it is. They stand in
     * several places, by `key`, and are undone for each other only in the same one.
     */
    share: (name: string, key: string): Promise<void> =>
      write([`${name}/${parseInt(sha256(key).slice(0, 6), 16) % places}`]),

    /**
     * After the commit of a change, before it is answered: returns when every decision that rests on what was before has
     * either been committed or will be made anew. No transaction: a write by itself waits for those that hold the document.
     */
    drain: (names: readonly string[]): Promise<void> =>
      database.retrying(() =>
        write(names.flatMap((name) => Array.from({ length: places }, (_, place) => `${name}/${place}`))),
      ),
  };
}

export type Holds = ReturnType<typeof holdsStore>;
