import type { Actor } from '../actors.ts';
import { type Audience, isAmong } from '../audience.ts';
import { publicStates } from './listing.ts';
import type { ListingState } from './listing-process.ts';

/** The fields of a listing that decide who may know of it. */
export type ListingInSight = Readonly<{ organisationId: string; state: ListingState }>;

/** Its own organisation always; everybody while it is public. */
export const listingAudience = ({ organisationId, state }: ListingInSight): Audience =>
  publicStates.includes(state) ? 'everybody' : [organisationId];

export const mayKnowListing = (actor: Actor, listing: ListingInSight): boolean =>
  isAmong(actor, listingAudience(listing));
