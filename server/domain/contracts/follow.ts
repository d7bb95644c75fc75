import type { CalendarDate } from '../calendar.ts';
import type { DealState } from '../deals/deal-process.ts';
import type { ListingCommand, ListingState } from '../patents/listing-process.ts';
import type { NeedCommand, NeedState } from '../needs/need-process.ts';
import type { ContractState } from './contract-process.ts';
import type { Takes } from './routes/route-rules.ts';

/** A deal or contract as far as its patents and its need have to follow it. */
export type Followed = Readonly<{
  state: DealState | ContractState;
  /** What its terms take of the patent; null before there are any. */
  takes: Takes | null;
  /** When it was completed, whatever became of it since. */
  completedOn: CalendarDate | null;
}>;

/**
 * What happens about a patent or need, each once: of a signed deal its contract speaks as soon as that is there, which
 * may end when the deal never can.
 */
export function dealings(
  deals: readonly (Followed & Readonly<{ dealId: string }>)[],
  contracts: readonly (Followed & Readonly<{ dealId: string | null }>)[],
): Followed[] {
  const opened = new Set(contracts.map(({ dealId }) => dealId));
  return [...deals.filter(({ dealId }) => !opened.has(dealId)), ...contracts];
}

/** Terms that leave nothing of the patent for others: a transfer, a contribution, an exclusive or sole licence. */
const takesAll = ({ takes }: Followed): boolean => takes === 'title' || takes === 'exclusivity';

const underWay: readonly Followed['state'][] = ['talks', 'agreed', 'signed', 'effective'];
const bound: readonly Followed['state'][] = ['signed', 'effective'];

/** What all deals and contracts on a patent together make of its listing (domain rule b-11); null when it stays as it is. */
export function listingAfter(all: readonly Followed[], state: ListingState): ListingCommand | null {
  const wanted: ListingState = all.some((one) => one.state === 'completed' && takesAll(one))
    ? 'converted'
    : all.some((one) => bound.includes(one.state) && takesAll(one))
      ? 'locked'
      : all.some((one) => underWay.includes(one.state))
        ? 'inTalks'
        : 'published';
  const commands: Partial<Record<ListingState, Partial<Record<ListingState, ListingCommand>>>> = {
    published: { inTalks: 'startTalks', locked: 'lock' },
    inTalks: { published: 'release', locked: 'lock', converted: 'convert' },
    locked: { published: 'release', inTalks: 'startTalks', converted: 'convert' },
    // its contract ended or is void
    converted: { published: 'release', inTalks: 'startTalks', locked: 'lock' },
  };
  return commands[state]?.[wanted] ?? null;
}

/** What all deals and contracts from a need together make of it; null when it stays as it is. */
export function needAfter(all: readonly Followed[], state: NeedState): NeedCommand | null {
  if (all.some((one) => underWay.includes(one.state))) {
    return state === 'open' || state === 'answered' ? 'startTalks' : null;
  }
  const isSolved = all.some((one) => one.state === 'completed');
  if (state === 'inTalks') return isSolved ? 'solve' : 'release';
  // what had solved it ended or is void
  const isUndone = !isSolved && all.some((one) => one.state === 'ended' && one.completedOn !== null);
  return state === 'solved' && isUndone ? 'release' : null;
}
