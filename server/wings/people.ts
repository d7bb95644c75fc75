import { accountsFeature } from '../features/accounts/accounts.feature.ts';
import { parametersFeature } from '../features/parameters/parameters.feature.ts';
import { reviewsFeature } from '../features/reviews/reviews.feature.ts';
import type { Ground } from '../platform/feature.ts';

/** Who takes part, and what holds where they are. */
export function peopleWing(ground: Ground) {
  const parameters = parametersFeature(ground);
  const { numberNow } = parameters.offers;
  const accounts = accountsFeature(ground, {
    invitationDays: numberNow('account.invitationDays'),
    linkHours: numberNow('account.passwordLinkHours'),
  });
  const reviews = reviewsFeature(ground);
  return {
    features: [parameters, accounts, reviews],
    parameters: parameters.offers,
    accounts: accounts.offers,
    reviews: reviews.offers,
  };
}

export type PeopleWing = ReturnType<typeof peopleWing>;
