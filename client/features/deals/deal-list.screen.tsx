import { Link, useSearchParams } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { dealStates } from '../../../server/domain/deals/deal-process.ts';
import { dealingTexts } from '../../components/dealing.texts.ts';
import { Empty } from '../../components/empty.tsx';
import { More } from '../../components/more.tsx';
import { Card, Page } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { Tag } from '../../components/tag.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { formatAgo, formatCount, formatMoney } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { read, useList } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { titleOf } from '../../components/dealing.ts';
import type { DealSummary } from './deal.ts';
import { DealTag } from './deal-tag.tsx';
import { dealsTexts } from './deals.texts.ts';

/** My deals, the last changed first; those that wait for us can be seen alone. */
export function Component() {
  const say = useTexts(dealsTexts);
  const dealing = useTexts(dealingTexts);
  const [search, setSearch] = useSearchParams();
  const shown = search.get('show') ?? 'all';
  const state = dealStates.find((one) => one === shown);
  const counts = useQuery(read('deals.counts')).data;
  const countOf = (name: string) => {
    const states = counts?.states ?? [];
    if (name === 'mine') return counts?.awaitMe ?? 0;
    return states.reduce((sum, one) => sum + (name === 'all' || one.state === name ? one.count : 0), 0);
  };
  const label = (name: string, text: string) =>
    countOf(name) > 0 ? dealing('withCount', { text, count: formatCount(countOf(name)) }) : text;
  const list = useList('deals.list', {
    query: { limit: 30, state, ...(shown === 'mine' ? { awaitsMe: 'true' } : {}) },
  });
  return (
    <Page title={say('title')} lead={say('lead')}>
      <div className="scroll-x">
        <Segmented
          value={shown}
          onChange={(show) => setSearch({ show }, { replace: true })}
          options={[
            { value: 'all', label: label('all', say('all')) },
            { value: 'mine', label: label('mine', say('mine')) },
            ...dealStates.map((one) => ({ value: one, label: label(one, say(`state.${one}`)) })),
          ]}
        />
      </div>
      <Shown query={list}>
        {() =>
          list.items.length === 0 ? (
            <Empty
              title={say('emptyTitle')}
              text={say('emptyText')}
              action={<Link to={paths.matches()}>{say('emptyAction')}</Link>}
            />
          ) : (
            <Card>
              <ul>
                {list.items.map((deal) => (
                  <DealLine key={deal.id} deal={deal} />
                ))}
              </ul>
              <More list={list} />
            </Card>
          )
        }
      </Shown>
    </Page>
  );
}

function DealLine({ deal }: Readonly<{ deal: DealSummary }>) {
  const say = useTexts(dealsTexts);
  const common = useTexts(commonTexts);
  const isMine = deal.awaits !== null && deal.awaits === deal.mySide;
  return (
    <li className="item">
      <div className="row">
        <Link className="item-title" to={paths.deal(deal.id)}>
          {titleOf(deal, say('untitled'))}
        </Link>
        <DealTag state={deal.state} />
        {isMine && <Tag tone="wait">{say('mine')}</Tag>}
        <span className="grow" />
        {deal.lastOffer && (
          <span className="muted">
            {common(`route.${deal.lastOffer.route}`)}{' '}
            <strong className="amount">{formatMoney(deal.lastOffer.upfront)}</strong>
          </span>
        )}
      </div>
      <span className="muted">
        <Tag tone="supply">{deal.supplier.name}</Tag> → <Tag tone="demand">{deal.demander.name}</Tag>{' '}
        {deal.centres.map(({ id, name }) => (
          <Tag key={id} tone="centre">
            {name}
          </Tag>
        ))}{' '}
        <span className="small">{say('updated', { when: formatAgo(deal.updatedAt) })}</span>
      </span>
    </li>
  );
}
