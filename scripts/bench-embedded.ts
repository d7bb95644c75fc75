import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fsyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Collection, MongoClient } from 'mongodb';
import { commandLine } from './lib/options.mjs';

commandLine({
  call: 'npm run bench:embedded --',
  does: `What the embedded store takes for the usual operations, beside the disk's own fsync; with MONGODB_URI the same on MongoDB.
Prints figures and the aims they are held against; it is no test.`,
});
const DOCUMENTS = 100_000;

interface Thing {
  readonly n: number;
  readonly group: number;
  readonly pad: string;
}

const folder = mkdtempSync(join(tmpdir(), 'bench-embedded-'));

const start = async (): Promise<{ uri: string; child?: ChildProcess }> => {
  const given = process.env['MONGODB_URI'];
  if (given) return { uri: given };
  const main = join(import.meta.dirname, '../server/embedded/main.js');
  const child = spawn(process.execPath, [main, '--data', folder, '--idle-seconds', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface(child.stdout))
    return { uri: (JSON.parse(line) as { uri: string }).uri, child };
  throw new Error('the store ended before it was ready');
};

const quantile = (times: number[], q: number): number =>
  [...times].sort((a, b) => a - b)[Math.floor((times.length - 1) * q)] ?? NaN;

const rows: { what: string; figure: string; aim: string; 'CPU of this process': string }[] = [];
const report = (what: string, figure: string, aim = '', own = ''): void => {
  rows.push({ what, figure, aim, 'CPU of this process': own });
};

/** Runs `work` sequentially; reports p50 and p95 in ms, and this process's CPU time (the driver's) per run. */
const each = async (what: string, times: number, work: (i: number) => unknown, aim = ''): Promise<void> => {
  const took: number[] = [];
  const before = process.cpuUsage();
  for (let i = 0; i < times; i++) {
    const from = performance.now();
    await work(i);
    took.push(performance.now() - from);
  }
  const { user, system } = process.cpuUsage(before);
  const figure = `p50 ${quantile(took, 0.5).toFixed(2)} ms, p95 ${quantile(took, 0.95).toFixed(2)} ms`;
  report(what, figure, aim, `${((user + system) / 1000 / times).toFixed(2)} ms`);
};

const rate = async (what: string, count: number, work: () => Promise<unknown>, aim = ''): Promise<void> => {
  const from = performance.now();
  await work();
  report(what, `${Math.round((count / (performance.now() - from)) * 1000).toLocaleString('en')} a second`, aim);
};

const memory = (child: ChildProcess | undefined): string => {
  const status = child?.pid === undefined ? '' : readFileSync(`/proc/${child.pid}/status`, 'utf8');
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(status) ?? [];
  return `${Math.round(Number(kilobytes) / 1024)} MB`;
};

const fsyncTime = (): number => {
  const file = openSync(join(folder, 'fsync'), 'w');
  const page = Buffer.alloc(4096, 1);
  const took = Array.from({ length: 200 }, () => {
    const from = performance.now();
    writeSync(file, page);
    fsyncSync(file);
    return performance.now() - from;
  });
  closeSync(file);
  return quantile(took, 0.5);
};

const thing = (n: number): Thing => ({ n, group: n % 100, pad: 'x'.repeat(1950) });
const random = (): number => Math.floor(Math.random() * DOCUMENTS);

const run = async (client: MongoClient, child: ChildProcess | undefined): Promise<void> => {
  const things: Collection<Thing> = client.db('bench').collection('things');
  await client.db('bench').dropDatabase();
  await client.db('bench').command({ ping: 1 });
  if (child) report('memory of the store, empty', memory(child), '≤ 100 MB');
  await rate(
    `bulk inserts of 2 KB`,
    DOCUMENTS,
    async () => {
      for (let n = 0; n < DOCUMENTS; n += 1000)
        await things.insertMany(Array.from({ length: 1000 }, (_, i) => thing(n + i)));
    },
    '≥ 20,000 a second',
  );
  await each('one durable insert', 500, (i) => things.insertOne(thing(DOCUMENTS + i)));
  await rate('durable inserts, 64 at once', 6400, () =>
    Promise.all(
      Array.from({ length: 64 }, async (_, hand) => {
        for (let i = 0; i < 100; i++) await things.insertOne({ n: -1 - hand, group: -1, pad: '' });
      }),
    ),
  );
  await things.deleteMany({ group: -1 });
  const from = performance.now();
  await things.createIndex({ n: 1 });
  await things.createIndex({ group: 1, n: -1 });
  report('two indexes over 100,000', `${Math.round(performance.now() - from)} ms`);
  const ids = (
    await things
      .find({}, { projection: { _id: 1 } })
      .limit(1000)
      .toArray()
  ).map((d) => d._id);
  const byId = (i: number) => things.findOne({ _id: ids[i % ids.length] ?? '' } as never); // an id that was read above
  await each('point read by _id, the first 1000: neither process has compiled its code', 1000, byId);
  for (let i = 0; i < 10_000; i++) await byId(i);
  await each('ping: the socket and the driver alone', 2000, () => client.db('bench').command({ ping: 1 }));
  await each('point read by _id', 2000, byId, 'p50 ≤ 0.3 ms');
  await each('point read by index', 2000, () => things.findOne({ n: random() }), 'p50 ≤ 0.3 ms');
  await each('point read of nothing', 2000, () => things.findOne({ n: -7 }));
  await each('20 of a group, sorted by index', 500, (i) =>
    things
      .find({ group: i % 100 })
      .sort({ n: -1 })
      .limit(20)
      .toArray(),
  );
  await each('100 by range', 300, () => {
    const n = random();
    return things.find({ n: { $gte: n, $lt: n + 100 } }).toArray();
  });
  await each(
    'transaction: two updates, one insert',
    500,
    () =>
      client.withSession((session) =>
        session.withTransaction(async () => {
          await things.updateOne({ n: random() }, { $inc: { group: 100 } }, { session });
          await things.updateOne({ n: random() }, { $inc: { group: 100 } }, { session });
          await things.insertOne(thing(-5), { session });
        }),
      ),
    'p50 ≤ 2.5 ms',
  );
  await each('$group over 100,000', 3, () =>
    things.aggregate([{ $group: { _id: '$group', sum: { $sum: '$n' } } }]).toArray(),
  );
  const grouping = things.aggregate([{ $group: { _id: '$group', sum: { $sum: '$n' } } }]).toArray();
  await each('point read while a scan runs', 200, () => things.findOne({ n: random() }));
  await grouping;
  if (child) report('memory of the store, at the end', memory(child));
};

const { uri, child } = await start();
report("the disk's own fsync of 4 KB", `p50 ${fsyncTime().toFixed(2)} ms`);
const client = await new MongoClient(uri).connect();
await run(client, child);
await client.close();
child?.kill();
rmSync(folder, { recursive: true, force: true });
console.log(process.env['MONGODB_URI'] ? 'MongoDB' : 'the embedded store (set MONGODB_URI to compare)');
console.table(rows);
