import {
  type ActingOrganisation,
  actingFor,
  type Actor,
  type MemberRole,
  type OrganisationKind,
  type Person,
} from './actors.ts';
import { DomainError } from './errors.ts';
import type { AuthorityLevel } from './jurisdiction.ts';

/**
 * Who may call an operation, decided before anything is loaded:
 * - `anyone`: without sign-in;
 * - `signedIn`: any person;
 * - `administrator`: operates the installation;
 * - otherwise a member of an approved organisation, of one of `kinds` (any when absent), with one of `roles`
 *   (any when absent; `admin` may always), of one of `levels` (authorities alone). `administrator: true` lets the
 *   installation's administrator in as well.
 * `also` describes, for readers of the API, the further rule that the service checks on the thing itself. A row says which
 * members it lets in: one for all of them, without a further rule, says `members: 'all'`.
 */
export type Who = 'anyone' | 'signedIn' | 'administrator' | (OneOf<MembersNamed> & Readonly<{ administrator?: true }>);

type MembersNamed = Readonly<{
  members?: 'all';
  kinds?: readonly OrganisationKind[];
  roles?: readonly MemberRole[];
  /** Authorities only, of these levels. */
  levels?: readonly AuthorityLevel[];
  also?: string;
}>;
/** At least one of the fields, so that what is left out is never taken for everybody. */
type OneOf<Fields> = { [Key in keyof Fields]-?: Required<Pick<Fields, Key>> & Partial<Fields> }[keyof Fields];
const namingMembers = ['members', 'kinds', 'roles', 'levels', 'also'] as const satisfies (keyof MembersNamed)[];

/**
 * Throws NOT_AUTHENTICATED or NOT_ALLOWED unless `actor` may call `operation`. The system may call everything; a guest
 * only the operations that its link lists, not even those open to anyone.
 */
export function authorise(operation: string, who: Who, actor: Actor): void {
  if (actor.kind === 'guest') {
    if (actor.operations.includes(operation)) return;
    throw new DomainError('NOT_ALLOWED', 'common.notAllowed');
  }
  if (who === 'anyone' || actor.kind === 'system') return;
  if (actor.kind === 'nobody') throw new DomainError('NOT_AUTHENTICATED', 'common.notAuthenticated');
  if (who === 'signedIn') return;
  if (who === 'administrator' ? actor.isAdministrator : who.administrator && actor.isAdministrator) return;
  if (who !== 'administrator' && namingMembers.some((field) => who[field] !== undefined)) {
    const { organisation } = actor;
    if (organisation && !organisation.isApproved) throw new DomainError('NOT_ALLOWED', 'accounts.notApproved');
    if (
      organisation &&
      (!who.kinds || who.kinds.includes(organisation.kind)) &&
      (!who.roles || organisation.memberRole === 'admin' || who.roles.includes(organisation.memberRole)) &&
      (!who.levels || (organisation.level !== undefined && who.levels.includes(organisation.level)))
    ) {
      return;
    }
  }
  throw new DomainError('NOT_ALLOWED', 'common.notAllowed');
}

/** Whether `actor` may call `operation`, for work that goes on after it was asked for; see `authorise`. */
export function mayCall(operation: string, who: Who, actor: Actor): boolean {
  try {
    authorise(operation, who, actor);
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

/** The approved organisation that the actor acts for; throws NOT_ALLOWED without one. */
export function actingOrganisation(actor: Actor): ActingOrganisation {
  const acting = actingFor(actor);
  if (acting) return acting;
  const isWaiting = actor.kind === 'person' && actor.organisation !== undefined;
  throw new DomainError('NOT_ALLOWED', isWaiting ? 'accounts.notApproved' : 'common.notAllowed');
}

/** The signed-in person; throws NOT_AUTHENTICATED for any other actor. */
export function signedIn(actor: Actor): Person {
  if (actor.kind === 'person') return actor;
  throw new DomainError('NOT_AUTHENTICATED', 'common.notAuthenticated');
}

/** The value of `x-acting-for` when a page acts for no organisation. */
export const forNobody = 'none';

/**
 * Throws CONFLICT when the calling page shows another organisation than the session acts for, so that a second browser
 * tab never acts for the wrong one. `pageActsFor`: the organisation's id or `forNobody`; it may be left out (by
 * programs) only for a person who belongs to at most one organisation.
 */
export function checkActingFor(pageActsFor: string | undefined, actor: Actor): void {
  if (actor.kind !== 'person') return;
  const isSame =
    pageActsFor === undefined ? !actor.belongsToSeveral : pageActsFor === (actor.organisation?.id ?? forNobody);
  if (!isSame) throw new DomainError('CONFLICT', 'accounts.otherOrganisation', { field: 'actingFor' });
}
