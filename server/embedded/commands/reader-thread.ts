/** The store's side of the reading thread: starts it when needed, passes reads on and returns its replies. */
import { Worker } from 'node:worker_threads';
import type { Doc } from '../values/bson.ts';
import { encode } from '../values/bson-write.ts';
import { StoreError } from '../values/errors.ts';
import type { Job } from './reader.ts';

const IDLE_MS = 10 * 60_000;

export class ReaderThread {
  private readonly path: string;
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, { resolve: (reply: Buffer) => void; reject: (error: unknown) => void }>();
  private last = 0;
  private idle: NodeJS.Timeout | undefined;

  constructor(path: string) {
    this.path = path;
  }

  get isRunning(): boolean {
    return this.worker !== undefined;
  }

  /** The encoded reply. The thread ends after ten idle minutes, and its cursors with it, as in MongoDB. */
  run(db: string, command: Doc): Promise<Buffer> {
    this.worker ??= this.start();
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.waiting.size === 0 && this.stop(), IDLE_MS).unref();
    const job: Job = { id: ++this.last, db, command: encode(command) };
    return new Promise((resolve, reject) => {
      this.waiting.set(job.id, { resolve, reject });
      this.worker?.postMessage(job);
    });
  }

  private start(): Worker {
    const worker = new Worker(new URL('./reader.js', import.meta.url), { workerData: { path: this.path } });
    worker.on('message', ({ id, reply }: { id: number; reply: Uint8Array }) => {
      this.waiting.get(id)?.resolve(Buffer.from(reply.buffer, reply.byteOffset, reply.byteLength));
      this.waiting.delete(id);
    });
    worker.on('error', (error) => this.fail(error));
    worker.on('exit', () => this.fail(new Error('the reading thread ended')));
    worker.unref();
    return worker;
  }

  private fail(error: Error): void {
    this.worker = undefined;
    for (const { reject } of this.waiting.values())
      reject(new StoreError('InternalError', `the read failed: ${error.message}`));
    this.waiting.clear();
  }

  stop(): void {
    clearTimeout(this.idle);
    const { worker } = this;
    worker?.removeAllListeners('exit');
    this.worker = undefined;
    void worker?.terminate();
  }
}
