import { existsSync, statSync } from 'node:fs';
import { describeError, type Logger } from '../../../platform/logger.ts';
import type { MatchingThread } from './matching-thread.ts';

/** Makes the matching thread use the last learned table, whichever process learned it. */
export function tableKeeper(file: string, logger: Logger) {
  let used = '';
  return {
    /** Tells the thread about a new file; `anew` when the thread has been restarted. */
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
