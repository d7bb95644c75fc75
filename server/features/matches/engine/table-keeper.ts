import { existsSync, statSync } from 'node:fs';
import { describeError, type Logger } from '../../../platform/logger.ts';
import type { MatchingThread } from './matching-thread.ts';

/** Keeps the matching thread of this process on the table that was learned last, in whatever process. */
export function tableKeeper(file: string, logger: Logger) {
  let used = '';
  return {
    /** Tells the thread when there is another file than it knows; `anew` when the thread knows none. */
    keep: async (ask: MatchingThread['ask'], anew = false): Promise<void> => {
      if (anew) used = '';
      if (!existsSync(file)) return;
      const { mtimeMs, size } = statSync(file);
      const stamp = `${mtimeMs} ${size}`;
      if (stamp === used) return;
      used = stamp;
      try {
        await ask('useTable', { file });
      } catch (error) {
        logger.warn({ error: describeError(error) }, 'the learned table of translations is not used');
      }
    },
  };
}
