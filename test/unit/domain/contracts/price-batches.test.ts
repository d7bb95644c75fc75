import fc from 'fast-check';
import { Money } from '../../../../server/domain/money.ts';
import { batchesOf, type PricedContract } from '../../../../server/domain/contracts/price-batches.ts';

const minimum = { contracts: 10, suppliers: 5, demanders: 5 };
type Priced = PricedContract<'licence' | 'transfer'>;
const yuan = (amount: number): Money => Money.of(`${amount}.00`, 'CNY');

/** So many contracts of so many suppliers and demanders. */
const contracts = (count: number, suppliers: number, demanders: number, rest: Partial<Priced> = {}): Priced[] =>
  Array.from({ length: count }, (_, n) => ({
    ...{ id: `${rest.ipc ?? ''}${n}`, kind: 'licence', supplierIds: [`s${n % suppliers}`] },
    ...{ demanderIds: [`d${n % demanders}`], ipc: '', amount: yuan((n + 1) * 110_000), ...rest },
  }));

/** So many that most draws make batches. */
const any = fc.array(
  fc.record({
    supplier: fc.integer({ max: 12, min: 0 }),
    demander: fc.integer({ max: 12, min: 0 }),
    kind: fc.constantFrom('licence' as const, 'licence' as const, 'transfer' as const),
    ipc: fc.constantFrom('', 'H01M', 'H01M', 'H01L', 'A01B'),
    amount: fc.integer({ min: 100_000, max: 990_000 }),
  }),
  { minLength: 60, maxLength: 90 },
);
const priced = (drawn: Parameters<Parameters<typeof any.map>[0]>[0]): Priced[] =>
  drawn.map(({ supplier, demander, amount, ...rest }, n) => ({
    ...{ id: `c${n}`, supplierIds: [`s${supplier}`], demanderIds: [`d${demander}`], amount: yuan(amount), ...rest },
  }));

describe('what contracts cost', () => {
  it.each([
    ['three contracts', contracts(3, 3, 3)],
    ['nine contracts', contracts(9, 9, 9)],
    ['ten contracts of one supplier', contracts(10, 1, 10)],
    ['ten contracts of four demanders', contracts(10, 10, 4)],
    ['ten contracts at one price', contracts(10, 10, 10, { amount: yuan(500_000) })],
    ['ten contracts that are free', contracts(10, 10, 10, { amount: yuan(0) })],
  ])('is not told of %s', (_, given) => {
    expect(batchesOf(given, minimum)).toEqual([]);
  });

  it('is told of ten contracts of five suppliers and five demanders, in two digits', () => {
    expect(batchesOf(contracts(10, 5, 5), minimum)).toEqual([
      {
        ...{ kind: 'licence', ipc: '', contractIds: contracts(10, 5, 5).map(({ id }) => id) },
        ...{ low: 360_000, middle: 610_000, high: 850_000 },
      },
    ]);
  });

  it('is told for the narrowest area that has enough; what is left over goes to the wider one', () => {
    const given = [
      ...contracts(10, 5, 5, { ipc: 'H01M' }),
      ...contracts(6, 5, 5, { ipc: 'H01L' }),
      ...contracts(5, 5, 5, { ipc: 'H02J' }),
    ];
    expect(batchesOf(given, minimum).map(({ ipc, contractIds }) => [ipc, contractIds.length])).toEqual([
      ['H01M', 10],
      ['H', 11],
    ]);
  });

  it('is always told of enough, and no contract is in two batches, so that no difference tells of one', () => {
    fc.assert(
      fc.property(any, (drawn) => {
        const given = priced(drawn);
        const batches = batchesOf(given, minimum);
        const ids = batches.flatMap(({ contractIds }) => contractIds);
        expect(new Set(ids).size).toBe(ids.length);
        for (const { contractIds, low, middle, high, kind } of batches) {
          const inIt = given.filter(({ id }) => contractIds.includes(id));
          expect(inIt.every((one) => one.kind === kind)).toBe(true);
          expect(inIt.length).toBeGreaterThanOrEqual(10);
          expect(new Set(inIt.flatMap((one) => one.supplierIds)).size).toBeGreaterThanOrEqual(5);
          expect(new Set(inIt.flatMap((one) => one.demanderIds)).size).toBeGreaterThanOrEqual(5);
          for (const told of [low, middle, high]) expect(Number(told.toPrecision(2))).toBe(told);
        }
      }),
    );
  });

  it('is the same whatever one contract costs within a rounding step', () => {
    // between 110,000 and 980,000 two digits are steps of 10,000
    const prices = fc.array(fc.integer({ min: 11, max: 98 }), { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(prices, fc.nat(9), fc.integer({ min: -4_900, max: 4_900 }), (steps, at, shift) => {
        const given = contracts(10, 5, 5).map((one, n) => ({ ...one, amount: yuan((steps[n] ?? 0) * 10_000) }));
        const moved = given.map((one, n) => (n === at ? { ...one, amount: one.amount.plus(yuan(shift)) } : one));
        expect(batchesOf(moved, minimum)).toEqual(batchesOf(given, minimum));
      }),
    );
  });
});
