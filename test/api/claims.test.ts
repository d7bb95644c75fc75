import { consentVersion } from '../../server/domain/accounts/consent.ts';
import { Caller, newId, startApp, type TestApp, testClock } from '../support/app.ts';
import { invitationFor } from '../support/members.ts';
import { administrator, member, type Member, password, someCreditCode } from '../support/people.ts';

const clock = testClock();
let app: TestApp;
beforeAll(async () => {
  app = await startApp({ clock });
});
afterAll(() => app.stop());

const other = 'a quite different password';
const nobody = () => new Caller(app.address);
const registration = (email: string, secret: string) => ({
  ...{ id: newId(), commandId: newId(), expectedVersion: 0 as const, name: '某某公司', kind: 'company' as const },
  ...{
    creditCode: someCreditCode(),
    place: '330106',
    admin: { email, password: secret, displayName: '李华', consent: consentVersion },
  },
});
const maySignIn = async (email: string, secret: string) =>
  (await nobody().send('accounts.signIn', { body: { email, password: secret } })).ok;
const decide = async (organisationId: string, decision: 'approve' | 'refuse') => {
  const operator = await administrator(app);
  const params = { organisationId };
  const { version } = await operator.call('organisations.get', { params });
  const body = { commandId: newId(), expectedVersion: version, decision, reason: '' };
  return operator.send('organisations.decide', { params, body });
};

describe('registering with an address that has an account', () => {
  let owner: Member;
  beforeEach(async () => {
    owner = await member(app, 'university');
  });

  it('is answered like registering with any other, whatever the password, and tells by nothing afterwards either', async () => {
    const unknown = `${newId()}@example.org`;
    const told: unknown[] = [];
    for (const [email, secret] of [
      [unknown, other],
      [owner.email, other],
      [owner.email, password],
    ] as const) {
      const body = registration(email, secret);
      const response = await nobody().send('organisations.register', { body });
      const answer = (await response.json()) as { id: string };
      const again = await nobody().send('organisations.register', { body });
      const signedIn = await maySignIn(email, secret);
      told.push([response.status, answer.id === body.id, { ...answer, id: '' }, again.status, signedIn]);
    }
    expect(told[1]).toEqual(told[0]);
    expect(told[2]).toEqual(told[0]);
  });

  it('joins nothing: the owner keeps password and memberships, and is asked', async () => {
    const body = registration(owner.email, other);
    await nobody().call('organisations.register', { body });
    const me = await new Caller(app.address).signIn(owner.email, password);
    expect((await me.call('accounts.me'))?.memberships.map(({ organisation }) => organisation.id)).toEqual([
      owner.organisationId,
    ]);
    expect((await owner.call('accounts.claims')).items).toEqual([
      expect.objectContaining({ organisationId: body.id, name: '某某公司' }),
    ]);
  });

  it('is approved only once the owner of the address has confirmed it, who then is its admin', async () => {
    const body = registration(owner.email, other);
    await nobody().call('organisations.register', { body });
    const registrant = await new Caller(app.address).signIn(owner.email, other);
    expect((await registrant.call('accounts.me'))?.organisation).toMatchObject({ id: body.id, state: 'pending' });
    expect((await registrant.call('accounts.claims')).items).toEqual([]); // its address is not its own
    expect(await (await decide(body.id, 'approve')).json()).toMatchObject({
      code: 'WRONG_STATE',
      message: expect.stringContaining('belongs to another account'),
    });

    const answer = { params: { organisationId: body.id }, body: { commandId: newId(), isMine: true } };
    expect(await registrant.refusal('accounts.answerClaim', answer)).toMatchObject({ code: 'NOT_FOUND' });
    owner.actingFor = owner.organisationId;
    clock.forward(1_000); // the first organisation is the one it has belonged to longer
    await owner.call('accounts.answerClaim', answer);
    await owner.call('accounts.answerClaim', answer); // its answer was lost
    expect(await registrant.call('accounts.me')).toBeNull();
    expect((await decide(body.id, 'approve')).ok).toBe(true);
    const me = await owner.call('accounts.me');
    expect(me?.memberships).toContainEqual(
      expect.objectContaining({ organisation: { id: body.id, name: '某某公司' }, role: 'admin', state: 'approved' }),
    );
    const { items } = await owner.call('accounts.claims');
    expect(items).toEqual([]);
  });

  it('ends when the owner of the address says that it is not theirs', async () => {
    const body = registration(owner.email, other);
    await nobody().call('organisations.register', { body });
    const stranger = await member(app, 'company');
    const answer = { params: { organisationId: body.id }, body: { commandId: newId(), isMine: false } };
    expect(await stranger.refusal('accounts.answerClaim', answer)).toMatchObject({ code: 'NOT_FOUND' });
    await owner.call('accounts.answerClaim', answer);
    const operator = await administrator(app);
    const { state } = await operator.call('organisations.get', { params: answer.params });
    expect(state).toBe('refused');
    expect((await owner.call('accounts.claims')).items).toEqual([]);
  });
});

