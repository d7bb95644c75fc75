import type { CalendarDate } from '../calendar.ts';
import type { DealState } from '../deals/deal-process.ts';
import type { ListingCommand, ListingState } from '../patents/listing-process.ts';
import type { NeedCommand, NeedState } from '../needs/need-process.ts';
import type { ContractState } from './contract-process.ts';
import type { Takes } from './routes/route-rules.ts';

/** The part of a deal or contract that decides the state of its patents and its need. */
export type Followed = Readonly<{
  state: DealState | ContractState;
  /** What its terms take of the patent; null before terms are agreed. */
  takes: Takes | null;
  /** When it was completed, even if it ended later. */
  completedOn: CalendarDate | null;
}>;

/** All deals and contracts of a patent or need; the contract, once it is opened, replaces its signed deal. */
export function dealings(
  deals: readonly (Followed & Readonly<{ dealId: string }>)[],
  contracts: readonly (Followed & Readonly<{ dealId: string | null }>)[],
): Followed[] {
  const opened = new Set(contracts.map(({ dealId }) => dealId));
  return [...deals.filter(({ dealId }) => !opened.has(dealId)), ...contracts];
}

/** Whether others can no longer be offered the patent: a transfer, a contribution, an exclusive or sole licence. */
const takesAll = ({ takes }: Followed): boolean => takes === 'title' || takes === 'exclusivity';

const underWay: readonly Followed['state'][] = ['talks', 'agreed', 'signed', 'effective'];
const bound: readonly Followed['state'][] = ['signed', 'effective'];

/** The command that brings a listing in line with all deals and contracts on it (domain rule b-11); null when it is. */
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
    // the contract by which it was converted ended or is void
    converted: { published: 'release', inTalks: 'startTalks', locked: 'lock' },
  };
  return commands[state]?.[wanted] ?? null;
}

/** The command that brings a need in line with all deals and contracts from it; null when it is. */
export function needAfter(all: readonly Followed[], state: NeedState): NeedCommand | null {
  if (all.some((one) => underWay.includes(one.state))) {
    return state === 'open' || state === 'answered' ? 'startTalks' : null;
  }
  const isSolved = all.some((one) => one.state === 'completed');
  if (state === 'inTalks') return isSolved ? 'solve' : 'release';
  // the contract that solved it ended or is void
  const isUndone = !isSolved && all.some((one) => one.state === 'ended' && one.completedOn !== null);
  return state === 'solved' && isUndone ? 'release' : null;
}
