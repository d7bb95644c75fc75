import { Link } from 'react-router';
import { Select } from 'antd';
import { needStates } from '../../../server/domain/needs/need-process.ts';
import { ownSorts } from '../../../server/domain/own-sorts.ts';
import { Empty } from '../../components/empty.tsx';
import { Page } from '../../components/page.tsx';
import { ShownList } from '../../components/shown.tsx';
import { VirtualList } from '../../components/virtual-list.tsx';
import { paths } from '../../lib/paths.ts';
import { useList } from '../../lib/query.ts';
import { useFilters } from '../../lib/use-filters.ts';
import { useTexts } from '../../lib/texts.ts';
import { budgetText } from './need.ts';
import { NeedSteps, NeedTag } from './need-steps.tsx';
import { needsTexts } from './needs.texts.ts';

/** All needs of the organisation in any state, with their next steps. */
export function Component() {
  const say = useTexts(needsTexts);
  const { one, set } = useFilters();
  const state = needStates.find((name) => name === one('state'));
  const sort = ownSorts.find((name) => name === one('sort')) ?? 'latest';
  const list = useList('needs.mine', { query: { limit: 100, state, sort } }, { keep: true });
  const newNeed = (
    <Link className="button" to={paths.newNeed()}>
      {say('new.title')}
    </Link>
  );
  return (
    <Page
      wide
      title={say('mine.title')}
      lead={say('mine.lead')}
      actions={
        <>
          {newNeed}
          <Link className="button button-plain" to={paths.imports()}>
            {say('mine.import')}
          </Link>
        </>
      }
    >
      <div className="row">
        <Select
          aria-label={say('mine.order')}
          value={sort}
          onChange={(name) => set('sort', name)}
          options={ownSorts.map((name) => ({ value: name, label: say(`mine.sort.${name}`) }))}
          style={{ minWidth: 130 }}
        />
        <Select
          aria-label={say('mine.state')}
          value={state ?? ''}
          onChange={(name: string) => set('state', name)}
          options={[
            { value: '', label: say('mine.all') },
            ...needStates.map((name) => ({ value: name, label: say(`state.${name}`) })),
          ]}
          style={{ minWidth: 150 }}
        />
      </div>
      <ShownList
        list={list}
        empty={
          state ? (
            <Empty title={say('mine.noneTitle')} />
          ) : (
            <Empty title={say('mine.emptyTitle')} text={say('mine.emptyText')} action={newNeed} />
          )
        }
      >
        <VirtualList list={list} estimate={84}>
          {(need) => (
            <article className="found">
              <div className="row">
                <Link className="item-title" to={paths.need(need.id)}>
                  {need.title}
                </Link>
                <NeedTag state={need.state} />
                <span className="grow" />
                <Link to={paths.needMatches(need.id)}>{say('mine.matches')}</Link>
                <NeedSteps need={need} size="small" />
              </div>
              <p className="muted small">{budgetText(need, say)}</p>
            </article>
          )}
        </VirtualList>
      </ShownList>
    </Page>
  );
}
