import { becauses } from '../../../server/domain/matches.ts';
import { useFilters } from '../../lib/use-filters.ts';

/** A list within a list: that of one patent or need. */
export type InGroup = Readonly<{ patentId?: string; needId?: string }>;

/** What the address narrows every list to. */
export function useNarrow(group: InGroup) {
  const { one } = useFilters();
  return {
    patentId: one('patent') || undefined,
    needId: one('need') || undefined,
    industry: industryIn(one('industry')),
    leastFit: Math.min(100, Number.parseInt(one('fit'), 10) || 0),
    ...group,
  };
}

/** The same for lists of what was found, with their order and origin. */
export function useFound(group: InGroup) {
  const { one } = useFilters();
  return {
    ...useNarrow(group),
    sort: one('sort') === 'latest' ? ('latest' as const) : ('fit' as const),
    because: becauses.find((name) => name === one('because')),
  };
}

/** A division of GB/T 4754 as it stands in the address; undefined for anything else. */
const industryIn = (text: string): string | undefined => (/^[A-T]\d{2}$/.test(text) ? text : undefined);
