import { dateInShanghai } from '../../domain/calendar.ts';
import type { Task } from '../../domain/tasks.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Holds } from '../../platform/database/holds.store.ts';
import type { Waiting, WaitingThings } from '../../platform/waiting-things.ts';
import { cellsFor, type TasksStore } from './tasks.store.ts';

/** What keeping the tasks of some things has led to. */
export type Kept = Readonly<{
  /** By stream name; things that are not there are missing. */
  present: ReadonlyMap<string, Waiting>;
  /** The organisations whose list of tasks has changed. */
  changed: ReadonlySet<string>;
  /** Ids of single tasks that nobody waits for any more. */
  gone: readonly string[];
  /** In how many tasks and things what was kept was something else. */
  differences: number;
}>;

export type KeepingPorts = Readonly<{
  store: TasksStore;
  holds: Pick<Holds, 'aloneWith'>;
  clock: Clock;
}>;

/** Who took tasks, by their ids. */
export type TakenBy = (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/**
 * Makes the kept tasks of things of one kind what they are in the present things, inside a transaction. Things that are
 * not there have none. `takenBy` is given where a task may be kept anew that was taken before.
 */
export type Keeper = (source: WaitingThings, ids: readonly string[], takenBy?: TakenBy) => Promise<Kept>;

export const taskKeeper =
  ({ store, holds, clock }: KeepingPorts): Keeper =>
  async (source, ids, takenBy) => {
    const nameOf = (id: string) => `${source.kind}:${id}`;
    // whoever keeps tasks loads the things first: who saw an older state must not have the last word
    await holds.aloneWith('inbox', ids.map(nameOf));
    const present = await source.present(ids, dateInShanghai(clock.now()));
    const waiting = new Map(ids.map((id) => [nameOf(id), present.get(id)?.tasks ?? []]));
    const kept = source.isQueued ? await keepQueues(store, waiting) : await keepSingle(store, waiting, takenBy);
    return { present: new Map([...present].map(([id, one]) => [nameOf(id), one])), ...kept };
  };

type Tasks = ReadonlyMap<string, readonly Task[]>;

async function keepSingle(store: TasksStore, waiting: Tasks, takenBy: TakenBy | undefined) {
  const changed = new Set<string>();
  const before = new Map((await store.ofThings([...waiting.keys()])).map((task) => [task.id, task]));
  const wanted = [...waiting.values()].flat();
  const fresh = takenBy ? wanted.flatMap(({ id }) => (before.has(id) ? [] : [id])) : [];
  const taken = fresh.length > 0 ? await takenBy?.(fresh) : undefined;
  const written = wanted.flatMap((task) => {
    const known = before.get(task.id);
    before.delete(task.id);
    if (known && isSame(known, task)) return [];
    changed.add(task.whom.organisationId);
    return [{ ...task, isNew: !known, takenBy: taken?.get(task.id) ?? null }];
  });
  for (const { whom } of before.values()) changed.add(whom.organisationId);
  const gone = [...before.keys()];
  await store.write(written, gone);
  return { changed, gone, differences: written.length + gone.length };
}

const isSame = (one: Task, other: Task): boolean =>
  one.due === other.due && one.count === other.count && one.parts.join() === other.parts.join();

async function keepQueues(store: TasksStore, waiting: Tasks) {
  const before = await store.cellsOf([...waiting.keys()]);
  const moved = new Map<string, readonly string[]>();
  const counts = new Map<string, number>();
  for (const [thing, tasks] of waiting) {
    const [from, to] = [before.get(thing) ?? [], cellsFor(tasks)];
    if (from.join() === to.join()) continue;
    moved.set(thing, to);
    for (const cell of from) counts.set(cell, (counts.get(cell) ?? 0) - 1);
    for (const cell of to) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  await store.place(moved);
  await store.count(counts);
  const changed = new Set([...counts].flatMap(([cell, by]) => (by === 0 ? [] : [organisationOf(cell)])));
  return { changed, gone: [], differences: moved.size };
}

/** Whose queue a cell is of. */
const organisationOf = (cell: string): string => /@([^/ ]+)/.exec(cell)?.[1] ?? '';
