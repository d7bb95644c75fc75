import { type Actor, authorityOf, isAdministrator, type OrganisationKind } from './actors.ts';
import { type AuthorityLevel, covers, isAbove } from './jurisdiction.ts';
import { defineProcess } from './process.ts';

export const organisationStates = ['pending', 'approved', 'refused', 'suspended'] as const;
export type OrganisationState = (typeof organisationStates)[number];

/** An organisation can act only while it is approved: anybody may register one and call it a centre. */
export const organisationProcess = defineProcess({
  name: 'organisation',
  initial: 'pending',
  states: organisationStates,
  roles: ['decider', 'addressOwner'],
  final: [],
  guards: {},
  table: {
    approve: { by: ['decider'], from: ['pending', 'refused', 'suspended'], to: [{ state: 'approved' }] },
    refuse: { by: ['decider'], from: ['pending'], to: [{ state: 'refused' }] },
    /** The owner of the address that was given for its first admin did not register it. */
    disown: { by: ['addressOwner'], from: ['pending'], to: [{ state: 'refused' }] },
    suspend: { by: ['decider'], from: ['approved'], to: [{ state: 'suspended' }] },
  },
});

/** The facts about an organisation that determine who may decide on it. */
export type JudgedOrganisation = Readonly<{
  id: string;
  kind: OrganisationKind;
  place: string;
  level: AuthorityLevel | null;
}>;

/** Whether an authority decides on an organisation: on another one of its area, on another authority only as a higher one. */
export const authorityDecidesOn = (
  authority: Readonly<{ id: string; place: string; level: AuthorityLevel }>,
  { id, kind, place, level }: JudgedOrganisation,
): boolean =>
  authority.id !== id &&
  covers(authority, place) &&
  (kind !== 'authority' || level === null || isAbove(authority.level, level));

/** Whether `actor` may decide on it: an administrator, or an authority (for authorities a higher one) of its area. */
export function mayDecideOn(actor: Actor, organisation: JudgedOrganisation): boolean {
  if (actor.kind === 'system' || isAdministrator(actor)) return true;
  const authority = authorityOf(actor);
  return authority !== undefined && authorityDecidesOn(authority, organisation);
}
