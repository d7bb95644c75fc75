import { verificationLevels } from '../../../server/domain/contracts/levels.ts';
import { routes } from '../../../server/domain/contracts/routes/routes.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Card } from '../../components/page.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { formatMoney } from '../../lib/format.ts';
import { useTexts } from '../../lib/texts.ts';
import { type Cell, currenciesOf, contractsIn, type Figures, type Group, levelName, sumOf } from './figures.ts';
import { metricsTexts } from './metrics.texts.ts';

type Part = Pick<Group, 'route' | 'level'>;
type BreakdownProps = Readonly<{
  figures: Figures;
  shown: Pick<Group, 'basis' | 'year'>;
  onOpen: (part: Part) => void;
}>;

/** Amounts by route and verification level; each opens its ledger lines. */
export function Breakdown({ figures, shown, onOpen }: BreakdownProps) {
  const cells = figures.cells.filter(
    ({ basis, year }) => basis === shown.basis && (shown.year === null || year === shown.year),
  );
  const say = useTexts(metricsTexts);
  const common = useTexts(commonTexts);
  const figure = (part: Part) => {
    const mine = cells.filter(
      ({ route, level }) =>
        (part.route === null || route === part.route) && (part.level === null || level === part.level),
    );
    if (mine.length === 0) return null;
    const what = [
      part.route ? common(`route.${part.route}`) : say('total'),
      part.level === null ? '' : levelName(part.level, common),
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
          onClick={() => onOpen(part)}
        >
          {amount}
        </button>
        <div className="muted small amount">{count}</div>
      </>
    );
  };
  const rows = [...routes.filter((route) => cells.some((cell) => cell.route === route)), null];
  return (
    <Card title={say('breakdown')}>
      <DataTable
        label={say('breakdown')}
        rows={rows}
        keyOf={(route) => route ?? 'total'}
        columns={[
          {
            head: say('routeLevel'),
            cell: (route) => (route ? common(`route.${route}`) : <strong>{say('total')}</strong>),
          },
          ...verificationLevels.map((level) => ({
            head: levelName(level, common),
            isNumber: true,
            cell: (route: Cell['route'] | null) => figure({ route, level }),
          })),
          { head: say('total'), isNumber: true, cell: (route) => figure({ route, level: null }) },
        ]}
      />
    </Card>
  );
}
