import type { ListingCommand, ListingState } from '../patents/listing-process.ts';
import type { NeedCommand, NeedState } from '../needs/need-process.ts';
import type { DealState } from './deal-process.ts';
import { takingOf } from '../contracts/rights-book.ts';
import type { DealTerms } from './terms.ts';

/** A deal as far as its patents and its need have to follow it. */
export type FollowedDeal = Readonly<{ state: DealState; terms: Pick<DealTerms, 'route' | 'exclusivity'> | null }>;

/** Terms that leave nothing of the patent for others: a transfer, a contribution, an exclusive or sole licence. */
const takesAll = ({ terms }: FollowedDeal): boolean => {
  const takes = terms && takingOf(terms);
  return takes !== null && takes !== 'ordinary';
};

const underWay: readonly DealState[] = ['talks', 'agreed', 'signed', 'effective'];
const bound: readonly DealState[] = ['signed', 'effective'];

/** What all deals on a patent together make of its listing (domain rule b-11); null when it stays as it is. */
export function listingAfter(deals: readonly FollowedDeal[], state: ListingState): ListingCommand | null {
  const wanted: ListingState = deals.some((deal) => deal.state === 'completed' && takesAll(deal))
    ? 'converted'
    : deals.some((deal) => bound.includes(deal.state) && takesAll(deal))
      ? 'locked'
      : deals.some((deal) => underWay.includes(deal.state))
        ? 'inTalks'
        : 'published';
  const commands: Partial<Record<ListingState, Partial<Record<ListingState, ListingCommand>>>> = {
    published: { inTalks: 'startTalks', locked: 'lock' },
    inTalks: { published: 'release', locked: 'lock', converted: 'convert' },
    locked: { published: 'release', inTalks: 'release', converted: 'convert' },
  };
  return commands[state]?.[wanted] ?? null;
}

/** What all deals from a need together make of it; null when it stays as it is. */
export function needAfter(deals: readonly FollowedDeal[], state: NeedState): NeedCommand | null {
  const isInTalks = deals.some((deal) => underWay.includes(deal.state));
  if (isInTalks) return state === 'open' || state === 'answered' ? 'startTalks' : null;
  if (state !== 'inTalks') return null;
  return deals.some((deal) => deal.state === 'completed') ? 'solve' : 'release';
}