describe('an address that somebody registered with', () => {
  it('keeps no invitation from its owner, who comes in with a password of their own', async () => {
    const email = `${newId()}@example.org`;
    await nobody().call('organisations.register', { body: registration(email, other) }); // a squatter
    const admin = await member(app, 'institute');
    await nobody().call('invitations.accept', await invitationFor(admin, email, 'editor'));
    const invited = await nobody().signIn(email, password);
    expect((await invited.call('accounts.me'))?.organisation).toMatchObject({ id: admin.organisationId });
    const squatter = await nobody().signIn(email, other);
    expect((await squatter.call('accounts.me'))?.organisation).toMatchObject({ state: 'pending' });
  });

  it('keeps no registration from its owner either: both follow their own, whoever is approved first has the address', async () => {
    const email = `${newId()}@example.org`;
    const [first, second] = [registration(email, other), registration(email, password)];
    for (const body of [first, second]) await nobody().call('organisations.register', { body });
    for (const [secret, { id }] of [
      [other, first],
      [password, second],
    ] as const) {
      const me = await (await nobody().signIn(email, secret)).call('accounts.me');
      expect(me?.organisation?.id).toBe(id);
    }
    const decided = await Promise.all([decide(first.id, 'approve'), decide(second.id, 'approve')]);
    expect(decided.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });
});

describe('accepting an invitation to an address that has an account', () => {
  it('is answered like any other, whatever the password, and joins nothing', async () => {
    const owner = await member(app, 'university');
    const admin = await member(app, 'company');
    const told: unknown[] = [];
    for (const [email, secret] of [
      [`${newId()}@example.org`, other],
      [owner.email, other],
      [owner.email, password],
    ] as const) {
      const { params, body } = await invitationFor(admin, email);
      const accept = async (commandId: string) => {
        const response = await nobody().send('invitations.accept', {
          params,
          body: { ...body, commandId, password: secret },
        });
        const { id: _, requestId: __, ...answer } = (await response.json()) as Record<string, unknown>;
        return [response.status, answer];
      };
      const once = newId();
      told.push([await accept(once), await accept(once), await accept(newId())]);
    }
    expect(told[1]).toEqual(told[0]);
    expect(told[2]).toEqual(told[0]);
    expect((await owner.call('accounts.me'))?.memberships).toHaveLength(1);
    expect(await maySignIn(owner.email, other)).toBe(false);
  });

  it('is joined by its owner alone, signed in, with the secret of the link', async () => {
    const owner = await member(app, 'university');
    const admin = await member(app, 'company');
    const { params, body } = await invitationFor(admin, owner.email, 'editor');
    await nobody().call('invitations.accept', { params, body }); // somebody tried without signing in
    const join = (secret = body.secret) => ({ params, body: { commandId: newId(), secret } });
    expect(await admin.refusal('invitations.join', join())).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await owner.refusal('invitations.join', join('guess'))).toMatchObject({ code: 'NOT_FOUND' });
    clock.forward(1_000);
    await owner.call('invitations.join', join());
    expect((await owner.call('accounts.me'))?.memberships.map(({ role }) => role)).toEqual(['admin', 'editor']);
    owner.actingFor = owner.organisationId;
    expect(await owner.refusal('invitations.join', join())).toMatchObject({ code: 'NOT_FOUND' });
  });
});
