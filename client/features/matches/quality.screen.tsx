import { useQuery } from '@tanstack/react-query';
import type { Output } from '../../../server/api/operations.ts';
import { Card, Page } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { formatCount, formatDay } from '../../lib/format.ts';
import { read } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { BenchmarksCard } from './benchmarks-card.tsx';
import { figureValues } from './figure.ts';
import { LearnedCard } from './learned-card.tsx';
import { matchesTexts } from './matches.texts.ts';
import { matchingTexts } from './matching.texts.ts';
import './matches.css';

type Quality = Output<'matching.quality'>;
const limits = ['chinese', 'english', 'frozen', 'feedback', 'score'] as const;

/** The quality of matching: measurements, feedback, and their limits. */
export function Component() {
  const say = useTexts(matchingTexts);
  const query = useQuery(read('matching.quality'));
  return (
    <Page title={say('qualityTitle')} lead={say('qualityLead')}>
      <Card title={say('limitsTitle')}>
        <ul className="points">
          {limits.map((limit) => (
            <li key={limit}>{say(`limits.${limit}`)}</li>
          ))}
        </ul>
      </Card>
      <Shown query={query}>
        {(quality) => (
          <>
            <Feedback feedback={quality.feedback} />
            <details>
              <summary>{say('measurements')}</summary>
              <div className="stack">
                <BenchmarksCard benchmarks={quality.benchmarks} />
                <Frozen quality={quality} />
                <LearnedCard learned={quality.learned} />
              </div>
            </details>
          </>
        )}
      </Shown>
    </Page>
  );
}

function Frozen({ quality: { frozen, weights } }: Readonly<{ quality: Quality }>) {
  const say = useTexts(matchingTexts);
  return (
    <Card title={say('frozenTitle')}>
      <p>
        {say('ndcg')} <strong className="amount">{say('interval', figureValues(frozen.ndcg10))}</strong>
      </p>
      <p className="muted small">{say('setText', frozen)}</p>
      <p className="muted small">
        {say('inUse', { version: weights.version })} ·{' '}
        {weights.since ? say('since', { day: formatDay(weights.since) }) : say('shipped')}
      </p>
    </Card>
  );
}

function Feedback({ feedback: { since, lists, outcomes, reasons, byFit } }: Readonly<Pick<Quality, 'feedback'>>) {
  const say = useTexts(matchingTexts);
  const matches = useTexts(matchesTexts);
  const names = ['shown', 'opened', 'shortlisted', 'met', 'declined', 'dealt'] as const;
  return (
    <Card title={say('feedbackTitle')}>
      <p>{say('feedbackText', { day: formatDay(since), lists: formatCount(lists) })}</p>
      <div className="tiles">
        {names.map((name) => (
          <div className="tile" key={name}>
            <span className="muted">{say(`outcome.${name}`)}</span>
            <strong className="amount">{formatCount(outcomes[name])}</strong>
          </div>
        ))}
      </div>
      <h3>{say('byFitTitle')}</h3>
      <ByFit bands={byFit} />
      <h3>{say('reasonsTitle')}</h3>
      {reasons.length === 0 ? (
        <p className="muted">{say('noReasons')}</p>
      ) : (
        <p>{reasons.map(({ reason, count }) => `${matches(`reason.${reason}`)} ${formatCount(count)}`).join(' · ')}</p>
      )}
    </Card>
  );
}

/** The share of positive answers by displayed fit. */
function ByFit({ bands }: Readonly<{ bands: Quality['feedback']['byFit'] }>) {
  const say = useTexts(matchingTexts);
  return (
    <table>
      <thead>
        <tr>
          <th>{say('fitBand')}</th>
          <th className="number">{say('answered')}</th>
          <th className="number">{say('saidYes')}</th>
        </tr>
      </thead>
      <tbody>
        {bands.map(({ from, answered, wanted }) => (
          <tr key={from}>
            <td className="amount">
              {say('fitFrom', { from: Math.round(from * 100), to: Math.round(from * 100) + 20 })}
            </td>
            <td className="number amount">{formatCount(answered)}</td>
            <td className="number amount">{answered === 0 ? '–' : `${Math.round((wanted / answered) * 100)}%`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
