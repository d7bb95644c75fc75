import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { compiled, ConfigError, privateFolder } from '../config.ts';

const startLimitMs = 20_000;

/**
 * The address (mongodb://…) of the embedded store of a data folder; starts its process unless one is running. The
 * process is detached: it serves all servers and scripts of the folder and ends some time after its last connection.
 * Throws `ConfigError` when it is not built, `Error` when it does not start within 20 s.
 */
export async function embeddedStoreUri(dataFolder: string): Promise<string> {
  const folder = privateFolder(dataFolder, 'store');
  const running = await runningSocket(folder);
  if (running) return uriOf(running);

  const main = compiled('server/embedded/main.js');
  if (!existsSync(main)) throw new ConfigError('The embedded store is not built: run "npm run build" first.');
  const log = openSync(join(folder, 'store.log'), 'a', 0o600);
  const child = spawn(process.execPath, [main, '--data', folder], { detached: true, stdio: ['ignore', 'ignore', log] });
  closeSync(log); // the child has its own descriptor
  child.unref();
  let exitCode: number | null = null;
  child.once('exit', (code) => (exitCode = code));

  const deadline = performance.now() + startLimitMs;
  for (;;) {
    const socket = await runningSocket(folder);
    if (socket) return uriOf(socket);
    // exit code 3: another process owns the folder and will listen soon
    if ((exitCode !== null && exitCode !== 3) || performance.now() > deadline) {
      throw new Error(`The embedded store did not start (exit code ${exitCode}); see store.log in the data folder.`);
    }
    await sleep(25);
  }
}

async function runningSocket(folder: string): Promise<string | undefined> {
  try {
    const { socket } = JSON.parse(readFileSync(join(folder, 'store.json'), 'utf8')) as { socket: string };
    return (await answers(socket)) ? socket : undefined;
  } catch {
    return undefined; // no file yet, or half written: the caller tries again
  }
}

const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    const done = (alive: boolean) => {
      socket.destroy();
      resolve(alive);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
  });

const uriOf = (socket: string): string => `mongodb://${encodeURIComponent(socket)}/?directConnection=true`;
