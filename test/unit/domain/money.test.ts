import fc from 'fast-check';
import { Money } from '../../../server/domain/money.ts';

const cny = (amount: string) => Money.of(amount, 'CNY');
const fen = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
const money = fen.map((value) =>
  cny(`${value < 0 ? '-' : ''}${Math.floor(Math.abs(value) / 100)}.${String(Math.abs(value) % 100).padStart(2, '0')}`),
);

describe('Money', () => {
  it.each(['1.234', '1e3', '01', '+1', '', ' 1', '1,000', 'NaN', '.5', '1.', '٣', '1'.repeat(19)])(
    'refuses %j',
    (text) => {
      expect(() => cny(text)).toThrow('money.malformed');
    },
  );

  it('writes two decimals and reads back what it wrote', () => {
    expect(cny('1200000').toJSON()).toEqual({ amount: '1200000.00', currency: 'CNY' });
    expect(cny('-0').toString()).toBe('0.00');
    fc.assert(fc.property(money, (m) => Money.fromWire(m.toJSON()).equals(m)));
  });

  it('keeps every digit of large sums', () => {
    expect(cny('999999999999999999.99').plus(cny('0.01')).toString()).toBe('1000000000000000000.00');
  });

  it('never mixes currencies', () => {
    expect(() => cny('1').plus(Money.of('1', 'USD'))).toThrow('money.currency');
  });

  it('allocates parts that always sum to the whole and stay within a fen of the exact share', () => {
    const weights = fc.array(fc.nat(10_000), { minLength: 1, maxLength: 9 }).filter((ws) => ws.some((w) => w > 0));
    fc.assert(
      fc.property(money, weights, (whole, ws) => {
        const parts = whole.allocate(ws);
        expect(Money.sum(parts, 'CNY').toString()).toBe(whole.toString());
        const total = ws.reduce((a, b) => a + b, 0);
        parts.forEach((part, i) => {
          const exact = (whole.toApproximateNumber() * (ws[i] ?? 0)) / total;
          expect(Math.abs(part.toApproximateNumber() - exact)).toBeLessThan(0.0101);
          if (ws[i] === 0) expect(part.isZero()).toBe(true);
        });
      }),
    );
  });
});
