import type { CalendarDate } from '../../calendar.ts';
import type { MoneyWire } from '../../money.ts';
import type { NeedContent } from '../need-content.ts';
import type { DealRoute } from '../../patents/patent-content.ts';

/** What was read in a free text, with the words it was read from and where they stand (UTF-16). */
type From = Readonly<{ words: string; start: number; end: number }>;

export type Understood = From &
  (
    | Readonly<{ field: 'budget'; from?: MoneyWire; to?: MoneyWire }>
    | Readonly<{ field: 'routes'; route: DealRoute }>
    | Readonly<{ field: 'wantedBy'; date: CalendarDate }>
    | Readonly<{ field: 'region' | 'industry'; name: string }>
    | Readonly<{ field: 'minimumMaturity'; level: number }>
  );

/** Says which reading of which words is meant; what a person took away is kept by it. */
export const understoodKey = ({ field, words }: Readonly<{ field: string; words: string }>): string =>
  `${field}:${words.slice(0, 180)}`;

/** What is left of a reading when a person has taken some of it away. */
export const meant = (read: readonly Understood[], notMeant: readonly string[]): Understood[] =>
  read.filter((one) => !notMeant.includes(understoodKey(one)));

/** The content with what its text says where a field was left empty: what a person entered always wins. */
export function withUnderstood(content: NeedContent, read: readonly Understood[]): NeedContent {
  const routes = read.flatMap((one) => (one.field === 'routes' ? [one.route] : []));
  const said: { -readonly [Field in keyof NeedContent]?: NeedContent[Field] } = {};
  for (const one of read) {
    if (one.field === 'budget')
      Object.assign(said, one.from && { budgetFrom: one.from }, one.to && { budgetTo: one.to }); // prettier-ignore
    else if (one.field === 'wantedBy') said.wantedBy = one.date;
    else if (one.field === 'minimumMaturity') said.minimumMaturity = one.level;
    else if (one.field !== 'routes') said[one.field] = one.name;
  }
  const { budgetFrom: _, budgetTo: __, ...others } = said;
  const isBudgetOpen = !content.budgetFrom && !content.budgetTo;
  return { ...(isBudgetOpen ? said : others), ...content, routes: content.routes.length > 0 ? content.routes : routes };
}

/** A reading as people see it. */
export function understoodView(one: Understood) {
  const from = { key: understoodKey(one), words: one.words, start: one.start, end: one.end };
  switch (one.field) {
    case 'budget':
      return { ...from, field: one.field, from: one.from ?? null, to: one.to ?? null };
    case 'routes':
      return { ...from, field: one.field, route: one.route };
    case 'wantedBy':
      return { ...from, field: one.field, date: one.date };
    case 'minimumMaturity':
      return { ...from, field: one.field, level: one.level };
    case 'region':
    case 'industry':
      return { ...from, field: one.field, name: one.name };
  }
}
