import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Segmented } from 'antd';
import { commonTexts } from '../lib/common.texts.ts';
import { formatAgo, formatCount, formatMoney } from '../lib/format.ts';
import { useTexts } from '../lib/texts.ts';
import { useFilters } from '../lib/use-filters.ts';
import { AskedFirst } from './asked-first.tsx';
import { dealingTexts } from './dealing.texts.ts';
import { Empty } from './empty.tsx';
import { type Growing, More } from './more.tsx';
import { Card, Page } from './page.tsx';
import { PartyTags, type PartyTagsProps } from './party-tags.tsx';
import { type Listed, ShownList } from './shown.tsx';
import { Tag } from './tag.tsx';
import type { Terms } from './terms-view.tsx';

/** The filter of the list as a query, from `show` in the address: all, waiting for us, or in one state. */
export function useShown<State extends string>(states: readonly State[]) {
  const shown = useFilters().one('show') || 'all';
  const state = states.find((one) => one === shown);
  return { state, ...(shown === 'mine' ? { awaitsMe: 'true' as const } : {}) };
}

type DealingListProps<State extends string> = Readonly<{
  say: (key: 'title' | 'lead' | 'emptyTitle' | 'emptyText' | `state.${NoInfer<State>}`) => string;
  states: readonly State[];
  counts: Readonly<{ awaitMe: number; states: readonly Readonly<{ state: State; count: number }>[] }> | undefined;
  list: Listed & Growing;
  thing: 'deals' | 'contracts';
  /** A link shown when the list is empty. */
  wayOn: ReactNode;
  children: ReactNode;
}>;

/** The organisation's deals or contracts, with filters that show how many there are in each state. */
export function DealingList<State extends string>(props: DealingListProps<State>) {
  const { say, states, counts, list, thing, wayOn, children } = props;
  const dealing = useTexts(dealingTexts);
  const { one, set } = useFilters();
  const option = (value: 'all' | 'mine' | State, text: string) => {
    const counted = counts?.states.filter(({ state }) => value === 'all' || state === value) ?? [];
    const count = value === 'mine' ? (counts?.awaitMe ?? 0) : counted.reduce((sum, { count: of }) => sum + of, 0);
    return { value, label: count > 0 ? dealing('withCount', { text, count: formatCount(count) }) : text };
  };
  return (
    <Page title={say('title')} lead={say('lead')}>
      <AskedFirst thing={thing}>
        <div className="scroll-x">
          <Segmented
            value={one('show') || 'all'}
            onChange={(show) => set('show', show)}
            options={[
              option('all', dealing('all')),
              option('mine', dealing('mine')),
              ...states.map((state) => option(state, say(`state.${state}`))),
            ]}
          />
        </div>
        <ShownList list={list} empty={<Empty title={say('emptyTitle')} text={say('emptyText')} action={wayOn} />}>
          <Card>
            <ul>{children}</ul>
            <More list={list} />
          </Card>
        </ShownList>
      </AskedFirst>
    </Page>
  );
}

type DealingLineProps = PartyTagsProps &
  Readonly<{
    to: string;
    title: string;
    state: ReactNode;
    isMyMove: boolean;
    terms: Pick<Terms, 'route' | 'upfront'> | null;
    updatedAt: string;
  }>;

/** One deal or contract in a list. */
export function DealingLine({ to, title, state, isMyMove, terms, updatedAt, ...who }: DealingLineProps) {
  const say = useTexts(dealingTexts);
  const common = useTexts(commonTexts);
  return (
    <li className="item">
      <div className="row">
        <Link className="item-title" to={to}>
          {title}
        </Link>
        {state}
        {isMyMove && <Tag tone="wait">{say('mine')}</Tag>}
        <span className="grow" />
        {terms && (
          <span className="muted">
            {common(`route.${terms.route}`)} <strong className="amount">{formatMoney(terms.upfront)}</strong>
          </span>
        )}
      </div>
      <span className="muted">
        <PartyTags {...who} /> <span className="small">{say('updated', { when: formatAgo(updatedAt) })}</span>
      </span>
    </li>
  );
}
