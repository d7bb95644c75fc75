import { type Actor, actsFor, belongsTo, isAdministrator } from '../actors.ts';
import { type JudgedOrganisation, mayDecideOn, type OrganisationState } from '../organisations.ts';

type OrganisationInSight = JudgedOrganisation & Readonly<{ state: OrganisationState }>;

/** Who may read an organisation's internal data: its members and those who may decide on it, in any state. */
export const mayReadInside = (actor: Actor, organisation: JudgedOrganisation): boolean =>
  belongsTo(actor, organisation.id) || mayDecideOn(actor, organisation);

/** Everybody may read the public page of an approved organisation. */
export const mayReadOrganisation = (actor: Actor, organisation: OrganisationInSight): boolean =>
  organisation.state === 'approved' || mayReadInside(actor, organisation);

/** Members of an approved organisation and administrators. */
export const mayReadMembers = (actor: Actor, organisationId: string): boolean =>
  actsFor(actor, organisationId) || isAdministrator(actor);

/** A centre's amounts: the centre itself and those who may decide on it. */
export const mayReadFigures = (actor: Actor, centre: JudgedOrganisation): boolean =>
  centre.kind === 'centre' && (actsFor(actor, centre.id) || mayDecideOn(actor, centre));
