/** A SQLite connection with cached statements: Node's own module if it has one, else the same API from npm. */
import { createRequire } from 'node:module';
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';

type Open = new (path: string, options?: { readOnly?: boolean; timeout?: number }) => DatabaseSyncInstance;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const load = createRequire(import.meta.url);
const { DatabaseSync } = load(
  major > 22 || (major === 22 && minor >= 13) ? 'node:sqlite' : '@photostructure/sqlite',
) as { DatabaseSync: Open }; // both export the same class

export type Cell = number | string | Uint8Array | null;

export class Connection {
  readonly db: DatabaseSyncInstance;
  private readonly statements = new Map<string, StatementSyncInstance>();

  constructor(path: string, options: { readOnly?: boolean } = {}) {
    this.db = new DatabaseSync(path, { timeout: 5000, ...options });
  }

  private prepared(sql: string): StatementSyncInstance {
    let statement = this.statements.get(sql);
    if (!statement) {
      if (this.statements.size >= 300) this.statements.clear();
      this.statements.set(sql, (statement = this.db.prepare(sql)));
    }
    return statement;
  }

  run(sql: string, ...cells: Cell[]): void {
    this.prepared(sql).run(...cells);
  }

  /** The rows, as objects by column name. */
  all(sql: string, ...cells: Cell[]): Record<string, Cell>[] {
    return this.prepared(sql).all(...cells) as Record<string, Cell>[]; // the columns that the statement names
  }

  get(sql: string, ...cells: Cell[]): Record<string, Cell> | undefined {
    return this.prepared(sql).get(...cells) as Record<string, Cell> | undefined; // as above
  }

  /** The first column of the first row. */
  value(sql: string, ...cells: Cell[]): Cell | undefined {
    return Object.values(this.get(sql, ...cells) ?? {})[0];
  }

  exec(sql: string): void {
    this.db.exec(sql);
  }

  close(): void {
    this.statements.clear();
    this.db.close();
  }
}
