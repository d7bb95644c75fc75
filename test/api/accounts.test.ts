import { consentVersion } from '../../server/domain/accounts/consent.ts';
import { Caller, newId, startApp, type TestApp } from '../support/app.ts';
import { invitationFor, invite } from '../support/members.ts';
import { administrator, member, password, someCreditCode } from '../support/people.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const registration = (changes: object = {}) => ({
  id: newId(),
  commandId: newId(),
  expectedVersion: 0 as const,
  name: '浙江某大学',
  kind: 'university' as const,
  creditCode: someCreditCode(),
  place: '330106',
  admin: { email: `${newId()}@example.org`, password, displayName: '李华', consent: consentVersion },
  ...changes,
});

describe('registering an organisation', () => {
  it('founds one that can sign in but may do nothing until it is approved', async () => {
    const caller = await member(app, 'university', { isApproved: false });
    const me = await caller.call('accounts.me');
    expect(me?.organisation).toMatchObject({ state: 'pending', memberRole: 'admin' });
    expect(await caller.refusal('deals.list')).toMatchObject({ code: 'NOT_ALLOWED', status: 403 });

    const admin = await administrator(app);
    const decision = { commandId: newId(), expectedVersion: 1, decision: 'approve' as const };
    await admin.call('organisations.decide', { params: { organisationId: caller.organisationId }, body: decision });
    expect(await caller.call('deals.list')).toEqual({ items: [], nextCursor: null });
  });

  it('refuses a wrong check digit, and a level for anyone but an authority', async () => {
    const nobody = new Caller(app.address);
    const body = registration();
    const wrong = body.creditCode.slice(0, 17) + (body.creditCode.endsWith('0') ? '1' : '0');
    expect(await nobody.refusal('organisations.register', { body: { ...body, creditCode: wrong } })).toMatchObject({
      code: 'INVALID_INPUT',
    });
    expect(await nobody.refusal('organisations.register', { body: registration({ level: 'city' }) })).toMatchObject({
      fields: [{ path: 'level' }],
    });
    expect(await nobody.refusal('organisations.register', { body: registration({ kind: 'authority' }) })).toMatchObject(
      {
        fields: [{ path: 'level' }],
      },
    );
  });

  it.each([
    ['a place that there is not', { place: '999999' }],
    ['the whole country for a seat', { place: '000000' }],
    ['a province for the seat of an authority of a city', { kind: 'authority', level: 'city', place: '330000' }],
  ])('refuses %s', async (_what, changes) => {
    const problem = await new Caller(app.address).refusal('organisations.register', { body: registration(changes) });
    expect(problem).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'place' }] });
  });

  it('happens once however often the same command is sent, also at the same moment', async () => {
    const nobody = new Caller(app.address);
    const body = registration();
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => nobody.call('organisations.register', { body })));
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome)))).toEqual(
      new Set([JSON.stringify({ id: body.id, version: 1 })]),
    );
    const other = { ...body, name: 'another name' };
    expect(await nobody.refusal('organisations.register', { body: other })).toMatchObject({ code: 'CONFLICT' });
  });
});

describe('what is kept of a person', () => {
  it('is agreed to before there is an account, and the version and time of what was agreed to stay with it', async () => {
    const nobody = new Caller(app.address);
    const given = registration();
    for (const consent of ['', '2020-01-01']) {
      const body = { ...given, admin: { ...given.admin, consent } };
      expect(await nobody.refusal('organisations.register', { body })).toMatchObject({
        code: 'INVALID_INPUT',
        fields: [{ path: 'admin.consent', message: 'Please read and accept what is kept of you first.' }],
      });
    }
    await nobody.call('organisations.register', { body: given });
    const admin = await member(app, 'company');
    const invited = `${newId()}@example.org`;
    const { params, body } = await invitationFor(admin, invited);
    expect(await nobody.refusal('invitations.accept', { params, body: { ...body, consent: '' } })).toMatchObject({
      fields: [{ path: 'consent' }],
    });
    await nobody.call('invitations.accept', { params, body });
    for (const email of [given.admin.email, invited]) {
      const user = await app.app.database.raw('users').findOne({ email });
      expect(user?.consent).toEqual({ version: consentVersion, at: expect.any(Date) as Date });
    }
    const me = await new Caller(app.address).signIn(given.admin.email, password);
    const at = expect.stringMatching(/^\d{4}-/) as string;
    expect((await me.call('accounts.me'))?.consent).toEqual({ version: consentVersion, at });
  });

  it('can be agreed to later by whoever was never asked, in the present version alone', async () => {
    const admin = await new Caller(app.address).signIn('admin@example.org', 'a long enough password');
    expect((await admin.call('accounts.me'))?.consent).toBeNull(); // made from the settings: nobody was asked
    const body = { commandId: newId(), consent: consentVersion };
    expect(await admin.refusal('accounts.agree', { body: { ...body, consent: '2020-01-01' } })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'consent' }],
    });
    expect(await admin.call('accounts.agree', { body })).toEqual(await admin.call('accounts.agree', { body }));
    expect((await admin.call('accounts.me'))?.consent?.version).toBe(consentVersion);
  });
});

