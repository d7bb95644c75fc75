import { dateInShanghai } from './domain/calendar.ts';
import { accountsFeature } from './features/accounts/accounts.feature.ts';
import { dealsFeature } from './features/deals/deals.feature.ts';
import { filesFeature } from './features/files/files.feature.ts';
import { importsFeature } from './features/imports/imports.feature.ts';
import { ledgerFeature } from './features/ledger/ledger.feature.ts';
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
  const ledger = ledgerFeature(ground);
  const patents = patentsFeature(ground, {
    organisations,
    reviewsRequired: reviews.offers.ofPatents,
    parameter: numberAt,
    dealsOn: (patentId) => deals.offers.followed({ patentIds: patentId }),
  });
  const needs = needsFeature(ground, {
    organisations,
    reviewsRequired: reviews.offers.ofNeeds,
    confirmationDays: (place, day) => numberAt('listing.confirmEveryDays', place, day),
    dealsFrom: (needId) => deals.offers.followed({ needId }),
  });
  const copies = { patents: patents.offers.copies, needs: needs.offers.copies };
  // stated, because patents and needs, which it is built on, follow it
  const deals: ReturnType<typeof dealsFeature> = dealsFeature(ground, {
    ledger: ledger.offers,
    organisations: { names: organisationNames, isApprovedCentre },
    people: peopleNames,
    patents: patents.offers.forDeals,
    needTitles: needs.offers.titles,
  });
  const { papers, isInMyDeals } = deals.offers;
  const search = await searchFeature(ground, copies);
  const { titles } = search.offers;
  const matches = matchesFeature(ground, {
    ...copies,
    ...deals.offers,
    organisationNames,
    places,
    answerDays: numberNow('match.answerDays'),
    worthTelling: numberNow('match.worthTelling'),
  });
  const features = [
    ...[accounts, parameters, reviews, ledger, patents, needs, deals, search, matches],
    filesFeature(ground, { isInMyDeals }),
    metricsFeature(ground, {
      centre: organisation,
      papers,
      minimumLevel: (place) => entryAt('metrics.minimumLevel', place, dateInShanghai(ground.clock.now())),
    }),
    importsFeature(ground, { patents: patents.offers.bulk, needs: needs.offers.bulk }),
    watchesFeature(ground, {
      patent: { ...copies.patents, titles: titles.patent },
      need: { ...copies.needs, titles: titles.need },
    }),
  ];
  return { features, accounts: accounts.offers, ...search.offers, ...matches.offers };
}
