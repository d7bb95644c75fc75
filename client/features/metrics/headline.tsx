import { useQuery } from '@tanstack/react-query';
import { calendarDate } from '../../../server/domain/calendar.ts';
import { type ParameterEntry, parameterAt } from '../../../server/domain/parameters.ts';
import { AmountShort } from '../../components/money.tsx';
import { Card } from '../../components/page.tsx';
import { formatMoney, todayInShanghai } from '../../lib/format.ts';
import { read } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { type Figures, percentOf } from './figures.ts';
import { metricsTexts } from './metrics.texts.ts';

/** The headline of this year against the threshold of the place, the years before, and the definition under it all. */
export function Headline({ figures, place }: Readonly<{ figures: Figures; place: string }>) {
  const say = useTexts(metricsTexts);
  const threshold = useThreshold(place);
  const thisYear = Number(todayInShanghai().slice(0, 4));
  const none = { amount: '0.00', currency: 'CNY' } as const;
  const now = figures.headline.find(({ year }) => year === thisYear);
  const before = figures.headline.filter(({ year }) => year !== thisYear).sort((a, b) => b.year - a.year);
  const amount = now?.amount ?? none;
  const percent = threshold ? percentOf(amount, threshold) : 0;
  return (
    <Card>
      <div className="tiles">
        <div>
          <p className="muted">{say('headline', { year: thisYear })}</p>
          <p style={{ fontSize: 26, fontWeight: 700 }}>
            <AmountShort money={amount} />
          </p>
          <p className="muted small">
            <span className="amount">{formatMoney(amount)}</span> · {say('deals', { count: now?.deals ?? 0 })}
          </p>
        </div>
        {threshold && (
          <div className="stack-tight">
            <p className="muted">{say('gate')}</p>
            <div
              className="bar"
              role="progressbar"
              aria-label={say('gate')}
              aria-valuemin={0}
              aria-valuemax={100}
              aria-valuenow={Math.min(100, percent)}
            >
              <span
                style={{
                  width: `${Math.min(100, percent)}%`,
                  ...(percent >= 100 ? { background: 'var(--good)' } : {}),
                }}
              />
            </div>
            <p className="small">
              {say('gateOf', { amount: formatMoney({ amount: threshold, currency: 'CNY' }), percent })}
            </p>
          </div>
        )}
        {before.map((one) => (
          <div key={one.year}>
            <p className="muted">{say('headline', { year: one.year })}</p>
            <p style={{ fontSize: 20, fontWeight: 600 }}>
              <AmountShort money={one.amount} />
            </p>
            <p className="muted small">{say('deals', { count: one.deals })}</p>
          </div>
        ))}
      </div>
      <p className="muted small">
        {say('definition')}: {say('definitionText')}{' '}
        {say('definitionLine', { version: figures.definition.version, level: figures.definition.minimumLevel })}
      </p>
    </Card>
  );
}

/** The yearly threshold in force in a place today, in yuan. */
function useThreshold(place: string): string | null {
  const { data } = useQuery(read('parameters.list'));
  const values = data?.items.find(({ key }) => key === 'centre.annualAmount')?.values;
  if (!values) return null;
  const entries: ParameterEntry[] = values.map((entry) => ({
    ...entry,
    effectiveFrom: calendarDate(entry.effectiveFrom),
  }));
  return String(parameterAt('centre.annualAmount', entries, place, calendarDate(todayInShanghai())).value);
}
