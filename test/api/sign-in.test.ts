import { consentVersion } from '../../server/domain/accounts/consent.ts';
import type { Logger } from '../../server/platform/logger.ts';
import { Caller, newId, startApp, type TestApp, testClock } from '../support/app.ts';
import { password, someCreditCode } from '../support/people.ts';
import { until } from '../support/progress.ts';

const points = 3;
const many = { points: 1_000_000, duration: 60 };
// rows of the log end by the time of the database, which is the present
const clock = testClock(new Date().toISOString());
const lines: Record<string, unknown>[] = [];
const write = (fields: object) => void lines.push(fields as Record<string, unknown>);
const logger: Logger = { debug: write, info: write, warn: write, error: write };

let app: TestApp;
beforeAll(async () => {
  const limits = { guesses: { points, duration: 300 }, anonymous: many, person: many };
  app = await startApp({ clock, limits, logger, env: { TRUST_PROXY: '1' } });
});
afterAll(() => app.stop());

type Answer = Readonly<{ status: number; wait: number | undefined; cookies: string[] }>;
/** Signs in from an address, on a browser with these cookies. */
async function signIn(email: string, secret: string, from: string, cookies: readonly string[] = []): Promise<Answer> {
  const response = await fetch(`${app.address}/api/session`, {
    method: 'POST',
    headers: {
      ...{ 'content-type': 'application/json', 'x-forwarded-for': from, cookie: cookies.join('; ') },
      'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36',
    },
    body: JSON.stringify({ email, password: secret }),
  });
  const told = response.headers.get('retry-after');
  const set = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
  return { status: response.status, wait: told === null ? undefined : Number(told), cookies: set };
}
const deviceOf = ({ cookies }: Answer) => cookies.filter((cookie) => cookie.includes('device='));
let networks = 0;
const aNetwork = () => `10.${Math.floor(++networks / 250)}.${networks % 250}.7`;

/** Registers an account from a network that nothing else in this test comes from. */
async function register(email: string, secret: string): Promise<void> {
  const admin = { email, password: secret, displayName: 'Li Hua', consent: consentVersion };
  const organisation = { name: '某某公司', kind: 'company', place: '330106', creditCode: someCreditCode(), admin };
  const response = await fetch(`${app.address}/api/organisations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': aNetwork() },
    body: JSON.stringify({ id: newId(), commandId: newId(), expectedVersion: 0, ...organisation }),
  });
  expect(response.status).toBe(200);
}

/** Somebody who has signed in on a browser before. */
async function owner() {
  const email = `${newId()}@example.org`;
  await register(email, password);
  const first = await signIn(email, password, aNetwork());
  clock.forward(1_000);
  return { email, who: callerWith(first), device: deviceOf(first) };
}
function callerWith({ cookies }: Answer): Caller {
  const caller = new Caller(app.address);
  caller.cookie = cookies.join('; ');
  return caller;
}
/** Wrong passwords from five networks, until every one of them is told to wait; answers the last network. */
async function hammer(email: string): Promise<string> {
  let from = '';
  for (let n = 0; n < 5; n++) {
    from = aNetwork();
    for (let status = 0; status !== 429;) ({ status } = await signIn(email, 'a guess', from));
  }
  return from;
}

describe('an account at which strangers hammer', () => {
  it('is signed in to at once on a device on which its owner has signed in before, even from a network that hammers', async () => {
    const { email, device } = await owner();
    expect(device).toHaveLength(1);
    const from = await hammer(email);
    expect((await signIn(email, password, from)).status).toBe(429);
    expect((await signIn(email, password, from, device)).status).toBe(200);
  });

  it('is signed in to at once from an address that has not guessed, and within five minutes of three own mistakes', async () => {
    const { email } = await owner();
    await hammer(email);
    expect((await signIn(email, password, aNetwork())).status).toBe(200);
    const from = aNetwork();
    for (let mistakes = 0; mistakes < 3; mistakes++) expect((await signIn(email, 'a mistake', from)).status).toBe(401);
    const late = await signIn(email, password, from);
    expect(late.status).toBe(429);
    expect(late.wait).toBeLessThanOrEqual(300);
  });

  it('tells its owner at the next sign-in how often and when, and shows each in the log', async () => {
    const { email, device } = await owner();
    await hammer(email);
    const lastAt = clock.now().toISOString();
    clock.forward(1_000);
    const caller = callerWith(await signIn(email, password, '203.0.113.9', device));
    await until(async () => (await caller.call('accounts.me'))?.triedInVain?.count === 15);
    expect((await caller.call('accounts.me'))?.triedInVain).toEqual({ count: 15, lastAt });
    const { items } = await caller.call('accounts.signIns');
    expect(items.filter(({ outcome }) => outcome === 'slowed')).toHaveLength(5);
    expect(items).toContainEqual(
      expect.objectContaining({ outcome: 'in', network: '203.0.113.*', device: 'Chrome, Windows' }),
    );
  });
});

describe('a device', () => {
  it('is known to no account by a cookie that somebody made up or got with another account', async () => {
    const [{ email, device: own }, { device: strange }] = [await owner(), await owner()];
    const id = own[0]?.slice(0, own[0].lastIndexOf('.')) ?? '';
    const network = aNetwork();
    for (let n = 0; n < points; n++) await signIn(email, 'a guess', network);
    for (const cookie of [strange[0] ?? '', `${id}.${'A'.repeat(22)}`, 'exchange.device=x'])
      expect((await signIn(email, password, network, [cookie])).status).toBe(429);
    expect((await signIn(email, password, network, own)).status).toBe(200);
  });

  it('guesses no more than any network, and at no account of the address that it does not know', async () => {
    const { email } = await owner();
    const squatter = 'a quite different password';
    await register(email, squatter);
    const network = aNetwork();
    const device = deviceOf(await signIn(email, squatter, network));
    const statuses: number[] = [];
    for (let n = 0; n < points + 2; n++) statuses.push((await signIn(email, 'a guess', network, device)).status);
    expect(statuses.slice(points)).toEqual([429, 429]);
    expect((await signIn(email, password, network, device)).status).toBe(429); // the owner's account is a stranger there
  });
});

describe('one counter', () => {
  it('holds for changing the password as for signing in', async () => {
    const { email, who, device } = await owner();
    const change = async () => {
      const body = { commandId: newId(), current: 'a guess', password: 'a quite different password' };
      return (await who.send('accounts.changePassword', { body })).status;
    };
    for (let n = 1; n < points; n++) expect((await signIn(email, 'a guess', aNetwork(), device)).status).toBe(401);
    expect([await change(), await change()]).toEqual([400, 429]);
    expect((await signIn(email, password, aNetwork(), device)).status).toBe(429);
  });

  it('counts no right password, however many colleagues sign in behind one address', async () => {
    const { email } = await owner();
    const from = aNetwork();
    for (let n = 0; n < 8; n++) expect((await signIn(email, password, from)).status).toBe(200);
  });
});

it('the log of the server tells sign-ins, refusals and slow-downs by ids alone', async () => {
  const { email, who } = await owner();
  const { userId } = (await who.call('accounts.me')) ?? {};
  lines.length = 0;
  const from = aNetwork();
  for (let n = 0; n <= points; n++) await signIn(email, 'a guess', from);
  await signIn(email, password, aNetwork());
  const told = lines.filter((line) => 'security' in line);
  expect(told).toEqual([
    ...Array.from({ length: points }, () => ({ security: 'signIn.refused', userId })),
    { security: 'signIn.slowed', userId },
    { security: 'signIn.in', userId },
  ]);
});