describe('a password', () => {
  it.each([
    ['one letter twelve times', 'aaaaaaaaaaaa'],
    ['a row of digits', '123456789012'],
    ['keys in a row', 'qwertyuiop[]'],
    ['a common one', 'password1234'],
    ['the own address', 'wang.fang@example.org'],
    ['the own name', 'Wang Fang 王芳'],
    ['the own organisation', '杭州示范科技大学2026'],
  ])('that is %s is refused', async (_, secret) => {
    const admin = {
      email: 'wang.fang@example.org',
      password: secret,
      displayName: 'Wang Fang 王芳',
      consent: consentVersion,
    };
    const body = registration({ admin, name: '杭州示范科技大学' });
    expect(await new Caller(app.address).refusal('organisations.register', { body })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'admin.password' }],
    });
  });

  it('that is guessed early is refused wherever one is chosen', async () => {
    const who = await member(app, 'company');
    const common = 'password1234';
    const change = { commandId: newId(), current: password, password: common };
    expect(await who.refusal('accounts.changePassword', { body: change })).toMatchObject({
      fields: [{ path: 'password' }],
    });
    const { params, body } = await invitationFor(who, `${newId()}@example.org`);
    const accept = { params, body: { ...body, password: common } };
    expect(await new Caller(app.address).refusal('invitations.accept', accept)).toMatchObject({
      fields: [{ path: 'password' }],
    });
    await new Caller(app.address).call('invitations.accept', { params, body });
  });
});

describe('deciding on an organisation', () => {
  it('is for administrators and for the authority of its place alone', async () => {
    const pending = await member(app, 'company', { isApproved: false, place: '330106' });
    const call = {
      params: { organisationId: pending.organisationId },
      body: { commandId: newId(), expectedVersion: 1, decision: 'approve' as const },
    };
    const elsewhere = await member(app, 'authority', { place: '320000', level: 'province' });
    const company = await member(app, 'company');
    expect(await company.refusal('organisations.decide', call)).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await pending.refusal('organisations.decide', call)).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await elsewhere.refusal('organisations.decide', call)).toMatchObject({ code: 'NOT_ALLOWED' });

    const authority = await member(app, 'authority', { place: '330100', level: 'city' });
    const seen = await authority.call('organisations.list', { query: { state: 'pending', limit: 100 } });
    expect(seen.items.map(({ id }) => id)).toContain(pending.organisationId);
    expect(seen.items.every(({ place }) => place.startsWith('3301'))).toBe(true);
    expect(await authority.call('organisations.decide', call)).toEqual({ id: pending.organisationId, version: 2 });
    expect(await authority.call('organisations.decide', call)).toEqual({ id: pending.organisationId, version: 2 }); // a repeat
    const stale = { ...call, body: { ...call.body, commandId: newId() } };
    expect(await authority.refusal('organisations.decide', stale)).toMatchObject({
      code: 'STALE_VERSION',
      status: 412,
      details: { version: 2 },
    });
    const again = { ...call, body: { ...call.body, commandId: newId(), expectedVersion: 2 } };
    expect(await authority.refusal('organisations.decide', again)).toMatchObject({ code: 'WRONG_STATE' });
  });

  it('tells its reason to the organisation and to whoever decides, nobody else, and no event holds it', async () => {
    const pending = await member(app, 'institute', { isApproved: false, name: '某某专家工作室' });
    const params = { organisationId: pending.organisationId };
    const admin = await administrator(app);
    const decide = (expectedVersion: number, decision: 'refuse' | 'approve', reason: string) =>
      admin.call('organisations.decide', { params, body: { commandId: newId(), expectedVersion, decision, reason } });
    await decide(1, 'refuse', '执照照片不清晰，请王女士补交');
    expect((await pending.call('accounts.me'))?.organisation?.decisionReason).toBe('执照照片不清晰，请王女士补交');
    await decide(2, 'approve', '已补交');
    const reasonFor = async (caller: Caller) => (await caller.call('organisations.get', { params })).decisionReason;
    expect([await reasonFor(pending), await reasonFor(admin)]).toEqual(['已补交', '已补交']);
    expect([await reasonFor(await member(app, 'company')), await reasonFor(new Caller(app.address))]).toEqual([
      null,
      null,
    ]);
    const kept = JSON.stringify(await app.app.events.ofStream(`organisation:${pending.organisationId}`));
    expect(kept).not.toMatch(/王女士|已补交|专家工作室/);
  });

  it('shows one that is not approved to nobody else', async () => {
    const pending = await member(app, 'company', { isApproved: false });
    const params = { organisationId: pending.organisationId };
    expect(await new Caller(app.address).refusal('organisations.get', { params })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await pending.call('organisations.get', { params })).toMatchObject({ state: 'pending', allowed: [] });
    expect(await (await administrator(app)).call('organisations.get', { params })).toMatchObject({
      allowed: ['approve', 'refuse'],
    });
  });
});

