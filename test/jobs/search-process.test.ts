import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compiled } from '../../server/platform/config.ts';
import { createLogger } from '../../server/platform/logger.ts';
import {
  checkedCopy,
  packaged,
  packagedBinary,
  type Program,
  WrongBinary,
} from '../../server/platform/search/meili-binary.ts';
import { type MeiliServer, ownMeili } from '../../server/platform/search/meili-process.ts';
import { until } from '../support/progress.ts';

const binary = packagedBinary();
const logger = createLogger('fatal');
const answers = async (server: MeiliServer) => (await fetch(`${(await server.address()).url}/health`)).ok;
const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
};

(binary ? describe : describe.skip)('Meilisearch as a process of the installation', () => {
  const folder = mkdtempSync(join(tmpdir(), 'meili-'));
  const pidOf = () => Number(readFileSync(join(folder, 'meilisearch.pid'), 'utf8'));
  let program: Program;
  const opened: MeiliServer[] = [];
  const open = () => {
    const server = ownMeili({ program, folder, logger });
    opened.push(server);
    return server;
  };

  beforeAll(async () => {
    program = await checkedCopy(binary ?? '', folder, packaged.sha256);
  });
  afterEach(async () => {
    for (const server of opened.splice(0)) await server.stop(); // also when a test failed
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('runs on loopback with a random key in a file for its owner only, and ends with us', async () => {
    const server = open();
    expect(await answers(server)).toBe(true);
    const { url, key } = await server.address();
    expect(new URL(url).hostname).toBe('127.0.0.1');
    expect(statSync(join(folder, 'master.key')).mode & 0o777).toBe(0o600);
    expect((await fetch(`${url}/indexes`)).status).toBe(401);
    expect((await fetch(`${url}/indexes`, { headers: { authorization: `Bearer ${key}` } })).status).toBe(200);
    const pid = pidOf();
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    expect(command).toContain('--no-analytics');
    expect(command).not.toContain(key);
    await server.stop();
    expect(isAlive(pid)).toBe(false);
  });

  test('comes back when it is killed, and says so', async () => {
    const server = open();
    let returns = 0;
    server.onReturn(() => returns++);
    await server.address();
    const pid = pidOf();
    process.kill(pid, 'SIGKILL');
    await until(() => returns === 2);
    expect(pidOf()).not.toBe(pid);
    expect(await answers(server)).toBe(true);
    await server.stop();
  });

  test('serves several servers of one folder once; when the starter goes another takes over', async () => {
    const first = open();
    await first.address();
    const second = open();
    expect((await second.address()).url).toBe((await first.address()).url);
    await first.stop();
    await until(() => answers(second).catch(() => false));
    await second.stop();
  });

  test('leaves nothing running after kill -9 of its server, and the next server takes over', async () => {
    const module = compiled('server/platform/search/meili-process.js');
    const script = `
      const { ownMeili } = await import(${JSON.stringify(module)});
      const log = () => {};
      const server = ownMeili({ program: ${JSON.stringify(program)}, folder: ${JSON.stringify(folder)},
        logger: { debug: log, info: log, warn: log, error: log } });
      await server.address(); console.log('up'); setInterval(() => {}, 1000);`;
    const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => owner.stdout.once('data', resolve));
    const pid = pidOf();
    owner.kill('SIGKILL');
    const next = open(); // it may still meet the one that is being ended, and then takes over
    await until(() => answers(next).catch(() => false));
    await until(() => !isAlive(pid));
    await next.stop();
    expect(isAlive(pidOf())).toBe(false);
  });

  test('a binary that is not the pinned one is refused and not kept', async () => {
    const other = join(folder, 'other');
    writeFileSync(other, '#!/bin/sh\necho gotcha\n');
    chmodSync(other, 0o755);
    const elsewhere = mkdtempSync(join(tmpdir(), 'meili-'));
    await expect(checkedCopy(other, elsewhere, packaged.sha256)).rejects.toBeInstanceOf(WrongBinary);
    expect(existsSync(join(elsewhere, `meilisearch-${packaged.sha256.slice(0, 12)}`))).toBe(false);
    rmSync(elsewhere, { recursive: true });
  });

  test('a copy that was changed since is replaced', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'meili-'));
    const copy = join(elsewhere, `meilisearch-${packaged.sha256.slice(0, 12)}`);
    writeFileSync(copy, 'changed');
    await checkedCopy(binary ?? '', elsewhere, packaged.sha256);
    expect(statSync(copy).size).toBe(statSync(binary ?? '').size);
    rmSync(elsewhere, { recursive: true });
  });
});
