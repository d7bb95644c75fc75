import type { CalendarDate } from '../../../domain/calendar.ts';
import { Money } from '../../../domain/money.ts';
import type { NeedContent } from '../../../domain/needs/need-content.ts';
import type { Header } from './headers.ts';
import type { NeedField } from './need-columns.ts';
import { type RowReader, rowReader, type RowResult } from './row-reader.ts';
import type { RawRow } from './table.ts';
import { routeWords } from './vocabulary.ts';

/**
 * One row of a need list as typed content. Lists spread a need's text over columns; all of it counts in matching, so
 * description, state and indicators become one text. A need with a title alone is described by it.
 */
export function needRow(header: Header<NeedField>, row: RawRow, today: CalendarDate): RowResult<NeedContent> {
  const read = rowReader(header, row);
  if (read.problems.length > 0) return { row: row.number, problems: read.problems };
  const title = read.required('title', 500);
  const parts = (['description', 'indicators', 'currentState'] as const).map((field) => read.text(field));
  const content = {
    title,
    description: parts.filter((part) => part !== undefined).join('\n') || title,
    reference: read.line('reference', 100),
    company: read.line('company'),
    ipc: read.classification('ipc').ipc,
    keywords: read.list('keywords'),
    industry: read.line('industry'),
    region: read.line('region'),
    routes: read.codes('routes', routeWords, 'imports.row.routes'),
    minimumMaturity: read.level('maturity'),
    ...budgetOf(read),
    wantedBy: read.lastDay('wantedBy', today),
  };
  if (read.problems.length > 0) return { row: row.number, problems: read.problems, notes: read.notes };
  const known = Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined));
  return { row: row.number, content: known as NeedContent, notes: read.notes }; // title and description are there
}

/** Both ends of a budget, from one column or two; ends that contradict each other are both left out. */
function budgetOf(read: RowReader<NeedField>): Pick<NeedContent, 'budgetFrom' | 'budgetTo'> {
  const budget = read.amounts('budget');
  const lower = read.amounts('budgetFrom');
  const upper = read.amounts('budgetTo');
  const from = lower?.from ?? lower?.to ?? budget?.from;
  const to = upper?.to ?? upper?.from ?? budget?.to;
  const isReversed =
    from && to && (from.currency !== to.currency || Money.fromWire(from).compare(Money.fromWire(to)) > 0);
  if (isReversed) return read.note(upper ? 'budgetTo' : 'budgetFrom', 'imports.row.budgetReversed') ?? {};
  return { ...(from ? { budgetFrom: from } : {}), ...(to ? { budgetTo: to } : {}) };
}
