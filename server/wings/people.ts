import { accountsFeature } from '../features/accounts/accounts.feature.ts';
import { calendarsFeature } from '../features/calendars/calendars.feature.ts';
import { expertsFeature } from '../features/experts/experts.feature.ts';
import { outboxFeature } from '../features/outbox/outbox.feature.ts';
import { parametersFeature } from '../features/parameters/parameters.feature.ts';
import { reviewsFeature } from '../features/reviews/reviews.feature.ts';
import { webhooksFeature } from '../features/webhooks/webhooks.feature.ts';
import type { Ground } from '../platform/feature.ts';
import type { DueThings } from '../platform/jobs/due-things.ts';

/** Accounts, and the parameters, calendars and reviews that apply to them. `things`: everything that has terms. */
export function peopleWing(ground: Ground, things: () => readonly DueThings[]) {
  const parameters = parametersFeature(ground);
  const { entryAt, numberNow } = parameters.offers;
  const calendars = calendarsFeature(ground, { entryAt, things });
  const outbox = outboxFeature(ground, { numberNow });
  const accounts = accountsFeature(ground, {
    invitationDays: numberNow('account.invitationDays'),
    linkHours: numberNow('account.passwordLinkHours'),
    licenceMegabytes: numberNow('account.licenceMegabytes'),
    isLicenceNeeded: numberNow('account.licenceNeeded'),
    mailedLinkHours: numberNow('account.mailedPasswordLinkHours'),
    addressLinkHours: numberNow('account.addressLinkHours'),
    outbox: outbox.offers,
  });
  const reviews = reviewsFeature(ground);
  const webhooks = webhooksFeature(ground, { numberNow });
  const experts = expertsFeature(ground, {
    personWith: accounts.offers.personWith,
    addressOf: accounts.offers.addressOf,
    organisation: accounts.offers.organisation,
    people: accounts.offers.peopleNames,
    organisationNames: accounts.offers.organisationNames,
    decidersIn: accounts.offers.decidersIn,
  });
  return {
    features: [parameters, calendars, outbox, accounts, reviews, webhooks, experts],
    parameters: parameters.offers,
    calendars: calendars.offers,
    outbox: outbox.offers,
    accounts: accounts.offers,
    reviews: reviews.offers,
    experts: experts.offers,
  };
}

export type PeopleWing = ReturnType<typeof peopleWing>;
