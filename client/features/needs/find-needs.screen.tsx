import { Link } from 'react-router';
import { dealRoutes } from '../../../server/domain/patents/patent-content.ts';
import { Facet } from '../../components/facets.tsx';
import { facetsOf, Finder } from '../../components/finder.tsx';
import { IpcFacet } from '../../components/ipc-facet.tsx';
import { IndustryMark, MaturityMark } from '../../components/thing-marks.tsx';
import { Marked, pickSnippets } from '../../components/snippet.tsx';
import { Tag } from '../../components/tag.tsx';
import { VirtualList } from '../../components/virtual-list.tsx';
import { commonTexts } from '../../lib/common.texts.ts';
import { paths } from '../../lib/paths.ts';
import { useList } from '../../lib/query.ts';
import { useTexts } from '../../lib/texts.ts';
import { useFilters } from '../../lib/use-filters.ts';
import { budgetText, type FoundNeed } from './need.ts';
import { needsTexts } from './needs.texts.ts';

const sorts = ['relevance', 'newest', 'budgetDown', 'wantedSoon'] as const;

/** The search for public needs. */
export function Component() {
  const say = useTexts(needsTexts);
  const common = useTexts(commonTexts);
  const filters = useFilters();
  const { one, many } = filters;
  const sort = sorts.find((name) => name === one('sort')) ?? 'relevance';
  const list = useList(
    'search.needs',
    {
      query: {
        ...{ limit: 100, text: one('text'), sort },
        ...{ ipc: many('ipc'), region: many('region'), industry: many('industry') },
        route: dealRoutes.filter((route) => many('route').includes(route)),
        organisationId: one('organisation') || undefined,
      },
    },
    { keep: true, typed: true },
  );
  const facet = facetsOf(filters, list.first?.facets);
  const newNeed = (
    <Link className="button" to={paths.newNeed()}>
      {say('new.title')}
    </Link>
  );
  return (
    <Finder
      {...{ say, filters, sorts, sort, list }}
      actions={newNeed}
      facets={
        <>
          <IpcFacet title={say('facet.ipc')} {...facet('ipc')} />
          <Facet
            title={say('facet.route')}
            {...facet('route')}
            label={(value) => common(`dealRoute.${value as (typeof dealRoutes)[number]}`)}
          />
          <Facet title={say('facet.region')} {...facet('region')} />
          <Facet title={say('facet.industry')} {...facet('industry')} />
        </>
      }
    >
      <VirtualList list={list} estimate={92}>
        {(need) => <FoundNeedView need={need} />}
      </VirtualList>
    </Finder>
  );
}

function FoundNeedView({ need }: Readonly<{ need: FoundNeed }>) {
  const say = useTexts(needsTexts);
  const common = useTexts(commonTexts);
  const { title, body } = pickSnippets(need.snippets);
  return (
    <article className="found found-marked">
      <IndustryMark of={need} side="demand" />
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
        {need.region && <span>{need.region}</span>}
        {need.minimumMaturity !== null && <MaturityMark level={need.minimumMaturity} from />}
        {need.wantedBy && <span>{say('wantedBy', { date: need.wantedBy })}</span>}
        <span className="thing-price">{budgetText(need, say)}</span>
      </p>
    </article>
  );
}
