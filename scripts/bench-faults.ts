import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Caller, newId, type TestApp } from '../test/support/app.ts';
import { MortalServer } from '../test/support/crash.ts';
import { beginImport } from '../test/support/imports.ts';
import { member } from '../test/support/people.ts';
import { smallDisk } from '../test/support/small-disk.ts';
import { steadyClient, watchHealth } from './bench/bad-day.ts';
import { commandLine } from './lib/options.mjs';

const { values } = commandLine({
  call: 'npm run bench:faults --',
  does: `Breaks the compiled exchange in every way that a bad day knows, while one client writes and reads all the time: what was
acknowledged and is still there, what health said, and after how long it was well again by itself. Prints a table.`,
  options: {
    only: { type: 'string', value: 'WORD', does: 'only the faults with this word in their name' },
    seconds: { type: 'string', default: '20', value: 'N', does: 'how long what lasts lasts' },
  },
});
const lastsMs = Number(values.seconds) * 1_000;

/** `begin` breaks something; `end`, where nothing comes back by itself, puts it right. Both may say what they saw. */
type Fault = Readonly<{ name: string; begin: () => Promise<string>; lastsMs?: number; end?: () => Promise<string> }>;

const disk = smallDisk(1_024);
if (!disk) console.log('NO DISK CAN BE MOUNTED HERE (root may do it): "disk full" IS NOT RUN.');
const server = new MortalServer({ SEARCH: 'auto', LOG_LEVEL: 'error' }, disk?.folder);
process.once('exit', () => disk?.remove());
await server.start();
// all that the helpers of the tests ask of an app
const app = { address: server.address } as TestApp;
const university = await member(app, 'university');
const anybody = new Caller(server.address, 'en');
const { dataFolder } = server;
const inSearch = (name: string) => readFileSync(join(dataFolder, 'search', name), 'utf8').trim();
const status = async (path: string) => (await fetch(`${server.address}${path}`)).status;

const storedFile = newId();
const bytes = Buffer.from('the contract that both sides signed');
await university.call('files.upload', { params: { fileId: storedFile }, query: { name: 'contract.pdf' }, raw: bytes });
const onDisk = join(dataFolder, 'files', storedFile);
const download = () => university.send('files.download', { params: { fileId: storedFile } });

