import { useState } from 'react';
import { Link } from 'react-router';
import type { Output } from '../../../server/api/operations.ts';
import { Amount } from '../../components/money.tsx';
import { formatCount, formatDay } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { useTexts } from '../../lib/texts.ts';
import { homeTexts } from './home.texts.ts';

type Overview = Output<'overview.get'>;

/** What the exchange has and did. Each figure opens with one click: what is listed, or how it is made. */
export function DoneTiles({ overview: { patents, needs, contracts, minimum } }: Readonly<{ overview: Overview }>) {
  const say = useTexts(homeTexts);
  const [isOpen, setOpen] = useState(false);
  const opens = {
    type: 'button' as const,
    className: contracts ? 'tile tile-button' : 'tile tile-button tile-zero',
    'aria-expanded': isOpen,
    'aria-controls': 'how-counted',
    onClick: () => setOpen(!isOpen),
  };
  return (
    <div className="stack-tight">
      <div className="tiles done">
        <Link className="tile" to={paths.patents()}>
          <strong className="amount">{formatCount(patents)}</strong>
          <span className="muted">{say('done.patents')}</span>
        </Link>
        <Link className="tile" to={paths.needs()}>
          <strong className="amount">{formatCount(needs)}</strong>
          <span className="muted">{say('done.needs')}</span>
        </Link>
        <button {...opens}>
          <strong className="amount">{contracts ? formatCount(contracts.count) : '—'}</strong>
          <span className="muted">{say('done.contracts')}</span>
        </button>
        <button {...opens}>
          <strong>{contracts ? <Amount money={contracts.amount} /> : '—'}</strong>
          <span className="muted">
            {say('done.amount')}
            {contracts && (
              <span className="tag tone-good done-level">{say('done.level', { level: contracts.level })}</span>
            )}
          </span>
        </button>
      </div>
      <div id="how-counted">
        {isOpen && (
          <p className="note">
            {contracts
              ? say('done.how', {
                  ...{ count: contracts.count, level: contracts.level, on: formatDay(contracts.publishedAt) },
                  meaning: say(`done.meaning.${contracts.level}`),
                })
              : say('done.notYet')}{' '}
            {say('done.least', minimum)}
          </p>
        )}
      </div>
    </div>
  );
}
