import { Money, type MoneyWire } from '../../../server/domain/money.ts';
import { wholeCountry } from '../../../server/domain/place.ts';
import { dealingTexts } from '../../components/dealing.texts.ts';
import { Amount } from '../../components/money.tsx';
import { Card } from '../../components/page.tsx';
import { formatMoney, todayInShanghai } from '../../lib/format.ts';
import { currentLanguage } from '../../lib/language.ts';
import { lawFor } from '../../lib/law.ts';
import { useParameterNow } from '../../lib/parameter-now.ts';
import { useTexts } from '../../lib/texts.ts';
import { type Figures, levelsText, percentOf } from './figures.ts';
import { metricsTexts } from './metrics.texts.ts';

type HeadlineProps = Readonly<{ figures: Figures; place: string; onOpen: (year: number) => void }>;

/** The amounts of this and earlier years, what is asked of applicants, and the definition. */
export function Headline({ figures, place, onOpen }: HeadlineProps) {
  const say = useTexts(metricsTexts);
  const dealing = useTexts(dealingTexts);
  const threshold = useThreshold(place);
  const thisYear = Number(todayInShanghai().slice(0, 4));
  const years = [...new Set([thisYear, ...figures.headline.map(({ year }) => year)])].sort((a, b) => b - a);
  return (
    <Card>
      <div className="tiles">
        {years.map((year) => (
          <div key={year}>
            <p className="muted">{say('headline', { year })}</p>
            <Amounts figures={figures} year={year} isNow={year === thisYear} onOpen={onOpen} />
          </div>
        ))}
        {threshold && <Gate amount={amountOf(figures, thisYear)} threshold={threshold} />}
      </div>
      <p className="muted small">
        {say('definition')}: {say('definitionText')}{' '}
        {say('definitionLine', {
          version: figures.definition.version,
          levels: levelsText(figures.definition, dealing),
        })}
      </p>
    </Card>
  );
}

const none: MoneyWire = { amount: '0.00', currency: 'CNY' };
const amountOf = ({ headline }: Figures, year: number): MoneyWire =>
  headline.find((one) => one.year === year && one.amount.currency === 'CNY')?.amount ?? none;

/** The amount of one year in each currency; a click opens its ledger lines. */
function Amounts({
  figures,
  year,
  isNow,
  onOpen,
}: { figures: Figures; year: number; isNow: boolean } & Pick<HeadlineProps, 'onOpen'>) {
  const say = useTexts(metricsTexts);
  const mine = figures.headline.filter((one) => one.year === year);
  const what = say('headline', { year });
  if (mine.length === 0) {
    return (
      <>
        <p className={isNow ? 'figure' : 'figure figure-before'}>
          <Amount money={none} />
        </p>
        <p className="muted small">{say('contracts', { count: 0 })}</p>
      </>
    );
  }
  return mine.map(({ amount, contracts }) => (
    <div key={amount.currency}>
      <button
        type="button"
        className={isNow ? 'link-button figure' : 'link-button figure figure-before'}
        aria-label={say('openHeadline', { what, amount: formatMoney(amount) })}
        onClick={() => onOpen(year)}
      >
        <Amount money={amount} />
      </button>
      <p className="muted small">{say('contracts', { count: contracts })}</p>
    </div>
  ));
}

type GateProps = Readonly<{ amount: MoneyWire; threshold: Threshold }>;

/**
 * This year's amount beside the sum that is asked of a national applicant (申报指南 四（三）1), or of applicants of the place
 * where that has set its own: a condition of applying, not a gate of every centre.
 */
function Gate({ amount, threshold: { value: threshold, isOfCountry, source } }: GateProps) {
  const say = useTexts(metricsTexts);
  const whose = isOfCountry ? 'national' : 'local';
  const percent = percentOf(amount, threshold);
  const asked = Money.of(threshold, 'CNY');
  const left = asked.minus(Money.fromWire(amount));
  return (
    <div className="stack-tight">
      <p className="muted">{say(`gate.${whose}`)}</p>
      <div
        className="bar bar-tall"
        role="progressbar"
        aria-label={say(`gate.${whose}`)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.min(100, percent)}
      >
        <span
          style={{ width: `${Math.min(100, percent)}%`, ...(percent >= 100 ? { background: 'var(--good)' } : {}) }}
        />
      </div>
      <p className="small">
        {say('gateOf', { amount: formatMoney(asked.toJSON()), percent })} ·{' '}
        <strong>{percent >= 100 ? say('gateReached') : say('gateLeft', { amount: formatMoney(left.toJSON()) })}</strong>
      </p>
      <p className="muted small">{say(`gateNote.${whose}`, { source })}</p>
    </div>
  );
}

type Threshold = Readonly<{ value: string; isOfCountry: boolean; source: string }>;

/** The yearly threshold in force today in a place, in yuan; null while unknown. */
function useThreshold(place: string): Threshold | null {
  const threshold = useParameterNow('centre.annualAmount', place);
  if (!threshold) return null;
  const { value, place: of, source } = threshold;
  return {
    ...{ value: String(value), isOfCountry: of === wholeCountry },
    source: lawFor(currentLanguage(), source),
  };
}
