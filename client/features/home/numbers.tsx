import { Link } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { Amount } from '../../components/money.tsx';
import { StillCounting, useFigures } from '../../components/still-counting.tsx';
import { formatCount, todayInShanghai } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { read } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { homeTexts } from './home.texts.ts';
import { useWaiting } from './waiting-card.tsx';

type Counted = Readonly<{ state: string; count: number }>;
const sum = (states: readonly Counted[] | undefined, ...only: string[]): number | undefined =>
  states?.reduce((total, { state, count }) => total + (only.length === 0 || only.includes(state) ? count : 0), 0);

/** A number that links to the things it counts. */
function Tile({
  to,
  title,
  count,
  note,
}: Readonly<{ to: string; title: string; count: number | undefined; note?: string }>) {
  return (
    <Link to={to} className={count === 0 ? 'tile tile-zero' : 'tile'}>
      <span className="muted small">{title}</span>
      <strong className="amount">{count === undefined ? '…' : formatCount(count)}</strong>
      <span className="muted small">{note ?? ' '}</span>
    </Link>
  );
}

/** The organisation's deals and contracts by state. */
function DealTiles() {
  const say = useTexts(homeTexts);
  const deals = useQuery(read('deals.counts')).data;
  const contracts = useQuery(read('contracts.counts')).data;
  const waits = useWaiting().data?.items.length;
  const mine = { show: 'mine' };
  return (
    <>
      <Tile
        to={deals?.awaitMe === 0 ? paths.contracts(mine) : paths.deals(mine)}
        title={say('number.waits')}
        count={waits}
      />
      <Tile to={paths.deals({ show: 'talks' })} title={say('number.talks')} count={sum(deals?.states, 'talks')} />
      <Tile
        to={paths.contracts({ show: 'effective' })}
        title={say('number.contracts')}
        count={sum(contracts?.states, 'effective')}
      />
      <Tile
        to={paths.contracts({ show: 'completed' })}
        title={say('number.completed')}
        count={sum(contracts?.states, 'completed')}
      />
    </>
  );
}

/** The numbers of a supplier or demander; zeros link to where to begin. */
export function TraderNumbers({ kind }: Readonly<{ kind: 'university' | 'institute' | 'company' }>) {
  const say = useTexts(homeTexts);
  const patents = useQuery(read('patents.counts')).data?.states;
  const needs = useQuery(read('needs.counts')).data?.states;
  const patentsTile = (
    <Tile
      key="patents"
      to={sum(patents) === 0 ? paths.imports() : paths.myPatents()}
      title={say('number.patents')}
      count={sum(patents)}
      note={
        sum(patents) === 0
          ? say('number.begin')
          : say('number.published', { count: sum(patents, 'published', 'inTalks') ?? '…' })
      }
    />
  );
  const needsTile = (
    <Tile
      key="needs"
      to={sum(needs) === 0 ? paths.newNeed() : paths.myNeeds()}
      title={say('number.needs')}
      count={sum(needs)}
      note={
        sum(needs) === 0
          ? say('number.state')
          : say('number.open', { count: sum(needs, 'open', 'answered', 'inTalks') ?? '…' })
      }
    />
  );
  return (
    <div className="tiles">
      {kind === 'company' ? [needsTile, patentsTile] : [patentsTile, needsTile]}
      <DealTiles />
    </div>
  );
}

/** The numbers of a centre: this year's conversion amount, its deals and contracts. */
export function CentreNumbers({ centreId }: Readonly<{ centreId: string }>) {
  const say = useTexts(homeTexts);
  const figures = useFigures(centreId).data;
  const year = Number(todayInShanghai().slice(0, 4));
  const now = figures?.headline.find((one) => one.year === year);
  return (
    <div className="tiles">
      <Link to={paths.myAmounts()} className="tile tile-wide">
        <span className="muted small">{say('amountTitle', { year })}</span>
        <strong>{figures ? <Amount money={now?.amount ?? { amount: '0.00', currency: 'CNY' }} /> : '…'}</strong>
        <span className="muted small">{say('amountDeals', { count: now?.contracts ?? 0 })}</span>
        <StillCounting figures={figures} />
      </Link>
      <DealTiles />
    </div>
  );
}

/** Pending organisations, centres and parameters, for an authority or administrator. */
export function AuthorityNumbers() {
  const say = useTexts(homeTexts);
  const pending = useQuery(read('organisations.list', { query: { state: 'pending', limit: 100 } })).data;
  const centres = useQuery(
    read('organisations.list', { query: { state: 'approved', kind: 'centre', limit: 100 } }),
  ).data;
  const parameters = useQuery(read('parameters.list')).data;
  return (
    <div className="tiles">
      <Tile to={paths.organisations()} title={say('number.pending')} count={pending?.items.length} />
      <Tile
        to={paths.organisations({ state: 'approved' })}
        title={say('number.centres')}
        count={centres?.items.length}
      />
      <Tile to={paths.parameters()} title={say('number.parameters')} count={parameters?.items.length} />
    </div>
  );
}
