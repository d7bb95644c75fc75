import { DomainError } from '../domain/errors.ts';
import type { ParameterKey } from '../domain/parameters.ts';
import { wholeCountry } from '../domain/place.ts';
import { contractsFeature } from '../features/contracts/contracts.feature.ts';
import { dealsFeature } from '../features/deals/deals.feature.ts';
import type { Ground } from '../platform/feature.ts';
import type { ListingsWing } from './listings.ts';
import type { PeopleWing } from './people.ts';

/** What deals and contracts need of features that are built after them. */
type Later = Readonly<{
  /** In whose figures a contract counts. */
  centresOf: (contractId: string) => Promise<string[]>;
  waitsAnew: Parameters<typeof dealsFeature>[1]['waitsAnew'];
}>;

/** Deals, and the contracts that follow from them. */
export function dealingWing(
  ground: Ground,
  { accounts, parameters }: PeopleWing,
  { patents, needs }: ListingsWing,
  { centresOf, waitsAnew }: Later,
) {
  const organisations = {
    names: accounts.organisationNames,
    requireApprovedCentre: async (centreId: string, commandId: string) => {
      if (!(await accounts.isApprovedCentre(centreId))) {
        throw new DomainError('INVALID_INPUT', 'contracts.notACentre', { field: 'centreId' });
      }
      await accounts.restOnApproval(centreId, commandId);
    },
  };
  const fileOf = async (fileId: string, organisationId: string) => {
    const file = await ground.files.use(fileId, organisationId);
    return file && { fileId, sha256: file.sha256 };
  };
  const figures = async (now: Date) => {
    const number = (key: ParameterKey) => parameters.numberNow(key)(wholeCountry, now);
    return {
      contracts: await number('figures.contracts'),
      suppliers: await number('figures.suppliers'),
      demanders: await number('figures.demanders'),
      waitDays: await number('figures.waitDays'),
    };
  };
  // the type is stated because contracts and deals refer to each other
  const contracts: ReturnType<typeof contractsFeature> = contractsFeature(ground, {
    organisations,
    patents: patents.forDeals,
    needTitles: needs.titles,
    fileOf,
    fileNames: ground.files.names,
    people: accounts.peopleNames,
    countedFor: async (contractId) => {
      const found = [];
      for (const id of await centresOf(contractId)) found.push((await accounts.organisation(id)) ?? []);
      return found.flat();
    },
    storedFile: async (fileId) => {
      const file = await ground.files.find(fileId);
      return file && { name: file.name, size: file.size, sha256: file.sha256, read: () => ground.files.read(file) };
    },
    figures,
    concluded: (dealId) => deals.offers.concluded(dealId),
  });
  const deals = dealsFeature(ground, {
    organisations,
    patents: patents.forDeals,
    needTitles: needs.titles,
    fileOf,
    fileNames: ground.files.names,
    people: accounts.peopleNames,
    rights: contracts.offers.rights,
    contractOf: contracts.offers.ofDeal,
    waitsAnew,
  });
  return {
    features: [deals, contracts],
    deals: deals.offers,
    contracts: contracts.offers,
    figures,
    due: [contracts.offers.due],
  };
}

export type DealingWing = ReturnType<typeof dealingWing>;
