import { parse } from 'content-disposition';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { newId, startApp, type TestApp } from '../support/app.ts';
import { member, type Member } from '../support/people.ts';

let app: TestApp;
let university: Member;
beforeAll(async () => {
  app = await startApp();
  university = await member(app, 'university');
});
afterAll(() => app.stop());

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const put = (
  fileId: string,
  content: string,
  { as = university, type = 'application/octet-stream', name = 'a' } = {},
) =>
  fetch(`${app.address}/api/files/${fileId}?name=${encodeURIComponent(name)}`, {
    method: 'PUT',
    headers: { cookie: as.cookie, 'content-type': type },
    body: content,
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
    expect({ type, ...parameters }).toMatchObject({ type: 'attachment', filename: name });
    expect(headers.get('set-cookie')).not.toContain('a=b');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    for (const id of ['..%2f..%2fkeys%2froot.key', 'root.key', `${fileId}.part`]) {
      const response = await fetch(`${app.address}/api/files/${id}`, { headers: { cookie: university.cookie } });
      expect(response.status).toBe(400);
    }
  });

  it('is too large at 50 MB and leaves nothing behind', async () => {
    const fileId = newId();
    const response = await put(fileId, 'x'.repeat(50 * 1024 * 1024 + 1));
    expect([response.status, await response.json()]).toMatchObject([400, { code: 'INVALID_INPUT' }]);
    expect((await university.send('files.download', { params: { fileId } })).status).toBe(404);
  });
});
