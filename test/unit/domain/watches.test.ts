import { decideWatch, mostWatches } from '../../../server/domain/watches.ts';

describe('a watch', () => {
  it('begins and ends, and begins again', () => {
    expect(decideWatch('ended', 'watch', 0)).toBe('watching');
    expect(decideWatch('watching', 'stop', 1)).toBe('ended');
  });
  it('does not begin twice, nor end twice', () => {
    expect(() => decideWatch('watching', 'watch', 0)).toThrow(expect.objectContaining({ code: 'WRONG_STATE' }));
    expect(() => decideWatch('ended', 'stop', 0)).toThrow(expect.objectContaining({ code: 'WRONG_STATE' }));
  });
  it('is not one too many, while any may be ended', () => {
    expect(decideWatch('ended', 'watch', mostWatches - 1)).toBe('watching');
    expect(() => decideWatch('ended', 'watch', mostWatches)).toThrow(expect.objectContaining({ code: 'CONFLICT' }));
    expect(decideWatch('watching', 'stop', mostWatches + 1)).toBe('ended');
  });
});
