import { type Actor, actsFor, belongsTo, isAdministrator } from '../actors.ts';
import { type JudgedOrganisation, mayDecideOn, type OrganisationState } from '../organisations.ts';

type OrganisationInSight = JudgedOrganisation & Readonly<{ state: OrganisationState }>;

/** What stands on an organisation's page beside what everybody sees: for its members and whoever decides on it, in any state. */
export const mayReadInside = (actor: Actor, organisation: JudgedOrganisation): boolean =>
  belongsTo(actor, organisation.id) || mayDecideOn(actor, organisation);

/** Everybody sees the page of an approved organisation. */
export const mayReadOrganisation = (actor: Actor, organisation: OrganisationInSight): boolean =>
  organisation.state === 'approved' || mayReadInside(actor, organisation);

/** Its members, while it is approved, and the installation's administrator. */
export const mayReadMembers = (actor: Actor, organisationId: string): boolean =>
  actsFor(actor, organisationId) || isAdministrator(actor);

/** The amounts of a centre: for itself and whoever evaluates it. */
export const mayReadFigures = (actor: Actor, centre: JudgedOrganisation): boolean =>
  centre.kind === 'centre' && (actsFor(actor, centre.id) || mayDecideOn(actor, centre));
