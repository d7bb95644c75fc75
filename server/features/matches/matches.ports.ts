import type { ComparableDeal } from '../../../matching/index.ts';
import type { CalendarDate } from '../../domain/calendar.ts';
import type { NeedContent } from '../../domain/needs/need-content.ts';
import type { NeedInSight } from '../../domain/needs/need-visibility.ts';
import type { PatentContent } from '../../domain/patents/patent-content.ts';
import type { Touches } from '../../platform/events/reader.ts';

/** A patent as matching needs it, as it is now. */
export type MatchablePatent = Readonly<{
  id: string;
  version: number;
  content: PatentContent;
  organisationId: string;
  /** Public, and not about to go to somebody else. */
  isOnOffer: boolean;
  /** The last day of its term, if that can be computed. */
  expiresOn?: CalendarDate | undefined;
}>;

/** A need as matching needs it, as it is now. */
export type MatchableNeed = Readonly<{
  id: string;
  version: number;
  content: NeedContent;
  /** Shown to those whom its visibility allows. */
  isOnOffer: boolean;
}> &
  NeedInSight;

/** Where one kind of thing comes from: the feature that owns it, handed in by its wing. */
export type MatchSource<Thing> = Touches &
  Readonly<{
    present: (ids: readonly string[]) => Promise<readonly Thing[]>;
    /** For a decision that rests on these as they are. */
    hold: (ids: readonly string[]) => Promise<void>;
    all: () => AsyncIterable<readonly Thing[]>;
  }>;

export type MatchSources = Readonly<{
  patents: MatchSource<MatchablePatent>;
  needs: MatchSource<MatchableNeed>;
}>;

/** What else matches need of the exchange. */
export type MatchPorts = MatchSources &
  Readonly<{
    organisationNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
    /** Where an organisation is, as a code of GB/T 2260: a region that a text leaves open. */
    places: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
    /** Deals that came about on the platform, to compare a price with. */
    comparables: () => Promise<readonly ComparableDeal[]>;
    /** The deal that a mutual match opens. */
    dealIdOf: (matchId: string) => string;
  }>;
