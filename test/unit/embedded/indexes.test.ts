import { indexesChangeNoAnswer } from '../../support/embedded-properties.ts';

it('answers the same with indexes as without: ascending, descending, compound, multikey, sparse and partial', () => {
  indexesChangeNoAnswer(30, 40);
});
