import type { MemberRole, OrganisationKind } from '../actors.ts';
import type { AuthorityLevel } from '../jurisdiction.ts';

type Nothing = Readonly<Record<string, never>>;

/** Events of organisations and people. Names, credit codes and reasons appear only as digests. */
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
  /** `role` null: no longer a member. */
  'organisation.memberChanged': Readonly<{ userId: string; role: MemberRole | null }>;
  'invitation.accepted': Readonly<{ organisationId: string; userId: string; role: MemberRole }>;
  'user.administratorMade': Nothing;
  'user.passwordChanged': Nothing;
  'user.passwordLinkIssued': Readonly<{ linkId: string; expiresAt: string }>;
  'user.passwordRenewed': Readonly<{ linkId: string }>;
};
