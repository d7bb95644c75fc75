import { contractsFeature } from '../features/contracts/contracts.feature.ts';
import { dealsFeature } from '../features/deals/deals.feature.ts';
import type { Ground } from '../platform/feature.ts';
import type { ListingsWing } from './listings.ts';
import type { PeopleWing } from './people.ts';

/** What two sides agree on, and what comes of it. */
export function dealingWing(ground: Ground, { accounts }: PeopleWing, { patents, needs }: ListingsWing) {
  const { organisationNames: names, isApprovedCentre, restOnApproval } = accounts;
  const organisations = { names, isApprovedCentre, restOnApproval };
  const fileOf = async (fileId: string, organisationIds: readonly string[]) => {
    const file = await ground.files.find(fileId);
    return file && organisationIds.includes(file.organisationId) ? { fileId, sha256: file.sha256 } : null;
  };
  // stated, because each follows the other
  const contracts: ReturnType<typeof contractsFeature> = contractsFeature(ground, {
    organisations,
    patents: patents.forDeals,
    needTitles: needs.titles,
    fileOf,
    concluded: (dealId) => deals.offers.concluded(dealId),
  });
  const deals = dealsFeature(ground, {
    organisations,
    patents: patents.forDeals,
    needTitles: needs.titles,
    fileOf,
    people: accounts.peopleNames,
    rights: contracts.offers.rights,
    contractOf: contracts.offers.ofDeal,
  });
  return { features: [deals, contracts], deals: deals.offers, contracts: contracts.offers };
}

export type DealingWing = ReturnType<typeof dealingWing>;
