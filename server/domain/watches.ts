import { DomainError } from './errors.ts';
import { type CommandOf, defineProcess, step } from './process.ts';

export const watchedKinds = ['patent', 'need'] as const;
export type WatchedKind = (typeof watchedKinds)[number];

export const watchStates = ['ended', 'watching'] as const;
export type WatchState = (typeof watchStates)[number];

/** A watch can be ended and begun again; before the first time it counts as ended. */
export const watchProcess = defineProcess({
  name: 'watch',
  initial: 'ended',
  states: watchStates,
  roles: ['watcher'],
  final: [],
  guards: {},
  table: {
    watch: { by: ['watcher'], from: ['ended'], to: [{ state: 'watching' }] },
    stop: { by: ['watcher'], from: ['watching'], to: [{ state: 'ended' }] },
  },
});

export type WatchCommand = CommandOf<typeof watchProcess>;

/** Watches a person may have; nobody looks through more. */
export const mostWatches = 200;

/** The state after a command; `others`: how many things the person watches already. Throws WRONG_STATE or CONFLICT. */
export function decideWatch(state: WatchState, command: WatchCommand, others: number): WatchState {
  const next = step(watchProcess, state, command, ['watcher'], undefined);
  if (next === 'watching' && others >= mostWatches)
    throw new DomainError('CONFLICT', 'watches.tooMany', { limit: mostWatches });
  return next;
}
