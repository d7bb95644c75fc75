import type { CalendarDate } from '../calendar.ts';
import type { CentreEvents } from '../centre-invitations.ts';
import type { FileProof } from '../contracts/evidence.ts';
import type { TermsRecord } from '../contracts/terms.ts';
import type { Side } from '../sides.ts';
import type { Introduction } from './deal.ts';

export type DealAuthor = Side | 'facilitator';
type By = Readonly<{ by: DealAuthor }>;

export type DealEvents = {
  'deal.opened': Introduction;
  'deal.offered': By & Readonly<{ number: number; terms: TermsRecord; validUntil: CalendarDate | null }>;
  'deal.offerWithdrawn': By & Readonly<{ number: number }>;
  'deal.accepted': By & Readonly<{ number: number; terms: TermsRecord }>;
  'deal.reopened': By;
  'deal.fileAttached': By & FileProof;
  'deal.fileConfirmed': By & Readonly<{ sha256: string }>;
  'deal.confirmationWithdrawn': By;
  /** Both sides have confirmed the same file: a contract is opened. */
  'deal.signed': By & Readonly<{ sha256: string; signedOn: CalendarDate }>;
  /** Until centres were asked: one side brought the centre in, and it was in at once. */
  'deal.centreInvited': By & Readonly<{ centreId: string }>;
  /** `reason`: digest of the text. */
  'deal.closed': By & Readonly<{ reason: string }>;
} & CentreEvents<'deal'>;

export type DealEventType = keyof DealEvents;

/** Messages in the room of a deal; stream `room:<deal>`. */
export type RoomEvents = {
  'room.messageSent': Readonly<{ messageId: string; digest: string }>;
};
