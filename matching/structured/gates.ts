import type { MatchNeed, MatchPatent } from '../types.ts';
import { daysBetween, daysPerYear } from './dates.ts';
import { bestRoute } from './routes.ts';

/** Why a pair is impossible, whatever its score. Stable codes; the texts are in the client. */
export const gateCodes = [
  'patentNotInForce',
  'patentFeesLapsed',
  'patentPledged',
  'patentPreserved',
  'patentExclusivelyLicensed',
  'patentSecret',
  'patentExportControlled',
  'patentWithdrawn',
  'patentExpired',
  'termOutlivesPatent',
  'routeImpossible',
  'holderExcluded',
  'demanderRefused',
  'pairDeclined',
  'sameParty',
  'needClosed',
  'needDeadlinePassed',
] as const;
export type GateCode = (typeof gateCodes)[number];

const byRestriction = {
  'not-in-force': 'patentNotInForce',
  'fees-lapsed': 'patentFeesLapsed',
  pledged: 'patentPledged',
  preserved: 'patentPreserved',
  'exclusive-licence-running': 'patentExclusivelyLicensed',
  secret: 'patentSecret',
  'export-controlled': 'patentExportControlled',
  withdrawn: 'patentWithdrawn',
} as const satisfies Record<string, GateCode>;

/** Every gate the pair fails on `today` (`YYYY-MM-DD`), in the order of `gateCodes`; empty when it may be matched. */
export function gatesOf(need: MatchNeed, patent: MatchPatent, today: string): GateCode[] {
  const failed = new Set<GateCode>();
  for (const restriction of patent.restrictions ?? [])
    if (restriction !== 'export-controlled' || need.foreign) failed.add(byRestriction[restriction]);
  const remaining = patent.expiresOn === undefined ? Infinity : daysBetween(today, patent.expiresOn);
  if (remaining < 0) failed.add('patentExpired');
  else if (need.termYears !== undefined && remaining < Math.floor(need.termYears * daysPerYear))
    failed.add('termOutlivesPatent'); // Civil Code art. 865: no licence outlives its patent
  if (bestRoute(need, patent)?.value === 0) failed.add('routeImpossible');
  if (need.excludedHolders?.includes(patent.holderId)) failed.add('holderExcluded');
  if (patent.refusedDemanders?.includes(need.demanderId)) failed.add('demanderRefused');
  if (need.declinedPatents?.includes(patent.id)) failed.add('pairDeclined');
  if (need.demanderId === patent.holderId) failed.add('sameParty');
  if (need.closed) failed.add('needClosed');
  if (need.deadline !== undefined && daysBetween(today, need.deadline) < 0) failed.add('needDeadlinePassed');
  return gateCodes.filter((code) => failed.has(code));
}
