import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeError, type Logger } from '../logger.ts';
import type { Program } from './meili-binary.ts';
import { type OwnerLock, ownFolder } from './owner-lock.ts';
import { SearchAway } from './search-engine.ts';

/** Address of a Meilisearch server, and its API key. */
export type MeiliAddress = Readonly<{ url: string; key: string | undefined }>;

export type MeiliServer = Readonly<{
  /** The address; waits up to 5 s while the server is starting. Throws `SearchAway`. */
  address: () => Promise<MeiliAddress>;
  /** Whether this installation runs it, rather than somebody else at `MEILI_URL`. */
  isOurs: boolean;
  /** Calls `then` each time the server becomes reachable after it was not. */
  onReturn: (then: () => void) => void;
  stop: () => Promise<void>;
}>;

/** A server that the operator runs. */
export function remoteMeili(url: string, key: string | undefined): MeiliServer {
  return {
    address: async () => ({ url, key }),
    isOurs: false,
    onReturn: () => undefined,
    stop: async () => undefined,
  };
}

const patienceMs = 5_000;
const startLimitMs = 30_000;
const stopLimitMs = 5_000;
const backOffMs = (failures: number) => Math.min(250 * 2 ** failures, 30_000);
/** A server that ran at least this long is restarted without an increased delay. */
const steadyMs = 60_000;

/**
 * Shell script that runs the program and ends it when our end of the pipe closes, so that it never outlives this
 * process, not even after `kill -9`.
 */
const keeper = `
pidfile=$1; shift
exec 3<&0
"$@" </dev/null & child=$!
echo "$child" >"$pidfile"
( while read -r _; do :; done <&3; kill "$child" 2>/dev/null ) & watch=$!
exec 3<&-
wait "$child"; code=$?
kill "$watch" 2>/dev/null
exit "$code"
`;

/**
 * A Meilisearch run by this installation: on loopback and a free port, a random key in a 0600 file, its data in
 * `folder`. Of several processes on one folder the first starts it for all; when that process ends, another takes over.
 */
