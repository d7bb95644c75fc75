import type { Answer } from '../support/mail-sink.ts';
import { Caller, newId, testClock } from '../support/app.ts';
import { readableLog } from '../support/log.ts';
import { linkIn, proveAddress, proving, startWithMail, type WithMail } from '../support/mails.ts';
import { invite } from '../support/members.ts';
import { member, type Member, password } from '../support/people.ts';
import { until } from '../support/progress.ts';

const clock = testClock(new Date().toISOString()); // the database forgets old mails by the time of day
const logger = readableLog();
const next = 'a quite different password';
const hour = 3_600_000;
let mailed: WithMail;
let atRecipient: (address: string) => Answer = () => 'take';
let atMail: () => Answer = () => 'take';
beforeAll(async () => {
  const answers = { atRecipient: (address: string) => atRecipient(address), atMail: () => atMail() };
  mailed = await startWithMail({ clock, logger, ...answers });
});
afterAll(() => mailed.stop());
afterEach(() => {
  [atRecipient, atMail] = [() => 'take', () => 'take'];
  clock.forward(25 * hour); // what is counted by the day begins anew
});

const nobody = () => new Caller(mailed.app.address);
const askLink = (who: Caller) => who.call('accounts.sendAddressLink', { body: { commandId: newId() } });
const askPassword = (email: string) => nobody().call('passwordLinks.request', { body: { email } });
const proved = async (kind: 'company' | 'university' = 'company') => {
  const person = await member(mailed.app, kind);
  await proveAddress(mailed, person);
  return person;
};
const maySignIn = async (email: string, secret: string): Promise<boolean> =>
  (await nobody().send('accounts.signIn', { body: { email, password: secret } })).ok;
const health = async () => (await nobody().call('system.health')).parts['mail'];

describe('the address of an account', () => {
  it('is written to only to ask whether it is theirs, until its owner says so by the link, once', async () => {
    const me = await member(mailed.app, 'company', { name: '请点击 http://evil.example 有限公司' });
    expect(await me.call('accounts.address')).toMatchObject({ email: me.email, provedAt: null, waiting: null });
    expect((await me.call('accounts.me'))?.mail).toBe('unproved');
    await askLink(me);
    expect(await me.call('accounts.address')).toMatchObject({ waiting: { email: me.email } });
    const mail = await mailed.nth(me.email, 1);
    expect(mail.headers).toMatchObject({ subject: 'Please confirm your address', 'auto-submitted': 'auto-generated' });
    expect(mail.raw).not.toMatch(/Li Hua|evil/); // whoever registers somebody's address chooses no word of it
    const request = proving(mail);
    const forged = { ...request, body: { commandId: newId(), secret: 'x'.repeat(43) } };
    expect(await nobody().refusal('accounts.proveAddress', forged)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await nobody().call('accounts.proveAddress', request)).toEqual({ email: me.email }); // on another device
    expect(await nobody().call('accounts.proveAddress', request)).toEqual({ email: me.email }); // its answer was lost
    expect(await nobody().refusal('accounts.proveAddress', proving(mail))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await me.call('accounts.address')).toMatchObject({
      provedAt: clock.now().toISOString(),
      waiting: null,
    });
    expect((await me.call('accounts.me'))?.mail).toBe('proved');
    expect(await me.refusal('accounts.sendAddressLink', { body: { commandId: newId() } })).toMatchObject({
      code: 'CONFLICT',
    });
  });

  it('is asked five times in a day; each link ends the one before, and its hours end it too', async () => {
    const me = await member(mailed.app, 'company');
    for (let n = 1; n <= 5; n++) {
      await askLink(me);
      await mailed.nth(me.email, n);
    }
    expect(await me.refusal('accounts.sendAddressLink', { body: { commandId: newId() } })).toMatchObject({
      code: 'RATE_LIMITED',
    });
    const [first, , , , last] = mailed.to(me.email);
    expect(await nobody().refusal('accounts.proveAddress', proving(first!))).toMatchObject({ code: 'NOT_FOUND' });
    clock.forward(24 * hour);
    expect(await nobody().refusal('accounts.proveAddress', proving(last!))).toMatchObject({ code: 'NOT_FOUND' });
    expect((await me.call('accounts.me'))?.mail).toBe('unproved');
  });

  it('is not flooded by many accounts that claim it', async () => {
    const email = `victim-${newId().slice(0, 8)}@example.org`;
    for (let n = 0; n < 12; n++) {
      const stranger = await member(mailed.app, 'company', { isApproved: false });
      const body = { commandId: newId(), email, password };
      await stranger.call('accounts.changeAddress', { body });
    }
    await mailed.settled();
    expect(mailed.to(email)).toHaveLength(10);
  });

  it('is another one once that was confirmed, which asks for the password and is told to the one before', async () => {
    const me = await proved();
    const [old, email] = [me.email, `new-${me.email}`];
    const wrong = { body: { commandId: newId(), email, password: 'not this one' } };
    expect(await me.refusal('accounts.changeAddress', wrong)).toMatchObject({ fields: [{ path: 'password' }] });
    await me.call('accounts.changeAddress', { body: { commandId: newId(), email, password } });
    const mail = await mailed.nth(email, 1);
    expect([await maySignIn(email, password), await maySignIn(old, password)]).toEqual([false, true]);
    await nobody().call('accounts.proveAddress', proving(mail));
    expect([await maySignIn(email, password), await maySignIn(old, password)]).toEqual([true, false]);
    const told = await mailed.nth(old, 2);
    expect(told.headers['subject']).toBe('Your account has another address now');
    expect(told.raw).not.toContain(email);
    expect(await me.call('accounts.address')).toMatchObject({ email, waiting: null });
  });

  it('is never one that belongs to another account, and asking tells nothing of that', async () => {
    const [me, other] = [await proved(), await proved()];
    await me.call('accounts.changeAddress', { body: { commandId: newId(), email: other.email, password } });
    const mail = await mailed.nth(other.email, 2);
    expect(await nobody().refusal('accounts.proveAddress', proving(mail))).toMatchObject({ code: 'CONFLICT' });
    expect(await me.call('accounts.address')).toMatchObject({ email: me.email });
    expect(await maySignIn(other.email, password)).toBe(true);
  });

  it('leaves no address and no secret in events', async () => {
    const me = await proved();
    const { userId = '' } = (await me.call('accounts.me')) ?? {};
    const events = await mailed.app.app.events.ofStream(`user:${userId}`);
    expect(events.map(({ type }) => type)).toEqual(['user.addressLinkSent', 'user.addressProved']);
    expect(JSON.stringify(events)).not.toContain('@');
    expect(JSON.stringify(events)).not.toContain(linkIn(mailed.to(me.email)[0]!).secret);
  });
});

