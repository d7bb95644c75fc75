import { parse } from 'content-disposition';
import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { newId, startApp, testClock, type TestApp } from '../support/app.ts';
import { administrator, member, type Member } from '../support/people.ts';

const clock = testClock();
let app: TestApp;
let university: Member;
beforeAll(async () => {
  app = await startApp({ clock });
  university = await member(app, 'university');
});
afterAll(() => app.stop());

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const put = (
  fileId: string,
  content: string | Buffer<ArrayBuffer>,
  { as = university, type = 'application/octet-stream', name = 'a' } = {},
) =>
  fetch(`${app.address}/api/files/${fileId}?name=${encodeURIComponent(name)}`, {
    method: 'PUT',
    headers: { cookie: as.cookie, 'content-type': type },
    body: content,
  });
/** The answer to an upload of which the first bytes are sent, and the end only when no answer comes. */
const answeredBeforeTheEnd = (fileId: string, as: Member) =>
  new Promise<{ status: number | undefined; isEnded: boolean }>((resolve, reject) => {
    const headers = { cookie: as.cookie, 'content-type': 'application/octet-stream' };
    const sending = request(`${app.address}/api/files/${fileId}?name=a`, { method: 'PUT', headers }, (answer) => {
      clearTimeout(end);
      resolve({ status: answer.statusCode, isEnded: sending.writableEnded });
      sending.destroy();
    });
    const end = setTimeout(() => sending.end(), 20_000);
    sending.once('error', reject).write('the first bytes');
  });
const read = async (fileId: string) => (await university.send('files.download', { params: { fileId } })).text();

describe('a file', () => {
  it.each(['application/octet-stream', 'application/json', 'application/x-www-form-urlencoded', 'text/csv'])(
    'is kept byte for byte, whatever type it claims: %s',
    async (type) => {
      const fileId = newId();
      const content = '{"a": 1}\r\n';
      const answer: unknown = await (await put(fileId, content, { type })).json();
      expect(answer).toMatchObject({ fileId, size: content.length, sha256: sha256(content) });
      expect(await read(fileId)).toBe(content);
    },
  );

  it('without bytes is refused, and its id stays free', async () => {
    const fileId = newId();
    expect(await (await put(fileId, '')).json()).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'body' }] });
    expect((await put(fileId, 'now with bytes')).status).toBe(200);
  });

  it('sent again is the same file, also at the same moment; with other bytes, or by others, it is refused', async () => {
    const fileId = newId();
    const all = await Promise.all([1, 2, 3, 4].map(() => put(fileId, 'the contract')));
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await put(fileId, 'another contract')).status).toBe(409);
    const stranger = await member(app, 'company');
    expect((await put(fileId, 'the contract', { as: stranger })).status).toBe(409);
    expect(await read(fileId)).toBe('the contract');
  });

  it('whose upload died between disk and database can be sent again', async () => {
    const fileId = newId();
    writeFileSync(app.app.files.pathOf(fileId), 'left behind');
    expect((await put(fileId, 'left over')).status).toBe(409); // whose these bytes are nobody knows
    expect((await put(fileId, 'left behind')).status).toBe(200);
    expect(await read(fileId)).toBe('left behind');
  });

  it('cannot name its place, nor write headers by its name', async () => {
    const name = '../../keys/root.key"\r\nset-cookie: a=b; 专利.csv';
    const fileId = newId();
    expect((await put(fileId, 'x', { name })).status).toBe(200);
    const { headers } = await university.send('files.download', { params: { fileId } });
    const { type, parameters } = parse(headers.get('content-disposition') ?? '');
    const clean = '.._.._keys_root.key" set-cookie: a=b; 专利.csv';
    expect({ type, ...parameters }).toMatchObject({ type: 'attachment', filename: clean });
    expect(headers.get('set-cookie')).not.toContain('a=b');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    for (const id of ['..%2f..%2fkeys%2froot.key', 'root.key', `${fileId}.part`]) {
      const response = await fetch(`${app.address}/api/files/${id}`, { headers: { cookie: university.cookie } });
      expect(response.status).toBe(404);
    }
  });

  it('has a name without characters that are not seen or turn the direction, wherever it is shown', async () => {
    const fileId = newId();
    const answer: unknown = await (
      await put(fileId, '专利名称\n某种装置', { name: '清单\u202evsc.exe\u200b.csv' })
    ).json();
    expect(answer).toMatchObject({ name: '清单vsc.exe.csv' });
    const { headers } = await university.send('files.download', { params: { fileId } });
    expect(parse(headers.get('content-disposition') ?? '').parameters['filename']).toBe('清单vsc.exe.csv');
    const importId = newId();
    await university.call('imports.create', {
      body: { id: importId, commandId: newId(), expectedVersion: 0, fileId, subject: 'patents', publish: false },
    });
    expect(await university.call('imports.get', { params: { importId } })).toMatchObject({
      fileName: '清单vsc.exe.csv',
    });
    const none = await put(newId(), 'x', { name: '\u200b' });
    expect(await none.json()).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'name' }] });
  });

  it('is shown in place only as the PDF or picture that its bytes are, in which nothing runs; anything else is saved', async () => {
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    const page = '<script>alert(1)</script>';
    const files = [
      ['合同.html', '%PDF-1.7 …', 'application/pdf', false],
      ['a.txt', png, 'image/png', true],
      ['a.jpg', Buffer.from('ffd8ffe000104a464946', 'hex'), 'image/jpeg', true],
      ['evil.pdf', page, null, false],
      ['a.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>', null, false],
      ['short.png', Buffer.from('8950', 'hex'), null, false],
    ] as const;
    for (const [name, content, shown, isSandboxed] of files) {
      const fileId = newId();
      expect((await put(fileId, content, { name })).status).toBe(200);
      const asked = { params: { fileId }, query: { isShown: 'true' } };
      const { headers } = await university.send('files.download', asked);
      const policy = headers.get('content-security-policy') ?? '';
      expect([name, headers.get('content-type'), parse(headers.get('content-disposition') ?? '').type]).toEqual(
        shown ? [name, shown, 'inline'] : [name, 'application/octet-stream', 'attachment'],
      );
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      if (shown) expect(policy).toMatch(/^(script|default)-src 'none';.* frame-ancestors 'self'/);
      else expect(policy).toContain("default-src 'self'");
      expect(policy.endsWith('; sandbox')).toBe(isSandboxed);
      const { headers: unasked } = await university.send('files.download', { params: { fileId } });
      expect(parse(unasked.get('content-disposition') ?? '').type).toBe('attachment');
    }
  });

  it('is too large at 50 MB and leaves nothing behind', async () => {
    const fileId = newId();
    const response = await put(fileId, 'x'.repeat(50 * 1024 * 1024 + 1));
    expect([response.status, await response.json()]).toMatchObject([400, { code: 'INVALID_INPUT' }]);
    expect((await university.send('files.download', { params: { fileId } })).status).toBe(404);
  });
});

