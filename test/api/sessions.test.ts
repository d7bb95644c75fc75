import { Caller, startApp, type TestApp } from '../support/app.ts';
import { member, type Member, password } from '../support/people.ts';
import { until } from '../support/progress.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

/** Sessions as they are kept. */
const kept = () => app.app.database.raw('sessions');
const again = (who: Member) => new Caller(app.address).signIn(who.email, password);

describe('my sessions', () => {
  it('are listed with device, place and times, and ended one by one or all others at once', async () => {
    const who = await member(app, 'company');
    const [second, third] = [await again(who), await again(who)];
    const { items } = await who.call('accounts.sessions');
    expect(items.filter(({ isThis }) => isThis)).toHaveLength(1);
    expect(items).toHaveLength(3);
    for (const { network, startedAt, endsAt } of items) {
      expect(network).toBe('127.0.0.*');
      expect(Date.parse(endsAt) - Date.parse(startedAt)).toBeLessThanOrEqual(12 * 3_600_000 + 60_000);
    }
    expect(items.some(({ id }) => who.cookie.includes(id))).toBe(false); // the secret of the cookie is shown to nobody

    const ofSecond = (await second.call('accounts.sessions')).items.find(({ isThis }) => isThis);
    const params = { sessionId: ofSecond?.id ?? '' };
    const stranger = await member(app, 'company');
    expect(await stranger.refusal('accounts.endSession', { params })).toMatchObject({ code: 'NOT_FOUND' });
    await who.call('accounts.endSession', { params });
    expect(await second.call('accounts.me')).toBeNull();
    expect(await who.refusal('accounts.endSession', { params })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await third.call('accounts.me')).not.toBeNull();
    await who.call('accounts.endOtherSessions');
    expect([await third.call('accounts.me'), (await who.call('accounts.sessions')).items.length]).toEqual([null, 1]);
  });

  it('end after thirty days however often they are used', async () => {
    const who = await member(app, 'company');
    const { userId = '' } = (await who.call('accounts.me')) ?? {};
    const startedAt = Date.now() - 30 * 86_400_000 + 3_600_000; // an hour is left, though twelve are usual
    const old = { 'data.about.startedAt': startedAt, seenAt: new Date(startedAt) };
    await kept().updateMany({ 'data.passport.user': userId }, { $set: old });
    const left = async () => {
      const [session] = (await who.call('accounts.sessions')).items;
      return Date.parse(session?.endsAt ?? '') - Date.now();
    };
    await until(async () => (await left()) <= 3_600_000);
    expect(await left()).toBeGreaterThan(3_500_000);
  });
});

it('signing out without being signed in keeps nothing and sets no cookie', async () => {
  const before = await kept().countDocuments();
  const response = await new Caller(app.address).send('accounts.signOut');
  expect([response.status, response.headers.getSetCookie()]).toEqual([200, []]);
  expect(await kept().countDocuments()).toBe(before);
});

it('signing out leaves no session behind', async () => {
  const who = await member(app, 'company');
  const before = await kept().countDocuments();
  await who.call('accounts.signOut');
  expect(await kept().countDocuments()).toBe(before - 1);
});

it('cookies are for HTTPS and this host alone where the public address is https', async () => {
  const secure = await startApp({ env: { PUBLIC_URL: 'https://exchange.example.org' } });
  const body = { email: 'admin@example.org', password: 'a long enough password' };
  const inOf = async (address: string) =>
    (await new Caller(address).send('accounts.signIn', { body })).headers.getSetCookie();
  const cookies = await inOf(secure.address);
  expect(cookies).toHaveLength(2);
  for (const cookie of cookies) expect(cookie).toMatch(/^__Host-exchange\.(sid|device)=.*; Path=\/;.*; Secure/);
  for (const cookie of await inOf(app.address)) expect(cookie).toMatch(/^exchange\.(sid|device)=(?!.*Secure)/);
  await secure.stop();
});