describe('a forgotten password', () => {
  const use = ({ linkId, secret }: ReturnType<typeof linkIn>) => ({
    params: { linkId },
    body: { commandId: newId(), secret, password: next },
  });

  it('is renewed by a link to the proved address: it works once, ends every session, and the owner is told', async () => {
    const me = await proved();
    await askPassword(me.email);
    const link = linkIn(await mailed.nth(me.email, 2));
    expect(await me.call('passwordLinks.use', use(link))).toEqual({ email: me.email });
    expect(await me.call('accounts.me')).toBeNull();
    expect(await nobody().refusal('passwordLinks.use', use(link))).toMatchObject({ code: 'NOT_FOUND' });
    expect([await maySignIn(me.email, password), await maySignIn(me.email, next)]).toEqual([false, true]);
    expect((await mailed.nth(me.email, 3)).headers['subject']).toBe('Your password was changed');
  });

  it('gets the same answer, and leaves the same behind, for a proved, an unproved and an unknown address', async () => {
    const [known, unproved] = [await proved(), await member(mailed.app, 'company')];
    const unknown = `nobody-${newId().slice(0, 8)}@example.org`;
    const emails = [known.email, unproved.email, unknown];
    const jobs = async () => (await mailed.app.app.scheduler.planned({ limit: 100 })).items.length;
    const answers: object[] = [];
    for (const email of emails) {
      const before = await jobs();
      const response = await nobody().send('passwordLinks.request', { body: { email } });
      const head = Object.fromEntries(response.headers);
      for (const name of ['x-request-id', 'date', 'etag']) delete head[name];
      answers.push({ status: response.status, head, body: await response.text(), isPlanned: (await jobs()) >= before });
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    await mailed.nth(known.email, 2);
    await mailed.settled();
    expect(emails.map((email) => mailed.to(email).length)).toEqual([2, 0, 0]);
  });

  it('is mailed five times in a day at most, the same link as long as it holds, and two hours at most', async () => {
    const me = await proved();
    for (let n = 2; n <= 6; n++) {
      await askPassword(me.email);
      await mailed.nth(me.email, n);
    }
    await askPassword(me.email);
    await mailed.settled();
    const links = mailed.to(me.email).slice(1).map(linkIn);
    expect(links).toHaveLength(5);
    expect(new Set(links.map(({ linkId }) => linkId)).size).toBe(1); // asking for others' links ends none of them
    clock.forward(2 * hour);
    expect(await nobody().refusal('passwordLinks.use', use(links[0]!))).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('ends no link that an admin made, and is ended by another address', async () => {
    const admin = await proved('university');
    const colleague = await invite(mailed.app, admin, 'editor');
    await proveAddress(mailed, colleague);
    const { userId = '' } = (await colleague.call('accounts.me')) ?? {};
    const linkId = newId();
    const params = { organisationId: admin.organisationId, userId };
    const { secret } = await admin.call('members.issuePasswordLink', { params, body: { commandId: newId(), linkId } });
    await askPassword(colleague.email);
    const link = linkIn(await mailed.nth(colleague.email, 2));
    const email = `new-${colleague.email}`;
    await colleague.call('accounts.changeAddress', { body: { commandId: newId(), email, password } });
    const mail = await mailed.nth(email, 1);
    await colleague.call('passwordLinks.use', use({ path: '', linkId, secret }));
    await nobody().call('accounts.proveAddress', proving(mail));
    expect(await nobody().refusal('passwordLinks.use', use(link))).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the mail server', () => {
  it('that is away gets every mail when it is back, under the ids they had, and is not hammered', async () => {
    const people: Member[] = [];
    for (let n = 0; n < 3; n++) people.push(await member(mailed.app, 'company'));
    atMail = () => 'die'; // it has the mail, and does not say so
    const before = mailed.sink.mails.length;
    const came = () => mailed.sink.mails.slice(before);
    await askLink(people[0]!);
    await until(async () => (await health())?.ok === false);
    for (const one of people.slice(1)) await askLink(one);
    await mailed.settled();
    expect(came()).toHaveLength(1); // the others wait until it is time to try again
    expect((await health())?.detail).toContain('3 mails wait');
    clock.forward(5_000);
    await mailed.settled();
    await until(() => came().length === 2);
    atMail = () => 'take';
    await until(async () => {
      clock.forward(10_000);
      await mailed.settled();
      return people.every(({ email }) => mailed.to(email).some((mail) => came().includes(mail)));
    });
    await until(async () => (await health())?.ok === true);
    const ids = came().map(({ to, headers }) => `${to} ${headers['message-id']}`);
    expect(new Set(ids).size).toBe(3); // sent again it is the same
    expect(ids.length).toBeGreaterThan(3);
  });

  it('that refuses one recipient, for good or for now, holds up nobody else', async () => {
    const [gone, full, other] = [
      await member(mailed.app, 'company'),
      await member(mailed.app, 'company'),
      await member(mailed.app, 'company'),
    ];
    atRecipient = (address) => (address === gone.email ? 550 : address === full.email ? 452 : 'take');
    for (const one of [gone, full, other]) await askLink(one);
    await mailed.nth(other.email, 1);
    await mailed.settled();
    expect(await gone.call('accounts.address')).toMatchObject({ refusedAt: clock.now().toISOString() });
    expect(await full.call('accounts.address')).toMatchObject({ refusedAt: null });
    expect(await health()).toMatchObject({ ok: true, detail: expect.stringContaining('1 were refused') as string });
    [atRecipient] = [() => 'take'];
    clock.forward(6_000);
    await mailed.nth(full.email, 1);
    expect(mailed.to(gone.email)).toEqual([]);
  });

  it('that takes nothing until a mail is worth nothing any more never gets it, and health says how many were lost', async () => {
    const me = await member(mailed.app, 'company');
    [atRecipient] = [() => 'die'];
    await askLink(me);
    await until(async () => (await health())?.ok === false);
    clock.forward(25 * hour); // the link in it has expired
    [atRecipient] = [() => 'take'];
    await mailed.settled();
    await until(async () => (await health())?.detail.includes('were given up') === true);
    expect(mailed.to(me.email)).toEqual([]);
    expect(await health()).toMatchObject({ ok: false });
  });

  it('and its mails leave no address, no word and no secret in the log', () => {
    const said = JSON.stringify(logger.lines);
    expect(said).toContain('a mail was not taken');
    expect(said).not.toMatch(/@example\.org|confirm your address|confirm-address/);
    for (const mail of mailed.sink.mails) {
      const { secret } = linkIn(mail);
      if (secret) expect(said).not.toContain(secret);
    }
  });
});
