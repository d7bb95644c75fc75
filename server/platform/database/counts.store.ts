import type { Model } from 'mongoose';

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
