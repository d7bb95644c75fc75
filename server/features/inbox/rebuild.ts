import type { Database } from '../../platform/database/mongo.ts';
import type { WaitingThings } from '../../platform/waiting-things.ts';
import type { Keeper, TakenBy } from './keeping.ts';
import { thingOf } from './names.ts';
import type { TasksStore } from './tasks.store.ts';

export type RebuildPorts = Readonly<{
  database: Database;
  store: TasksStore;
  sources: readonly WaitingThings[];
  keep: Keeper;
  takenBy?: TakenBy;
}>;

/** What a rebuild has looked at, and in how many things and counts of queues what was kept differed. */
export type Rebuilt = Readonly<{ things: number; differences: number }>;

/**
 * Makes all kept tasks anew from the present things, and mends what differs; who took them stays. A batch of things is one
 * transaction, so this may run while things change.
 */
export async function rebuildTasks({ database, store, sources, keep, takenBy }: RebuildPorts): Promise<Rebuilt> {
  const total = { things: 0, differences: 0 };
  const keepAll = async (source: WaitingThings, ids: readonly string[]): Promise<void> => {
    if (ids.length === 0) return;
    total.differences += await database.transaction(async () => (await keep(source, ids, takenBy)).differences);
  };
  const there = new Set<string>();
  for (const source of sources) {
    for await (const ids of source.pagesOfIds()) {
      total.things += ids.length;
      for (const id of ids) there.add(`${source.kind}:${id}`);
      await keepAll(source, ids);
    }
  }
  const forget = async (streams: readonly string[]): Promise<void> => {
    const gone = [...new Set(streams)].filter((stream) => !there.has(stream)).map(thingOf);
    for (const source of sources)
      await keepAll(
        source,
        gone.flatMap(({ kind, id }) => (kind === source.kind ? [id] : [])),
      );
  };
  for await (const rows of store.pages()) await forget(rows.map(({ thing }) => thing));
  for await (const rows of store.placePages()) await forget(rows.map(({ _id }) => _id));
  total.differences += await database.transaction(store.recount);
  return total;
}
