import { createPublicKey, verify } from 'node:crypto';
import { canonical, sha256 } from '../../server/platform/events/chain.ts';
import type { Checkpoint } from '../../server/platform/events/checkpoints.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { administrator, member } from '../support/people.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

describe('the checkpoints', () => {
  it('can be fetched, kept and verified by an authority', async () => {
    const authority = await member(app, 'authority', { level: 'city' });
    for (const day of [1, 2, 3]) await app.app.checkpoints.write(new Date(Date.UTC(2026, 4, day, 18)));
    const first = await authority.call('checkpoints.list', { query: { limit: 2 } });
    expect(first.items.map(({ name }) => name.slice(0, 10))).toEqual(['2026-05-03', '2026-05-02']);
    const rest = await authority.call('checkpoints.list', { query: { cursor: first.nextCursor ?? '' } });
    expect(rest).toMatchObject({ items: [{ name: '2026-05-01T18-00-00-000Z.json' }], nextCursor: null });

    const params = { name: first.items[0]?.name ?? '' };
    const kept = (await (await authority.send('checkpoints.get', { params })).json()) as Checkpoint;
    const { at, heads, root, signature } = kept;
    expect(heads[`organisation:${authority.organisationId}`]).toMatchObject({ seq: 2 });
    expect(root).toBe(sha256(canonical({ at, heads })));
    const key = createPublicKey(first.publicKey);
    expect(verify(null, Buffer.from(root), key, Buffer.from(signature, 'base64'))).toBe(true);
  });

  it('name no other file', async () => {
    const admin = await administrator(app);
    for (const name of ['..', '../keys/root.key', '2026-05-01T..json', 'root.key', '']) {
      const response = await admin.send('checkpoints.get', { params: { name } });
      expect([404, 200]).toContain(response.status);
      expect(await response.text()).not.toMatch(/^[0-9a-f]{64}$/);
    }
    expect(await admin.refusal('checkpoints.get', { params: { name: '../keys/root.key' } })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
