import type { Versioned } from './versioned.store.ts';

/** What a bulk command wrote about a thing; `before`: the thing as it was stored, null where there was none. */
export type Undoable = Readonly<{
  id: string;
  /** Its version and the count of its holds afterwards: if either has changed, something rests on it. */
  version: number;
  held: number;
  before: unknown;
}>;
/** Ids of what was taken back, and of what stayed because something was built on it. */
export type Undone = Readonly<{ removed: readonly string[]; restored: readonly string[]; kept: readonly string[] }>;

type Held = Versioned & { organisationId: string; held?: number };

/**
 * Takes back what a bulk command wrote, in the surrounding transaction: what it made is removed, what it changed is as it
 * was before. A thing stays that has changed since, or was held by a transaction that rests on it; one that is being held
 * at this moment makes one of the two transactions begin anew.
 */
export async function undoing<Thing extends Held>(
  store: Readonly<{
    all: (ids: readonly string[]) => PromiseLike<Thing[]>;
    removeAll: (list: readonly Versioned[]) => Promise<void>;
    replaceAll: (list: readonly Thing[]) => Promise<void>;
  }>,
  organisationId: string,
  list: readonly Undoable[],
): Promise<Undone> {
  const present = new Map((await store.all(list.map(({ id }) => id))).map((thing) => [thing._id, thing]));
  const removed: Thing[] = [];
  const restored: Thing[] = [];
  const kept: string[] = [];
  for (const { id, version, held, before } of list) {
    const thing = present.get(id);
    if (thing?.version !== version || (thing.held ?? 0) !== held || thing.organisationId !== organisationId) {
      if (thing) kept.push(id);
    } else if (before === null || before === undefined) removed.push(thing);
    else restored.push({ ...(before as Thing), version: version + 1, held }); // stored by the command that is undone
  }
  await store.removeAll(removed);
  await store.replaceAll(restored);
  return { removed: removed.map(({ _id }) => _id), restored: restored.map(({ _id }) => _id), kept };
}
