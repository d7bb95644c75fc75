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

/** The session has ended and the user has not signed in again. */
export const sessionEnded = signal(false);

/** The id of the organisation that this page acts for, or `none`; undefined while no user is known. */
export const pageActsFor = signal<string | undefined>(undefined);
/** The session acts for another organisation than this page, e.g. because a membership ended. */
export const actingChanged = signal(false);

/** The name of the organisation this page acts for since another window of this browser switched; null once read. */
export const followedTo = signal<string | null>(null);
/** How often this page followed another window; its screens are mounted anew each time. */
export const beginnings = signal(0);

/** How often the session of this browser began or ended, as far as this page knows. */
export const sessionChanges = signal(0);

/** The header that names the organisation the page acts for; the server refuses commands when the session's is another. */
export const actingHeader = (): Record<string, string> => {
  const organisationId = pageActsFor.get();
  return organisationId === undefined ? {} : { 'x-acting-for': organisationId };
};

/** How much waits for the user and is new: before the title of the page. */
export const inboxCount = signal(0);

export type Told = Readonly<{ id: number; text: string; tone: 'good' | 'bad'; undo?: () => void }>;
/** Messages shown over the page for a few seconds. */
export const toldNow = signal<readonly Told[]>([]);

let count = 0;
/** Shows a message for 4.5 seconds, or 8 with an undo button. */
export function tell(text: string, { tone = 'good', undo }: { tone?: Told['tone']; undo?: () => void } = {}): void {
  const told = { id: ++count, text, tone, ...(undo ? { undo } : {}) };
  toldNow.set([...toldNow.get(), told]);
  setTimeout(() => toldNow.set(toldNow.get().filter(({ id }) => id !== told.id)), undo ? 8_000 : 4_500);
}
