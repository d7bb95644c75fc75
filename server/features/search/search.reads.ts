import { mostHits } from '../../domain/search-limits.ts';
import type { Input, Output } from '../../api/operations.ts';
import type { Actor } from '../../domain/actors.ts';
import { addMonths, type CalendarDate, dateInShanghai, wholeMonthsBetween } from '../../domain/calendar.ts';
import { mayKnowNeed, mayKnowOwner } from '../../domain/needs/need-visibility.ts';
import { mayKnowListing } from '../../domain/patents/listing-visibility.ts';
import type { Clock } from '../../platform/clock.ts';
import { badCursor, numberedPlace } from '../../platform/cursor.ts';
import {
  type IndexDefinition,
  SearchAway,
  type SearchEngine,
  type SearchFilter,
  type SearchQuery,
  type Snippet,
} from '../../platform/search/search-engine.ts';
import { type Answered, type Asked, asker } from './asking.ts';
import type { TranslationTable } from '../../../matching/translation/table.ts';
import { audiencesOf, dayNumber, needIndex, patentIndex } from './search.indexes.ts';
import type { SearchableNeed, SearchablePatent, SearchSource } from './search.sources.ts';

type PatentQuery = Input<'search.patents'>['query'];
type NeedQuery = Input<'search.needs'>['query'];
type FoundPatent = Output<'search.patents'>['items'][number];
type FoundNeed = Output<'search.needs'>['items'][number];

export type SearchPorts = Readonly<{
  engine: SearchEngine;
  clock: Clock;
  /** What words are in other words; undefined: not known. */
  table: () => TranslationTable | undefined;
  patents: Pick<SearchSource<SearchablePatent>, 'present'>;
  needs: Pick<SearchSource<SearchableNeed>, 'present'>;
  /** Told when the engine does not answer: its indexes may be lost. */
  doubt: () => void;
}>;

const patentOrder = {
  relevance: undefined,
  newest: { field: 'confirmedAt', descending: true },
  priceUp: { field: 'price', descending: false },
  priceDown: { field: 'price', descending: true },
  remainingLife: { field: 'expiresOn', descending: true },
  maturity: { field: 'maturityLevel', descending: true },
} as const satisfies Record<PatentQuery['sort'], SearchQuery['sort']>;
const needOrder = {
  relevance: undefined,
  newest: { field: 'confirmedAt', descending: true },
  budgetDown: { field: 'budget', descending: true },
  wantedSoon: { field: 'wantedBy', descending: false },
} as const satisfies Record<NeedQuery['sort'], SearchQuery['sort']>;

/** Values shown per facet; of the IPC all, because a tree needs its branches. */
const shownValues = 50;

/**
 * Search results for people. The index says which things match and why; what is shown is the present thing, and only if
 * the actor may see it now, so that an outdated index never reveals too much.
 */
export function searchReads({ engine, clock, table, patents, needs, doubt }: SearchPorts) {
  const answered = asker(engine, table);
  const ask = async (index: IndexDefinition, query: Asked): Promise<Answered> => {
    try {
      return await answered(index, query);
    } catch (error) {
      if (error instanceof SearchAway) doubt();
      throw error;
    }
  };
  const today = () => dateInShanghai(clock.now());

  /**
   * Searches, and counts each filtered facet as if it were not filtered, so that the values that could be added stay
   * visible. This takes one more query per filtered facet, all in parallel. Only the first page has counts.
   */
  const askWithCounts = async (index: IndexDefinition, query: Asked): Promise<Answered> => {
    if (query.offset > 0) return ask(index, { ...query, facets: [] });
    const active = query.facets.filter((facet) => query.filters.some(({ field }) => field === facet));
    const others = active.map((facet) =>
      ask(index, {
        ...query,
        filters: query.filters.filter(({ field }) => field !== facet),
        ...{ facets: [facet], fields: [], offset: 0, limit: 0 },
      }),
    );
    const [found, ...beside] = await Promise.all([ask(index, query), ...others]);
    return { ...found, facets: Object.fromEntries([found, ...beside].flatMap(({ facets }) => Object.entries(facets))) };
  };

  const answer = <Item>(
    { total, facets, complete, dropped }: Answered,
    query: { limit: number },
    offset: number,
    items: Item[],
  ) => {
    const next = offset + query.limit;
    const { audience: _, ...shown } = facets; // whom things are for is nobody's business
    const counts = Object.entries(shown).map(([facet, values]) => [
      facet,
      values.slice(0, facet === 'ipc' ? undefined : shownValues).map((value) => ({ ...value })),
    ]);
    return {
      items,
      nextCursor: next < Math.min(total, mostHits) ? String(next) : null,
      total,
      facets: Object.fromEntries(counts) as Record<string, { value: string; count: number }[]>, // as above
      complete,
      dropped: [...dropped],
      engine: engine.name,
    };
  };

  return {
    patents: async (actor: Actor, query: PatentQuery): Promise<Output<'search.patents'>> => {
      const offset = offsetOf(query.cursor);
      const now = today();
      const found = await askWithCounts(patentIndex, {
        text: query.text,
        filters: [{ field: 'audience', anyOf: audiencesOf(actor) }, ...patentFilters(query, now)],
        facets: ['type', 'ipc', 'industry', 'route', 'maturity', 'region', 'holders', 'status'],
        sort: patentOrder[query.sort],
        offset,
        limit: query.limit,
        fields: patentIndex.text,
      });
      const present = byId(await patents.present(found.hits.map(({ id }) => id)));
      const items = found.hits.flatMap(({ id, snippets }): FoundPatent[] => {
        const patent = present.get(id);
        if (!patent || !mayKnowListing(actor, patent)) return [];
        return [{ ...patentView(patent, now), snippets: changeable(snippets) }];
      });
      return answer(found, query, offset, items);
    },

    needs: async (actor: Actor, query: NeedQuery): Promise<Output<'search.needs'>> => {
      const offset = offsetOf(query.cursor);
      const found = await askWithCounts(needIndex, {
        text: query.text,
        filters: [{ field: 'audience', anyOf: audiencesOf(actor) }, ...needFilters(query)],
        facets: ['ipc', 'route', 'region', 'industry'],
        sort: needOrder[query.sort],
        offset,
        limit: query.limit,
        fields: ['title', 'description', 'keywords', 'company'],
      });
      const present = byId(await needs.present(found.hits.map(({ id }) => id)));
      const items = found.hits.flatMap(({ id, snippets }): FoundNeed[] => {
        const need = present.get(id);
        if (!need || !mayKnowNeed(actor, need)) return [];
        const view = needView(need, actor);
        // the index may still hold a name that the owner hid a moment ago
        const shown = snippets.filter(({ field }) => field !== 'company' || view.company !== null);
        return [{ ...view, snippets: changeable(shown) }];
      });
      return answer(found, query, offset, items);
    },
  };
}

