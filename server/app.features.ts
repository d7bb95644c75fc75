import { filesFeature } from './features/files/files.feature.ts';
import { inboxFeature } from './features/inbox/inbox.feature.ts';
import { fileGuard, type Ground, noticesOf } from './platform/feature.ts';
import { type AmountsWing, amountsWing } from './wings/amounts.ts';
import { type DealingWing, dealingWing } from './wings/dealing.ts';
import { listingsWing } from './wings/listings.ts';
import { type PeopleWing, peopleWing } from './wings/people.ts';

/** Builds every feature, wing by wing, and gives each what it needs from the others. Starts nothing. */
export async function createFeatures(ground: Ground) {
  // the type is stated because people and listings refer to each other
  const people: PeopleWing = peopleWing(ground, () => [...listings.due, ...dealing.due]);
  const listings = await listingsWing(
    ground,
    people,
    () => dealing,
    (...thing) => inbox.offers.keep(...thing),
  );
  // the types are stated because listings, dealing, amounts and inbox refer to each other
  const dealing: DealingWing = dealingWing(ground, people, listings, {
    centresOf: (id) => amounts.metrics.centresOf(id),
    waitsAnew: (dealId) => inbox.offers.keep('deal', dealId),
  });
  const amounts: AmountsWing = amountsWing(ground, people, listings, dealing);
  const owners = [...people.features, ...listings.features, ...dealing.features, ...amounts.features];
  const files = filesFeature(ground, {
    mayHave: fileGuard(owners),
    megabytes: people.parameters.numberNow('files.megabytes'),
    verifyEveryDays: people.parameters.numberNow('files.verifyEveryDays'),
  });
  const inbox: ReturnType<typeof inboxFeature> = inboxFeature(ground, {
    sources: [
      listings.waiting.matches,
      listings.waiting.questions,
      dealing.deals.waiting,
      dealing.contracts.waiting,
      listings.waiting.imports,
      listings.patents.waiting,
      listings.needs.waiting,
      people.accounts.waiting,
      people.experts.waiting.experts,
      people.experts.waiting.invitations,
    ],
    notices: noticesOf(owners),
    people: people.accounts.peopleNames,
    remindBeforeDays: people.parameters.numberNow('listing.remindBeforeDays'),
  });
  return {
    features: [...owners, files, inbox],
    accounts: people.accounts,
    searching: listings.searching,
    matching: listings.matching,
    inbox: inbox.offers,
  };
}
