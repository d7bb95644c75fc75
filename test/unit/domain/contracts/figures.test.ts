import fc from 'fast-check';
import { type AmountLine, bases } from '../../../../server/domain/contracts/amounts.ts';
import { type Figures, figuresOf, isEnough, negated, sumOf } from '../../../../server/domain/contracts/figures.ts';
import { countedKinds, verificationLevels } from '../../../../server/domain/contracts/levels.ts';
import { routes } from '../../../../server/domain/contracts/routes/routes.ts';
import { calendarDate } from '../../../../server/domain/calendar.ts';
import { currencies, Money } from '../../../../server/domain/money.ts';

type Counted = AmountLine & { contractId: number };
const none: Figures = { amounts: new Map(), counts: new Map() };

/** What a contract's lines are at one time: of one route and one currency. */
const linesOf = (contractId: number) =>
  fc
    .record({
      route: fc.constantFrom(...routes),
      currency: fc.constantFrom(...currencies),
      lines: fc.array(
        fc.record({
          centreId: fc.constantFrom('a', 'b'),
          basis: fc.constantFrom(...bases),
          year: fc.constantFrom(2025, 2026),
          kind: fc.constantFrom(...countedKinds),
          level: fc.constantFrom(...verificationLevels),
          cents: fc.integer({ min: -500, max: 500 }),
        }),
        { maxLength: 6 },
      ),
    })
    .map(({ route, currency, lines }) =>
      lines.map(({ cents, ...line }, at): Counted => {
        const amount = Money.of((cents / 100).toFixed(2), currency);
        const date = calendarDate(`${line.year}-05-04`);
        return { ...line, contractId, route, amount, date, lineId: String(at), correction: 0 };
      }),
    );
/** A history: again and again a contract's lines become others. */
const history = fc.array(fc.integer({ min: 0, max: 4 }).chain(linesOf), { maxLength: 30 });

const shown = ({ amounts, counts }: Figures) =>
  [
    ...[...amounts].map(([key, { amount, lines }]) => `${key}: ${amount.toString()} in ${lines}`),
    ...[...counts].map(([key, { contracts }]) => `${key}: ${contracts}`),
  ].sort();

describe('figures of centres', () => {
  it('kept step by step are those that the present lines make, whatever happened before', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const present = new Map<number, readonly Counted[]>();
        let kept = none;
        for (const [at, lines] of steps.entries()) {
          const contractId = lines[0]?.contractId ?? at % 5;
          kept = sumOf(kept, sumOf(figuresOf(lines), negated(figuresOf(present.get(contractId) ?? []))));
          present.set(contractId, lines);
        }
        const anew = [...present.values()].reduce((sum, lines) => sumOf(sum, figuresOf(lines)), none);
        expect(shown(kept)).toEqual(shown(anew));
      }),
      { numRuns: 300 },
    );
  });

  it('count each contract once in every group that is shown: a year or all, a route or all, a level or all, a headline', () => {
    const minimum = { contracted: 2, received: 1, refunded: 0, contributed: 3, drawn: 4 };
    fc.assert(
      fc.property(fc.tuple(...[0, 1, 2, 3, 4].map(linesOf)), (contracts) => {
        const { counts } = contracts.reduce((sum, lines) => sumOf(sum, figuresOf(lines)), none);
        const lines = contracts.flat();
        for (const year of [2025, 2026, null])
          for (const route of [...routes, null])
            for (const basis of bases) {
              const among = (line: Counted) =>
                line.centreId === 'a' &&
                line.basis === basis &&
                (year === null || line.year === year) &&
                (route === null || line.route === route);
              const cells = [...counts.values()].filter(
                (cell) =>
                  cell.centreId === 'a' &&
                  cell.basis === basis &&
                  cell.year === year &&
                  (route === null || cell.route === route),
              );
              const tests = [
                ...verificationLevels.map((level) => (of: { level: number }) => of.level === level),
                () => true,
              ];
              for (const fits of [
                ...tests,
                (of: Counted | (typeof cells)[number]['profile'][number]) => isEnough(of, minimum),
              ]) {
                const distinct = new Set(
                  lines.filter((line) => among(line) && fits(line)).map(({ contractId }) => contractId),
                );
                const counted = cells.filter(({ profile }) => profile.some((one) => fits(one)));
                expect(counted.reduce((sum, cell) => sum + cell.contracts, 0)).toBe(distinct.size);
              }
            }
      }),
      { numRuns: 25 },
    );
  });
});
