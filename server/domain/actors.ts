import type { OrganisationId, UserId } from './ids.ts';
import type { AuthorityLevel } from './jurisdiction.ts';

/** Permanent codes: they stand in events. */
export const organisationKinds = ['university', 'institute', 'company', 'centre', 'authority', 'financier'] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

/** A member's role in its organisation. An admin may do everything; which others may is stated per operation. */
export const memberRoles = ['admin', 'editor', 'reviewer', 'signer'] as const;
export type MemberRole = (typeof memberRoles)[number];

/** The organisation that a person acts for. Only an approved one may do anything in the exchange. */
export type ActingOrganisation = Readonly<{
  id: OrganisationId;
  kind: OrganisationKind;
  /** Six-digit code of its administrative division (GB/T 2260). */
  place: string;
  isApproved: boolean;
  memberRole: MemberRole;
  /** Authorities only: with `place` it gives the area that the authority covers, see `jurisdiction.ts`. */
  level?: AuthorityLevel;
}>;

/** A signed-in person, who acts for at most one organisation at a time. */
export type Person = Readonly<{
  kind: 'person';
  userId: UserId;
  /** Operates the installation and may decide on organisations. */
  isAdministrator: boolean;
  organisation?: ActingOrganisation;
  /** Is a member of several organisations, so every command must say for which, see `checkActingFor`. */
  belongsToSeveral?: boolean;
}>;
/** A visitor without an account, who came by a link to one thing. The link lists the operations that it allows. */
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
 * The approved organisation that the actor acts for. Undefined when there is none: members of a pending, refused or
 * suspended organisation may see and do only what anybody may.
 */
export const actingFor = (actor: Actor): ActingOrganisation | undefined =>
  actor.kind === 'person' && actor.organisation?.isApproved ? actor.organisation : undefined;

export const organisationIdOf = (actor: Actor): OrganisationId | undefined => actingFor(actor)?.id;

export const actsFor = (actor: Actor, organisationId: string): boolean => organisationIdOf(actor) === organisationId;

/** The actor's role in the organisation; undefined when it does not act for it. */
export const roleFor = (actor: Actor, organisationId: string): MemberRole | undefined =>
  actsFor(actor, organisationId) ? actingFor(actor)?.memberRole : undefined;

/** The approved authority that the actor acts for. */
export function authorityOf(actor: Actor): (ActingOrganisation & Readonly<{ level: AuthorityLevel }>) | undefined {
  const acting = actingFor(actor);
  return acting?.kind === 'authority' && acting.level ? { ...acting, level: acting.level } : undefined;
}

export const isAdministrator = (actor: Actor): boolean => actor.kind === 'person' && actor.isAdministrator;

export const isCentre = (actor: Actor): boolean => actingFor(actor)?.kind === 'centre';

/** Whether the actor is a member of the organisation, approved or not: members may read about it in any state. */
export const belongsTo = (actor: Actor, organisationId: string): boolean =>
  actor.kind === 'person' && actor.organisation?.id === organisationId;