describe('members', () => {
  it('come by invitation, once, and only with its secret', async () => {
    const admin = await member(app, 'institute');
    const params = { organisationId: admin.organisationId };
    const invitationId = newId();
    const invitation = {
      commandId: newId(),
      expectedVersion: 2,
      invitationId,
      email: `${newId()}@example.org`,
      role: 'editor' as const,
    };
    const { secret } = await admin.call('organisations.invite', { params, body: invitation });
    expect((await admin.call('organisations.invite', { params, body: invitation })).secret).toBe(secret);

    const guest = new Caller(app.address);
    const body = { commandId: newId(), secret, password, displayName: '王芳', consent: consentVersion };
    const accept = (changes: object = {}) => ({ params: { invitationId }, body: { ...body, ...changes } });
    expect(await guest.refusal('invitations.accept', accept({ secret: 'guess' }))).toMatchObject({
      code: 'NOT_FOUND',
    });
    await guest.call('invitations.accept', accept());
    await guest.call('invitations.accept', accept());
    expect(await guest.refusal('invitations.accept', accept({ commandId: newId() }))).toMatchObject({
      code: 'NOT_FOUND',
    });

    await guest.signIn(invitation.email, password);
    expect((await guest.call('accounts.me'))?.organisation).toMatchObject({
      id: admin.organisationId,
      memberRole: 'editor',
    });
    const { items } = await admin.call('members.list', { params });
    expect(items.map(({ displayName, role }) => [displayName, role]).sort()).toEqual([
      ['Li Hua', 'admin'],
      ['王芳', 'editor'],
    ]);
    expect(
      await guest.refusal('organisations.invite', { params, body: { ...invitation, commandId: newId() } }),
    ).toMatchObject({ code: 'NOT_ALLOWED' });

    const stranger = await member(app, 'company');
    expect(await stranger.refusal('members.list', { params })).toMatchObject({ code: 'NOT_FOUND' });
    expect(
      await stranger.refusal('organisations.invite', {
        params,
        body: { ...invitation, commandId: newId(), expectedVersion: 3 },
      }),
    ).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('always leave one admin behind, also when two admins step down at once', async () => {
    const first = await member(app, 'company');
    const params = { organisationId: first.organisationId };
    const me = await first.call('accounts.me');
    const stepDown = { commandId: newId(), expectedVersion: 2, role: null };
    expect(
      await first.refusal('members.change', { params: { ...params, userId: me?.userId ?? '' }, body: stepDown }),
    ).toMatchObject({ code: 'WRONG_STATE' });

    const second = await invite(app, first, 'admin');
    const leave = async (who: Caller, expectedVersion: number) => {
      const userId = (await who.call('accounts.me'))?.userId ?? '';
      const body = { commandId: newId(), expectedVersion, role: null };
      return who.call('members.change', { params: { ...params, userId }, body });
    };
    const left = await Promise.allSettled([leave(first, 3), leave(second, 3)]);
    expect(left.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [stays] = left[0].status === 'fulfilled' ? [second] : [first];
    await expect(leave(stays, 4)).rejects.toThrow('WRONG_STATE');
  });
});

describe('signing in', () => {
  it('tells a wrong password and an unknown person apart by nothing', async () => {
    const known = await member(app, 'company');
    const nobody = new Caller(app.address);
    const wrong = await nobody.refusal('accounts.signIn', { body: { email: known.email, password: 'wrong password' } });
    const unknown = await nobody.refusal('accounts.signIn', {
      body: { email: 'nobody@example.org', password: 'wrong password' },
    });
    expect({ ...wrong, requestId: '' }).toEqual({ ...unknown, requestId: '' });
  });

  it('makes a fresh session, and signing out ends it', async () => {
    const caller = await member(app, 'company');
    const before = caller.cookie;
    await caller.signIn(caller.email, password);
    expect(caller.cookie).not.toBe(before);
    const stolen = new Caller(app.address);
    stolen.cookie = caller.cookie;
    await caller.call('accounts.signOut');
    expect(await stolen.call('accounts.me')).toBeNull();
  });

  it('speaks the language of the caller', async () => {
    const refused = await new Caller(app.address, 'zh').refusal('accounts.signIn', {
      body: { email: 'a@example.org', password: 'x' },
    });
    expect(refused.message).toBe('账号或密码不正确。');
  });

  it('slows down who guesses', async () => {
    const slow = await startApp({
      limits: {
        guesses: { points: 3, duration: 60 },
        anonymous: { points: 99, duration: 60 },
        person: { points: 99, duration: 60 },
      },
    });
    const nobody = new Caller(slow.address);
    const guess = () => nobody.refusal('accounts.signIn', { body: { email: 'a@example.org', password: 'x' } });
    const codes = [await guess(), await guess(), await guess(), await guess()].map(({ code }) => code);
    expect(codes).toEqual(['NOT_AUTHENTICATED', 'NOT_AUTHENTICATED', 'NOT_AUTHENTICATED', 'RATE_LIMITED']);
    // nor may strangers send licences without end
    const licence = { params: { organisationId: newId(), fileId: newId() }, query: { name: 'a.pdf' }, raw: '%PDF-' };
    expect(await nobody.refusal('organisations.uploadLicence', licence)).toMatchObject({ code: 'RATE_LIMITED' });
    await slow.stop();
  });
});

describe('the first administrator', () => {
  it('comes from the one-time link and from nowhere else, once', async () => {
    const fresh = await startApp({ env: { ADMIN_EMAIL: '', ADMIN_PASSWORD: '' } });
    const link = await fresh.app.setupLink(fresh.address);
    const { readFileSync, statSync } = await import('node:fs');
    expect(statSync(link ?? '').mode & 0o777).toBe(0o600);
    const token = /token=(\S+)/.exec(readFileSync(link ?? '', 'utf8'))?.[1] ?? '';
    const nobody = new Caller(fresh.address);
    const body = {
      id: newId(),
      commandId: newId(),
      expectedVersion: 0 as const,
      email: 'first@example.org',
      password,
      displayName: 'First',
      consent: consentVersion,
    };
    expect(await nobody.refusal('accounts.setUp', { body: { ...body, token: 'guess' } })).toMatchObject({
      code: 'NOT_ALLOWED',
    });
    expect(await nobody.refusal('accounts.setUp', { body: { ...body, token, consent: '' } })).toMatchObject({
      fields: [{ path: 'consent' }],
    });
    await nobody.call('accounts.setUp', { body: { ...body, token } });
    const first = await new Caller(fresh.address).signIn(body.email, password);
    expect((await first.call('accounts.me'))?.consent?.version).toBe(consentVersion);
    const second = { ...body, id: newId(), commandId: newId(), email: 'second@example.org', token };
    expect(await nobody.refusal('accounts.setUp', { body: second })).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await fresh.app.setupLink(fresh.address)).toBeNull();
    await fresh.stop();
  });
});

describe('the centres', () => {
  it('are known to everybody once approved, by name; nothing else is', async () => {
    const centre = await member(app, 'centre', { name: '某产业知识产权运营中心' });
    const waiting = await member(app, 'centre', { isApproved: false });
    const { items } = await new Caller(app.address).call('centres.list', { query: { limit: 100 } });
    expect(items).toContainEqual({ id: centre.organisationId, name: '某产业知识产权运营中心', place: '330106' });
    expect(items.map(({ id }) => id)).not.toContain(waiting.organisationId);
  });

  it('are what an authority may ask for alone', async () => {
    const authority = await member(app, 'authority', { place: '330000', level: 'province' });
    const { items } = await authority.call('organisations.list', { query: { kind: 'centre', limit: 100 } });
    expect(items.length).toBeGreaterThan(0);
    expect(items.every(({ kind }) => kind === 'centre')).toBe(true);
  });
});
