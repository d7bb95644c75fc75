import { createHmac } from 'node:crypto';
import { type ServerResponse } from 'node:http';
import { mostWebhooks } from '../../server/domain/webhooks/webhooks.ts';
import { post } from '../../server/platform/deliveries/post.ts';
import { newId, startApp, type TestApp, testClock } from '../support/app.ts';
import { freshDeal, licenceTerms, give } from '../support/deals.ts';
import { invite } from '../support/members.ts';
import { member, type Member } from '../support/people.ts';
import { until } from '../support/progress.ts';
import { addWebhook, receiver } from '../support/webhooks.ts';

const clock = testClock();
let app: TestApp;
let admin: Member;
const stops: (() => void)[] = [];
beforeAll(async () => {
  app = await startApp({ clock, env: { WEBHOOKS_TO_PRIVATE: 'yes', PUBLIC_URL: 'https://exchange.example.org' } });
  admin = await member(app, 'university');
});
afterAll(() => app.stop());
afterEach(() => stops.splice(0).forEach((stop) => stop()));

const told = async (...answer: Parameters<typeof receiver>) => {
  const one = await receiver(...answer);
  stops.push(one.stop);
  return one;
};
const tryIt = (who: Member, webhookId: string) =>
  who.call('webhooks.try', { params: { webhookId }, body: { commandId: newId() } });
const logOf = async (who: Member, webhookId: string) =>
  (await who.call('webhooks.deliveries', { params: { webhookId } })).items;
const mine = async (who: Member, webhookId: string) => {
  const { items } = await who.call('webhooks.mine');
  return items.find(({ id }) => id === webhookId);
};
const settled = async () => {
  await app.settle();
  await app.app.scheduler.runDue();
};

