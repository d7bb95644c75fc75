import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../database/mongo.ts';
import type { FileStore } from './files.store.ts';

const dayMs = 86_400_000;
/** How long the id of a file that is gone stays taken: far longer than any upload takes. */
const goneForMs = 30 * dayMs;
const atOnce = 200;

type TidyPorts = Readonly<{ database: Database; store: FileStore; folder: string }>;

/**
 * Removes the files that nothing has named for a day. The command that names a file and the tidying write the same
 * document: if the command is first the file stays, if the tidying is first the command finds no file. The bytes go after
 * the document says so, and are looked for again until its end, in case a process dies in between.
 */
export async function tidyFiles({ database, store, folder }: TidyPorts, now: Date): Promise<void> {
  const yesterday = new Date(now.getTime() - dayMs);
  for (;;) {
    const unnamed = await store.unnamed(yesterday, atOnce);
    for (const { _id, organisationId, size } of unnamed) {
      const isGone = await database.transaction(async () => {
        if (!(await store.setGone(_id, now))) return false;
        await store.addBytes(organisationId, -size);
        return true;
      });
      if (isGone) await rm(join(folder, _id), { force: true });
    }
    if (unnamed.length < atOnce) break;
  }
  for (;;) {
    const old = await store.gone(new Date(now.getTime() - goneForMs), atOnce);
    for (const { _id } of old) await rm(join(folder, _id), { force: true });
    await store.forget(old.map(({ _id }) => _id));
    if (old.length < atOnce) break;
  }
  await removeLeftovers(folder, yesterday, store);
}

/** Parts of uploads that died, and bytes that were put in place and never entered. */
async function removeLeftovers(folder: string, before: Date, store: FileStore): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const { mtime } = await stat(path).catch(() => ({ mtime: before })); // gone meanwhile
    if (mtime >= before) continue;
    const kept = name.endsWith('.part') ? null : await store.get(name);
    if (!kept || kept.goneAt) await rm(path, { force: true });
  }
}