const faults: readonly Fault[] = [
  {
    name: 'kill -9 of the server (started again at once)',
    begin: async () => {
      await server.killServer();
      await server.start();
      return '';
    },
  },
  { name: 'kill -9 of the store', begin: async () => (server.killStore(), '') },
  {
    name: 'kill -9 of the search',
    begin: async () => {
      process.kill(Number(inSearch('meilisearch.pid')), 'SIGKILL');
      await sleep(100);
      return `ready ${await status('/api/ready')}`;
    },
  },
  {
    name: `store stopped for ${values.seconds} s`,
    begin: async () => {
      server.killStore('SIGSTOP');
      return `ready ${await status('/api/ready')}`;
    },
    lastsMs,
    end: async () => (server.killStore('SIGCONT'), ''),
  },
  ...(disk
    ? [
        {
          name: `disk full for ${values.seconds} s`,
          begin: async () => {
            disk.fill();
            return '';
          },
          lastsMs,
          end: async () => {
            const ready = await status('/api/ready');
            disk.empty();
            return `ready ${ready}`;
          },
        },
      ]
    : []),
  {
    name: 'index of the search removed',
    begin: async () => {
      const url = `http://127.0.0.1:${inSearch('meilisearch.port')}/indexes/exchange-patents`;
      const { ok } = await fetch(url, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${inSearch('master.key')}` },
      });
      return ok ? '' : 'NOT REMOVED';
    },
  },
  {
    name: 'byte of a stored file changed',
    begin: async () => {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(3) ^ 1, 3);
      writeFileSync(onDisk, changed);
      const response = await download();
      const audit = await server.run('audit.js');
      return `download ${response.status}; audit exit ${audit.code}, names it: ${audit.said.includes(storedFile)}`;
    },
    lastsMs: 2_000,
    end: async () => {
      writeFileSync(onDisk, bytes);
      const given = createHash('sha256')
        .update(Buffer.from(await (await download()).arrayBuffer()))
        .digest('hex');
      return `put back: ${given === createHash('sha256').update(bytes).digest('hex') ? 'given out again' : 'STILL WRONG'}`;
    },
  },
  {
    name: 'jobs that burn (six imports of 458 KB of spaces)',
    begin: async () => {
      const burner = await member(app, 'university');
      const burning = `专利名称,摘要\n${`水泵,"${' '.repeat(11_400)}x"\n`.repeat(40)}`;
      for (let n = 0; n < 6; n++) await beginImport(burner, burning);
      const other = await member(app, 'university');
      const from = performance.now();
      const importId = await beginImport(other, '专利名称\n一种水泵\n');
      const state = async () => (await other.call('imports.get', { params: { importId } })).state;
      while ((await state()) === 'reading' && performance.now() - from < 300_000) await sleep(200);
      return `one row of another organisation waited ${((performance.now() - from) / 1_000).toFixed(1)} s`;
    },
  },
];

/** How much of what was acknowledged is lost, and how much of it the search finds. */
async function stillThere(acknowledged: ReadonlySet<string>) {
  const ids = new Set<string>();
  for (let cursor: string | null | undefined; cursor !== null;) {
    const query = { limit: 100, ...(cursor === undefined ? {} : { cursor }) };
    const page = await university.call('patents.mine', { query });
    for (const { id } of page.items) ids.add(id);
    cursor = page.nextCursor;
  }
  const lost = [...acknowledged].filter((id) => !ids.has(id)).length;
  const findable = async () =>
    (await anybody.call('search.patents', { query: { text: '不间断登记', limit: 1 } })).total;
  let found = await findable();
  for (const from = performance.now(); found < acknowledged.size && performance.now() - from < 60_000; await sleep(250))
    found = await findable();
  return { lost, found };
}

async function waitUntilWell(): Promise<void> {
  for (const from = performance.now(); performance.now() - from < 300_000; await sleep(250)) {
    const { ok } = await anybody.call('system.health').catch(() => ({ ok: false }));
    if (ok) return;
  }
}

const rows: Record<string, string | number>[] = [];
let everAcknowledged: ReadonlySet<string> = new Set();
try {
  for (const fault of faults.filter(({ name }) => name.includes(values.only ?? ''))) {
    await waitUntilWell();
    const client = steadyClient(university);
    await sleep(2_000);
    client.since();
    const health = watchHealth(server.address);
    const saw = [await fault.begin()];
    if (fault.lastsMs) await sleep(fault.lastsMs);
    if (fault.end) saw.push(await fault.end());
    const endedAt = performance.now();
    const before = client.acknowledged().size;
    // well again: health says so and a new write was acknowledged
    while (performance.now() - endedAt < 300_000 && !(health.isWell() && client.acknowledged().size > before))
      await sleep(100);
    const again = (performance.now() - endedAt) / 1_000;
    const isBack = health.isWell();
    const { written, refused, read, unread, slowestMs } = client.since();
    const said = await health.end();
    await client.stop();
    await waitUntilWell();
    const acknowledged = client.acknowledged();
    everAcknowledged = new Set([...everAcknowledged, ...acknowledged]);
    const { lost, found } = await stillThere(everAcknowledged);
    rows.push({
      fault: fault.name,
      'written / refused': `${written} / ${refused}`,
      'read / refused': `${read} / ${unread}`,
      'slowest (s)': (slowestMs / 1_000).toFixed(1),
      'acknowledged, lost': `${everAcknowledged.size}, ${lost}`,
      'search finds': found,
      'health said': said,
      'well again (s)': isBack ? again.toFixed(1) : 'NOT in 300 s',
      saw: saw.filter(Boolean).join('; '),
    });
    console.log(rows.at(-1));
  }
  console.table(rows);
  if (server.printed !== '') console.log(`PRINTED BESIDE THE LOG:\n${server.printed}`);
} finally {
  server.killStore('SIGCONT');
  disk?.empty();
  await server.killServer();
  server.killStore();
  await sleep(1_000); // the search ends with its server
}
