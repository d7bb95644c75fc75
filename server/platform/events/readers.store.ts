import { collection, type Database, duplicateKey } from '../database/mongo.ts';

/**
 * `marking`: past events of the types `missed` are being marked as waiting for the reader, in the order of `at` and id;
 * those up to `after` are done. `behind`: it is reading them. `live`: it has read them all.
 */
type KnownReader = {
  _id: string;
  v: number;
  types: string[];
  state: 'marking' | 'behind' | 'live';
  missed: string[];
  after: Position | null;
};
export type Position = { at: Date; id: string };

const readers = collection<KnownReader>('readers', {
  _id: String,
  v: Number,
  types: [String],
  state: String,
  missed: [String],
  after: { _id: false, type: { at: Date, id: String } },
});

type Registered = Readonly<{ name: string; types: readonly string[]; from: 'start' | 'now' }>;

/** How far each reader has caught up with events from before it existed, or before it read their type. */
export function readersStore(database: Database) {
  const model = database.model(readers);
  const known = (name: string) => model.findById(name).lean<KnownReader | null>();

  /** Registers readers; the first ever registered in a database have missed nothing. */
  const register = (list: readonly Registered[]): Promise<void> =>
    database
      .transaction(async () => {
        const isFirst = (await model.countDocuments()) === 0;
        for (const { name, types, from } of list) {
          const before = await known(name);
          const added = types.filter((type) => !before?.types.includes(type));
          if (before && added.length === 0) continue;
          const missed = from === 'now' || isFirst ? [] : added;
          const next =
            missed.length > 0
              ? { state: 'marking', missed: [...(before?.missed ?? []), ...missed], after: null }
              : { state: before?.state ?? 'live', missed: before?.missed ?? [], after: before?.after ?? null };
          await model.updateOne({ _id: name }, { $set: { v: 1, types: [...types], ...next } }, { upsert: true });
        }
      })
      .catch((error: unknown) => {
        if (!duplicateKey(error)) throw error;
        return register(list); // another process registered at the same moment
      });

  return {
    register,
    known,
    /** Stores how far the marking has come; null: all are marked. */
    marked: async (name: string, after: Position | null): Promise<void> => {
      const next = after === null ? { state: 'behind', missed: [], after: null } : { after };
      await model.updateOne({ _id: name, state: 'marking' }, { $set: next });
    },
    caughtUp: async (name: string): Promise<void> => {
      await model.updateOne({ _id: name, state: 'behind' }, { $set: { state: 'live' } });
    },
    /** Names of the readers that have not caught up. */
    behind: async (): Promise<string[]> =>
      (await model.find({ state: { $ne: 'live' } }, { _id: 1 }).lean()).map(({ _id }) => _id),
  };
}
