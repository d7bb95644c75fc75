import fc from 'fast-check';
import { Money } from '../../../../server/domain/money.ts';
import { nextTotal, type TotalledContract } from '../../../../server/domain/contracts/public-totals.ts';

const yuan = (amount: number): Money => Money.of(`${amount}.00`, 'CNY');
const minimum = { contracts: 10, suppliers: 5, demanders: 5 };

/** So many contracts of so many suppliers and demanders. */
const contracts = (count: number, suppliers: number, demanders: number, rest: Partial<TotalledContract> = {}) =>
  Array.from({ length: count }, (_, n): TotalledContract => ({
    ...{ id: `c${n}`, supplierIds: [`s${n % suppliers}`], demanderIds: [`d${n % demanders}`] },
    ...{ amount: yuan((n + 1) * 110_000), level: 2, ...rest },
  }));
const withLargest = (amount: number) => [
  ...contracts(9, 5, 5, { amount: yuan(100_000) }),
  ...contracts(1, 1, 1, { id: 'x', amount: yuan(amount) }),
];

describe('the public figures of the exchange', () => {
  it.each([
    ['nine contracts', contracts(9, 9, 9)],
    ['ten contracts of one supplier', contracts(10, 1, 10)],
    ['ten contracts of four demanders', contracts(10, 10, 4)],
    ['ten contracts of which one is nearly all', withLargest(5_000_000)],
    ['nothing', []],
  ])('say nothing of %s', (_, given) => {
    expect(nextTotal(given, minimum)).toBeNull();
  });

  it('say of ten contracts of five suppliers and demanders what they come to, in two digits, and what all are proved by', () => {
    const given = contracts(10, 5, 5).map((one, n): TotalledContract => ({ ...one, level: n === 4 ? 1 : 3 }));
    expect(nextTotal(given, minimum)).toEqual({
      ...{ contractIds: given.map(({ id }) => id), amount: yuan(6_100_000), level: 1 },
    });
    expect(nextTotal(withLargest(800_000), minimum)?.amount.toString()).toBe('1700000.00');
  });

  it('grow by steps of enough contracts only: whatever comes when, no two answers differ by fewer', () => {
    const drawn = fc.record({
      supplier: fc.integer({ min: 0, max: 9 }),
      demander: fc.integer({ min: 0, max: 9 }),
      amount: fc.integer({ min: 10_000, max: 3_000_000 }),
    });
    fc.assert(
      fc.property(fc.array(fc.array(drawn, { maxLength: 8 }), { minLength: 10, maxLength: 25 }), (nights) => {
        const published = new Set<string>();
        let left: TotalledContract[] = [];
        for (const [night, come] of nights.entries()) {
          left.push(
            ...come.map(({ supplier, demander, amount }, n): TotalledContract => ({
              ...{
                id: `${night}-${n}`,
                supplierIds: [`s${supplier}`],
                demanderIds: [`d${demander}`],
                amount: yuan(amount),
                level: 2,
              },
            })),
          );
          const step = nextTotal(left, minimum);
          if (!step) continue;
          const inStep = left.filter(({ id }) => step.contractIds.includes(id));
          expect(inStep.length).toBeGreaterThanOrEqual(minimum.contracts);
          expect(new Set(inStep.flatMap(({ supplierIds }) => supplierIds)).size).toBeGreaterThanOrEqual(5);
          expect(new Set(inStep.flatMap(({ demanderIds }) => demanderIds)).size).toBeGreaterThanOrEqual(5);
          expect(step.contractIds.filter((id) => published.has(id))).toEqual([]);
          expect(step.amount.toString()).toMatch(/^[1-9]\d?0*\.00$/);
          for (const id of step.contractIds) published.add(id);
          left = left.filter(({ id }) => !published.has(id));
        }
      }),
    );
  });
});
