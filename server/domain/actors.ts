import type { OrganisationId, UserId } from './ids.ts';
import type { AuthorityLevel } from './jurisdiction.ts';

/** What an organisation is; permanent codes, labels are translations. */
export const organisationKinds = ['university', 'institute', 'company', 'centre', 'authority', 'financier'] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

/** What a member may do in its own organisation: an admin everything, an editor all but people, and so on. */
export const memberRoles = ['admin', 'editor', 'reviewer', 'signer'] as const;
export type MemberRole = (typeof memberRoles)[number];

/** The organisation in whose name somebody acts. Only an approved one may do anything in the exchange. */
export type ActingOrganisation = Readonly<{
  id: OrganisationId;
  kind: OrganisationKind;
  /** Six-digit code of its administrative division (GB/T 2260). */
  place: string;
  isApproved: boolean;
  memberRole: MemberRole;
  /** Of an authority; how far it reaches is said in `jurisdiction.ts`. */
  level?: AuthorityLevel;
}>;

/** Who gives a command: a person, in the name of at most one organisation, or the system itself. */
export type Person = Readonly<{
  kind: 'person';
  userId: UserId;
  /** Operates the installation; approves organisations where no authority does. */
  isAdministrator: boolean;
  organisation?: ActingOrganisation;
  /** Could act for another organisation as well, so that what it gives must say for which. */
  belongsToSeveral?: boolean;
}>;
/** Somebody who came by a link, which names one thing and the few operations that it opens; nothing else is told of him. */
export type Guest = Readonly<{
  kind: 'guest';
  linkId: string;
  thing: Readonly<{ kind: string; id: string }>;
  operations: readonly string[];
}>;
export type Actor = Person | Guest | Readonly<{ kind: 'system' }> | Readonly<{ kind: 'nobody' }>;

export const system = { kind: 'system' } as const satisfies Actor;
export const nobody = { kind: 'nobody' } as const satisfies Actor;

/**
 * The approved organisation in whose name somebody acts. Undefined for everybody else: members of an organisation that
 * waits for approval, was refused or is suspended may see and do what anybody may.
 */
export const actingFor = (actor: Actor): ActingOrganisation | undefined =>
  actor.kind === 'person' && actor.organisation?.isApproved ? actor.organisation : undefined;

export const organisationIdOf = (actor: Actor): OrganisationId | undefined => actingFor(actor)?.id;

export const actsFor = (actor: Actor, organisationId: string): boolean => organisationIdOf(actor) === organisationId;

/** What somebody may do in an organisation; undefined for whoever does not act for it. */
export const roleFor = (actor: Actor, organisationId: string): MemberRole | undefined =>
  actsFor(actor, organisationId) ? actingFor(actor)?.memberRole : undefined;

/** The level of an authority in whose name somebody acts, with its seat. */
export function authorityOf(actor: Actor): (ActingOrganisation & Readonly<{ level: AuthorityLevel }>) | undefined {
  const acting = actingFor(actor);
  return acting?.kind === 'authority' && acting.level ? { ...acting, level: acting.level } : undefined;
}

export const isAdministrator = (actor: Actor): boolean => actor.kind === 'person' && actor.isAdministrator;

export const isCentre = (actor: Actor): boolean => actingFor(actor)?.kind === 'centre';

/** Whether somebody is a member of an organisation in whatever state it is: what it may know of itself meanwhile. */
export const belongsTo = (actor: Actor, organisationId: string): boolean =>
  actor.kind === 'person' && actor.organisation?.id === organisationId;
