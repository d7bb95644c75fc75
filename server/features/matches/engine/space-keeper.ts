import { join } from 'node:path';
import { describeError, type Logger } from '../../../platform/logger.ts';
import type { MatchingThread } from './matching-thread.ts';
import type { Workshop } from './workshop.ts';

/** With fewer patents there is no meaningful semantic space. */
const leastPatents = 300;
/** A space is learned again when the number of patents has changed by this factor. */
const growth = 1.1;

/** The number of patents a space was learned from, which its id contains. */
const patentsOf = (id: string): number => Number(/^lsa-(\d+)-/.exec(id)?.[1] ?? 0);

/**
 * Keeps the semantic space of this process's index: learned in the background from the saved index once there are
 * enough patents, and again when their number has changed by a tenth. New texts are projected into the present space.
 */
export function spaceKeeper(
  ports: Readonly<{ folder: string; index: string; work: Workshop['work']; logger: Logger }>,
) {
  const space = join(ports.folder, 'space.bin');
  let isBusy = false;
  return {
    /** Learns a space if one is due; returns whether a new one is in use. A failure is logged, the old one stays. */
    keep: async (ask: MatchingThread['ask']): Promise<boolean> => {
      if (isBusy) return false;
      isBusy = true;
      try {
        const { patents } = await ask('size', null);
        const { id } = await ask('space', null);
        const known = id === null ? 0 : patentsOf(id);
        if (patents < leastPatents || (patents < known * growth && patents > known / growth)) return false;
        await ask('save', null);
        await ports.work('buildSpace', { index: ports.index, space });
        await ask('useSpace', { file: space });
        return true;
      } catch (error) {
        ports.logger.warn({ error: describeError(error) }, 'the semantic space was not learned');
        return false;
      } finally {
        isBusy = false;
      }
    },
  };
}
