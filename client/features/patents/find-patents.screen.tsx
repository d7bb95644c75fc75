import { Link } from 'react-router';
import { Button, Input, Segmented, Select } from 'antd';
import { dealRoutes, legalStatuses } from '../../../server/domain/patents/patent-content.ts';
import { patentTypes } from '../../../server/domain/patents/patent-type.ts';
import { Empty } from '../../components/empty.tsx';
import { Facet } from '../../components/facets.tsx';
import { IpcFacet } from '../../components/ipc-facet.tsx';
import { Page } from '../../components/page.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { Shown } from '../../components/shown.tsx';
import { VirtualList } from '../../components/virtual-list.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { formatCount } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { useList } from '../../lib/query.ts';
import { remember, remembered } from '../../lib/storage.ts';
import { useTexts } from '../../lib/texts.ts';
import { useFilters } from '../../lib/use-filters.ts';
import { useIsWide } from '../../lib/use-is-wide.ts';
import { FoundPatentView } from './found-patent.tsx';
import { patentsTexts } from './patents.texts.ts';

const sorts = ['relevance', 'newest', 'priceUp', 'priceDown', 'remainingLife', 'maturity'] as const;
const lives = { any: '', y3: '36', y5: '60', y10: '120' } as const;

/** The store of patents: answers while it is typed, narrows by facets, scrolls without end. */
export function Component() {
  const say = useTexts(patentsTexts);
  const common = useTexts(commonTexts);
  const { one, many, set, clear, isEmpty } = useFilters();
  const sort = sorts.find((name) => name === one('sort')) ?? 'relevance';
  const isWide = useIsWide();
  const isCards = one('view') ? one('view') === 'cards' : remembered('patentView') === 'cards';
  const among = <Code extends string>(codes: readonly Code[], key: string) =>
    codes.filter((code) => many(key).includes(code));
  const level = one('maturity') ? Number(one('maturity')) : undefined;
  const list = useList(
    'search.patents',
    {
      query: {
        ...{
          limit: 100,
          text: one('text'),
          sort,
          ipc: many('ipc'),
          industry: many('industry'),
          region: many('region'),
          holder: many('holder'),
        },
        ...{
          type: among(patentTypes, 'type'),
          route: among(dealRoutes, 'route'),
          status: among(legalStatuses, 'status'),
        },
        ...{ priceFrom: one('priceFrom'), priceTo: one('priceTo'), remainingMonths: one('remaining') },
        maturityFrom: level,
        organisationId: one('organisation') || undefined,
      },
    },
    { keep: true, typed: true },
  );
  const facets = list.first?.facets ?? {};
  const facet = (key: string, name = key) => ({
    values: facets[name] ?? [],
    chosen: many(key),
    onChange: (chosen: string[]) => set(key, chosen),
  });
  return (
    <Page wide title={say('find.title')} lead={say('find.lead')}>
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
            <Facet title={say('facet.industry')} {...facet('industry')} />
            <Facet
              title={say('facet.type')}
              {...facet('type')}
              label={(value) => common(`patentType.${value as (typeof patentTypes)[number]}`)}
            />
            <Facet
              title={say('facet.route')}
              {...facet('route')}
              label={(value) => common(`dealRoute.${value as (typeof dealRoutes)[number]}`)}
            />
            <Facet title={say('facet.region')} {...facet('region')} />
            <Facet
              title={say('facet.status')}
              {...facet('status')}
              label={(value) => common(`legalStatus.${value as (typeof legalStatuses)[number]}`)}
            />
            <fieldset className="facet">
              <legend>{say('facet.remaining')}</legend>
              <Select
                aria-label={say('facet.remaining')}
                value={one('remaining')}
                onChange={(months) => set('remaining', months)}
                options={(['any', 'y3', 'y5', 'y10'] as const).map((life) => ({
                  value: lives[life],
                  label: say(`remaining.${life}`),
                }))}
              />
            </fieldset>
            <fieldset className="facet">
              <legend>{say('facet.maturity')}</legend>
              <Select
                aria-label={say('facet.maturity')}
                value={one('maturity')}
                onChange={(from) => set('maturity', from)}
                options={[
                  { value: '', label: say('remaining.any') },
                  ...([2, 3, 4, 5, 6, 7, 8, 9] as const).map((from) => ({
                    value: String(from),
                    label: say('facet.maturityFrom', { level: from, name: say(`trlName.l${from}`) }),
                  })),
                ]}
              />
            </fieldset>
            <fieldset className="facet">
              <legend>{say('facet.price')}</legend>
              <div className="row" style={{ flexWrap: 'nowrap' }}>
                <Input
                  aria-label={say('facet.priceFrom')}
                  inputMode="numeric"
                  placeholder={say('facet.from')}
                  value={one('priceFrom')}
                  onChange={({ target }) => set('priceFrom', target.value.replace(/\D/g, ''))}
                />
                –
                <Input
                  aria-label={say('facet.priceTo')}
                  inputMode="numeric"
                  placeholder={say('facet.to')}
                  value={one('priceTo')}
                  onChange={({ target }) => set('priceTo', target.value.replace(/\D/g, ''))}
                />
              </div>
            </fieldset>
            <Facet title={say('facet.holders')} {...facet('holder', 'holders')} />
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
            <Segmented
              aria-label={say('find.view')}
              value={isCards ? 'cards' : 'list'}
              onChange={(view) => {
                remember('patentView', view);
                set('view', view);
              }}
              options={(['list', 'cards'] as const).map((view) => ({ value: view, label: say(`find.${view}`) }))}
            />
          </div>
          <Shown query={list}>
            {() =>
              list.items.length === 0 ? (
                <Empty
                  title={say('find.emptyTitle')}
                  text={say('find.emptyText')}
                  action={<Link to={paths.newNeed()}>{say('find.emptyAction')}</Link>}
                />
              ) : (
                <VirtualList
                  items={list.items}
                  keyOf={({ id }) => id}
                  list={list}
                  estimate={isCards ? 190 : 92}
                  columns={isCards && isWide ? 2 : 1}
                >
                  {(patent) => <FoundPatentView patent={patent} isCard={isCards} />}
                </VirtualList>
              )
            }
          </Shown>
        </div>
      </div>
    </Page>
  );
}
