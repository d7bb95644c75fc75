import { DomainError } from '../../../server/domain/errors.ts';
import { decideWatch, mostWatches } from '../../../server/domain/watches.ts';

const refusalOf = (...given: Parameters<typeof decideWatch>): string => {
  try {
    return decideWatch(...given);
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
};

describe('a watch', () => {
  it('begins and ends, and begins again', () => {
    expect(decideWatch('ended', 'watch', 0)).toBe('watching');
    expect(decideWatch('watching', 'stop', 1)).toBe('ended');
  });
  it('does not begin twice, nor end twice', () => {
    expect(refusalOf('watching', 'watch', 0)).toBe('WRONG_STATE');
    expect(refusalOf('ended', 'stop', 0)).toBe('WRONG_STATE');
  });
  it('is not one too many, while any may be ended', () => {
    expect(decideWatch('ended', 'watch', mostWatches - 1)).toBe('watching');
    expect(refusalOf('ended', 'watch', mostWatches)).toBe('CONFLICT');
    expect(decideWatch('watching', 'stop', mostWatches + 1)).toBe('ended');
  });
});
