import type { CalendarDate } from '../calendar.ts';
import type { Deal, EvidenceKind } from './deal.ts';
import type { LinePart } from './ledger.ts';

/**
 * The day on which a deal's own route was fulfilled, or null (domain rule b-9):
 * - transfer: the day of registration (专利法 第十条: a transfer takes effect on registration);
 * - licence: in force and filed (细则 第十五条), or in force and first paid;
 * - equity: valued, title transferred, share registered (公司法 第四十八、四十九条);
 * - financing: drawn (民法典 第四百四十四条: the pledge itself arises on registration);
 * - other: in force and first paid.
 */
export function fulfilledOn(deal: Deal): CalendarDate | null {
  const { agreed, effectiveOn } = deal;
  if (!agreed || !effectiveOn) return null;
  switch (agreed.terms.route) {
    case 'transfer':
      return latest(effectiveOn, evidenceDate(deal, 'registration'));
    case 'licence':
      return latest(
        effectiveOn,
        earliest(evidenceDate(deal, 'filing'), firstLine(deal, 'received', ['fixed', 'royalty'])),
      );
    case 'equity':
      return latest(
        effectiveOn,
        evidenceDate(deal, 'valuation'),
        evidenceDate(deal, 'titleTransfer'),
        evidenceDate(deal, 'shareRegistration'),
        firstLine(deal, 'contributed', ['equity']),
      );
    case 'financing':
      return latest(effectiveOn, firstLine(deal, 'drawn', ['loan']));
    case 'other':
      return latest(effectiveOn, firstLine(deal, 'received', ['fixed', 'royalty']));
    default:
      return agreed.terms.route satisfies never;
  }
}

const evidenceDate = (deal: Deal, kind: EvidenceKind): CalendarDate | null =>
  earliest(...deal.evidence.filter((item) => item.kind === kind).map(({ date }) => date));

/** The day of the first line of a kind that still stands. */
function firstLine({ ledger }: Deal, kind: string, parts: readonly LinePart[]): CalendarDate | null {
  const reversed = new Set(ledger.map(({ reverses }) => reverses));
  const standing = ledger.filter(
    (line) => line.kind === kind && parts.includes(line.part) && line.reverses === null && !reversed.has(line.id),
  );
  return earliest(...standing.map(({ date }) => date));
}

/** The earliest of the days that are known; null when none is. */
function earliest(...dates: readonly (CalendarDate | null)[]): CalendarDate | null {
  return dates.reduce((first, date) => (date !== null && (first === null || date < first) ? date : first), null);
}

/** The latest of days that must all be known. */
function latest(...dates: readonly (CalendarDate | null)[]): CalendarDate | null {
  let last: CalendarDate | null = null;
  for (const date of dates) {
    if (date === null) return null;
    if (last === null || date > last) last = date;
  }
  return last;
}
