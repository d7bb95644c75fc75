import type { Actor } from '../../domain/actors.ts';
import type { MatchState } from '../../domain/matches.ts';
import type { NeedInSight } from '../../domain/needs/need-visibility.ts';
import type { ListingInSight } from '../../domain/patents/listing-visibility.ts';
import type { AskedKind } from '../../domain/questions/question-process.ts';

type Present<InSight> = Readonly<{
  present: (
    ids: readonly string[],
  ) => Promise<
    readonly (InSight & Readonly<{ id: string; content: Readonly<{ title: string }>; isOnOffer: boolean }>)[]
  >;
  /** For a decision that relies on the present state of these. */
  hold: (ids: readonly string[]) => Promise<void>;
}>;

/** A match that came of a question, as the reader may know it. */
export type MatchOfQuestion = Readonly<{
  id: string;
  state: MatchState | 'seen';
  need: Readonly<{ id: string; title: string }>;
  patent: Readonly<{ id: string; title: string }>;
  dealId: string | null;
}>;

/** What questions need from other features; `wings/listings.ts` provides it. */
export type QuestionPorts = Readonly<{
  patents: Present<ListingInSight>;
  needs: Present<NeedInSight>;
  organisationNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** How many questions an organisation in a place may ask on a day. */
  mostADay: (place: string, now: Date) => Promise<number>;
  /** Keeps the tasks of a question anew, in the transaction in which something else than an event changed them. */
  waitsAnew: (questionId: string) => Promise<void>;
  /** The matches in which somebody acted between a thing and what another organisation needs or offers. */
  matchesBetween: (
    actor: Actor,
    thing: Readonly<{ kind: AskedKind; id: string }>,
    otherId: string,
  ) => Promise<readonly MatchOfQuestion[]>;
}>;