describe('the space for files', () => {
  const space = (who: Member) => who.call('files.space', {});
  const allow = async (megabytes: number) =>
    (await administrator(app)).call('parameters.set', {
      body: {
        ...{ id: newId(), commandId: newId(), expectedVersion: 0, key: 'files.megabytes', place: '330000' },
        ...{ effectiveFrom: '2026-01-01', value: megabytes, source: 'a test' },
      },
    });
  const megabyte = 'x'.repeat(2 ** 20);

  it('of an organisation has an end, also for uploads at once; its own page says how much is used', async () => {
    const centre = await member(app, 'centre', { place: '330100' });
    await allow(3);
    expect(await space(centre)).toEqual({ usedBytes: 0, allowedBytes: 3 * 2 ** 20 });
    const tooLarge = newId();
    expect((await put(tooLarge, megabyte.repeat(4), { as: centre })).status).toBe(507);
    expect(existsSync(app.app.files.pathOf(tooLarge))).toBe(false); // nor does what is refused take space on the disk
    const ids = Array.from({ length: 8 }, () => newId());
    const statuses = await Promise.all(ids.map(async (id) => (await put(id, megabyte, { as: centre })).status));
    expect(statuses.toSorted()).toEqual([200, 200, 200, 507, 507, 507, 507, 507]);
    expect(await space(centre)).toEqual({ usedBytes: 3 * 2 ** 20, allowedBytes: 3 * 2 ** 20 });
    const refusal: unknown = await (await put(newId(), 'one byte more', { as: centre })).json();
    expect(refusal).toMatchObject({ code: 'NO_SPACE', status: 507 });
    expect(await answeredBeforeTheEnd(newId(), centre)).toEqual({ status: 507, isEnded: false });
    const sent = ids[statuses.indexOf(200)] ?? '';
    expect((await put(sent, megabyte, { as: centre })).status).toBe(200); // what is there already takes no more
    expect((await put(newId(), 'of others', { as: university })).status).toBe(200);
  });

  it('is given back a day after a file that nothing names, and kept for what a command names, also at that moment', async () => {
    const company = await member(app, 'company');
    const [used, unused, inFlight] = [newId(), newId(), newId()];
    for (const id of [used, unused, inFlight]) await put(id, `名称\n${id}`, { as: company, name: 'a.csv' });
    const createImport = (fileId: string) =>
      company.send('imports.create', {
        body: { id: newId(), commandId: newId(), expectedVersion: 0, fileId, subject: 'patents' },
      });
    expect((await createImport(used)).status).toBe(200);
    await app.app.files.tidy(new Date(clock.now().getTime() + 23 * 3_600_000));
    expect((await company.send('files.download', { params: { fileId: unused } })).status).toBe(200);

    const tomorrow = new Date(clock.now().getTime() + 2 * 86_400_000);
    const [created] = await Promise.all([createImport(inFlight), app.app.files.tidy(tomorrow)]);
    // either order is right: a named file is there, and a file that is gone is refused
    const after = await company.send('files.download', { params: { fileId: inFlight } });
    expect([created.status, after.status]).toEqual(created.ok ? [200, 200] : [400, 404]);
    expect((await company.send('files.download', { params: { fileId: used } })).status).toBe(200);
    expect((await company.send('files.download', { params: { fileId: unused } })).status).toBe(404);
    expect((await createImport(unused)).status).toBe(400);
    expect((await put(unused, `名称\n${unused}`, { as: company })).status).toBe(409); // for a while nothing else takes its id
    const kept = after.status === 200 ? [used, inFlight] : [used];
    expect((await space(company)).usedBytes).toBe(kept.reduce((sum, id) => sum + Buffer.byteLength(`名称\n${id}`), 0));
  });
});

describe('a disk that is nearly full', () => {
  it('takes no uploads, so that the database can go on writing', async () => {
    const full = await startApp({ env: { KEEP_FREE_MB: '10000000' } });
    try {
      const company = await member(full, 'company');
      const response = await fetch(`${full.address}/api/files/${newId()}?name=a`, {
        method: 'PUT',
        headers: { cookie: company.cookie },
        body: 'a file',
      });
      expect([response.status, await response.json()]).toMatchObject([507, { code: 'NO_SPACE' }]);
    } finally {
      await full.stop();
    }
  });
});
