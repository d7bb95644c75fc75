import type { CalendarDate } from '../../domain/calendar.ts';
import type { RowVerdict } from '../../domain/imports/row-verdict.ts';
import { contradictionsOf } from '../../domain/patents/contradictions.ts';
import { contentDigest, type Digest } from '../../domain/patents/identity.ts';
import { type ListingKeys, listingKeys } from '../../domain/patents/listing.ts';
import { listingProcess } from '../../domain/patents/listing-process.ts';
import { mergeContent } from '../../domain/patents/merge.ts';
import type { PatentContent } from '../../domain/patents/patent-content.ts';
import { contentOf, type StoredPatent } from './patents.store.ts';

/** A row of a file, and what it would be called. */
export type NamedRow = Readonly<{ row: number; content: PatentContent; keys: ListingKeys; digest: string }>;

/** What a row asks for: a new listing, new content for one, nothing, or something that cannot be. */
export type RowPlan =
  | Readonly<{ outcome: 'new' }>
  | Readonly<{ outcome: 'changed'; patent: StoredPatent; content: PatentContent; keys: ListingKeys }>
  | Readonly<{ outcome: 'unchanged'; patent: StoredPatent }>
  | Readonly<{ outcome: 'refused'; problem: NonNullable<RowVerdict['problem']> }>;

export function nameRow(
  { row, content }: Readonly<{ row: number; content: PatentContent }>,
  organisationName: string,
  digest: Digest,
): NamedRow {
  return { row, content, keys: listingKeys(content, organisationName, digest), digest: contentDigest(content, digest) };
}

/** The listings of one organisation that a batch may mean, found by every name they have. */
export function listingIndex(patents: readonly StoredPatent[]) {
  const idOf = new Map<string, string>();
  const byId = new Map<string, StoredPatent>();
  const put = (patent: StoredPatent): void => {
    byId.set(patent._id, patent); // under the names it had before as well
    idOf.set(patent.identity, patent._id);
    if (patent.publicationName !== null) idOf.set(`publication:${patent.publicationName}`, patent._id);
    for (const digest of patent.rowDigests) idOf.set(`digest:${digest}`, patent._id);
  };
  patents.forEach(put);
  return { put, get: (name: string) => byId.get(idOf.get(name) ?? '') };
}
export type ListingIndex = ReturnType<typeof listingIndex>;

const refused = (problem: NonNullable<RowVerdict['problem']>): RowPlan => ({ outcome: 'refused', problem });

/**
 * Decides what a row does to the listings already there. A row that a listing has taken in before changes nothing,
 * even if a person corrected the listing since; otherwise the numbers say which listing it is, and the row's
 * statements are merged into it.
 */
export function planRow(
  named: NamedRow,
  index: ListingIndex,
  organisationName: string,
  digest: Digest,
  today: CalendarDate,
): RowPlan {
  const known = index.get(`digest:${named.digest}`);
  if (known) return { outcome: 'unchanged', patent: known };

  const { identity, publicationName } = named.keys;
  const byIdentity = index.get(identity);
  const byPublication = publicationName === null ? undefined : index.get(`publication:${publicationName}`);
  const patent = byIdentity ?? byPublication;
  if (!patent) return { outcome: 'new' };
  // One publication number and two application numbers: at least one of them is wrong.
  const isOther = named.content.applicationNumber !== undefined && patent.identity.startsWith('application:');
  if ((byPublication && byPublication !== patent) || (isOther && patent.identity !== identity)) {
    return refused({ key: 'patents.numbersOfTwo', values: {} });
  }

  const content = mergeContent(contentOf(patent), named.content);
  const keys = listingKeys(content, organisationName, digest);
  if (keys.contentDigest === patent.contentDigest) return { outcome: 'unchanged', patent };
  if (!listingProcess.table.revise.from.includes(patent.state)) {
    return refused({ key: 'patents.notNow', values: { state: patent.state } });
  }
  const [contradiction] = contradictionsOf(content, today);
  if (contradiction) return refused({ key: contradiction.key, values: contradiction.values ?? {} });
  return { outcome: 'changed', patent, content, keys };
}
