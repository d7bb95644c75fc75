import type { Hint } from './commands.ts';

type Listener = (hint: Hint) => void;
export type Commits = Readonly<{ tell: Listener; subscribe: (listener: Listener) => void }>;

/**
 * Notifies listeners of every commit of this process. This only saves them time: the relay and the tail also find all
 * commits, of every process, by themselves.
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
