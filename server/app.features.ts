import { filesFeature } from './features/files/files.feature.ts';
import { fileGuard, type Ground } from './platform/feature.ts';
import { amountsWing } from './wings/amounts.ts';
import { dealingWing } from './wings/dealing.ts';
import { listingsWing } from './wings/listings.ts';
import { type PeopleWing, peopleWing } from './wings/people.ts';

/** Every feature, wing by wing, each handed what it needs of the others; nothing here listens or runs yet. */
export async function createFeatures(ground: Ground) {
  // stated, because what has terms is built on it
  const people: PeopleWing = peopleWing(ground, () => listings.due);
  const listings = await listingsWing(ground, people, () => dealing);
  // stated, because listings, which it is built on, follow it
  const dealing: ReturnType<typeof dealingWing> = dealingWing(ground, people, listings);
  const amounts = amountsWing(ground, people, dealing);
  const owners = [...people.features, ...listings.features, ...dealing.features, ...amounts.features];
  const files = filesFeature(ground, {
    mayHave: fileGuard(owners),
    verifyEveryDays: people.parameters.numberNow('files.verifyEveryDays'),
  });
  return {
    features: [...owners, files],
    accounts: people.accounts,
    searching: listings.searching,
    matching: listings.matching,
  };
}
