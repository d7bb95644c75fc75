// Starts the embedded store from its compiled files, as the server and the scripts do.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const running = new Set<ChildProcess>();
// A test that fails must not leave its store behind.
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

/** Resolves when the store can be spoken to; rejects with what it said when it ends before. */
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
