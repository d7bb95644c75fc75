import type { MemberRole } from '../../server/domain/actors.ts';
import { Caller, newId, type TestApp } from './app.ts';
import { type Member, password } from './people.ts';

/** A further member of an organisation with a role, signed in. */
export async function invite(app: TestApp, admin: Member, role: MemberRole): Promise<Member> {
  const { organisationId } = admin;
  const email = `${role}-${newId().slice(0, 8)}@example.org`;
  const caller = new Caller(app.address);
  await caller.call('invitations.accept', await invitationFor(admin, email, role));
  await caller.signIn(email, password);
  return Object.assign(caller, { organisationId, email });
}

/** Request that accepts an invitation; `proof` is the password of the account, if it exists already. */
export async function invitationFor(admin: Member, email: string, role: MemberRole = 'admin', proof = password) {
  const params = { organisationId: admin.organisationId };
  const invitationId = newId();
  const { version } = await admin.call('organisations.get', { params });
  const { secret } = await admin.call('organisations.invite', {
    params,
    body: { commandId: newId(), expectedVersion: version, invitationId, email, role },
  });
  return { params: { invitationId }, body: { commandId: newId(), secret, password: proof, displayName: role } };
}
