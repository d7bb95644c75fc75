import { type Actor, isAdministrator, roleFor } from './actors.ts';

export const memberCommands = ['changeMember', 'issuePasswordLink'] as const;
export type MemberCommand = (typeof memberCommands)[number];

export type Member = Readonly<{
  userId: string;
  organisationId: string;
  isAdministrator: boolean;
  /** Also a member of another organisation, to which the same account gives access. */
  belongsElsewhere: boolean;
}>;

/** Whether `actor` may invite people into an organisation: its admins, in any role. */
export const mayInvite = (actor: Actor, organisationId: string): boolean => roleFor(actor, organisationId) === 'admin';

/** Whether `actor` sees and revokes the open invitations of an organisation: its admins, and an administrator. */
export const mayRevokeInvitations = (actor: Actor, organisationId: string): boolean =>
  mayInvite(actor, organisationId) || isAdministrator(actor);

/**
 * The commands that `actor` may give about a member. A password link opens the account, therefore: not for oneself (an
 * unattended browser would be enough to take the account over); for an administrator only by an administrator; and not
 * by an organisation's admin for a member who also belongs to another organisation.
 */
export function memberCommandsOf(actor: Actor, member: Member): MemberCommand[] {
  if (actor.kind !== 'person') return [];
  const { userId } = actor;
  const isTheirAdmin = roleFor(actor, member.organisationId) === 'admin';
  const mayIssue =
    userId !== member.userId &&
    (isAdministrator(actor) || (isTheirAdmin && !member.isAdministrator && !member.belongsElsewhere));
  return [...(isTheirAdmin ? ['changeMember' as const] : []), ...(mayIssue ? ['issuePasswordLink' as const] : [])];
}
