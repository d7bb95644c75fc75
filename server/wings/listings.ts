import { dealings } from '../domain/contracts/follow.ts';
import { wholeCountry } from '../domain/place.ts';
import type { contractsFeature } from '../features/contracts/contracts.feature.ts';
import type { dealsFeature } from '../features/deals/deals.feature.ts';
import { importsFeature } from '../features/imports/imports.feature.ts';
import { matchesFeature } from '../features/matches/matches.feature.ts';
import { needsFeature } from '../features/needs/needs.feature.ts';
import { patentsFeature } from '../features/patents/patents.feature.ts';
import { questionsFeature } from '../features/questions/questions.feature.ts';
import { searchFeature } from '../features/search/search.feature.ts';
import { watchesFeature } from '../features/watches/watches.feature.ts';
import type { Ground } from '../platform/feature.ts';
import type { PeopleWing } from './people.ts';

type Deals = ReturnType<typeof dealsFeature>['offers'];
type Contracts = ReturnType<typeof contractsFeature>['offers'];

/** Patents, needs, and finding them. `dealing` is a function because that wing is built after this one; `waitsAnew` keeps a thing's tasks. */
export async function listingsWing(
  ground: Ground,
  { accounts, calendars, parameters, reviews }: PeopleWing,
  dealing: () => Readonly<{ deals: Deals; contracts: Contracts }>,
  waitsAnew: (kind: string, id: string) => Promise<void>,
) {
  const { organisations, organisationNames, places } = accounts;
  const { entriesOn, numberNow } = parameters;
  const { termsOf } = calendars;
  const followed = async (what: Parameters<Deals['followed']>[0]) =>
    dealings(await dealing().deals.followed(what), await dealing().contracts.followed(what));
  const patents = patentsFeature(ground, {
    organisations,
    reviewsRequired: reviews.ofPatents,
    restOnReviews: reviews.restOn,
    dormancyYears: async (day) => {
      const entryIn = await entriesOn('dormancy.years', day);
      return (place) => entryIn(place).value;
    },
    termsOf,
    dealsOn: (patentId) => followed({ patentIds: patentId }),
  });
  const needs = needsFeature(ground, {
    organisations,
    reviewsRequired: reviews.ofNeeds,
    restOnReviews: reviews.restOn,
    termsOf,
    dealsFrom: (needId) => followed({ needId }),
  });
  const copies = { patents: patents.offers.copies, needs: needs.offers.copies };
  const search = await searchFeature(ground, { ...copies, organisationNames });
  const { titles } = search.offers;
  const matches = matchesFeature(ground, {
    patents: copies.patents,
    needs: copies.needs,
    organisationNames,
    places,
    dealIdOf: (matchId) => dealing().deals.dealIdOf(matchId),
    prices: (...asked) => dealing().contracts.prices(...asked),
    dealt: (...asked) => dealing().contracts.performed(...asked),
    termsOf,
    takeBackHours: numberNow('match.takeBackHours'),
    worthTelling: numberNow('match.worthTelling'),
    offeredBy: { patents: patents.offers.offeredBy, needs: needs.offers.offeredBy },
    leastTeachers: async (now) => ({
      supplier: await numberNow('figures.suppliers')(wholeCountry, now),
      demander: await numberNow('figures.demanders')(wholeCountry, now),
    }),
  });
  const questions = questionsFeature(ground, {
    patents: copies.patents,
    needs: copies.needs,
    organisationNames,
    mostADay: numberNow('question.perDay'),
    waitsAnew: (questionId) => waitsAnew('question', questionId),
    matchesBetween: matches.offers.between,
    termsOf,
  });
  const imports = importsFeature(ground, {
    targets: { patents: patents.offers.bulk, needs: needs.offers.bulk },
    openAtOnce: numberNow('imports.openAtOnce'),
    personOf: accounts.people.load,
    undoHours: numberNow('imports.undoHours'),
  });
  const watches = watchesFeature(ground, {
    patent: { types: copies.patents.types, touchedBy: copies.patents.touchedBy, titles: titles.patent },
    need: { types: copies.needs.types, touchedBy: copies.needs.touchedBy, titles: titles.need },
  });
  return {
    features: [patents, needs, search, matches, questions, imports, watches],
    patents: patents.offers,
    needs: needs.offers,
    searching: search.offers.searching,
    found: search.offers.reads,
    matching: matches.offers.matching,
    waiting: { matches: matches.offers.waiting, questions: questions.offers.waiting, imports: imports.offers.waiting },
    due: [patents.offers.due, needs.offers.due, matches.offers.due, questions.offers.due],
  };
}

export type ListingsWing = Awaited<ReturnType<typeof listingsWing>>;
