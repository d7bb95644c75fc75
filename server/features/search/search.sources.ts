import type { CalendarDate } from '../../domain/calendar.ts';
import type { NeedContent } from '../../domain/needs/need-content.ts';
import type { NeedInSight } from '../../domain/needs/need-visibility.ts';
import type { ListingInSight } from '../../domain/patents/listing-visibility.ts';
import type { PatentContent } from '../../domain/patents/patent-content.ts';
import type { Touches } from '../../platform/events/reader.ts';

/** A patent as the search needs it, as it is now. */
export type SearchablePatent = Readonly<{
  id: string;
  version: number;
  content: PatentContent;
  /** Published for everybody; otherwise only its own organisation finds it. */
  isPublic: boolean;
  /** The last day of its term, if that can be computed. */
  expiresOn?: CalendarDate | undefined;
  /** When its owner last said that it stands. */
  confirmedAt: Date;
}> &
  ListingInSight;

/** A need as the search needs it, as it is now. */
export type SearchableNeed = Readonly<{
  id: string;
  version: number;
  content: NeedContent;
  confirmedAt: Date;
}> &
  NeedInSight;

/** Where one kind of thing comes from: the feature that owns it, handed in by its wing. */
export type SearchSource<Thing extends Readonly<{ id: string; version: number }>> = Touches &
  Readonly<{
    /** Those of `ids` that there are, as they are now. */
    present: (ids: readonly string[]) => Promise<readonly Thing[]>;
    /** Everything, page by page. */
    all: () => AsyncIterable<readonly Thing[]>;
  }>;
