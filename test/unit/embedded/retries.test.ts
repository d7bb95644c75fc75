import { repeatsAreNoSecondWrites } from '../../support/embedded-retries.ts';

it('carries out a numbered write once, however often and whenever it is sent, and answers the same', () =>
  repeatsAreNoSecondWrites(25));
