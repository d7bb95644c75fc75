import { Link } from 'react-router';
import { Select } from 'antd';
import { listingStates } from '../../../server/domain/patents/listing-process.ts';
import { Empty } from '../../components/empty.tsx';
import { Page } from '../../components/page.tsx';
import { Shown } from '../../components/shown.tsx';
import { VirtualList } from '../../components/virtual-list.tsx';
import { useList } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { useFilters } from '../../lib/use-filters.ts';
import { PatentSteps, PatentTag } from './patent-steps.tsx';
import { patentsTexts } from './patents.texts.ts';

/** All patents of my organisation, in any state, with what may be done next. */
export function Component() {
  const say = useTexts(patentsTexts);
  const { one, set } = useFilters();
  const state = listingStates.find((name) => name === one('state'));
  const list = useList('patents.mine', { query: { limit: 100, state } }, { keep: true });
  return (
    <Page
      wide
      title={say('mine.title')}
      lead={say('mine.lead')}
      actions={
        <Link className="button" to="/imports">
          {say('mine.import')}
        </Link>
      }
    >
      <div>
        <Select
          aria-label={say('mine.state')}
          style={{ minWidth: 160 }}
          value={state ?? ''}
          onChange={(name) => set('state', name)}
          options={[
            { value: '', label: say('mine.all') },
            ...listingStates.map((name) => ({ value: name, label: say(`state.${name}`) })),
          ]}
        />
      </div>
      <Shown query={list}>
        {() =>
          list.items.length === 0 ? (
            <Empty
              title={say('mine.emptyTitle')}
              text={say('mine.emptyText')}
              action={<Link to="/imports">{say('mine.import')}</Link>}
            />
          ) : (
            <VirtualList items={list.items} keyOf={({ id }) => id} list={list} estimate={84}>
              {(patent) => (
                <article className="found">
                  <div className="row">
                    <Link className="item-title" to={`/patents/${patent.id}`}>
                      {patent.title}
                    </Link>
                    <PatentTag state={patent.state} />
                    <span className="grow" />
                    <Link to={`/patents/${patent.id}/matches`}>{say('mine.matches')}</Link>
                    <PatentSteps patent={patent} size="small" />
                  </div>
                  <p className="muted small found-facts">
                    <span>{patent.applicationNumber ?? patent.publicationNumber}</span>
                    <span>{patent.ipc[0]}</span>
                    {patent.term && (
                      <span>
                        {say('left', {
                          years: Math.floor(patent.term.remainingMonths / 12),
                          months: patent.term.remainingMonths % 12,
                        })}
                      </span>
                    )}
                    {patent.holder === 'other' && <span>{say('page.holderOther')}</span>}
                  </p>
                </article>
              )}
            </VirtualList>
          )
        }
      </Shown>
    </Page>
  );
}
