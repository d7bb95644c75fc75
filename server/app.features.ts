import { filesFeature } from './features/files/files.feature.ts';
import { fileGuard, type Ground } from './platform/feature.ts';
import { amountsWing } from './wings/amounts.ts';
import { dealingWing } from './wings/dealing.ts';
import { listingsWing } from './wings/listings.ts';
import { type PeopleWing, peopleWing } from './wings/people.ts';

/** Builds every feature, wing by wing, and gives each what it needs from the others. Starts nothing. */
export async function createFeatures(ground: Ground) {
  // the type is stated because people and listings refer to each other
  const people: PeopleWing = peopleWing(ground, () => listings.due);
  const listings = await listingsWing(ground, people, () => dealing);
  // the type is stated because listings and dealing refer to each other
  const dealing: ReturnType<typeof dealingWing> = dealingWing(ground, people, listings);
  const amounts = amountsWing(ground, people, dealing);
  const owners = [...people.features, ...listings.features, ...dealing.features, ...amounts.features];
  const files = filesFeature(ground, {
    mayHave: fileGuard(owners),
    megabytes: people.parameters.numberNow('files.megabytes'),
    verifyEveryDays: people.parameters.numberNow('files.verifyEveryDays'),
  });
  return {
    features: [...owners, files],
    accounts: people.accounts,
    searching: listings.searching,
    matching: listings.matching,
  };
}
