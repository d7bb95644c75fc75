import { mostHits } from '../../server/domain/search-limits.ts';
import type { ReactNode } from 'react';
import { Button, Select } from 'antd';
import { commonTexts } from '../lib/common.texts.ts';
import { formatCount, formatList } from '../lib/format.ts';
import { useTexts } from '../lib/texts.ts';
import type { useFilters } from '../lib/use-filters.ts';
import { Empty } from './empty.tsx';
import type { FacetValue } from './facets.tsx';
import { Page } from './page.tsx';
import { SearchBox } from './search-box.tsx';
import { type Listed, ShownList } from './shown.tsx';
import './facets.css';

type Filters = ReturnType<typeof useFilters>;
type FinderWord =
  'title' | 'lead' | 'box' | 'filters' | 'clear' | 'count' | 'countMore' | 'sort' | 'emptyTitle' | 'emptyText';
/** What the answer says of itself. */
type Found = Readonly<{ total: number; complete: number; dropped: readonly string[] }>;
type FinderProps<Sort extends string> = Readonly<{
  say: (key: `find.${FinderWord}` | `sort.${NoInfer<Sort>}`, values?: Readonly<Record<string, unknown>>) => string;
  filters: Filters;
  sorts: readonly Sort[];
  sort: Sort;
  list: Listed & Readonly<{ first: Found | undefined }>;
  facets: ReactNode;
  actions?: ReactNode;
  /** Shown beside the sort order, e.g. the choice of a layout. */
  aside?: ReactNode;
  /** A link or button shown when nothing is found. */
  wayOn?: ReactNode;
  children: ReactNode;
}>;

/** A search screen: results while the user types, facets to narrow them, all filters kept in the address. */
export function Finder<Sort extends string>(props: FinderProps<Sort>) {
  const { say, filters, sorts, sort, list, facets, actions, aside, wayOn, children } = props;
  const { one, set, clear, isEmpty } = filters;
  return (
    <Page wide title={say('find.title')} lead={say('find.lead')} actions={actions}>
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
            {facets}
          </div>
        </details>
        <div className="stack-tight">
          <div className="row">
            <span className="muted grow" role="status">
              {list.first &&
                say(list.first.total < mostHits ? 'find.count' : 'find.countMore', {
                  count: formatCount(Math.min(list.first.total, mostHits)),
                })}
            </span>
            <Select
              aria-label={say('find.sort')}
              style={{ minWidth: 150 }}
              value={sort}
              onChange={(name: Sort) => set('sort', name)}
              options={sorts.map((name) => ({ value: name, label: say(`sort.${name}`) }))}
            />
            {aside}
          </div>
          {list.first && <DroppedWords found={list.first} />}
          <ShownList
            list={list}
            empty={<Empty title={say('find.emptyTitle')} text={say('find.emptyText')} action={wayOn} />}
          >
            {children}
          </ShownList>
        </div>
      </div>
    </Page>
  );
}

/** Says which words of the query some results lack, where too few have them all. */
function DroppedWords({ found: { complete, dropped } }: Readonly<{ found: Found }>) {
  const common = useTexts(commonTexts);
  if (dropped.length === 0) return null;
  const words = dropped.map((word) => common('search.word', { word }));
  return (
    <p className="muted" role="note">
      {common(complete > 0 ? 'search.someDropped' : 'search.dropped', {
        count: formatCount(complete),
        words: formatList(words),
      })}
    </p>
  );
}

/** The props of a facet, by its key in the address; `name` is the search engine's name for it where that differs. */
export const facetsOf =
  ({ many, set }: Filters, facets: Readonly<Record<string, readonly FacetValue[]>> = {}) =>
  (key: string, name = key) => ({
    values: facets[name] ?? [],
    chosen: many(key),
    onChange: (chosen: string[]) => set(key, chosen),
  });
