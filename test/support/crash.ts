import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './progress.ts';

/** A real server process with its own embedded store, which a test may kill at any moment. */
export class MortalServer {
  readonly dataFolder: string;
  address = '';
  /** What the server printed beside its log. */
  printed = '';
  /** Lines of its log, from `LOG_LEVEL` (error) on. */
  log = '';
  #port = 0;
  #child: ChildProcess | undefined;
  readonly #env: NodeJS.ProcessEnv;

  constructor(env: NodeJS.ProcessEnv = {}, dataFolder = mkdtempSync(join(tmpdir(), 'exchange-crash-'))) {
    this.#env = env;
    this.dataFolder = dataFolder;
  }

  async start(): Promise<void> {
    this.#port ||= await freePort();
    this.address = `http://127.0.0.1:${this.#port}`;
    this.#child = spawn(process.execPath, ['dist/server/main.js'], {
      env: {
        PATH: process.env['PATH'],
        DATA_DIR: this.dataFolder,
        PORT: String(this.#port),
        SEARCH: 'builtin',
        LOG_LEVEL: 'error',
        ADMIN_EMAIL: 'admin@example.org',
        ADMIN_PASSWORD: 'a long enough password',
        ...this.#env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout?.on('data', (chunk: Buffer) => (this.log += chunk.toString()));
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.printed += chunk.toString();
      process.stderr.write(chunk);
    });
    await serverAt(this.address);
  }

  /** `kill -9` of the server. */
  async killServer(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  /** The store behind the server: its process, and where it listens. */
  store(): Readonly<{ pid: number; socket: string }> {
    return JSON.parse(readFileSync(join(this.dataFolder, 'store', 'store.json'), 'utf8')) as {
      pid: number;
      socket: string;
    };
  }

  /** `kill -9` of the store behind the server, or another signal. */
  killStore(signal: NodeJS.Signals = 'SIGKILL'): void {
    try {
      process.kill(this.store().pid, signal);
    } catch {
      // it is being restarted
    }
  }

  /** Runs an operator's script on the data; returns its exit code and output. */
  async run(script: string): Promise<{ code: number | null; said: string }> {
    const env = { PATH: process.env['PATH'], DATA_DIR: this.dataFolder };
    const child = spawn(process.execPath, [`dist/scripts/${script}`], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, said };
  }

  async end(): Promise<void> {
    await this.killServer();
    this.killStore();
    rmSync(this.dataFolder, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** Waits until a server gives any answer at an address. */
export const serverAt = (address: string): Promise<void> =>
  until(() =>
    fetch(`${address}/api/health`, { signal: AbortSignal.timeout(10_000) }).then(
      () => true,
      () => false,
    ),
  );

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listening on TCP
  await new Promise((resolve) => server.close(resolve));
  return port;
}
