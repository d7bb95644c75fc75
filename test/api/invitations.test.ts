import type { MemberRole } from '../../server/domain/actors.ts';
import { Caller, newId, startApp, type TestApp, testClock } from '../support/app.ts';
import { invitationFor, invite, joins } from '../support/members.ts';
import { administrator, member, type Member } from '../support/people.ts';

const clock = testClock();
let app: TestApp;
beforeAll(async () => {
  app = await startApp({ clock });
});
afterAll(() => app.stop());

const idOf = async (caller: Caller): Promise<string> => (await caller.call('accounts.me'))?.userId ?? '';
const address = () => `${newId()}@example.org`;

/** An admin gives another member a role, or ends the membership. */
async function change(admin: Member, who: Caller, role: MemberRole | null) {
  const organisation = { organisationId: admin.organisationId };
  const { version } = await admin.call('organisations.get', { params: organisation });
  const params = { ...organisation, userId: await idOf(who) };
  await admin.call('members.change', { params, body: { commandId: newId(), expectedVersion: version, role } });
}
const accept = async (invitation: Awaited<ReturnType<typeof invitationFor>>) =>
  (await new Caller(app.address).send('invitations.accept', invitation)).status;
const openOf = async (caller: Caller, { organisationId }: Member) =>
  (await caller.call('invitations.list', { params: { organisationId } })).items;

describe('an invitation', () => {
  let admin: Member;
  let other: Member;
  beforeEach(async () => {
    admin = await member(app, 'company');
    other = await invite(app, admin, 'admin');
  });

  it('lets nobody in once its inviter was removed, also when the inviter is an admin again later', async () => {
    const wayBack = await invitationFor(other, address(), 'admin');
    await change(admin, other, null);
    expect(await accept(wayBack)).toBe(404);
    await joins(other, admin); // asked back
    expect((await other.call('accounts.me'))?.organisation?.memberRole).toBe('admin');
    expect(await accept(wayBack)).toBe(404);
  });

  it('lets nobody in once its inviter is no admin any more', async () => {
    const asAdmin = await invitationFor(other, address(), 'admin');
    const asEditor = await invitationFor(other, address(), 'editor');
    await change(admin, other, 'editor');
    expect([await accept(asAdmin), await accept(asEditor)]).toEqual([404, 404]);
    await change(admin, other, 'admin');
    expect(await accept(asEditor)).toBe(404);
  });

  it('to the address of a removed member ends with the membership, whoever made it', async () => {
    const spare = await invitationFor(admin, other.email, 'admin');
    await change(admin, other, null);
    expect(await accept(spare)).toBe(404);
  });

  it('lets nobody in while its organisation is suspended', async () => {
    const invitation = await invitationFor(admin, address());
    const operator = await administrator(app);
    const params = { organisationId: admin.organisationId };
    const { version } = await operator.call('organisations.get', { params });
    const decision = { commandId: newId(), expectedVersion: version, decision: 'suspend' as const, reason: 'x' };
    await operator.call('organisations.decide', { params, body: decision });
    expect(await accept(invitation)).toBe(404);
  });

  it('stands in a list with who made it and until when, until it is used, revoked or over', async () => {
    const [used, revoked, kept] = [address(), address(), address()];
    const invitation = await invitationFor(admin, used);
    const madeAt = clock.now().getTime();
    clock.forward(1_000); // the list is in the order of their ends
    const toRevoke = await invitationFor(other, revoked, 'signer');
    clock.forward(1_000);
    await invitationFor(other, kept, 'editor');
    const listed = await openOf(admin, admin);
    expect(listed.map(({ email, role, invitedBy }) => [email, role, invitedBy?.userId])).toEqual([
      [used, 'admin', await idOf(admin)],
      [revoked, 'signer', await idOf(other)],
      [kept, 'editor', await idOf(other)],
    ]);
    expect(listed[0]?.expiresAt).toBe(new Date(madeAt + 14 * 86_400_000).toISOString());

    expect(await accept(invitation)).toBe(200);
    const params = { organisationId: admin.organisationId, invitationId: toRevoke.params.invitationId };
    const body = { commandId: newId() };
    await admin.call('invitations.revoke', { params, body });
    await admin.call('invitations.revoke', { params, body }); // its answer was lost
    expect(await accept(toRevoke)).toBe(404);
    expect(await admin.refusal('invitations.revoke', { params, body: { commandId: newId() } })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect((await openOf(admin, admin)).map(({ email }) => email)).toEqual([kept]);
    clock.forward(14 * 86_400_000);
    expect(await openOf(admin, admin)).toEqual([]);
  });

  it('is shown to and revoked by admins of its organisation and administrators alone', async () => {
    const { params } = await invitationFor(admin, address());
    const request = {
      params: { organisationId: admin.organisationId, invitationId: params.invitationId },
      body: { commandId: newId() },
    };
    const stranger = await member(app, 'company');
    const list = { params: { organisationId: admin.organisationId } };
    expect(await stranger.refusal('invitations.list', list)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await stranger.refusal('invitations.revoke', request)).toMatchObject({ code: 'NOT_FOUND' });
    const asIfOwn = { ...request, params: { ...request.params, organisationId: stranger.organisationId } };
    expect(await stranger.refusal('invitations.revoke', asIfOwn)).toMatchObject({ code: 'NOT_FOUND' });
    const editor = await invite(app, admin, 'editor');
    expect(await editor.refusal('invitations.list', list)).toMatchObject({ code: 'NOT_ALLOWED' });
    const operator = await administrator(app);
    expect(await openOf(operator, admin)).toHaveLength(1);
    await operator.call('invitations.revoke', request);
    expect(await openOf(admin, admin)).toEqual([]);
  });
});

describe('a link for a new password', () => {
  it('opens nothing once its issuer was removed or is no admin any more, also when asked back', async () => {
    const admin = await member(app, 'company');
    const colleague = await invite(app, admin, 'editor');
    for (const role of [null, 'editor'] as const) {
      const issuer = await invite(app, admin, 'admin');
      const params = { organisationId: admin.organisationId, userId: await idOf(colleague) };
      const linkId = newId();
      const { secret } = await issuer.call('members.issuePasswordLink', {
        params,
        body: { commandId: newId(), linkId },
      });
      await change(admin, issuer, role);
      if (role) await change(admin, issuer, 'admin');
      else await new Caller(app.address).call('invitations.accept', await invitationFor(admin, issuer.email, 'admin'));
      const body = { commandId: newId(), secret, password: 'a quite different password' };
      expect(await new Caller(app.address).refusal('passwordLinks.use', { params: { linkId }, body })).toMatchObject({
        code: 'NOT_FOUND',
      });
    }
  });
});