export function ownMeili({
  program,
  folder,
  logger,
}: {
  program: Program;
  folder: string;
  logger: Logger;
}): MeiliServer {
  const data = join(folder, `index-${program.sha256.slice(0, 12)}`);
  const pidFile = join(folder, 'meilisearch.pid');
  const portFile = join(folder, 'meilisearch.port');
  const key = keyIn(join(folder, 'master.key'));

  let current: MeiliAddress | undefined;
  let lock: OwnerLock | undefined;
  let child: ChildProcess | undefined;
  const stopping = new AbortController();
  const isStopping = () => stopping.signal.aborted;
  const returned: (() => void)[] = [];
  const pause = (ms: number) => sleep(ms, undefined, { signal: stopping.signal }).catch(() => undefined); // stopped

  const reached = (address: MeiliAddress) => {
    if (current) return;
    current = address;
    for (const then of returned) then();
  };

  /** Starts the program and resolves when it has ended. */
  const serveOnce = async (): Promise<void> => {
    await endOrphan(pidFile, data);
    for (const name of readdirSync(folder)) {
      // data of another version of the program; an index can be rebuilt from the database
      if (name.startsWith('index-') && join(folder, name) !== data) rmSync(join(folder, name), { recursive: true });
    }
    const port = await freePort();
    const log = openSync(join(folder, 'meilisearch.log'), 'w', 0o600);
    const options = ['--db-path', data, '--http-addr', `127.0.0.1:${port}`, '--env', 'production', '--no-analytics'];
    const limits = ['--log-level', 'WARN', '--max-indexing-memory', '1GiB'];
    const places = ['--dump-dir', join(data, 'dumps'), '--snapshot-dir', join(data, 'snapshots')];
    const running = spawn('sh', ['-c', keeper, 'sh', pidFile, program.path, ...options, ...limits, ...places], {
      cwd: folder,
      detached: true, // Ctrl-C in a terminal must not reach it: `stop` ends it
      stdio: ['pipe', log, log],
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', MEILI_MASTER_KEY: key }, // no other variable of ours is passed on
    });
    closeSync(log);
    child = running;
    const ended = new Promise<void>((resolve) => running.once('exit', () => resolve()).once('error', () => resolve()));
    running.stdin?.on('error', () => undefined); // it has ended: `ended` reports it
    let hasEnded = false;
    void ended.then(() => (hasEnded = true));

    const address = { url: `http://127.0.0.1:${port}`, key };
    for (const deadline = performance.now() + startLimitMs; !hasEnded && performance.now() < deadline;) {
      if (await isWell(address)) {
        writeFileSync(portFile, String(port), { mode: 0o600 });
        reached(address);
        logger.info({ port }, 'Meilisearch serves');
        break;
      }
      await sleep(25);
    }
    if (!current) running.stdin?.end();
    await ended;
    running.stdin?.destroy();
    current = undefined;
    child = undefined;
  };

  /** Uses the server that the owner of the folder runs; looks again after half a second. */
  const follow = async (): Promise<void> => {
    const address = { url: `http://127.0.0.1:${readIfThere(portFile)}`, key };
    const isThere = await isWell(address);
    if (!isThere || current?.url !== address.url) current = undefined;
    if (isThere) reached(address);
    await pause(500);
  };

  const run = async () => {
    for (let failures = 0; !isStopping();) {
      const started = performance.now();
      try {
        lock ??= await ownFolder(folder);
        if (!lock) {
          await follow();
          continue;
        }
        current = undefined; // its address was that of a previous owner
        await serveOnce();
      } catch (error) {
        logger.error({ error: describeError(error) }, 'Meilisearch cannot be started');
      }
      if (isStopping()) break;
      failures = performance.now() - started > steadyMs ? 0 : failures + 1;
      logger.warn({ againAfterMs: backOffMs(failures) }, 'Meilisearch ended, starting it again');
      await pause(backOffMs(failures));
    }
    await lock?.release();
  };
  const running = run();

  return {
    isOurs: true,
    onReturn: (then) => void returned.push(then),
    address: async () => {
      for (const deadline = performance.now() + patienceMs; performance.now() < deadline && !isStopping();) {
        if (current) return current;
        await sleep(25);
      }
      throw new SearchAway('Meilisearch is not running');
    },
    stop: async () => {
      stopping.abort();
      child?.stdin?.end(); // the keeper script then ends the program
      const forced = sleep(stopLimitMs, 'late', { ref: false });
      if ((await Promise.race([running, forced])) === 'late') {
        await endOrphan(pidFile, data, 0);
        await running;
      }
    },
  };
}

const isWell = ({ url }: MeiliAddress): Promise<boolean> =>
  fetch(`${url}/health`, { signal: AbortSignal.timeout(1_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

const readIfThere = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8').trim() : '');

/** The key in `file`, made at the first start. Processes that start at the same time all get the same key. */
function keyIn(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, randomBytes(32).toString('hex'), { mode: 0o600 });
  try {
    linkSync(draft, file); // in one step, so that no process ever reads half a key
  } catch {
    // another process was first; any other fault shows when the file is read below
  }
  unlinkSync(draft);
  return readFileSync(file, 'utf8');
}

/** Ends a server that an earlier owner left running on `data`, after giving it `graceMs` to end by itself. */
async function endOrphan(pidFile: string, data: string, graceMs = stopLimitMs): Promise<void> {
  const pid = Number(readIfThere(pidFile));
  const isThere = () => Number.isInteger(pid) && pid > 1 && commandOf(pid).includes(data);
  for (const deadline = performance.now() + graceMs; isThere() && performance.now() < deadline;) await sleep(50);
  if (!isThere()) return;
  process.kill(pid, 'SIGKILL'); // its storage (LMDB) survives this; it would not survive two servers on one folder
  while (isThere()) await sleep(20);
}

/** Command line of a process, empty if there is none: tells our process from a later one with the same id. */
function commandOf(pid: number): string {
  try {
    return process.platform === 'linux'
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      : execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
