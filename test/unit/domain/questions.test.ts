import { DomainError } from '../../../server/domain/errors.ts';
import { type Asking, checkAsking } from '../../../server/domain/questions/question.ts';

const fine: Asking = { isOwn: false, isOnOffer: true, isGoingOn: false, askedToday: 4, mostADay: 5 };
const refusalOf = (change: Partial<Asking>): string | null => {
  try {
    checkAsking({ ...fine, ...change });
    return null;
  } catch (error) {
    return error instanceof DomainError ? `${error.code} ${error.key}` : String(error);
  }
};

it.each([
  [{}, null],
  [{ isOwn: true }, 'CONFLICT questions.own'],
  [{ isOnOffer: false }, 'WRONG_STATE questions.notOnOffer'],
  [{ isGoingOn: true }, 'CONFLICT questions.goingOn'],
  [{ askedToday: 5 }, 'CONFLICT questions.tooMany'],
  [{ mostADay: 0, askedToday: 0 }, 'CONFLICT questions.tooMany'],
  // what it is about comes before how much was asked
  [{ isOwn: true, isOnOffer: false, isGoingOn: true, askedToday: 9 }, 'CONFLICT questions.own'],
] as const)('a question asked with %j: %s', (change, refusal) => {
  expect(refusalOf(change)).toBe(refusal);
});
