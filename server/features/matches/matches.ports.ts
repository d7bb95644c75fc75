import type { PublishedPrice } from '../../../matching/index.ts';
import type { CalendarDate } from '../../domain/calendar.ts';
import type { NeedContent } from '../../domain/needs/need-content.ts';
import type { NeedInSight } from '../../domain/needs/need-visibility.ts';
import type { PatentContent } from '../../domain/patents/patent-content.ts';
import type { Touches } from '../../platform/events/reader.ts';

/** A patent as of now, with what matching needs. */
export type MatchablePatent = Readonly<{
  id: string;
  version: number;
  content: PatentContent;
  organisationId: string;
  /** Public, and not about to go to another party. */
  isOnOffer: boolean;
  /** The last day of its term, if it can be computed. */
  expiresOn?: CalendarDate | undefined;
}>;

/** A need as of now, with what matching needs. */
export type MatchableNeed = Readonly<{
  id: string;
  version: number;
  /** With what its text says where a field is empty. */
  content: NeedContent;
  /** The day on which it ends; a day that was only read in its text ends nothing. */
  endsOn?: CalendarDate | undefined;
  /** Words of its text that ask for no figure. */
  notMeant?: readonly string[];
  /** Published to those its visibility allows. */
  isOnOffer: boolean;
}> &
  NeedInSight;

/** The source of one kind of thing, implemented by the feature that owns it. */
export type MatchSource<Thing> = Touches &
  Readonly<{
    present: (ids: readonly string[]) => Promise<readonly Thing[]>;
    /** For a decision that relies on the present state of these. */
    hold: (ids: readonly string[]) => Promise<void>;
    all: () => AsyncIterable<readonly Thing[]>;
  }>;

export type MatchSources = Readonly<{
  patents: MatchSource<MatchablePatent>;
  needs: MatchSource<MatchableNeed>;
}>;

/** What matches need from other features. */
export type MatchPorts = MatchSources &
  Readonly<{
    organisationNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
    /** Place of an organisation as a GB/T 2260 code, used where a text names no region. */
    places: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
    /** What contracts on the platform cost, as it was published. */
    prices: () => Promise<readonly PublishedPrice[]>;
    /** The deal that a mutual match opens. */
    dealIdOf: (matchId: string) => string;
  }>;
