import type { MemberRole, OrganisationKind } from '../actors.ts';
import type { AuthorityLevel } from '../jurisdiction.ts';

type Nothing = Readonly<Record<string, never>>;

/** What happens to organisations and people; names, codes and reasons stand here as their proofs. */
export type AccountEvents = {
  'organisation.registered': Readonly<{
    nameDigest: string;
    codeDigest: string;
    kind: OrganisationKind;
    place: string;
    level: AuthorityLevel | null;
    isSme: boolean;
    adminId: string;
  }>;
  'organisation.approved': Readonly<{ reasonDigest: string }>;
  'organisation.refused': Readonly<{ reasonDigest: string }>;
  'organisation.suspended': Readonly<{ reasonDigest: string }>;
  'organisation.memberInvited': Readonly<{ invitationId: string; role: MemberRole; expiresAt: string }>;
  /** Null: is a member no longer. */
  'organisation.memberChanged': Readonly<{ userId: string; role: MemberRole | null }>;
  'invitation.accepted': Readonly<{ organisationId: string; userId: string; role: MemberRole }>;
  'user.administratorMade': Nothing;
  'user.passwordChanged': Nothing;
  'user.passwordLinkIssued': Readonly<{ linkId: string; expiresAt: string }>;
  'user.passwordRenewed': Readonly<{ linkId: string }>;
};
