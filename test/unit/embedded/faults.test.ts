import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import type { Document } from 'bson';
import { networkOf } from '../../../server/embedded/storage/network-disk.ts';
import { newFolder } from '../../support/embedded.ts';
import { InsideStore } from '../../support/embedded-inside.ts';

describe('a disk that fails under the embedded store', () => {
  let store: InsideStore;
  beforeEach(() => (store = new InsideStore()));
  afterEach(() => store.close());
  const ids = async (): Promise<unknown> =>
    ((await store.ask({ find: 'c', projection: { _id: 1 } }))['cursor'] as { firstBatch: Document[] }).firstBatch;
  const insert = (_id: number, pad = ''): Promise<Document> => store.ask({ insert: 'c', documents: [{ _id, pad }] });

  it('is full: whoever writes hears so, what was acknowledged stays, and it goes on when there is room', async () => {
    expect(await insert(1)).toMatchObject({ ok: 1, n: 1 });
    store.sql('PRAGMA max_page_count = 20');
    expect(await insert(2, 'x'.repeat(200_000))).toMatchObject({
      ok: 0,
      code: 14031,
      errmsg: expect.stringContaining('full'),
    });
    expect(await ids()).toEqual([{ _id: 1 }]);
    store.sql('PRAGMA max_page_count = 100000');
    expect(await insert(3)).toMatchObject({ ok: 1, n: 1 });
    store.restart();
    expect(await ids()).toEqual([{ _id: 1 }, { _id: 3 }]);
  });

  it('is read-only: reads go on, a write says why it cannot be', async () => {
    await insert(1);
    store.sql('PRAGMA query_only = ON');
    expect(await insert(2)).toMatchObject({ ok: 0, errmsg: expect.stringContaining('read-only') });
    expect(await ids()).toEqual([{ _id: 1 }]);
    store.sql('PRAGMA query_only = OFF');
    expect(await insert(3)).toMatchObject({ ok: 1, n: 1 });
  });

  it('has a page that is not what was written: the read says that a backup is needed, and what else there is can be read', async () => {
    for (let i = 0; i < 100; i++) await insert(i, 'x'.repeat(2000));
    await store.ask({ insert: 'other', documents: [{ _id: 1 }] });
    store.restart(() => {
      const bytes = readFileSync(store.path);
      const page = Math.floor(bytes.indexOf('x'.repeat(500), bytes.length / 2) / 4096) * 4096;
      bytes.fill(0xa5, page, page + 60);
      writeFileSync(store.path, bytes);
    });
    expect(await store.ask({ find: 'c', filter: { pad: 'y' } })).toMatchObject({
      ok: 0,
      errmsg: expect.stringContaining('restore a backup'),
    });
    expect(await store.ask({ find: 'other' })).toMatchObject({ ok: 1, cursor: { firstBatch: [{ _id: 1 }] } });
  });
});

describe('network file systems', () => {
  const folder = realpathSync(newFolder());
  const linux = (number: number) => networkOf(folder, { platform: 'linux', number: () => number, list: () => '' });
  const mac = (...lines: string[]) =>
    networkOf(folder, { platform: 'darwin', number: () => 0, list: () => lines.join('\n') });

  it.each([
    [0x6969, 'NFS'],
    [0xff534d42, 'CIFS'],
    [0xfe534d42, 'SMB2'],
    [0x01021997, '9P'],
    [0x65735546, 'FUSE'],
    [0xef53, undefined],
    [0x58465342, undefined],
    [0x9123683e, undefined],
    [0x794c7630, undefined],
  ])('on Linux %i is %s', (number, name) => {
    expect(linux(number)).toBe(name);
  });

  it('are told on macOS by the innermost mount', () => {
    const root = '/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)';
    expect(mac(root)).toBeUndefined();
    expect(mac(root, `//user@host/share on ${folder} (smbfs, nodev, nosuid)`)).toBe('smbfs');
    expect(mac(root, `host:/a b on ${folder} (nfs)`)).toBe('nfs');
    expect(mac(`//user@host/share on ${folder}x (smbfs)`, root)).toBeUndefined();
    expect(mac('host:/all on /tmp (nfs)', `/dev/disk4 on ${folder} (apfs, local)`)).toBeUndefined();
  });

  it('are what this machine has not: the store starts here', () => {
    expect(networkOf(folder)).toBeUndefined();
  });
});
