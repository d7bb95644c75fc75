// Starts the embedded store from its compiled files, as the server and the scripts do.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { MongoClient } from 'mongodb';

const running = new Set<ChildProcess>();
// a failing test must not leave its store running
afterAll(() => running.forEach((child) => child.kill('SIGKILL')));

const MAIN = join(process.cwd(), 'dist/server/embedded/main.js');

export interface RunningStore {
  readonly uri: string;
  readonly process: ChildProcess;
  /** Ends it at once, as a power cut or `kill -9` would. */
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'embedded-'));

/** Resolves when clients can connect; rejects with the store's output if it ends before. */
export const startStore = (folder: string, ...args: string[]): Promise<RunningStore> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, '--data', folder, '--idle-seconds', '0', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
    void ended.then((code) => reject(Object.assign(new Error(`the store ended: ${said}`), { code })));
    const finish = (signal: NodeJS.Signals) => async () => {
      child.kill(signal);
      await ended;
    };
    createInterface(child.stdout).once('line', (line) => {
      const { uri } = JSON.parse(line) as { uri: string };
      resolve({ uri, process: child, kill: finish('SIGKILL'), stop: finish('SIGTERM') });
    });
  });

/** A store of their own for the tests of one `describe`, with a client connected to it. */
export const storeForTests = (): { readonly store: RunningStore; readonly client: MongoClient } => {
  const own = {} as { store: RunningStore; client: MongoClient }; // filled before the first test
  beforeAll(async () => {
    own.store = await startStore(newFolder());
    own.client = await new MongoClient(own.store.uri).connect();
  });
  afterAll(async () => {
    await own.client.close();
    await own.store.stop();
  });
  return own;
};
