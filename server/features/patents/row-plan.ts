import type { CalendarDate } from '../../domain/calendar.ts';
import type { RowVerdict } from '../../domain/imports/row-verdict.ts';
import { contradictionsOf } from '../../domain/patents/contradictions.ts';
import { contentDigest, type Digest } from '../../domain/patents/identity.ts';
import { type ListingKeys, listingKeys, stateOfEnded } from '../../domain/patents/listing.ts';
import { listingProcess } from '../../domain/patents/listing-process.ts';
import { mergeContent } from '../../domain/patents/merge.ts';
import type { PatentContent } from '../../domain/patents/patent-content.ts';
import { contentOf, type StoredPatent } from './patents.store.ts';

/** A row of a file with the keys by which its listing is found. */
export type NamedRow = Readonly<{ row: number; content: PatentContent; keys: ListingKeys; digest: string }>;

/** What importing a row does. */
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

/** Finds the listings of a batch by identity, publication number (`publication:…`) or row digest (`digest:…`). */
export function listingIndex(patents: readonly StoredPatent[]) {
  const idOf = new Map<string, string>();
  const byId = new Map<string, StoredPatent>();
  const put = (patent: StoredPatent): void => {
    byId.set(patent._id, patent); // earlier names of the listing find it too
    idOf.set(patent.identity, patent._id);
    if (patent.publicationName !== null) idOf.set(`publication:${patent.publicationName}`, patent._id);
    for (const digest of patent.rowDigests) idOf.set(`digest:${digest}`, patent._id);
  };
  patents.forEach(put);
  return { put, all: () => [...byId.values()], get: (name: string) => byId.get(idOf.get(name) ?? '') };
}
export type ListingIndex = ReturnType<typeof listingIndex>;

const refused = (problem: NonNullable<RowVerdict['problem']>): RowPlan => ({ outcome: 'refused', problem });

/**
 * Decides what importing a row does. A row that was merged into a listing before changes nothing, even if the listing
 * was corrected since. Otherwise the row's numbers identify the listing, and the row's fields are merged into it.
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
  // one publication number with two application numbers: at least one number is wrong
  const isOther = named.content.applicationNumber !== undefined && patent.identity.startsWith('application:');
  if ((byPublication && byPublication !== patent) || (isOther && patent.identity !== identity)) {
    return refused({ key: 'patents.numbersOfTwo', values: {} });
  }

  const content = mergeContent(contentOf(patent), named.content);
  const keys = listingKeys(content, organisationName, digest);
  if (keys.contentDigest === patent.contentDigest) return { outcome: 'unchanged', patent };
  if (!listingProcess.table.revise.from.includes(patent.state)) {
    // in talks nothing is revised, but a right that ended leaves the store
    const { legalStatus, legalStatusText } = named.content;
    if (legalStatus === 'ended' && stateOfEnded(patent.state) !== patent.state) {
      const ended = { ...contentOf(patent), legalStatus, ...(legalStatusText ? { legalStatusText } : {}) };
      return { outcome: 'changed', patent, content: ended, keys: listingKeys(ended, organisationName, digest) };
    }
    return refused({ key: 'patents.notNow', values: { state: patent.state } });
  }
  const [contradiction] = contradictionsOf(content, today);
  if (contradiction) return refused({ key: contradiction.key, values: contradiction.values ?? {} });
  return { outcome: 'changed', patent, content, keys };
}
