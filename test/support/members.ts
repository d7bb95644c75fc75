import { consentVersion } from '../../server/domain/accounts/consent.ts';
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

/** Somebody who has an account joins another organisation, invited by one of its admins. */
export async function joins(who: Member, admin: Member, role: MemberRole = 'admin'): Promise<void> {
  const { params, body } = await invitationFor(admin, who.email, role);
  await who.call('invitations.join', { params, body: { commandId: newId(), secret: body.secret } });
}

/** What accepts an invitation into an organisation with a new account. */
export async function invitationFor(admin: Member, email: string, role: MemberRole = 'admin') {
  const params = { organisationId: admin.organisationId };
  const invitationId = newId();
  const { version } = await admin.call('organisations.get', { params });
  const { secret } = await admin.call('organisations.invite', {
    params,
    body: { commandId: newId(), expectedVersion: version, invitationId, email, role },
  });
  return {
    params: { invitationId },
    body: { commandId: newId(), secret, password, displayName: role, consent: consentVersion },
  };
}
