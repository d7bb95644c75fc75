import { collection, type Database } from '../../server/platform/database/mongo.ts';

type Counter = { _id: string; count: number; seen: string[] };
const counters = collection<Counter>('counters', { _id: String, count: Number, seen: [String] });

/** A collection for readers in tests: counts and lists what was seen, in order. */
export function counterStore(database: Database) {
  const model = database.model(counters);
  return {
    add: async (name: string, what: string): Promise<void> => {
      await model.updateOne({ _id: name }, { $inc: { count: 1 }, $push: { seen: what } }, { upsert: true });
    },
    all: async (prefix: string): Promise<Record<string, string[]>> => {
      const found = await model.find({ _id: { $gt: prefix, $lt: `${prefix}\uffff` } }).lean();
      return Object.fromEntries(found.map(({ _id, seen }) => [_id.slice(prefix.length), seen]));
    },
    seen: async (name: string): Promise<string[]> => (await model.findById(name).lean())?.seen ?? [],
  };
}
