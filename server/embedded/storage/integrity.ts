/** Checks that the data on disk is sound: after an unclean end, and for every backup. */
import type { Catalog } from './catalog.ts';
import type { Connection } from './sqlite.ts';

/** The data on disk is damaged; a backup has to be restored. */
export class Damaged extends Error {}

/** Throws `Damaged` unless SQLite finds its pages sound and every document is in its collection's `_id` index. */
export const verify = (connection: Connection, catalog: Catalog): void => {
  const said = connection.all('PRAGMA quick_check(5)').map((row) => Object.values(row).join(' '));
  if (said.join() !== 'ok') throw new Damaged(said.join('; '));
  for (const c of catalog.values()) {
    const count = (table: string): number => Number(connection.value(`SELECT count(*) FROM ${table}`));
    const [id] = c.indexes;
    if (id && count(`d${c.id}`) !== count(`i${id.id}`))
      throw new Damaged(`not every document is in the index of ${c.namespace}`);
  }
};
