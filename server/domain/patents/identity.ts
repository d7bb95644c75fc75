import { applicationNumber } from './application-number.ts';
import type { PatentContent } from './patent-content.ts';
import { publicationNumber } from './publication-number.ts';

/** SHA-256 of a text, in hexadecimal; injected, so that the domain needs no crypto module. */
export type Digest = (text: string) => string;

/**
 * Rows with equal identity are the same patent: by application number; else by publication number without its kind
 * code; else, without any number, by the digest of the whole normalised row.
 */
export function identityOf(content: PatentContent, digest: Digest): string {
  if (content.applicationNumber) return `application:${applicationNumber(content.applicationNumber).digits}`;
  if (content.publicationNumber) return `publication:${publicationNumber(content.publicationNumber).withoutKind}`;
  return `row:${digest(canonicalText(content))}`;
}

/** Every identity that a list may give the patent: its own, and that of a list without application numbers. */
export function namesOf(content: PatentContent, digest: Digest): string[] {
  const names = [identityOf(content, digest)];
  if (content.applicationNumber && content.publicationNumber)
    names.push(`publication:${publicationNumber(content.publicationNumber).withoutKind}`);
  return names;
}

/** The digest of the content of a patent or need: equal exactly when importing the row again would change nothing. */
export function contentDigest(content: object, digest: Digest): string {
  return digest(canonicalText(content));
}

/** JSON of the fields, sorted by name, without absent and empty ones: equal content gives equal text. */
function canonicalText(content: object): string {
  const fields = Object.entries(content)
    .filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(fields);
}

/**
 * Equal for possible doubles: title and holders without case, spaces and punctuation. Undefined without holders,
 * because a title alone says too little.
 */
export function doubleKey(content: Pick<PatentContent, 'title' | 'holders'>): string | undefined {
  if (content.holders.length === 0) return undefined;
  return [bare(content.title), ...content.holders.map(bare).sort()].join('|');
}

/**
 * Whether two patents with the same `doubleKey` may be one: not if both have application numbers, or both publication
 * numbers, and these differ. (An invention and a utility model filed together share title and holders.)
 */
export function mayBeDoubles(a: PatentContent, b: PatentContent): boolean {
  const differ = (x: string | undefined, y: string | undefined) => x !== undefined && y !== undefined && x !== y;
  const bareNumber = (text: string | undefined) =>
    text === undefined ? undefined : publicationNumber(text).withoutKind;
  return (
    !differ(a.applicationNumber, b.applicationNumber) &&
    !differ(bareNumber(a.publicationNumber), bareNumber(b.publicationNumber))
  );
}

/** Whether one of `holders` is the organisation of this name, whatever the case, brackets, spaces and punctuation. */
export function isNamedHolder(holders: readonly string[], organisationName: string): boolean {
  return holders.some((holder) => bare(holder) === bare(organisationName));
}

function bare(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\p{S}\p{Z}\s]/gu, '');
}
