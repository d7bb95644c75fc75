import { useSyncExternalStore } from 'react';

export type Signal<Value> = Readonly<{
  get: () => Value;
  set: (value: Value) => void;
  subscribe: (listener: () => void) => () => void;
}>;

/** A value that any code may set and any component may watch. */
export function signal<Value>(initial: Value): Signal<Value> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const useSignal = <Value>({ subscribe, get }: Signal<Value>): Value => useSyncExternalStore(subscribe, get);

/** The session behind this page is over and its person has not signed in again. */
export const sessionEnded = signal(false);

/** The organisation that this page acts for, or `none`; undefined while nobody is known to be signed in. */
export const pageActsFor = signal<string | undefined>(undefined);
/** The session acts for another organisation than this page: it was changed in another window, or the membership ended. */
export const actingChanged = signal(false);

/** Another window of this browser changed the session, and this page followed: the organisation it acts for now, by name. */
export const followedTo = signal<string | null>(null);
/** How often this page followed another window; each time its screens begin anew. */
export const beginnings = signal(0);

/** The header by which a call says for whom its page acts, so that an old window never acts for the wrong one. */
export const actingHeader = (): Record<string, string> => {
  const organisationId = pageActsFor.get();
  return organisationId === undefined ? {} : { 'x-acting-for': organisationId };
};

export type Told = Readonly<{ id: number; text: string; tone: 'good' | 'bad'; undo?: () => void }>;
/** Short messages that appear over the page and go by themselves. */
export const toldNow = signal<readonly Told[]>([]);

let count = 0;
/** Says what happened, with a way back where there is one. */
export function tell(text: string, { tone = 'good', undo }: { tone?: Told['tone']; undo?: () => void } = {}): void {
  const told = { id: ++count, text, tone, ...(undo ? { undo } : {}) };
  toldNow.set([...toldNow.get(), told]);
  setTimeout(() => toldNow.set(toldNow.get().filter(({ id }) => id !== told.id)), undo ? 8_000 : 4_500);
}
