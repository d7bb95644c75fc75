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
    /** The licence that came with it. */
    licence?: Readonly<{ fileId: string; sha256: string }>;
  }>;
  'organisation.approved': Readonly<{ reasonDigest: string }>;
  'organisation.refused': Readonly<{ reasonDigest: string }>;
  'organisation.suspended': Readonly<{ reasonDigest: string }>;
  /** The owner of the address of its first admin takes the place of the account that registered it. */
  'organisation.claimConfirmed': Readonly<{ userId: string; insteadOf: string }>;
  /** The owner of that address says that they did not register it. */
  'organisation.claimRefused': Nothing;
  'organisation.memberInvited': Readonly<{ invitationId: string; role: MemberRole; expiresAt: string }>;
  'organisation.invitationRevoked': Readonly<{ invitationId: string }>;
  /** `role` null: no longer a member. */
  'organisation.memberChanged': Readonly<{ userId: string; role: MemberRole | null }>;
  /** Accepted by somebody who was not signed in, for an address that has an account: its owner may join. */
  'invitation.answered': Readonly<{ organisationId: string }>;
  'invitation.accepted': Readonly<{ organisationId: string; userId: string; role: MemberRole }>;
  'user.administratorMade': Nothing;
  /** Agreed to that version of the text on what is kept of a person; the first time it stands in no event but with the account. */
  'user.consented': Readonly<{ version: string }>;
  /** A mail with a link went to the account's address, or to the one that is to take its place. */
  'user.addressLinkSent': Readonly<{ linkId: string; expiresAt: string; isChange: boolean }>;
  /** Whoever reads mails to the address has used the link: it is the account's address, and mails may be sent to it. */
  'user.addressProved': Readonly<{ linkId: string; isChange: boolean }>;
  'user.passwordChanged': Nothing;
  'user.passwordLinkIssued': Readonly<{ linkId: string; expiresAt: string }>;
  'user.passwordRenewed': Readonly<{ linkId: string }>;
};
