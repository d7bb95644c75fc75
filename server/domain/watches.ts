import { DomainError } from './errors.ts';
import { type CommandOf, defineProcess, step } from './process.ts';

/** What a person can keep an eye on. */
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

/** More than anybody looks through. */
export const mostWatches = 200;

/** The state after a command; `others` is how many things the person watches already. Throws WRONG_STATE and CONFLICT. */
export function decideWatch(state: WatchState, command: WatchCommand, others: number): WatchState {
  const next = step(watchProcess, state, command, ['watcher'], undefined);
  if (next === 'watching' && others >= mostWatches)
    throw new DomainError('CONFLICT', 'watches.tooMany', { limit: mostWatches });
  return next;
}
