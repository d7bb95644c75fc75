import type { EventOf } from '../../server/domain/events.ts';
import { readFileSync, statSync } from 'node:fs';
import { Caller, newId, startApp, type TestApp, testClock } from '../support/app.ts';
import { holdSessions } from '../support/held-sessions.store.ts';
import { invite } from '../support/members.ts';
import { administrator, member, type Member, password } from '../support/people.ts';

const clock = testClock();
const next = 'a quite different password';
let app: TestApp;
beforeAll(async () => {
  app = await startApp({ clock });
});
afterAll(() => app.stop());

describe('changing my password', () => {
  const change = (fields: object = {}) => ({
    body: { commandId: newId(), current: password, password: next, ...fields },
  });

  it('asks for the present one, then holds from now on, and ends my sessions on other devices', async () => {
    const me = await member(app, 'company');
    const { email } = me;
    const other = await new Caller(app.address).signIn(email, password);
    expect(await me.refusal('accounts.changePassword', change({ current: 'something I guessed' }))).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'current' }],
    });
    expect(await me.refusal('accounts.changePassword', change({ password: 'short' }))).toMatchObject({
      fields: [{ path: 'password' }],
    });
    expect(await other.call('accounts.me')).not.toBeNull();

    const request = change();
    await me.call('accounts.changePassword', request);
    await me.call('accounts.changePassword', request); // its answer was lost: the same again
    expect(await me.call('accounts.me')).not.toBeNull();
    expect(await other.call('accounts.me')).toBeNull();
    await new Caller(app.address).signIn(email, next);
    const old = { body: { email, password } };
    expect(await new Caller(app.address).refusal('accounts.signIn', old)).toMatchObject({ code: 'NOT_AUTHENTICATED' });
  });

  it('is one with the end of those sessions: as long as they cannot be ended, the password is the old one', async () => {
    const me = await member(app, 'company');
    const other = await new Caller(app.address).signIn(me.email, password);
    const held = await holdSessions(app.app.database, await idOf(other));
    const changing = me.call('accounts.changePassword', change());
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await maySignIn(me.email, next)).toBe(false);
    await held.letGo();
    await changing;
    expect(await maySignIn(me.email, next)).toBe(true);
    expect(await other.call('accounts.me')).toBeNull();
  });

  it('leaves nobody in who signed in by the old password at the same moment', async () => {
    const me = await member(app, 'company');
    const others: Caller[] = [];
    let isOver = false;
    const signingIn = async () => {
      while (!isOver) {
        const other = new Caller(app.address);
        const { ok } = await other.send('accounts.signIn', { body: { email: me.email, password } });
        if (ok) others.push(other);
      }
    };
    const hands = [signingIn(), signingIn(), signingIn()];
    await new Promise((resolve) => setTimeout(resolve, 300));
    await me.call('accounts.changePassword', change());
    isOver = true;
    await Promise.all(hands);
    expect(others.length).toBeGreaterThan(0);
    const stillIn = await Promise.all(others.map((other) => other.call('accounts.me')));
    expect(stillIn.filter((one) => one !== null)).toEqual([]);
    expect(await me.call('accounts.me')).not.toBeNull();
  });

  it('is for whoever is signed in, and leaves neither password in the event', async () => {
    expect(await new Caller(app.address).refusal('accounts.changePassword', change())).toMatchObject({
      code: 'NOT_AUTHENTICATED',
    });
    const me = await member(app, 'company');
    await me.call('accounts.changePassword', change());
    const { userId = '' } = (await me.call('accounts.me')) ?? {};
    const events = await app.app.events.ofStream(`user:${userId}`);
    expect(events.map(({ type }) => type)).toEqual(['user.passwordChanged']);
    expect(JSON.stringify(events)).not.toMatch(/password(?!Changed)/);
  });
});

const idOf = async (caller: Caller): Promise<string> => (await caller.call('accounts.me'))?.userId ?? '';
const maySignIn = async (email: string, secret: string): Promise<boolean> =>
  (await new Caller(app.address).send('accounts.signIn', { body: { email, password: secret } })).ok;

/** The request for a link for a person. */
const issue = async (organisationId: string, person: Caller, fields: object = {}) => ({
  params: { organisationId, userId: await idOf(person) },
  body: { commandId: newId(), linkId: newId(), ...fields },
});
/** The request that uses a link. */
const use = (linkId: string, secret: string, fields: object = {}) => ({
  params: { linkId },
  body: { commandId: newId(), secret, password: next, ...fields },
});

