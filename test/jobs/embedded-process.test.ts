import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { newFolder, startStore } from '../support/embedded.ts';

describe('the process of the embedded store', () => {
  it('owns its folder: a second process is refused with exit code 3, until the first is gone, however it went', async () => {
    const folder = newFolder();
    const first = await startStore(folder);
    await expect(startStore(folder)).rejects.toMatchObject({ code: 3, message: expect.stringContaining('owns') });
    await first.kill();
    const second = await startStore(folder);
    await second.stop();
  });

  it('keeps folder and files to its user and says where it is', async () => {
    const folder = newFolder();
    const store = await startStore(folder);
    const told = JSON.parse(readFileSync(join(folder, 'store.json'), 'utf8'));
    expect(told).toMatchObject({ pid: store.process.pid, socket: expect.any(String) });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'store.json')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'store.sqlite')).mode & 0o077).toBe(0);
    await store.stop();
    expect(existsSync(join(folder, 'store.json'))).toBe(false);
  });

  it('takes a socket elsewhere when the path to the folder is too long for one', async () => {
    const store = await startStore(join(newFolder(), 'a-folder-with-a-long-name-'.repeat(5)));
    const client = await new MongoClient(store.uri).connect();
    expect(await client.db('test').command({ ping: 1 })).toMatchObject({ ok: 1 });
    await client.close();
    await store.stop();
  });

  it('ends by itself after its last client has gone', async () => {
    const store = await startStore(newFolder(), '--idle-seconds', '1');
    const client = await new MongoClient(store.uri).connect();
    await client.db('test').command({ ping: 1 });
    const ended = new Promise((resolve) => store.process.once('exit', resolve));
    await client.close();
    expect(await ended).toBe(0);
  });

  it('has everything it acknowledged after it was killed', async () => {
    const folder = newFolder();
    const store = await startStore(folder);
    const client = await new MongoClient(store.uri, { serverSelectionTimeoutMS: 500 }).connect();
    const acknowledged: number[] = [];
    const writing = (async () => {
      for (let i = 0; ; i++) {
        await client.db('test').collection<{ _id: number }>('c').insertOne({ _id: i });
        acknowledged.push(i);
      }
    })().catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await store.kill();
    await writing;
    await client.close();
    const again = await startStore(folder);
    const reader = await new MongoClient(again.uri).connect();
    const kept = await reader.db('test').collection('c').distinct('_id');
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(kept).toEqual(expect.arrayContaining(acknowledged));
    await reader.close();
    await again.stop();
  });
});

describe('a disk that the store cannot use', () => {
  it('is refused with exit code 4 and a clear word when the data is damaged after an unclean end', async () => {
    const folder = newFolder();
    const first = await startStore(folder);
    const client = await new MongoClient(first.uri).connect();
    const documents = Array.from({ length: 500 }, (_, i) => ({ i, pad: 'x'.repeat(500) }));
    await client.db('test').collection('c').insertMany(documents);
    await client.close();
    await first.stop();
    await (await startStore(folder)).kill();
    const file = join(folder, 'store.sqlite');
    const bytes = readFileSync(file);
    for (let page = 4; page < 40; page++) bytes.fill(0xa5, page * 4096, page * 4096 + 200);
    writeFileSync(file, bytes);
    await expect(startStore(folder)).rejects.toMatchObject({ code: 4, message: expect.stringContaining('damaged') });
  });

  it('is refused with a clear word when the folder cannot be written to', async () => {
    const parent = newFolder();
    chmodSync(parent, 0o500);
    // Root may write anywhere: then it is somebody else who tries.
    const as = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const main = join(process.cwd(), 'dist/server/embedded/main.js');
    const { status, stderr } = spawnSync(process.execPath, [main, '--data', join(parent, 'store')], {
      ...as,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining('cannot be written to') });
  });
});
