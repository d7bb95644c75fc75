import { verificationLevels } from '../../../server/domain/contracts/levels.ts';
import { routes } from '../../../server/domain/contracts/routes/routes.ts';
import { Card } from '../../components/page.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { formatMoney } from '../../lib/format.ts';
import { useTexts } from '../../lib/texts.ts';
import { type Cell, currenciesOf, contractsIn, type Figures, type Group, sumOf } from './figures.ts';
import { metricsTexts } from './metrics.texts.ts';

export type Part = Readonly<{ route: Cell['route'] | null; level: number | null; isCounted?: 'true' }>;
type BreakdownProps = Readonly<{
  figures: Figures;
  shown: Pick<Group, 'basis' | 'year'>;
  onOpen: (part: Part, what: string) => void;
}>;

/** Amounts by route and verification level; each opens its ledger lines. */
export function Breakdown({ figures, shown, onOpen }: BreakdownProps) {
  const cells = figures.cells.filter(
    ({ basis, year }) => basis === shown.basis && (shown.year === null || year === shown.year),
  );
  const say = useTexts(metricsTexts);
  const common = useTexts(commonTexts);
  const levelText = (level: number) => common(`level.${(['l0', 'l1', 'l2', 'l3', 'l4'] as const)[level] ?? 'l0'}`);
  const figure = (part: Part) => {
    const mine = cells.filter(
      ({ route, level }) =>
        (part.route === null || route === part.route) && (part.level === null || level === part.level),
    );
    if (mine.length === 0) return <span className="muted">—</span>;
    const what = [
      part.route ? common(`route.${part.route}`) : say('total'),
      part.level === null ? '' : levelText(part.level),
    ]
      .filter(Boolean)
      .join(' · ');
    const amount = currenciesOf(mine)
      .map((currency) => formatMoney(sumOf(mine, currency)))
      .join(' + ');
    const count = say('contracts', { count: contractsIn(figures, { ...shown, route: part.route, level: part.level }) });
    return (
      <>
        <button
          type="button"
          className="link-button amount"
          aria-label={`${what} ${amount}`}
          onClick={() => onOpen(part, what)}
        >
          {amount}
        </button>
        <div className="muted small amount">{count}</div>
      </>
    );
  };
  return (
    <Card title={say('breakdown')}>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={say('breakdown')}>
        <table>
          <thead>
            <tr>
              <th>{say('routeLevel')}</th>
              {verificationLevels.map((level) => (
                <th key={level} className="number">
                  {levelText(level)}
                </th>
              ))}
              <th className="number">{say('total')}</th>
            </tr>
          </thead>
          <tbody>
            {[...routes.filter((route) => cells.some((cell) => cell.route === route)), null].map((route) => (
              <tr key={route ?? 'total'} style={route === null ? { fontWeight: 700 } : {}}>
                <th scope="row">{route ? common(`route.${route}`) : say('total')}</th>
                {verificationLevels.map((level) => (
                  <td key={level} className="number">
                    {figure({ route, level })}
                  </td>
                ))}
                <td className="number">{figure({ route, level: null })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
