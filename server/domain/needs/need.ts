import { type Actor, roleFor } from '../actors.ts';
import { calendarDate, type CalendarDate } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import { Money, type MoneyWire } from '../money.ts';
import { contentDigest, type Digest } from '../patents/identity.ts';
import { readClassification } from '../patents/ipc.ts';
import type { DealRoute } from '../patents/patent-content.ts';
import type { NeedContent } from './need-content.ts';
import type { NeedRole, NeedState } from './need-process.ts';

/** Who sees an open need: everybody; everybody, without the owner's name; only the invited organisations. */
export const needVisibilities = ['public', 'anonymous', 'targeted'] as const;
export type NeedVisibility = (typeof needVisibilities)[number];

/** States in which a need is shown to others, as its visibility says. */
export const openStates: readonly NeedState[] = ['open', 'answered', 'inTalks'];

/** A need as a person enters it. Null and absent: unknown. */
export type NeedEntry = Readonly<{
  title: string;
  description: string;
  reference?: string | null | undefined;
  company?: string | null | undefined;
  ipc?: readonly string[] | null | undefined;
  keywords?: readonly string[] | null | undefined;
  industry?: string | null | undefined;
  region?: string | null | undefined;
  routes?: readonly DealRoute[] | null | undefined;
  minimumMaturity?: number | null | undefined;
  budgetFrom?: MoneyWire | null | undefined;
  budgetTo?: MoneyWire | null | undefined;
  wantedBy?: string | null | undefined;
}>;

/** Checks and normalises an entry. Throws INVALID_INPUT naming the field. */
export function enterNeed(entry: NeedEntry): NeedContent {
  const { ipc, unread } = readClassification((entry.ipc ?? []).join(';'));
  const [symbol] = unread;
  if (symbol !== undefined) throw new DomainError('INVALID_INPUT', 'patents.ipcUnread', { field: 'ipc', symbol });
  const { budgetFrom, budgetTo } = entry;
  if (budgetFrom && budgetTo && Money.fromWire(budgetFrom).compare(Money.fromWire(budgetTo)) > 0) {
    throw new DomainError('INVALID_INPUT', 'needs.budgetReversed', { field: 'budgetTo' });
  }
  const fields = {
    ...entry,
    ipc,
    keywords: [...new Set(entry.keywords ?? [])],
    routes: [...new Set(entry.routes ?? [])],
    wantedBy: entry.wantedBy ? calendarDate(entry.wantedBy) : undefined,
  };
  const known = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return Object.fromEntries(known) as NeedContent; // title and description are required of the caller
}

/** Rows of one organisation with equal identity are the same need: by the list's own number, else by the whole row. */
export function needIdentity(content: NeedContent, digest: Digest): string {
  return content.reference ? `reference:${content.reference}` : `row:${contentDigest(content, digest)}`;
}

/** The content after a newer row: fields that the row states replace older ones, the others stay. */
export function mergeNeed(before: NeedContent, row: NeedContent): NeedContent {
  const stated = Object.entries(row).filter(([, value]) => !(Array.isArray(value) && value.length === 0));
  return { ...before, ...Object.fromEntries(stated) }; // fields of the same type
}

/** The day by which an answer was wanted has passed. */
export const isOver = ({ wantedBy }: Pick<NeedContent, 'wantedBy'>, today: CalendarDate): boolean =>
  wantedBy !== undefined && wantedBy < today;

/** The actor's process roles in a need of an organisation. */
export function needRoles(actor: Actor, organisationId: string): NeedRole[] {
  if (actor.kind === 'system') return ['system'];
  switch (roleFor(actor, organisationId)) {
    case 'admin':
      return ['demander', 'reviewer'];
    case 'editor':
      return ['demander'];
    case 'reviewer':
      return ['reviewer'];
    case 'signer':
    case undefined:
      return [];
  }
}
