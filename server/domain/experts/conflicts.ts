import { addYears, type CalendarDate } from '../calendar.ts';
import { foldedName } from '../public-name.ts';

/**
 * Why somebody must not judge a thing (回避): works for the applicant; worked for it within the look-back; holds a patent
 * concerned, alone or through an organisation; is named as its inventor; works for an organisation that has a deal or a
 * contract with the applicant; said so.
 */
export const conflictGrounds = [
  'sameOrganisation',
  'pastOrganisation',
  'coOwner',
  'coInventor',
  'dealing',
  'declared',
] as const;
export type ConflictGround = (typeof conflictGrounds)[number];
/** `name`: the organisation or person in whom both meet; null where that would tell of others' dealings. */
export type Conflict = Readonly<{ ground: ConflictGround; name: string | null }>;

/** An organisation as it is known: by its id if it is in this exchange, and by its name. */
export type NamedOrganisation = Readonly<{ organisationId: string | null; name: string }>;

/** What ties somebody to others: memberships here and what the profile says are counted alike. */
export type Ties = Readonly<{
  /** As they may stand among inventors or holders. */
  personName: string;
  /** `until`: the last day there; null: present. */
  organisations: readonly (NamedOrganisation & Readonly<{ until: CalendarDate | null }>)[];
}>;

/** What is judged, as far as it can tie somebody. */
export type Concerned = Readonly<{
  applicant: NamedOrganisation;
  patents: readonly Readonly<{ holders: readonly string[]; inventors: readonly string[] }>[];
  /** Organisations that have a deal or a contract with the applicant. */
  partners: readonly NamedOrganisation[];
}>;

export type LookBack = Readonly<{ today: CalendarDate; years: number }>;

const isOne = (one: NamedOrganisation, other: NamedOrganisation): boolean =>
  (one.organisationId !== null && one.organisationId === other.organisationId) || isNamed(other.name, one.name);

/** Names are one whatever the case, brackets, spaces and punctuation; none is nobody's. */
const isNamed = (one: string, other: string): boolean =>
  foldedName(one) !== '' && foldedName(one) === foldedName(other);

/**
 * All conflicts of somebody with a thing, in the order of the grounds, each ground once. Whoever is tied in any way that
 * is known is conflicted, by an id or by a name alone: a namesake among inventors counts until somebody looks.
 */
export function conflictsOf(
  { personName, organisations }: Ties,
  { applicant, patents, partners }: Concerned,
  { today, years }: LookBack,
): Conflict[] {
  const since = addYears(today, -years);
  const present = organisations.filter(({ until }) => until === null || until >= today);
  const past = organisations.filter(({ until }) => until !== null && until < today && until >= since);
  const holders = patents.flatMap((patent) => patent.holders);
  const inventors = patents.flatMap((patent) => patent.inventors);
  const own = [personName, ...[...present, ...past].map(({ name }) => name)];
  const held = holders.find((holder) => own.some((name) => isNamed(name, holder)));
  const found: readonly (Conflict | false | undefined)[] = [
    present.some((one) => isOne(one, applicant)) && { ground: 'sameOrganisation', name: applicant.name },
    past.some((one) => isOne(one, applicant)) && { ground: 'pastOrganisation', name: applicant.name },
    held !== undefined && { ground: 'coOwner', name: held },
    inventors.some((name) => isNamed(name, personName)) && { ground: 'coInventor', name: personName },
    partners.some((partner) => present.some((one) => isOne(one, partner))) && { ground: 'dealing', name: null },
  ];
  return found.flatMap((one) => one || []);
}
