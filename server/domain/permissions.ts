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
 * Who may call an operation at all, before anything is loaded:
 * - `anyone`: without sign-in;
 * - `signedIn`: any person;
 * - `administrator`: operates the installation;
 * - otherwise a member of an approved organisation, of one of `kinds` (any when absent), with one of `roles`
 *   (any when absent; `admin` may always), of one of `levels` (authorities alone). `administrator: true` lets the
 *   installation's administrator in as well.
 * `also` names the finer rule that the service checks on the thing itself.
 */
export type Who =
  | 'anyone'
  | 'signedIn'
  | 'administrator'
  | Readonly<{
      kinds?: readonly OrganisationKind[];
      roles?: readonly MemberRole[];
      /** Of authorities: those of these levels alone. */
      levels?: readonly AuthorityLevel[];
      administrator?: true;
      also?: string;
    }>;

/**
 * Throws NOT_AUTHENTICATED or NOT_ALLOWED unless `actor` is among those who may call `operation`. The system may do
 * everything, a guest what its link names and nothing else, be it open to anyone.
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
  if (who !== 'administrator') {
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

/** The organisation in whose name a command is given; NOT_ALLOWED when there is none or it is not approved. */
export function actingOrganisation(actor: Actor): ActingOrganisation {
  const acting = actingFor(actor);
  if (acting) return acting;
  const isWaiting = actor.kind === 'person' && actor.organisation !== undefined;
  throw new DomainError('NOT_ALLOWED', isWaiting ? 'accounts.notApproved' : 'common.notAllowed');
}

/** The person who gives a command of its own: NOT_AUTHENTICATED for anybody else. */
export function signedIn(actor: Actor): Person {
  if (actor.kind === 'person') return actor;
  throw new DomainError('NOT_AUTHENTICATED', 'common.notAuthenticated');
}

/** What a page says that acts for no organisation. */
export const forNobody = 'none';

/**
 * Refuses what somebody gives from a page that shows another organisation than the one it now acts for: a second window
 * never acts for the wrong one. `pageActsFor` is that organisation's id or `forNobody`; only a program of somebody who
 * belongs to one organisation at most may leave it out.
 */
export function checkActingFor(pageActsFor: string | undefined, actor: Actor): void {
  if (actor.kind !== 'person') return;
  const isSame =
    pageActsFor === undefined ? !actor.belongsToSeveral : pageActsFor === (actor.organisation?.id ?? forNobody);
  if (!isSame) throw new DomainError('CONFLICT', 'accounts.otherOrganisation', { field: 'actingFor' });
}
