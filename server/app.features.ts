import { dateInShanghai } from './domain/calendar.ts';
import { dealings } from './domain/contracts/follow.ts';
import { countedKinds, type MinimumLevels } from './domain/contracts/levels.ts';
import { accountsFeature } from './features/accounts/accounts.feature.ts';
import { contractsFeature } from './features/contracts/contracts.feature.ts';
import { dealsFeature } from './features/deals/deals.feature.ts';
import { filesFeature } from './features/files/files.feature.ts';
import { importsFeature } from './features/imports/imports.feature.ts';
import { matchesFeature } from './features/matches/matches.feature.ts';
import { metricsFeature } from './features/metrics/metrics.feature.ts';
import { needsFeature } from './features/needs/needs.feature.ts';
import { parametersFeature } from './features/parameters/parameters.feature.ts';
import { patentsFeature } from './features/patents/patents.feature.ts';
import { reviewsFeature } from './features/reviews/reviews.feature.ts';
import { searchFeature } from './features/search/search.feature.ts';
import { watchesFeature } from './features/watches/watches.feature.ts';
import type { Ground } from './platform/feature.ts';

/** Every feature, each handed what it needs of the others; nothing here listens or runs yet. */
export async function createFeatures(ground: Ground) {
  const parameters = parametersFeature(ground);
  const { entryAt, numberAt, numberNow } = parameters.offers;
  const accounts = accountsFeature(ground, {
    invitationDays: numberNow('account.invitationDays'),
    linkHours: numberNow('account.passwordLinkHours'),
  });
  const { organisations, organisation, organisationNames, isApprovedCentre, peopleNames, places } = accounts.offers;
  const reviews = reviewsFeature(ground);
  const patents = patentsFeature(ground, {
    organisations,
    reviewsRequired: reviews.offers.ofPatents,
    parameter: numberAt,
    dealsOn: (patentId) => followed({ patentIds: patentId }),
  });
  const needs = needsFeature(ground, {
    organisations,
    reviewsRequired: reviews.offers.ofNeeds,
    confirmationDays: (place, day) => numberAt('listing.confirmEveryDays', place, day),
    dealsFrom: (needId) => followed({ needId }),
  });
  const copies = { patents: patents.offers.copies, needs: needs.offers.copies };
  const things = {
    organisations: { names: organisationNames, isApprovedCentre },
    patents: patents.offers.forDeals,
    needTitles: needs.offers.titles,
    fileOf: async (fileId: string, organisationIds: readonly string[]) => {
      const file = await ground.files.find(fileId);
      return file && organisationIds.includes(file.organisationId) ? { fileId, sha256: file.sha256 } : null;
    },
  };
  // stated, because patents and needs, which they are built on, follow them, and they each other
  const contracts: ReturnType<typeof contractsFeature> = contractsFeature(ground, {
    ...things,
    concluded: (dealId) => deals.offers.concluded(dealId),
  });
  const deals: ReturnType<typeof dealsFeature> = dealsFeature(ground, {
    ...things,
    people: peopleNames,
    rights: contracts.offers.rights,
    contractOf: contracts.offers.ofDeal,
  });
  const followed = async (what: Parameters<typeof deals.offers.followed>[0]) =>
    dealings(await deals.offers.followed(what), await contracts.offers.followed(what));
  const search = await searchFeature(ground, copies);
  const { titles } = search.offers;
  const matches = matchesFeature(ground, {
    ...copies,
    dealIdOf: deals.offers.dealIdOf,
    comparables: contracts.offers.comparables,
    dealt: contracts.offers.performed,
    organisationNames,
    places,
    answerDays: numberNow('match.answerDays'),
    worthTelling: numberNow('match.worthTelling'),
  });
  const features = [
    ...[accounts, parameters, reviews, patents, needs, deals, contracts, search, matches],
    filesFeature(ground, { letsSee: [deals.offers.isInMyDeals, contracts.offers.isInMyContracts] }),
    metricsFeature(ground, {
      centre: organisation,
      papers: contracts.offers.papers,
      minimumLevels: async (place) => {
        const today = dateInShanghai(ground.clock.now());
        const found = [];
        for (const kind of countedKinds) found.push({ kind, ...(await entryAt(`metrics.${kind}Level`, place, today)) });
        const levels = Object.fromEntries(found.map(({ kind, value }) => [kind, Number(value)])) as MinimumLevels; // all kinds
        return { levels, effectiveFrom: found.map((one) => one.effectiveFrom).reduce((a, b) => (a > b ? a : b)) };
      },
    }),
    importsFeature(ground, { patents: patents.offers.bulk, needs: needs.offers.bulk }),
    watchesFeature(ground, {
      patent: { ...copies.patents, titles: titles.patent },
      need: { ...copies.needs, titles: titles.need },
    }),
  ];
  return { features, accounts: accounts.offers, ...search.offers, ...matches.offers };
}
