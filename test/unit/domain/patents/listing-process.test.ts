import {
  type ListingCommand,
  type ListingFacts,
  listingProcess,
  type ListingRole,
  type ListingState,
} from '../../../../server/domain/patents/listing-process.ts';
import { step } from '../../../../server/domain/process.ts';

const open: ListingFacts = { reviewsRequired: false, isReviewed: false, isEnded: false, isComplete: true };
const walk = (facts: ListingFacts, path: [ListingCommand, ListingRole][]): ListingState =>
  path.reduce<ListingState>((state, [command, role]) => step(listingProcess, state, command, [role], facts), 'draft');

describe('the life of a patent listing', () => {
  it('goes straight from a draft to the public store where no reviews are asked for', () => {
    expect(walk(open, [['publish', 'supplier']])).toBe('published');
  });

  it('passes faculty and school first where they are', () => {
    const strict = { ...open, reviewsRequired: true };
    expect(() => walk(strict, [['publish', 'supplier']])).toThrow('common.wrongState');
    expect(
      walk({ ...strict, isReviewed: true }, [
        ['submit', 'supplier'],
        ['approveInFaculty', 'facultyReviewer'],
        ['approveInSchool', 'schoolReviewer'],
        ['assess', 'supplier'],
        ['publish', 'supplier'],
      ]),
    ).toBe('published');
    expect(() => step(listingProcess, 'facultyReview', 'approveInFaculty', ['supplier'], strict)).toThrow(
      'common.notAllowed',
    );
  });

  it('leaves the store unconfirmed and comes back when confirmed', () => {
    const path: [ListingCommand, ListingRole][] = [
      ['publish', 'supplier'],
      ['expireConfirmation', 'system'],
    ];
    expect(walk(open, path)).toBe('dueForReview');
    expect(walk(open, [...path, ['confirm', 'supplier']])).toBe('published');
  });

  it('is never shown once the right has ended', () => {
    expect(() => walk({ ...open, isComplete: false }, [['publish', 'supplier']])).toThrow('common.wrongState');
    expect(() => walk({ ...open, isEnded: true }, [['publish', 'supplier']])).toThrow('common.wrongState');
  });

  it('keeps the commands of deals and of time from people', () => {
    for (const command of ['lock', 'release', 'convert', 'lapse', 'expireConfirmation'] as const)
      expect(listingProcess.table[command].by).toEqual(['system']);
  });
});
