import type { MemberRole } from '../../server/domain/actors.ts';
import { Caller, newId, type TestApp } from './app.ts';
import { type Member, password } from './people.ts';

/** A further member of an organisation, in a role, signed in. */
export async function invite(app: TestApp, admin: Member, role: MemberRole): Promise<Member> {
  const { organisationId } = admin;
  const invitationId = newId();
  const email = `${role}-${invitationId.slice(0, 8)}@example.org`;
  const { version } = await admin.call('organisations.get', { params: { organisationId } });
  const { secret } = await admin.call('organisations.invite', {
    params: { organisationId },
    body: { commandId: newId(), expectedVersion: version, invitationId, email, role },
  });
  const caller = new Caller(app.address);
  await caller.call('invitations.accept', {
    params: { invitationId },
    body: { commandId: newId(), secret, password, displayName: role },
  });
  await caller.signIn(email, password);
  return Object.assign(caller, { organisationId, email });
}
