import fc from 'fast-check';
import { isTerritory, overlaps, type Territory } from '../../../../server/domain/contracts/territory.ts';

const of = (...codes: string[]): Territory => ({ codes, words: '' });
const everywhere: Territory = { codes: 'all', words: '' };

describe('two territories', () => {
  it.each([
    ['a province and another', of('330000'), of('320000'), false],
    ['a province and its city', of('330000'), of('330100'), true],
    ['a province and the whole country', of('330000'), of('000000'), true],
    ['the whole country and another', of('000000'), of('DE'), false],
    ['two lists with one country in common', of('DE', 'FR'), of('US', 'FR'), true],
    ['everywhere and anything', everywhere, of('BR'), true],
  ])('%s', (_, one, other, expected) => {
    expect(overlaps(one, other)).toBe(expected);
  });

  it('overlap each other whichever is asked, and themselves', () => {
    const code = fc.constantFrom('000000', '330000', '330100', '330106', '320000', 'DE', 'US');
    const some = fc.uniqueArray(code, { minLength: 1, maxLength: 3 }).map((codes) => of(...codes));
    fc.assert(
      fc.property(some, some, (one, other) => {
        expect(overlaps(one, other)).toBe(overlaps(other, one));
        expect(overlaps(one, one)).toBe(true);
      }),
    );
  });

  it('name at least one area, and every area by one name', () => {
    expect([of('330000', 'DE'), everywhere].every(isTerritory)).toBe(true);
    expect([of(), of('330000', '330000'), of('CN'), of('HK'), of('Zhejiang')].some(isTerritory)).toBe(false);
  });
});