describe('a link for a new password', () => {
  let admin: Member;
  let colleague: Member;
  const nobody = () => new Caller(app.address);
  const linkFor = async (person: Member, by: Caller = admin) => {
    const request = await issue(person.organisationId, person);
    const { secret, expiresAt } = await by.call('members.issuePasswordLink', request);
    return { linkId: request.body.linkId, secret, expiresAt };
  };
  beforeEach(async () => {
    admin = await member(app, 'institute');
    colleague = await invite(app, admin, 'editor');
  });

  it('lets a member in who forgot the password, once, and ends every session there was', async () => {
    const request = await issue(admin.organisationId, colleague);
    const made = await admin.call('members.issuePasswordLink', request);
    expect(await admin.call('members.issuePasswordLink', request)).toEqual(made); // its answer was lost
    expect(made.expiresAt).toBe(new Date(clock.now().getTime() + 24 * 3_600_000).toISOString());

    const { linkId } = request.body;
    expect(await nobody().refusal('passwordLinks.use', use(linkId, 'guess'))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await nobody().refusal('passwordLinks.use', use(linkId, made.secret, { password: 'short' }))).toMatchObject({
      fields: [{ path: 'password' }],
    });
    const used = use(linkId, made.secret);
    // from the browser that is still signed in: that session ends too
    expect(await colleague.call('passwordLinks.use', used)).toEqual({ email: colleague.email });
    expect(await colleague.call('accounts.me')).toBeNull();
    await nobody().call('passwordLinks.use', used); // its answer was lost
    expect(await nobody().refusal('passwordLinks.use', use(linkId, made.secret))).toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('ask for another'),
    });
    expect([await maySignIn(colleague.email, password), await maySignIn(colleague.email, next)]).toEqual([false, true]);
  });

  it('is used by one of two who open it at once', async () => {
    const { linkId, secret } = await linkFor(colleague);
    const passwords = ['the first of two passwords', 'the second of two passwords'];
    const sent = await Promise.all(
      passwords.map((chosen) => nobody().send('passwordLinks.use', use(linkId, secret, { password: chosen }))),
    );
    expect(sent.map(({ status }) => status).sort()).toEqual([200, 404]);
    const opened = await Promise.all(passwords.map((chosen) => maySignIn(colleague.email, chosen)));
    expect(opened).toEqual(sent.map(({ ok }) => ok));
  });

  it('ends when its time is over, when another is made, and when the password is changed', async () => {
    const refused = async ({ linkId, secret }: { linkId: string; secret: string }) =>
      (await nobody().refusal('passwordLinks.use', use(linkId, secret))).code;
    const first = await linkFor(colleague);
    const second = await linkFor(colleague);
    expect(await refused(first)).toBe('NOT_FOUND');
    await colleague.call('accounts.changePassword', {
      body: { commandId: newId(), current: password, password },
    });
    expect(await refused(second)).toBe('NOT_FOUND');

    const operator = await administrator(app);
    await operator.call('parameters.set', {
      body: {
        ...{ id: newId(), commandId: newId(), expectedVersion: 0, key: 'account.passwordLinkHours' },
        ...{ place: '330106', effectiveFrom: '2026-05-01', value: 2, source: 'test' },
      },
    });
    const late = await linkFor(colleague);
    const inTime = await linkFor(await invite(app, admin, 'signer'));
    clock.forward(2 * 3_600_000 - 1);
    await nobody().call('passwordLinks.use', use(inTime.linkId, inTime.secret));
    clock.forward(1);
    expect(await refused(late)).toBe('NOT_FOUND');
  });

  it('is made by an admin of the organisation or an administrator, and for oneself by nobody', async () => {
    const refusal = async (by: Caller, person: Member, organisationId = person.organisationId) =>
      (await by.refusal('members.issuePasswordLink', await issue(organisationId, person))).code;
    for (const role of ['editor', 'reviewer', 'signer'] as const)
      expect([role, await refusal(await invite(app, admin, role), colleague)]).toEqual([role, 'NOT_ALLOWED']);
    const stranger = await member(app, 'company');
    expect(await refusal(stranger, colleague)).toBe('NOT_FOUND');
    expect(await refusal(stranger, colleague, stranger.organisationId)).toBe('NOT_FOUND'); // as if of one's own
    expect(await refusal(admin, admin)).toBe('NOT_ALLOWED');
    const authority = await member(app, 'authority', { place: '330000', level: 'province' });
    expect(await refusal(authority, colleague)).toBe('NOT_FOUND');

    const operator = await administrator(app);
    const { items } = await operator.call('members.list', { params: { organisationId: admin.organisationId } });
    expect(items.every(({ allowed }) => allowed.join() === 'issuePasswordLink')).toBe(true);
    const { linkId, secret } = await linkFor(admin, operator); // the last admin, whom nobody else can help
    await nobody().call('passwordLinks.use', use(linkId, secret));
    expect(await maySignIn(admin.email, next)).toBe(true);
  });

  it('for an administrator who is a member too is made by no admin of the organisation', async () => {
    const operator = await startApp({ env: { ADMIN_EMAIL: 'both@example.org', ADMIN_PASSWORD: password } });
    const boss = await new Caller(operator.address).signIn('both@example.org', password);
    const owner = await member(operator, 'centre', { isApproved: false });
    const params = { organisationId: owner.organisationId };
    await boss.call('organisations.decide', {
      params,
      body: { commandId: newId(), expectedVersion: 1, decision: 'approve' },
    });
    const invitationId = newId();
    const { secret } = await owner.call('organisations.invite', {
      params,
      body: { commandId: newId(), expectedVersion: 2, invitationId, email: 'both@example.org', role: 'editor' },
    });
    await boss.call('invitations.join', { params: { invitationId }, body: { commandId: newId(), secret } });
    const { items } = await owner.call('members.list', { params });
    expect(items.map(({ allowed }) => allowed)).toEqual([['changeMember'], ['changeMember']]);
    expect(await owner.refusal('members.issuePasswordLink', await issue(owner.organisationId, boss))).toMatchObject({
      code: 'NOT_ALLOWED',
    });
    await operator.stop();
  });

  it('opens nothing once whoever made it, or whom it is for, has left', async () => {
    const second = await invite(app, admin, 'admin');
    const [byWhoLeaves, forWhoLeaves] = [
      await linkFor(colleague, second),
      await linkFor(await invite(app, admin, 'signer')),
    ];
    const { items } = await admin.call('members.list', { params: { organisationId: admin.organisationId } });
    for (const { userId, role } of items) {
      if (userId !== (await idOf(second)) && role !== 'signer') continue;
      const { version } = await admin.call('organisations.get', {
        params: { organisationId: admin.organisationId },
      });
      await admin.call('members.change', {
        params: { organisationId: admin.organisationId, userId },
        body: { commandId: newId(), expectedVersion: version, role: null },
      });
    }
    for (const { linkId, secret } of [byWhoLeaves, forWhoLeaves])
      expect(await nobody().refusal('passwordLinks.use', use(linkId, secret))).toMatchObject({
        code: 'NOT_FOUND',
      });
  });

  it('leaves in the events who made it and that it was used, and its secret nowhere', async () => {
    const { linkId, secret } = await linkFor(colleague);
    const userId = await idOf(colleague);
    await nobody().call('passwordLinks.use', use(linkId, secret));
    const events = await app.app.events.ofStream(`user:${userId}`);
    const linkIn = (event: EventOf) => ('linkId' in event.data ? event.data.linkId : undefined);
    expect(events.map((event) => [event.type, event.by.kind === 'person' && event.by.userId, linkIn(event)])).toEqual([
      ['user.passwordLinkIssued', await idOf(admin), linkId],
      ['user.passwordRenewed', false, linkId],
    ]);
    expect(JSON.stringify(events)).not.toContain(secret);
  });

  it('slows down who guesses', async () => {
    const few = { points: 3, duration: 60 };
    const many = { points: 99, duration: 60 };
    const slow = await startApp({ limits: { guesses: few, anonymous: many, person: many } });
    const guess = () => new Caller(slow.address).refusal('passwordLinks.use', use(newId(), 'guess'));
    const codes = [await guess(), await guess(), await guess(), await guess()].map(({ code }) => code);
    expect(codes).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND', 'RATE_LIMITED']);
    await slow.stop();
  });

  it('is made at the terminal for whom nobody else can help, in a private file', async () => {
    const operator = await startApp();
    const file = (await operator.app.passwordLink(' Admin@example.org', operator.address)) ?? '';
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const [, linkId = '', secret = ''] = /new-password\/([^#]+)#(\S+)/.exec(readFileSync(file, 'utf8')) ?? [];
    const guest = new Caller(operator.address);
    expect(await guest.call('passwordLinks.use', use(linkId, secret))).toEqual({ email: 'admin@example.org' });
    await guest.signIn('admin@example.org', next);
    expect((await guest.call('accounts.me'))?.isAdministrator).toBe(true);
    expect(await operator.app.passwordLink('nobody@example.org', operator.address)).toBeNull();
    await operator.stop();
  });
});
