import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Decimal128, Long, MongoClient } from 'mongodb';
import { checkBank, openBank, transfer } from '../support/embedded-bank.ts';
import { nightlyBackup } from '../../server/platform/database/backups.ts';
import { newFolder, startStore } from '../support/embedded.ts';
import { readableLog } from '../support/log.ts';

const run = (script: string, data: string, ...args: string[]): Promise<{ code: number | null; said: string }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join('dist/scripts', `${script}.js`), ...args], {
      env: { PATH: process.env['PATH'] ?? '', DATA_DIR: data, DATABASE: 'bank' },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('exit', (code) => resolve({ code, said }));
  });

describe('backup, restore and move', () => {
  it('backs up while money moves; what is restored elsewhere is one moment of it, to the last file', async () => {
    const [data, fresh] = [newFolder(), newFolder()];
    const file = join(newFolder(), 'all.backup');
    for (const name of ['files', 'keys']) mkdirSync(join(data, name));
    writeFileSync(join(data, 'files', 'contract'), Buffer.alloc(5_000_000, 7));
    writeFileSync(join(data, 'keys', 'root.key'), 'secret');
    const store = await startStore(join(data, 'store'));
    const client = await new MongoClient(store.uri).connect();
    await openBank(client, 5);
    let isOver = false;
    const moving = (async () => {
      for (let i = 0; !isOver; i++) await transfer(client, String(i), i % 5, (i * 2 + 1) % 5, 1 + (i % 9));
    })();
    expect(await run('backup', data, file)).toMatchObject({ code: 0 });
    isOver = true;
    await moving;
    await client.close();
    await store.stop();

    expect(await run('restore', fresh, file)).toMatchObject({ code: 0 });
    const restored = await startStore(join(fresh, 'store'));
    const reader = await new MongoClient(restored.uri).connect();
    await checkBank(reader, 5, []);
    await reader.close();
    await restored.stop();
    expect(readFileSync(join(fresh, 'files', 'contract')).equals(Buffer.alloc(5_000_000, 7))).toBe(true);
    expect(readFileSync(join(fresh, 'keys', 'root.key'), 'utf8')).toBe('secret');

    expect(await run('restore', fresh, file)).toMatchObject({ code: 1, said: expect.stringContaining('--overwrite') });
    expect(await run('restore', fresh, file, '--overwrite')).toMatchObject({ code: 0 });
    expect(readdirSync(fresh).some((name) => name.startsWith('before-restore-'))).toBe(true);

    const bytes = readFileSync(file);
    bytes[bytes.indexOf(Buffer.alloc(64, 7)) + 32] = 8;
    const damaged = `${file}.damaged`;
    writeFileSync(damaged, bytes);
    expect(await run('restore', newFolder(), damaged)).toMatchObject({ code: 1, said: expect.stringContaining('not') });
  });

  it('backs up each night by itself, keeps as many as it was told, and never writes one twice', async () => {
    const data = newFolder();
    const store = await startStore(join(data, 'store'));
    const job = nightlyBackup({ dataFolder: data, backupKeep: 2 }, readableLog());
    const nights = ['2026-03-01', '2026-03-02', '2026-03-03'];
    for (const night of nights) await job.run({ _id: 'backup', data: {} }, new Date(`${night}T18:30:00Z`));
    await job.run({ _id: 'backup', data: {} }, new Date('2026-03-03T18:31:00Z'));
    expect(readdirSync(join(data, 'backups')).sort()).toEqual(['2026-03-02.backup', '2026-03-03.backup']);
    await store.stop();
  });

  it('names stored files that were damaged before the backup was made, and restores them only when told to', async () => {
    const [data, fresh] = [newFolder(), newFolder()];
    const file = join(newFolder(), 'all.backup');
    mkdirSync(join(data, 'files'));
    for (const name of ['whole', 'changed']) writeFileSync(join(data, 'files', name), name);
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    const store = await startStore(join(data, 'store'));
    const client = await new MongoClient(store.uri).connect();
    const files = client.db('bank').collection<{ _id: string; sha256: string }>('files');
    await files.insertMany([
      { _id: 'whole', sha256: sha256('whole') },
      { _id: 'changed', sha256: sha256('as it was') },
      { _id: 'lost', sha256: sha256('lost') },
    ]);
    const made = await run('backup', data, file);
    expect(made).toMatchObject({ code: 3, said: expect.stringMatching(/changed, lost/) });
    expect(made.said).not.toContain('whole');
    const log = readableLog();
    const job = nightlyBackup({ dataFolder: data, backupKeep: 2 }, log);
    await job.run({ _id: 'backup', data: {} }, new Date('2026-03-01T18:30:00Z'));
    expect(log.of('stored files in the backup are damaged')).toHaveLength(1);
    await client.close();
    await store.stop();
    expect(await run('restore', fresh, file)).toMatchObject({ code: 1, said: expect.stringMatching(/changed, lost/) });
    expect(await run('restore', fresh, file, '--damaged')).toMatchObject({ code: 0 });
  });

  it('moves to another database with types and indexes, and refuses one that is not empty', async () => {
    const data = newFolder();
    const [source, target] = [await startStore(join(data, 'store')), await startStore(newFolder(), '--port', '0')];
    const [from, to] = [await new MongoClient(source.uri).connect(), await new MongoClient(target.uri).connect()];
    const things = from.db('bank').collection<{ _id: number; [name: string]: unknown }>('things');
    await things.insertMany([
      {
        _id: 1,
        money: Decimal128.fromString('1.10'),
        long: Long.fromString('9007199254740993'),
        whole: 3,
        at: new Date(5),
      },
      { _id: 2, pattern: /^a/i, list: [null, { b: 1.5 }] },
    ]);
    await things.createIndex({ money: 1 }, { unique: true, partialFilterExpression: { money: { $exists: true } } });
    expect(await run('move', data, target.uri)).toMatchObject({ code: 0 });
    expect(await to.db('bank').collection('things').find().toArray()).toEqual(await things.find().toArray());
    expect(await to.db('bank').collection('things').indexes()).toEqual(await things.indexes());
    expect(await run('move', data, target.uri)).toMatchObject({ code: 1, said: expect.stringContaining('not empty') });
    await Promise.all([from.close(), to.close()]);
    await Promise.all([source.stop(), target.stop()]);
  });
});