describe('a webhook', () => {
  it('is told that something happened and where, signed, with nothing of what it was', async () => {
    const { url, received } = await told();
    const supplier = await member(app, 'university');
    const { id: webhookId, secret } = await addWebhook(supplier, { url, topics: ['deals'] });
    const { dealId } = await freshDeal(app, { supplier });
    await give(supplier, 'deals.offer', dealId, { terms: licenceTerms });
    await settled();
    await until(() => received.length === 2);
    const [, offered] = received;
    expect(JSON.parse(offered?.text ?? '')).toEqual({
      type: 'deal.offered',
      timestamp: clock.now().toISOString(),
      data: { thing: `deal:${dealId}`, url: `https://exchange.example.org/deals/${dealId}` },
    });
    const headers = offered?.headers ?? {};
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${offered?.text}`;
    const key = Buffer.from((secret ?? '').replace('whsec_', ''), 'base64');
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
    expect(await logOf(supplier, webhookId)).toMatchObject([
      { type: 'deal.offered', state: 'sent', lastAnswer: '204' },
      { type: 'deal.opened', state: 'sent' },
    ]);
  });

  it('is told of its topics and its own organisation only', async () => {
    const { url, received } = await told();
    const { id } = await addWebhook(admin, { url, topics: ['contracts'] });
    const other = await member(app, 'company');
    await addWebhook(other, { url, topics: ['organisation'] });
    await invite(app, admin, 'editor'); // concerns the first one, but is of another topic
    await settled();
    expect(received).toEqual([]);
    expect(await logOf(admin, id)).toEqual([]);
  });

  it('speaks to robots in their own way, and takes their word for it', async () => {
    let isTaken = false;
    const robot = await told((response) => response.end(JSON.stringify({ errcode: isTaken ? 0 : 310_000 })));
    const { id } = await addWebhook(admin, { url: `${robot.url}?key=K`, format: 'dingtalk', robotSecret: 'SEC1' });
    await tryIt(admin, id);
    await settled();
    await until(() => robot.received.length === 1);
    const { path, text } = robot.received[0] ?? { path: '', text: '' };
    expect(Object.fromEntries(new URL(path, 'http://x').searchParams)).toEqual({
      key: 'K',
      timestamp: String(clock.now().getTime()),
      sign: expect.any(String) as string,
    });
    expect(JSON.parse(text)).toEqual({ msgtype: 'text', text: { content: expect.stringContaining('测试') as string } });
    await until(async () => (await mine(admin, id))?.failingSince !== null);
    isTaken = true;
    clock.forward(6_000);
    await settled();
    await until(async () => (await logOf(admin, id))[0]?.state === 'sent');
    expect((await mine(admin, id))?.failingSince).toBeNull();
  });

  it('that is away gets what it missed, the oldest first and under the same ids, and is not hammered', async () => {
    let status = 503;
    const away = await told((response) => response.writeHead(status).end());
    const owner = await member(app, 'company');
    const { id } = await addWebhook(owner, { url: away.url });
    for (let n = 0; n < 3; n++) await tryIt(owner, id);
    await settled();
    await until(async () => (await mine(owner, id))?.failingSince !== null);
    await settled();
    expect(away.received).toHaveLength(1); // the others wait for it
    clock.forward(5_000);
    await settled();
    await until(() => away.received.length === 2);
    status = 200;
    clock.forward(60_000);
    await settled();
    await until(async () => (await logOf(owner, id)).every(({ state }) => state === 'sent'));
    const ids = away.received.map(({ headers }) => headers['webhook-id']);
    expect(ids.slice(0, 3)).toEqual([ids[0], ids[0], ids[0]]);
    expect(new Set(ids).size).toBe(3);
    expect((await logOf(owner, id)).map(({ tries }) => tries).toSorted()).toEqual([1, 1, 3]);
  });

  it('that is away for three days is stopped, and goes on where it was once resumed', async () => {
    let status = 500;
    const away = await told((response) => response.writeHead(status).end());
    const owner = await member(app, 'company');
    const { id } = await addWebhook(owner, { url: away.url });
    await tryIt(owner, id);
    clock.forward(1_000);
    await tryIt(owner, id);
    for (let hours = 0; (await mine(owner, id))?.state === 'active'; hours += 6) {
      if (hours > 200) throw new Error('it is never stopped');
      await settled();
      clock.forward(6 * 3_600_000);
    }
    expect(away.received.length).toBeLessThan(20);
    expect((await logOf(owner, id)).map(({ state }) => state)).toEqual(['waiting', 'failed']);
    const stopped = await mine(owner, id);
    expect(stopped?.allowed).toEqual(['resume', 'remove']);
    await expect(tryIt(owner, id)).rejects.toMatchObject({ problem: { code: 'WRONG_STATE' } });
    status = 200;
    await owner.call('webhooks.resume', {
      params: { webhookId: id },
      body: { commandId: newId(), expectedVersion: stopped?.version ?? 0 },
    });
    await settled();
    await until(async () => (await logOf(owner, id))[0]?.state === 'sent');
    const [, failed] = await logOf(owner, id);
    const again = { params: { webhookId: id, deliveryId: failed?.id ?? '' }, body: { commandId: newId() } };
    await owner.call('webhooks.replay', again);
    await settled();
    await until(async () => (await logOf(owner, id))[1]?.state === 'sent');
    expect(away.received.at(-1)?.headers['webhook-id']).toBe(failed?.id);
  });

  it('keeps what was sent for thirty days of the exchange, whatever the clock of its store says', async () => {
    const { url } = await told();
    const owner = await member(app, 'company');
    const { id } = await addWebhook(owner, { url });
    await tryIt(owner, id);
    await settled();
    const kept = () => app.app.database.raw('webhookDeliveries').countDocuments({ webhookId: id });
    for (const [days, left] of [
      [29, 1],
      [3, 0],
    ] as const) {
      clock.forward(days * 86_400_000);
      await settled();
      expect(await kept()).toBe(left);
    }
  });

  it('is sent nothing more once it was removed', async () => {
    const { url, received } = await told();
    const { id, version } = await addWebhook(admin, { url, topics: ['organisation'] });
    await admin.call('webhooks.remove', {
      params: { webhookId: id },
      body: { commandId: newId(), expectedVersion: version },
    });
    await invite(app, admin, 'editor');
    await settled();
    expect(received).toEqual([]);
    expect(await admin.refusal('webhooks.deliveries', { params: { webhookId: id } })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('shows its secret once, and its address to nobody', async () => {
    const body = { id: newId(), commandId: newId(), expectedVersion: 0 as const };
    const wanted = {
      ...body,
      url: 'https://example.org/?key=SECRETKEY',
      format: 'standard',
      topics: ['deals'],
    } as const;
    const first = await admin.call('webhooks.add', { body: { ...wanted, topics: ['deals'] } });
    expect(first.secret).toMatch(/^whsec_/);
    expect(await admin.call('webhooks.add', { body: { ...wanted, topics: ['deals'] } })).toEqual(first);
    const shown = JSON.stringify(await mine(admin, body.id));
    expect(shown).toContain('example.org');
    expect(shown).not.toMatch(/SECRETKEY|whsec_/);
  });

  it('has at most so many beside it, also when they are added at once', async () => {
    const owner = await member(app, 'company');
    const added = await Promise.allSettled(Array.from({ length: mostWebhooks + 3 }, () => addWebhook(owner)));
    expect(added.filter(({ status }) => status === 'fulfilled')).toHaveLength(mostWebhooks);
    expect((await owner.call('webhooks.mine')).items).toHaveLength(mostWebhooks);
  });
});

describe('a receiver that means harm', () => {
  const options = { headers: {}, body: '{}', mayBePrivate: true, timeoutMs: 300 };
  const to = async (answer: (response: ServerResponse) => unknown) => {
    const { url } = await told(answer);
    return post(new URL(url), options);
  };
  it('is not followed to another address', async () => {
    const target = await told();
    expect(await to((r) => r.writeHead(302, { location: target.url }).end())).toMatchObject({ status: 302 });
    expect(target.received).toEqual([]);
  });
  it('is waited for no longer than it may take, and read no further than its answer may be long', async () => {
    await expect(to(() => undefined)).rejects.toMatchObject({ reason: 'tooSlow' });
    const endless = (response: ServerResponse): void => {
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    };
    await expect(to(endless)).rejects.toMatchObject({ reason: 'tooLong' });
    await expect(to((r) => r.destroy())).rejects.toMatchObject({ reason: 'notReached' });
  });
  it('is not reached where it is no public address, by number or by name', async () => {
    const { url, received } = await told();
    for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433', '0x7f000001', '127.1']) {
      const target = new URL(url.replace('127.0.0.1', host));
      await expect(post(target, { ...options, mayBePrivate: false })).rejects.toMatchObject({ reason: 'notPublic' });
    }
    expect(received).toEqual([]);
  });
});
