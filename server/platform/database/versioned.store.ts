import type { Model } from 'mongoose';
import { DomainError } from '../../domain/errors.ts';

/** Fields of every stored thing that commands change. `v`: the shape of the document; `version` counts its changes. */
export type Versioned = { _id: string; v: number; version: number };

/** Inserts version 1, or replaces exactly the version before; throws STALE_VERSION when the thing changed meanwhile. */
export async function saveVersioned<Thing extends Versioned>(model: Model<Thing>, thing: Thing): Promise<void> {
  if (thing.version === 1) {
    await model.create([thing]);
    return;
  }
  const { matchedCount } = await model.replaceOne({ _id: thing._id, version: thing.version - 1 }, thing);
  if (matchedCount !== 1) throw new DomainError('STALE_VERSION', 'common.staleVersion', { version: thing.version });
}

/** Replaces many things by their next versions; throws STALE_VERSION, which undoes all, when one changed meanwhile. */
export async function replaceVersioned<Thing extends Versioned>(
  model: Model<Thing>,
  things: readonly Thing[],
): Promise<void> {
  if (things.length === 0) return;
  const operations = things.map((thing) => {
    const { _id, version } = thing;
    return { replaceOne: { filter: { _id, version: version - 1 }, replacement: thing } };
  });
  // mongoose's types do not accept a generic `Thing`
  const { matchedCount } = await model.bulkWrite(operations as unknown as Parameters<typeof model.bulkWrite>[0]);
  if (matchedCount !== things.length) throw new DomainError('STALE_VERSION', 'common.staleVersion', { version: '' });
}

/** Removes many things as they are; throws STALE_VERSION, which undoes all, when one changed meanwhile. */
export async function removeVersioned<Thing extends Versioned>(
  model: Model<Thing>,
  things: readonly Versioned[],
): Promise<void> {
  if (things.length === 0) return;
  const operations = things.map(({ _id, version }) => ({ deleteOne: { filter: { _id, version } } }));
  // mongoose's types do not accept a generic `Thing`
  const { deletedCount } = await model.bulkWrite(operations as unknown as Parameters<typeof model.bulkWrite>[0]);
  if (deletedCount !== things.length) throw new DomainError('STALE_VERSION', 'common.staleVersion', { version: '' });
}
