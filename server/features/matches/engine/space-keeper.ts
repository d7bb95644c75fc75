import { join } from 'node:path';
import { describeError, type Logger } from '../../../platform/logger.ts';
import type { MatchingThread } from './matching-thread.ts';
import type { Workshop } from './workshop.ts';

/** Fewer patents have no directions in which their words go together. */
const leastPatents = 300;
/** A space of other patents than these is learned anew. */
const growth = 1.1;

/** Of how many patents a space was learned: its id says it. */
const patentsOf = (id: string): number => Number(/^lsa-(\d+)-/.exec(id)?.[1] ?? 0);

/**
 * Keeps the semantic space of this process's index: learned in the background from the saved index once there are enough
 * patents, and again when there are a tenth more or fewer; in between new texts are folded in.
 */
export function spaceKeeper(
  ports: Readonly<{ folder: string; index: string; work: Workshop['work']; logger: Logger }>,
) {
  const space = join(ports.folder, 'space.bin');
  let isBusy = false;
  return {
    /** Learns a space when one is due; answers whether another one is now in use. Faults are logged, the old one stays. */
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
