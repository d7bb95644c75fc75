import type { OrganisationId, UserId } from './ids.ts';

/** What an organisation is; permanent codes, labels are translations. */
export const organisationKinds = [
  'university',
  'institute',
  'company',
  'centre',
  'authority',
  'financier',
  'expert',
] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

/** What a member may do in its own organisation: an admin everything, an editor all but people, and so on. */
export const memberRoles = ['admin', 'editor', 'reviewer', 'signer'] as const;
export type MemberRole = (typeof memberRoles)[number];

/** The level of an authority; what it may decide reaches as far as its place (`place.ts`). */
export const authorityLevels = ['national', 'province', 'city'] as const;
export type AuthorityLevel = (typeof authorityLevels)[number];

/** The organisation in whose name somebody acts. Only an approved one may do anything in the exchange. */
export type ActingOrganisation = Readonly<{
  id: OrganisationId;
  kind: OrganisationKind;
  /** Six-digit code of its administrative division (GB/T 2260). */
  place: string;
  isApproved: boolean;
  memberRole: MemberRole;
  level?: AuthorityLevel;
}>;

/** Who gives a command: a person, in the name of at most one organisation, or the system itself. */
export type Person = Readonly<{
  kind: 'person';
  userId: UserId;
  /** Operates the installation; approves organisations where no authority does. */
  isAdministrator: boolean;
  organisation?: ActingOrganisation;
}>;
export type Actor = Person | Readonly<{ kind: 'system' }> | Readonly<{ kind: 'nobody' }>;

export const system = { kind: 'system' } as const satisfies Actor;
export const nobody = { kind: 'nobody' } as const satisfies Actor;
