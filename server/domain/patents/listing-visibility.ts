import type { Actor } from '../actors.ts';
import { type Audience, isAmong } from '../audience.ts';
import { publicStates } from './listing.ts';
import type { ListingState } from './listing-process.ts';

/** What decides who may know of a listing. */
export type ListingInSight = Readonly<{ organisationId: string; state: ListingState }>;

/** Everybody while it is public, its own organisation always. */
export const listingAudience = ({ organisationId, state }: ListingInSight): Audience =>
  publicStates.includes(state) ? 'everybody' : [organisationId];

export const mayKnowListing = (actor: Actor, listing: ListingInSight): boolean =>
  isAmong(actor, listingAudience(listing));
