import { Link, useSearchParams } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { contractStates } from '../../../server/domain/contracts/contract-process.ts';
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
import { type ContractSummary, myWaits } from './contract.ts';
import { ContractTag } from './contract-tag.tsx';
import { contractsTexts } from './contracts.texts.ts';

/** My contracts, the last changed first; those that wait for us can be seen alone. */
export function Component() {
  const say = useTexts(contractsTexts);
  const dealing = useTexts(dealingTexts);
  const [search, setSearch] = useSearchParams();
  const shown = search.get('show') ?? 'all';
  const state = contractStates.find((one) => one === shown);
  const counts = useQuery(read('contracts.counts')).data;
  const countOf = (name: string) => {
    const states = counts?.states ?? [];
    if (name === 'mine') return counts?.awaitMe ?? 0;
    return states.reduce((sum, one) => sum + (name === 'all' || one.state === name ? one.count : 0), 0);
  };
  const label = (name: string, text: string) =>
    countOf(name) > 0 ? dealing('withCount', { text, count: formatCount(countOf(name)) }) : text;
  const list = useList('contracts.list', {
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
            ...contractStates.map((one) => ({ value: one, label: label(one, say(`state.${one}`)) })),
          ]}
        />
      </div>
      <Shown query={list}>
        {() =>
          list.items.length === 0 ? (
            <Empty
              title={say('emptyTitle')}
              text={say('emptyText')}
              action={<Link to={paths.deals()}>{say('emptyAction')}</Link>}
            />
          ) : (
            <Card>
              <ul>
                {list.items.map((contract) => (
                  <ContractLine key={contract.id} contract={contract} />
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

function ContractLine({ contract }: Readonly<{ contract: ContractSummary }>) {
  const say = useTexts(contractsTexts);
  const common = useTexts(commonTexts);
  return (
    <li className="item">
      <div className="row">
        <Link className="item-title" to={paths.contract(contract.id)}>
          {titleOf(contract, say('untitled'))}
        </Link>
        <ContractTag state={contract.state} />
        {myWaits(contract).length > 0 && <Tag tone="wait">{say('mine')}</Tag>}
        <span className="grow" />
        <span className="muted">
          {common(`route.${contract.route}`)} <strong className="amount">{formatMoney(contract.upfront)}</strong>
        </span>
      </div>
      <span className="muted">
        {contract.parties.map(({ id, name, part }) => (
          <Tag key={id} tone={part === 'supplier' ? 'supply' : 'demand'}>
            {name}
          </Tag>
        ))}{' '}
        {contract.centres.map(({ id, name }) => (
          <Tag key={id} tone="centre">
            {name}
          </Tag>
        ))}{' '}
        <span className="small">{say('updated', { when: formatAgo(contract.updatedAt) })}</span>
      </span>
    </li>
  );
}
