import { DomainError } from '../errors.ts';
import type { ListingState } from './listing-process.ts';
import type { PatentContent } from './patent-content.ts';

/** The fields by which others know a patent. */
export const namingFields = ['title', 'applicationNumber', 'publicationNumber'] as const;
export type NamingField = (typeof namingFields)[number];

/** Which of its names a revision corrects: one that was known is now another or gone; to fill one in corrects nothing. */
export const correctedIn = (before: PatentContent, after: PatentContent): NamingField[] =>
  namingFields.filter((field) => before[field] !== undefined && before[field] !== after[field]);

/** Throws INVALID_INPUT for a correction without a reason, unless nobody else can have seen the listing. */
export function checkReason(corrected: readonly NamingField[], state: ListingState, reason: string | undefined): void {
  if (corrected.length > 0 && state !== 'draft' && reason === undefined)
    throw new DomainError('INVALID_INPUT', 'patents.correctionReason', { field: 'reason' });
}
