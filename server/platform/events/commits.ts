import type { Hint } from './commands.ts';

type Listener = (hint: Hint) => void;
export type Commits = Readonly<{ tell: Listener; subscribe: (listener: Listener) => void }>;

/**
 * Tells of each commit of this process as soon as it is done. What listens only gains time: the relay and the tail find
 * by themselves what was committed, here and elsewhere.
 */
export function createCommits(): Commits {
  const listeners: Listener[] = [];
  return {
    tell: (hint) => {
      for (const listener of listeners) listener(hint);
    },
    subscribe: (listener) => void listeners.push(listener),
  };
}
