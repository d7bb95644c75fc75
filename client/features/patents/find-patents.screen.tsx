import { Link } from 'react-router';
import { Input, Segmented, Select } from 'antd';
import { dealRoutes, legalStatuses } from '../../../server/domain/patents/patent-content.ts';
import { patentTypes } from '../../../server/domain/patents/patent-type.ts';
import { Facet } from '../../components/facets.tsx';
import { facetsOf, Finder } from '../../components/finder.tsx';
import { IpcFacet } from '../../components/ipc-facet.tsx';
import { VirtualList } from '../../components/virtual-list.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { paths } from '../../lib/paths.ts';
import { useList } from '../../lib/query.ts';
import { remember, remembered } from '../../lib/storage.ts';
import { useTexts } from '../../lib/texts.ts';
import { useFilters } from '../../lib/use-filters.ts';
import { useIsWide } from '../../lib/use-media.ts';
import { FoundPatentView } from './found-patent.tsx';
import { patentsTexts } from './patents.texts.ts';

const sorts = ['relevance', 'newest', 'priceUp', 'priceDown', 'remainingLife', 'maturity'] as const;
const lives = { any: '', y3: '36', y5: '60', y10: '120' } as const;

/** The search for patents. */
export function Component() {
  const say = useTexts(patentsTexts);
  const common = useTexts(commonTexts);
  const filters = useFilters();
  const { one, many, set } = filters;
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
        ...{ limit: 100, text: one('text'), sort },
        ...{ ipc: many('ipc'), industry: many('industry'), region: many('region'), holder: many('holder') },
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
  const facet = facetsOf(filters, list.first?.facets);
  return (
    <Finder
      {...{ say, filters, sorts, sort, list }}
      wayOn={<Link to={paths.newNeed()}>{say('find.emptyAction')}</Link>}
      facets={
        <>
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
        </>
      }
      aside={
        <Segmented
          aria-label={say('find.view')}
          value={isCards ? 'cards' : 'list'}
          onChange={(view) => {
            remember('patentView', view);
            set('view', view);
          }}
          options={(['list', 'cards'] as const).map((view) => ({ value: view, label: say(`find.${view}`) }))}
        />
      }
    >
      <VirtualList list={list} estimate={isCards ? 190 : 92} columns={isCards && isWide ? 2 : 1}>
        {(patent) => <FoundPatentView patent={patent} isCard={isCards} />}
      </VirtualList>
    </Finder>
  );
}
