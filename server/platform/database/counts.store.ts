import type { Model } from 'mongoose';
import { everyPage, valueAt } from './page.store.ts';

/** The number of things that pass `filter`, by state; states without any are missing. */
export async function countStates<Thing extends { state: string }>(
  model: Model<Thing>,
  filter: Record<string, unknown>,
): Promise<{ state: Thing['state']; count: number }[]> {
  const groups = await model.aggregate<{ _id: Thing['state']; count: number }>([
    { $match: filter },
    { $group: { _id: '$state', count: { $sum: 1 } } },
    { $sort: { _id: 1 } },
  ]);
  return groups.map(({ _id, count }) => ({ state: _id, count }));
}

/** How many things there are, and how many have which text in a field. */
export type CountedTexts = Readonly<{ total: number; texts: readonly Readonly<{ value: string; count: number }>[] }>;

/** Counts the things that pass `filter` by a text. It reads all of them, page by page, so that nobody else waits for it. */
export async function countTexts<Thing extends { _id: string }>(
  model: Model<Thing>,
  filter: object,
  field: string,
): Promise<CountedTexts> {
  let total = 0;
  const counts = new Map<string, number>();
  for await (const page of everyPage(model, { filter, fields: { [field]: 1 } })) {
    total += page.length;
    for (const thing of page) {
      const text = valueAt(thing, field);
      if (typeof text === 'string' && text !== '') counts.set(text, (counts.get(text) ?? 0) + 1);
    }
  }
  return { total, texts: [...counts].map(([value, count]) => ({ value, count })) };
}