function patentFilters(query: PatentQuery, today: CalendarDate): SearchFilter[] {
  const { organisationId, remainingMonths } = query;
  return [
    ...oneOf('ipc', query.ipc),
    ...oneOf('type', query.type),
    ...oneOf('route', query.route),
    ...oneOf('status', query.status),
    ...oneOf('region', query.region),
    ...oneOf('industry', query.industry),
    ...oneOf('holders', query.holder),
    ...oneOf('organisation', organisationId === undefined ? undefined : [organisationId]),
    ...range('maturityLevel', query.maturityFrom, query.maturityTo),
    ...range('price', query.priceFrom, query.priceTo),
    ...range('expiresOn', remainingMonths === undefined ? undefined : dayNumber(addMonths(today, remainingMonths))),
  ];
}

function needFilters(query: NeedQuery): SearchFilter[] {
  const { organisationId } = query;
  return [
    ...oneOf('ipc', query.ipc),
    ...oneOf('route', query.route),
    ...oneOf('region', query.region),
    ...oneOf('industry', query.industry),
    ...oneOf('organisation', organisationId === undefined ? undefined : [organisationId]),
    ...range('budget', query.budgetFrom, query.budgetTo),
    ...range('minimumMaturity', undefined, query.maturity),
  ];
}

const oneOf = (field: string, values: readonly string[] | undefined): SearchFilter[] =>
  values ? [{ field, anyOf: values }] : [];
const range = (field: string, from?: number, to?: number): SearchFilter[] =>
  from === undefined && to === undefined ? [] : [{ field, from, to }];

const byId = <Thing extends { id: string }>(things: readonly Thing[]) =>
  new Map(things.map((thing) => [thing.id, thing]));
const changeable = (snippets: readonly Snippet[]) =>
  snippets.map(({ field, parts }) => ({ field, parts: parts.map((part) => ({ ...part })) }));

/** The offset that a cursor stands for. Throws INVALID_INPUT when it is malformed or beyond `mostHits`. */
function offsetOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const offset = numberedPlace(cursor);
  if (offset >= mostHits) throw badCursor();
  return offset;
}

function patentView(patent: SearchablePatent, today: CalendarDate): Omit<FoundPatent, 'snippets'> {
  const { content, expiresOn } = patent;
  return {
    id: patent.id,
    title: content.title,
    type: content.type ?? null,
    applicationNumber: content.applicationNumber ?? null,
    publicationNumber: content.publicationNumber ?? null,
    holders: [...content.holders],
    organisationId: patent.organisationId,
    ipc: [...content.ipc],
    filedOn: content.filedOn ?? null,
    expiresOn: expiresOn ?? null,
    remainingMonths: expiresOn ? wholeMonthsBetween(today, expiresOn) : null,
    legalStatus: content.legalStatus ?? null,
    routes: [...content.routes],
    maturity: content.maturity ?? null,
    askingPrice: content.askingPrice ?? null,
    industry: content.industry ?? null,
    region: content.region ?? null,
    isPublic: patent.isPublic,
  };
}

function needView(need: SearchableNeed, actor: Actor): Omit<FoundNeed, 'snippets'> {
  const { content, visibility } = need;
  const isNamed = mayKnowOwner(actor, need);
  return {
    id: need.id,
    title: content.title,
    company: isNamed ? (content.company ?? need.owner ?? null) : null,
    organisationId: isNamed ? need.organisationId : null,
    visibility,
    ipc: [...content.ipc],
    industry: content.industry ?? null,
    region: content.region ?? null,
    routes: [...content.routes],
    minimumMaturity: content.minimumMaturity ?? null,
    budgetFrom: content.budgetFrom ?? null,
    budgetTo: content.budgetTo ?? null,
    wantedBy: content.wantedBy ?? null,
    openedAt: need.confirmedAt.toISOString(),
  };
}
