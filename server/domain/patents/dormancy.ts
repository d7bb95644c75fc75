import { addYears, type CalendarDate } from '../calendar.ts';

export type DormancyFacts = Readonly<{
  isInForce: boolean;
  /** The holder is a university or a research institute. */
  isAcademic: boolean;
  grantedOn?: CalendarDate;
  /** The latest transfer, licence, contribution or own exploitation on record. */
  lastUsedOn?: CalendarDate;
}>;

export const dormancyReasons = [
  'notInForce',
  'notAcademic',
  'grantUnknown',
  'usedRecently',
  'grantedRecently',
] as const;

export type Dormancy =
  | Readonly<{ isDormant: true; since: CalendarDate; clockStartedOn: CalendarDate }>
  | Readonly<{ isDormant: false; because: (typeof dormancyReasons)[number]; dormantFrom?: CalendarDate }>;

/**
 * Dormant (存量未转化) by the house definition: in force, held by a university or institute, and no use on record for
 * `years` (a parameter) since the grant or the latest use.
 */
export function dormancyOf(facts: DormancyFacts, parameters: { years: number }, today: CalendarDate): Dormancy {
  if (!facts.isInForce) return { isDormant: false, because: 'notInForce' };
  if (!facts.isAcademic) return { isDormant: false, because: 'notAcademic' };
  if (!facts.grantedOn) return { isDormant: false, because: 'grantUnknown' };
  const isUsed = facts.lastUsedOn !== undefined && facts.lastUsedOn > facts.grantedOn;
  const clockStartedOn = isUsed && facts.lastUsedOn ? facts.lastUsedOn : facts.grantedOn;
  const since = addYears(clockStartedOn, parameters.years);
  if (since <= today) return { isDormant: true, since, clockStartedOn };
  return { isDormant: false, because: isUsed ? 'usedRecently' : 'grantedRecently', dormantFrom: since };
}
