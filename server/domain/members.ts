import { type Actor, roleFor } from './actors.ts';

/** What may be done about a member of an organisation. */
export const memberCommands = ['changeMember', 'issuePasswordLink'] as const;
export type MemberCommand = (typeof memberCommands)[number];

export type Member = Readonly<{
  userId: string;
  organisationId: string;
  isAdministrator: boolean;
  /** Also a member of another organisation, whose affairs its account opens as well. */
  belongsElsewhere: boolean;
}>;

/**
 * What `actor` may do about a member. A link for a new password is a way into the account: nobody gets one for himself,
 * because whoever found a browser open would; none is made for an administrator by somebody who is none, and none by an
 * organisation's admin for a member whose account also opens another organisation.
 */
export function memberCommandsOf(actor: Actor, member: Member): MemberCommand[] {
  if (actor.kind !== 'person') return [];
  const { isAdministrator, userId } = actor;
  const isTheirAdmin = roleFor(actor, member.organisationId) === 'admin';
  const mayIssue =
    userId !== member.userId &&
    (isAdministrator || (isTheirAdmin && !member.isAdministrator && !member.belongsElsewhere));
  return [...(isTheirAdmin ? ['changeMember' as const] : []), ...(mayIssue ? ['issuePasswordLink' as const] : [])];
}
