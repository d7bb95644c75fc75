import type { Model } from 'mongoose';
import { DomainError } from '../../domain/errors.ts';

/** What every stored thing that commands change carries: the form of the document, and how often it changed. */
export type Versioned = { _id: string; v: number; version: number };

/**
 * Writes a thing whose version has just become `thing.version`: a first version is inserted, a later one replaces exactly
 * its predecessor, so that no change is ever lost to another.
 */
export async function saveVersioned<Thing extends Versioned>(model: Model<Thing>, thing: Thing): Promise<void> {
  if (thing.version === 1) {
    await model.create([thing]);
    return;
  }
  const { matchedCount } = await model.replaceOne({ _id: thing._id, version: thing.version - 1 }, thing);
  if (matchedCount !== 1) throw new DomainError('STALE_VERSION', 'common.staleVersion', { version: thing.version });
}

/** Writes the next versions of many things; throws STALE_VERSION, and so undoes all, when one changed meanwhile. */
export async function replaceVersioned<Thing extends Versioned>(
  model: Model<Thing>,
  things: readonly Thing[],
): Promise<void> {
  if (things.length === 0) return;
  const operations = things.map((thing) => {
    const { _id, version } = thing;
    return { replaceOne: { filter: { _id, version: version - 1 }, replacement: thing } };
  });
  // mongoose cannot tell that a stored thing of an open type is a document
  const { matchedCount } = await model.bulkWrite(operations as unknown as Parameters<typeof model.bulkWrite>[0]);
  if (matchedCount !== things.length) throw new DomainError('STALE_VERSION', 'common.staleVersion', { version: '' });
}
