// The store's dispatcher in this process, without a socket and with a clock that tests set.
import { rmSync } from 'node:fs';
import { deserialize, type Document } from 'bson';
import type { Clock } from '../../server/embedded/commands/clock.ts';
import { Cursors } from '../../server/embedded/commands/cursors.ts';
import { Dispatcher } from '../../server/embedded/commands/dispatch.ts';
import { Housekeeping } from '../../server/embedded/commands/housekeeping.ts';
import { ReaderThread } from '../../server/embedded/commands/reader-thread.ts';
import { Sessions } from '../../server/embedded/commands/sessions.ts';
import { Store } from '../../server/embedded/storage/store.ts';
import { parse } from '../../server/embedded/wire/messages.ts';
import { newFolder } from './embedded.ts';
import { message } from './embedded-wire.ts';

/** Wall clock and monotonic clock, which can be set separately. */
export class TestClock implements Clock {
  time = Date.UTC(2026, 0, 1);
  passed = 1000;
  readonly now = (): number => this.time;
  readonly elapsed = (): number => this.passed;

  /** Advances both clocks. */
  pass(ms: number): void {
    this.time += ms;
    this.passed += ms;
  }
}

export class InsideStore {
  readonly clock = new TestClock();
  private readonly folder = newFolder();
  private store = new Store(this.folder);
  private dispatcher!: Dispatcher;
  private housekeeping!: Housekeeping;

  constructor() {
    this.begin();
  }

  private begin(): void {
    const cursors = new Cursors('store', this.clock);
    const sessions = new Sessions(this.store, cursors, this.clock);
    this.dispatcher = new Dispatcher(this.store, sessions, cursors, new ReaderThread(this.store.path), this.clock);
    this.housekeeping = new Housekeeping(this.store, cursors, sessions, this.clock);
  }

  async ask(command: Document): Promise<Document> {
    const { command: sent } = parse(message({ ...command, $db: command['$db'] ?? 'test' }));
    return deserialize(await this.dispatcher.handle(sent));
  }

  /** What the store does once a minute. */
  round(): void {
    this.housekeeping.round();
  }

  /** The SQLite file. */
  get path(): string {
    return this.store.path;
  }

  /** Runs SQL on the store's connection, for example to make the disk full or read-only. */
  sql(text: string): void {
    const { connection } = this.store as unknown as { connection: { exec: (sql: string) => void } };
    connection.exec(text);
  }

  /** Reopens the store, as a new process would. `between` runs while it is closed. */
  restart(between: () => void = () => undefined): void {
    this.store.close();
    between();
    this.store = new Store(this.folder);
    this.begin();
  }

  close(): void {
    this.store.close();
    rmSync(this.folder, { recursive: true });
  }
}
