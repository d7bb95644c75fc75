import { Link } from 'react-router';
import { Button, Select } from 'antd';
import { dealRoutes } from '../../../server/domain/patents/patent-content.ts';
import { Empty } from '../../components/empty.tsx';
import { Facet } from '../../components/facets.tsx';
import { IpcFacet } from '../../components/ipc-facet.tsx';
import { Page } from '../../components/page.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { Shown } from '../../components/shown.tsx';
import { Marked, pickSnippets } from '../../components/snippet.tsx';
import { Tag } from '../../components/tag.tsx';
import { VirtualList } from '../../components/virtual-list.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { formatCount } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { useList } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { useFilters } from '../../lib/use-filters.ts';
import { budgetText } from './need.ts';
import { needsTexts } from './needs.texts.ts';

const sorts = ['relevance', 'newest', 'budgetDown', 'wantedSoon'] as const;

/** Needs that everybody may see, found while typing. */
export function Component() {
  const say = useTexts(needsTexts);
  const common = useTexts(commonTexts);
  const { one, many, set, clear, isEmpty } = useFilters();
  const sort = sorts.find((name) => name === one('sort')) ?? 'relevance';
  const list = useList(
    'search.needs',
    {
      query: {
        ...{
          limit: 100,
          text: one('text'),
          sort,
          ipc: many('ipc'),
          region: many('region'),
          industry: many('industry'),
        },
        route: dealRoutes.filter((route) => many('route').includes(route)),
        organisationId: one('organisation') || undefined,
      },
    },
    { keep: true, typed: true },
  );
  const facets = list.first?.facets ?? {};
  const facet = (key: string) => ({
    values: facets[key] ?? [],
    chosen: many(key),
    onChange: (chosen: string[]) => set(key, chosen),
  });
  return (
    <Page
      wide
      title={say('find.title')}
      lead={say('find.lead')}
      actions={
        <Link className="button" to={paths.newNeed()}>
          {say('new.title')}
        </Link>
      }
    >
      <SearchBox label={say('find.box')} value={one('text')} onChange={(text) => set('text', text)} />
      <div className="finder">
        <details className="facets card" open={window.innerWidth > 860}>
          <summary>{say('find.filters')}</summary>
          <div>
            {!isEmpty && (
              <Button size="small" onClick={clear}>
                {say('find.clear')}
              </Button>
            )}
            <IpcFacet title={say('facet.ipc')} {...facet('ipc')} />
            <Facet
              title={say('facet.route')}
              {...facet('route')}
              label={(value) => common(`dealRoute.${value as (typeof dealRoutes)[number]}`)}
            />
            <Facet title={say('facet.region')} {...facet('region')} />
            <Facet title={say('facet.industry')} {...facet('industry')} />
          </div>
        </details>
        <div className="stack-tight">
          <div className="row">
            <span className="muted grow" role="status">
              {list.first && say('find.count', { count: formatCount(list.first.total) })}
            </span>
            <Select
              aria-label={say('find.sort')}
              style={{ minWidth: 150 }}
              value={sort}
              onChange={(name) => set('sort', name)}
              options={sorts.map((name) => ({ value: name, label: say(`sort.${name}`) }))}
            />
          </div>
          <Shown query={list}>
            {() =>
              list.items.length === 0 ? (
                <Empty title={say('find.emptyTitle')} text={say('find.emptyText')} />
              ) : (
                <VirtualList items={list.items} keyOf={({ id }) => id} list={list} estimate={92}>
                  {(need) => {
                    const { title, body } = pickSnippets(need.snippets);
                    return (
                      <article className="found">
                        <div className="row">
                          <Link className="item-title" to={paths.need(need.id)}>
                            {title ? <Marked parts={title.parts} /> : need.title}
                          </Link>
                          {need.routes.slice(0, 3).map((route) => (
                            <Tag key={route}>{common(`dealRoute.${route}`)}</Tag>
                          ))}
                        </div>
                        {body && (
                          <p className="found-text">
                            <Marked parts={body.parts} />
                          </p>
                        )}
                        <p className="muted small found-facts">
                          <span>{need.company ?? say('hidden')}</span>
                          <span>{budgetText(need, say)}</span>
                          {need.region && <span>{need.region}</span>}
                          {need.wantedBy && <span>{say('wantedBy', { date: need.wantedBy })}</span>}
                        </p>
                      </article>
                    );
                  }}
                </VirtualList>
              )
            }
          </Shown>
        </div>
      </div>
    </Page>
  );
}
