import fc from 'fast-check';
import { creditCode, creditCodeFrom } from '../../../server/domain/credit-code.ts';

const letters = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
const first17 = fc
  .tuple(
    fc.array(fc.constantFrom(...letters), { minLength: 2, maxLength: 2 }),
    fc.array(fc.constantFrom(...letters.slice(0, 10)), { minLength: 6, maxLength: 6 }),
    fc.array(fc.constantFrom(...letters), { minLength: 9, maxLength: 9 }),
  )
  .map((parts) => parts.flat().join(''));

describe('unified social credit codes', () => {
  it("accepts the standard's own example and any writing of it", () => {
    expect(creditCode('91350100M000100Y43')).toBe('91350100M000100Y43');
    expect(creditCode(' 91350100m000100y43 ')).toBe('91350100M000100Y43');
    expect(creditCode('９１３５０１００Ｍ０００１００Ｙ４３')).toBe('91350100M000100Y43');
  });

  it.each(['91350100M000100Y4Z', '91350100M000100Y4', '91350100M000100Y433', '9135010IM000100Y43', '', '1'.repeat(18)])(
    'refuses %j',
    (text) => {
      expect(() => creditCode(text)).toThrow(/creditCode\.(form|check)/);
    },
  );

  it('accepts every code it makes, and none with one character changed', () => {
    fc.assert(
      fc.property(first17, fc.nat(17), fc.nat(30), (body, place, other) => {
        const code = creditCodeFrom(body);
        expect(creditCode(code)).toBe(code);
        const changed = code.slice(0, place) + letters[other]! + code.slice(place + 1);
        if (changed !== code) expect(() => creditCode(changed)).toThrow(/creditCode/);
      }),
    );
  });
});
