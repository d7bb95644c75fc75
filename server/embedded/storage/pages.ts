/** Reading through one SQLite connection. */
import type { Collection, Index } from './catalog.ts';
import type { Range } from './planner.ts';
import type { Connection } from './sqlite.ts';

export interface Row {
  readonly rid: number;
  readonly bytes: Uint8Array;
}
export interface Entry extends Row {
  readonly key: Uint8Array;
}

/** A read looked at more rows than allowed and belongs on the reading thread. */
export class TooLong extends Error {}

/** Reads page by page, so that no statement stays open while others write. */
export class Pages {
  protected readonly connection: Connection;
  /** Rows that may still be read before `TooLong` is thrown. */
  rowsLeft = Infinity;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  private countRows(rows: number): void {
    if ((this.rowsLeft -= rows) < 0) throw new TooLong();
  }

  *rows(c: Collection, reverse: boolean): Generator<Row> {
    let last = reverse ? Number.MAX_SAFE_INTEGER : -1;
    for (let size = 16; ; size = Math.min(size * 4, 256)) {
      const page = this.connection.all(
        `SELECT rid, doc FROM d${c.id} WHERE rid ${reverse ? '<' : '>'} ? ORDER BY rid ${reverse ? 'DESC' : ''} LIMIT ?`,
        last,
        size,
      );
      this.countRows(page.length);
      for (const row of page) yield { rid: (last = row['rid'] as number), bytes: row['doc'] as Uint8Array }; // the table's types
      if (page.length < size) return;
    }
  }

  *entries(c: Collection, index: Index, range: Range, reverse: boolean): Generator<Entry> {
    const from = `SELECT i.k, i.rid, d.doc FROM i${index.id} i CROSS JOIN d${c.id} d ON d.rid = i.rid WHERE`;
    const order = reverse ? 'ORDER BY i.k DESC, i.rid DESC LIMIT ?' : 'ORDER BY i.k, i.rid LIMIT ?';
    const end = range.to ?? Buffer.alloc(0);
    const upper = range.to ? 'i.k < ?' : 'i.k > ?';
    let last: Entry | undefined;
    for (let size = 4; ; size = Math.min(size * 4, 256)) {
      const rest = !last ? 'i.k >= ?' : reverse ? '(i.k, i.rid) < (?, ?) AND i.k >= ?' : '(i.k, i.rid) > (?, ?)';
      const cells = !last ? [range.from] : reverse ? [last.key, last.rid, range.from] : [last.key, last.rid];
      const page = this.connection.all(`${from} ${rest} AND ${upper} ${order}`, ...cells, end, size);
      this.countRows(page.length);
      for (const row of page) {
        last = { key: row['k'] as Uint8Array, rid: row['rid'] as number, bytes: row['doc'] as Uint8Array }; // the tables' types
        yield last;
      }
      if (page.length < size) return;
    }
  }

  row(c: Collection, rid: number): Uint8Array | undefined {
    return this.connection.value(`SELECT doc FROM d${c.id} WHERE rid = ?`, rid) as Uint8Array | undefined; // as above
  }

  holders(index: Index, key: Buffer): number[] {
    return this.connection
      .all(`SELECT rid FROM i${index.id} WHERE k = ? LIMIT 2`, key)
      .map((row) => Number(row['rid']));
  }

  count(c: Collection): number {
    const [id] = c.indexes;
    return Number(this.connection.value(`SELECT count(*) FROM i${id?.id ?? 0}`));
  }
}
