import type { NeedContent } from '../../../domain/needs/need-content.ts';
import type { Header } from './headers.ts';
import type { NeedField } from './need-columns.ts';
import { rowReader, type RowResult } from './row-reader.ts';
import type { RawRow } from './table.ts';
import { codesOf, routeWords } from './vocabulary.ts';

/**
 * One row of a need list as typed content. Lists spread a need's text over columns; all of it counts in matching, so
 * description, state and indicators become one text. A need with a title alone is described by it.
 */
export function needRow(header: Header<NeedField>, row: RawRow): RowResult<NeedContent> {
  const read = rowReader(header, row);
  if (read.problems.length > 0) return { row: row.number, problems: read.problems };
  const title = read.required('title', 500);
  const parts = (['description', 'indicators', 'currentState'] as const).map((field) => read.text(field));
  const budget = read.amounts('budget');
  const content = {
    title,
    description: parts.filter((part) => part !== undefined).join('\n') || title,
    reference: read.line('reference', 100),
    company: read.line('company'),
    ipc: read.classification('ipc').ipc,
    keywords: read.list('keywords'),
    industry: read.line('industry'),
    region: read.line('region'),
    routes: codesOf(routeWords, read.line('routes', 500) ?? ''),
    minimumMaturity: read.level('maturity'),
    budgetFrom: read.amounts('budgetFrom')?.from ?? budget?.from,
    budgetTo: read.amounts('budgetTo')?.to ?? budget?.to,
    wantedBy: read.date('wantedBy'),
  };
  if (read.problems.length > 0) return { row: row.number, problems: read.problems };
  const known = Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined));
  return { row: row.number, content: known as NeedContent, notes: read.notes }; // title and description are there
}
