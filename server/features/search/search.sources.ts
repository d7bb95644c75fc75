import type { CalendarDate } from '../../domain/calendar.ts';
import type { NeedContent } from '../../domain/needs/need-content.ts';
import type { NeedInSight } from '../../domain/needs/need-visibility.ts';
import type { ListingInSight } from '../../domain/patents/listing-visibility.ts';
import type { PatentContent } from '../../domain/patents/patent-content.ts';
import type { Touches } from '../../platform/events/reader.ts';

/** A patent as of now, with what search needs. */
export type SearchablePatent = Readonly<{
  id: string;
  version: number;
  content: PatentContent;
  /** Published to everybody; otherwise only its own organisation finds it. */
  isPublic: boolean;
  /** The last day of its term, if it can be computed. */
  expiresOn?: CalendarDate | undefined;
  /** When its owner last confirmed that it is current. */
  confirmedAt: Date;
}> &
  ListingInSight;

/** A need as of now, with what search needs. */
export type SearchableNeed = Readonly<{
  id: string;
  version: number;
  content: NeedContent;
  confirmedAt: Date;
  /** The name of its organisation, for whoever may know it. */
  owner?: string | undefined;
}> &
  NeedInSight;

/** The source of one kind of thing, implemented by the feature that owns it. */
export type SearchSource<Thing extends Readonly<{ id: string; version: number }>> = Touches &
  Readonly<{
    /** Those of `ids` that exist, as of now. */
    present: (ids: readonly string[]) => Promise<readonly Thing[]>;
    /** All things, page by page. */
    all: () => AsyncIterable<readonly Thing[]>;
  }>;

/** Needs with the names of their organisations. */
export function withOwners(
  needs: SearchSource<SearchableNeed>,
  namesOf: (organisationIds: readonly string[]) => Promise<ReadonlyMap<string, string>>,
): SearchSource<SearchableNeed> {
  const named = async (page: readonly SearchableNeed[]): Promise<SearchableNeed[]> => {
    const names = await namesOf([...new Set(page.map(({ organisationId }) => organisationId))]);
    return page.map((need) => ({ ...need, owner: names.get(need.organisationId) }));
  };
  return {
    types: needs.types,
    touchedBy: needs.touchedBy,
    present: async (ids) => named(await needs.present(ids)),
    all: async function* () {
      for await (const page of needs.all()) yield await named(page);
    },
  };
}
