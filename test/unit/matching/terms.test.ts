import {
  ipcCoverage,
  ipcDistance,
  ipcOverlap,
  ipcParts,
  suggestTerms,
  type PublishedPrice,
} from '../../../matching/index.ts';

describe('IPC symbols', () => {
  it('are taken apart at any depth', () => {
    expect(ipcParts('H01M 10/0525')).toEqual({
      section: 'H',
      class: 'H01',
      subclass: 'H01M',
      mainGroup: 'H01M 10',
      full: 'H01M 10/0525',
    });
    expect(ipcParts('h01m10/0525')?.full).toBe('H01M 10/0525');
    expect(ipcParts('H01')?.subclass).toBe('');
    expect(ipcParts('锂')).toBeUndefined();
  });

  it.each([
    ['H01M 10/0525', 'H01M 10/0525', 0],
    ['H01M 10/0525', 'H01M 10/04', 1],
    ['H01M 10/0525', 'H01M 4/13', 2],
    ['H01M 10/0525', 'H01B 1/00', 3],
    ['H01M 10/0525', 'H04L 9/08', 4],
    ['H01M 10/0525', 'A01B 1/00', 5],
    ['H01M', 'H01M', 2],
    ['nonsense', 'H01M', 5],
  ])('%s and %s are %d steps apart', (a, b, steps) => {
    expect(ipcDistance(a, b)).toBe(steps);
  });

  it('cover a wanted symbol in full when they lie under it', () => {
    expect(ipcCoverage(['H01M'], ['H01M 10/0525', 'B25J 9/16'])).toBe(1);
    expect(ipcCoverage(['H01M', 'A01B'], ['H01M 10/0525'])).toBe(0.5);
    expect(ipcCoverage([], ['H01M'])).toBe(0);
  });

  it('overlap the more the finer the place they share, the same from both sides', () => {
    const own = ['H01M 10/0525', 'B25J 9/16'];
    expect(ipcOverlap(own, own)).toBeCloseTo(1, 12);
    expect(ipcOverlap(own, ['H01M 10/04'])).toBeCloseTo(0.2 / 2 + 0.3 / 2, 12);
    expect(ipcOverlap(['H01M 10/04'], own)).toBe(ipcOverlap(own, ['H01M 10/04']));
    expect(ipcOverlap(own, ['A01B 1/00'])).toBe(0);
    expect(ipcOverlap(['H01M'], ['H01M'])).toBeCloseTo(0.2, 12);
    expect(ipcOverlap([], own)).toBe(0);
  });
});

describe('suggested terms', () => {
  const need = { id: 'n', demanderId: 'd', title: '', body: '', routes: [], ipc: ['H01M'] } as const;
  const patent = { id: 'p', holderId: 'h', title: '', abstract: '', ipc: ['H01M 10/0525'], routes: [] } as const;
  const published = (ipc: string, middle: number): PublishedPrice => {
    const [low, high] = [middle / 2, middle * 2];
    return { route: 'exclusive-licence', ipc, low, middle, high, deals: 12, year: 2025 };
  };
  const deals = [published('', 100_000), published('H', 200_000), published('H01M', 300_000), published('A01B', 9)];

  it('take the route both named', () => {
    const both = suggestTerms(
      { ...need, routes: ['equity', 'sole-licence'] },
      { ...patent, routes: ['sole-licence'] },
      [],
    );
    expect(both).toMatchObject({ route: 'sole-licence', exclusivity: 'sole', routeBasis: 'both' });
  });

  it('take the published price of the narrowest area around the patent', () => {
    const wanted = { ...need, routes: ['exclusive-licence'] as const };
    const basis = { basis: 'comparables', deals: 12, year: 2025 };
    const price = (prices: readonly PublishedPrice[]) => suggestTerms(wanted, patent, prices).price;
    expect(price(deals)).toEqual({ low: 150_000, middle: 300_000, high: 600_000, ...basis });
    expect(price(deals.slice(0, 2))).toMatchObject({ middle: 200_000, ...basis });
    expect(price(deals.slice(0, 1))).toMatchObject({ middle: 100_000, ...basis });
    expect(price([published('A01B', 9)])).toMatchObject({ basis: 'reference' });
  });

  it('fall back to the published means, and say so', () => {
    const terms = suggestTerms({ ...need, routes: ['transfer'] }, patent, deals);
    expect(terms.price).toMatchObject({ middle: 461_000, basis: 'reference', year: 2023, deals: 0 });
  });

  it('show the limits of an open licence', () => {
    expect(suggestTerms({ ...need, routes: ['open-licence'] }, patent, []).limits).toEqual({
      fixedFee: 20_000_000,
      netSalesShare: 0.2,
      profitShare: 0.4,
    });
  });

  it('say whether the asking price is within the budget', () => {
    expect(suggestTerms({ ...need, budget: 5 }, { ...patent, askingPrice: 6 }, []).withinBudget).toBe(false);
    expect(suggestTerms({ ...need, budget: 5 }, patent, [])).not.toHaveProperty('withinBudget');
  });

  it('know no price for joint development', () => {
    expect(suggestTerms({ ...need, routes: ['development'] }, patent, []).price).toBeNull();
  });
});
