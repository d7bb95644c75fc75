import fc from 'fast-check';
import { batchesOf, type PricedContract } from '../../../../server/domain/contracts/price-batches.ts';

const minimum = { contracts: 10, suppliers: 5, demanders: 5 };
type Priced = PricedContract<'licence' | 'transfer'>;

/** So many contracts of so many suppliers and demanders. */
const contracts = (count: number, suppliers: number, demanders: number, rest: Partial<Priced> = {}): Priced[] =>
  Array.from({ length: count }, (_, n) => ({
    ...{ id: `${rest.ipc ?? ''}${n}`, kind: 'licence', supplierIds: [`s${n % suppliers}`] },
    ...{ demanderIds: [`d${n % demanders}`], ipc: '', amount: (n + 1) * 110_000, ...rest },
  }));

const any = fc.array(
  fc.record({
    supplier: fc.integer({ max: 12, min: 0 }),
    demander: fc.integer({ max: 12, min: 0 }),
    kind: fc.constantFrom('licence' as const, 'transfer' as const),
    ipc: fc.constantFrom('', 'H01M', 'H01L', 'H02J', 'A01B'),
    amount: fc.integer({ min: 1, max: 30_000_000 }),
  }),
  { maxLength: 80 },
);
const priced = (drawn: Parameters<Parameters<typeof any.map>[0]>[0]): Priced[] =>
  drawn.map(({ supplier, demander, ...rest }, n) => ({
    ...{ id: `c${n}`, supplierIds: [`s${supplier}`], demanderIds: [`d${demander}`], ...rest },
  }));

describe('what contracts cost', () => {
  it.each([
    ['three contracts', contracts(3, 3, 3)],
    ['nine contracts', contracts(9, 9, 9)],
    ['ten contracts of one supplier', contracts(10, 1, 10)],
    ['ten contracts of four demanders', contracts(10, 10, 4)],
    ['ten contracts at one price', contracts(10, 10, 10, { amount: 500_000 })],
    ['ten contracts that are free', contracts(10, 10, 10, { amount: 0 })],
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
    fc.assert(
      fc.property(any, fc.nat(), fc.double({ min: -0.49, max: 0.49, noNaN: true }), (drawn, at, shift) => {
        const given = priced(drawn).map((one) => ({ ...one, amount: Number(one.amount.toPrecision(2)) }));
        const chosen = given[at % Math.max(1, given.length)];
        const step = chosen ? 10 ** (Math.floor(Math.log10(chosen.amount)) - 1) : 0;
        const moved = given.map((one) => {
          // below a power of ten the step is smaller
          const isEdge = Number.isInteger(Math.log10(one.amount));
          return one === chosen && !isEdge ? { ...one, amount: one.amount + shift * step } : one;
        });
        expect(batchesOf(moved, minimum)).toEqual(batchesOf(given, minimum));
      }),
    );
  });
});
