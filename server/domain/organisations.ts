import type { ActingOrganisation, Actor, AuthorityLevel, OrganisationKind } from './actors.ts';
import { liesIn, wholeCountry } from './place.ts';
import { defineProcess } from './process.ts';

export const organisationStates = ['pending', 'approved', 'refused', 'suspended'] as const;
export type OrganisationState = (typeof organisationStates)[number];

/** An organisation is usable only while it is approved, so that nobody founds a "centre" alone. */
export const organisationProcess = defineProcess({
  name: 'organisation',
  initial: 'pending',
  states: organisationStates,
  roles: ['decider'],
  final: [],
  guards: {},
  table: {
    approve: { by: ['decider'], from: ['pending', 'refused', 'suspended'], to: [{ state: 'approved' }] },
    refuse: { by: ['decider'], from: ['pending'], to: [{ state: 'refused' }] },
    suspend: { by: ['decider'], from: ['approved'], to: [{ state: 'suspended' }] },
  },
});

/** What decides who may decide on an organisation. */
export type JudgedOrganisation = Readonly<{
  id: string;
  kind: OrganisationKind;
  place: string;
  level: AuthorityLevel | null;
}>;

const rank: Record<AuthorityLevel, number> = { city: 1, province: 2, national: 3 };

/** Whether `actor` decides on an organisation: an administrator, or an authority of a place around it (a higher one, for authorities). */
export function mayDecideOn(actor: Actor, judged: JudgedOrganisation): boolean {
  if (actor.kind !== 'person') return actor.kind === 'system';
  return actor.isAdministrator || (actor.organisation !== undefined && isAuthorityOver(actor.organisation, judged));
}

function isAuthorityOver(authority: ActingOrganisation, judged: JudgedOrganisation): boolean {
  if (authority.kind !== 'authority' || !authority.isApproved || !authority.level) return false;
  if (authority.id === judged.id || !liesIn(judged.place, jurisdictionOf(authority.place, authority.level)))
    return false;
  return judged.kind !== 'authority' || !judged.level || rank[judged.level] < rank[authority.level];
}

/** The area an authority answers for: the whole country, its province or its city. */
export function jurisdictionOf(place: string, level: AuthorityLevel): string {
  if (level === 'national') return wholeCountry;
  return level === 'province' ? `${place.slice(0, 2)}0000` : `${place.slice(0, 4)}00`;
}
