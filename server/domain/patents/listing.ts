import { type Actor, roleFor } from '../actors.ts';
import type { CalendarDate } from '../calendar.ts';
import { contentDigest, type Digest, doubleKey, identityOf, isNamedHolder } from './identity.ts';
import { lackingIn } from './least.ts';
import { type ListingFacts, listingProcess, type ListingRole, type ListingState } from './listing-process.ts';
import { step } from '../process.ts';
import type { LegalStatus, PatentContent } from './patent-content.ts';
import { publicationNumber } from './publication-number.ts';
import { termOf } from './term.ts';

/** Whether the organisation that lists a patent is one of its named holders. A flag only: holders stay as they are. */
export const holderRelations = ['self', 'other', 'unnamed'] as const;
export type HolderRelation = (typeof holderRelations)[number];

function holderRelation(holders: readonly string[], organisationName: string): HolderRelation {
  if (holders.length === 0) return 'unnamed';
  return isNamedHolder(holders, organisationName) ? 'self' : 'other';
}

/** Keys derived from a listing's content, by which the database finds listings. */
export type ListingKeys = Readonly<{
  identity: string;
  /** The publication number without its kind code, by which lists without application numbers name the patent. */
  publicationName: string | null;
  doubleKey: string | null;
  contentDigest: string;
  /** The first day on which the term is over. */
  endsOn: CalendarDate | null;
  holder: HolderRelation;
}>;

export function listingKeys(content: PatentContent, organisationName: string, digest: Digest): ListingKeys {
  const term = content.type && content.filedOn ? termOf(content.type, content.filedOn) : undefined;
  return {
    identity: identityOf(content, digest),
    publicationName:
      content.publicationNumber === undefined ? null : publicationNumber(content.publicationNumber).withoutKind,
    doubleKey: doubleKey(content) ?? null,
    contentDigest: contentDigest(content, digest),
    endsOn: term?.endsOn ?? null,
    holder: holderRelation(content.holders, organisationName),
  };
}

/** Whether the right has ended: its list says so, or its term is over on `today`. */
export function isEnded(
  { legalStatus }: { legalStatus?: LegalStatus | undefined },
  endsOn: CalendarDate | null,
  today: CalendarDate,
): boolean {
  return legalStatus === 'ended' || (endsOn !== null && endsOn <= today);
}

export function listingFacts(
  listing: Readonly<{
    content: Pick<PatentContent, 'legalStatus' | 'applicationNumber' | 'publicationNumber' | 'abstract'>;
    endsOn: CalendarDate | null;
    isReviewed: boolean;
  }>,
  reviewsRequired: boolean,
  today: CalendarDate,
): ListingFacts {
  const { content, endsOn, isReviewed } = listing;
  const isComplete = lackingIn(content).length === 0;
  return { reviewsRequired, isReviewed, isEnded: isEnded(content, endsOn, today), isComplete };
}

/** States in which everybody may see a listing. */
export const publicStates: readonly ListingState[] = ['published', 'inTalks', 'locked'];

/**
 * The state of a listing whose right turns out to have ended: what is public, in talks or locked leaves the public store at
 * once (domain rule b-1); what nobody else sees stays as it is, so that a mistake can be corrected.
 */
export function stateOfEnded(state: ListingState): ListingState {
  const facts = { reviewsRequired: false, isReviewed: false, isEnded: true, isComplete: true };
  return publicStates.includes(state) ? step(listingProcess, state, 'lapse', ['system'], facts) : state;
}

/** The actor's process roles in a listing of an organisation. */
export function listingRoles(actor: Actor, organisationId: string): ListingRole[] {
  if (actor.kind === 'system') return ['system'];
  switch (roleFor(actor, organisationId)) {
    case 'admin':
      return ['supplier', 'schoolReviewer'];
    case 'editor':
      return ['supplier'];
    case 'reviewer':
      return ['facultyReviewer'];
    case 'signer':
    case undefined:
      return [];
  }
}
