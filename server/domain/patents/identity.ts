import { applicationNumber } from './application-number.ts';
import type { PatentContent } from './patent-content.ts';
import { publicationNumber } from './publication-number.ts';

/** A one-way function of text, handed in because rules do no I/O: SHA-256 in hexadecimal. */
export type Digest = (text: string) => string;

/**
 * What makes two rows the same patent: the application number; else the publication number without its kind code;
 * else, without any number, the digest of the whole normalised row.
 */
export function identityOf(content: PatentContent, digest: Digest): string {
  if (content.applicationNumber) return `application:${applicationNumber(content.applicationNumber).digits}`;
  if (content.publicationNumber) return `publication:${publicationNumber(content.publicationNumber).withoutKind}`;
  return `row:${digest(canonicalText(content))}`;
}

/**
 * Every name under which the patent may be found again: its identity, and the publication number that a list without
 * application numbers would give.
 */
export function namesOf(content: PatentContent, digest: Digest): string[] {
  const names = [identityOf(content, digest)];
  if (content.applicationNumber && content.publicationNumber)
    names.push(`publication:${publicationNumber(content.publicationNumber).withoutKind}`);
  return names;
}

/** The digest of everything that a row says: equal exactly when importing it again would change nothing. */
export function contentDigest(content: PatentContent, digest: Digest): string {
  return digest(canonicalText(content));
}

/** The same content always gives the same text: fields in order of name, absent and empty ones left out. */
function canonicalText(content: PatentContent): string {
  const fields = Object.entries(content)
    .filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(fields);
}

/**
 * The key under which possible doubles meet: title and holders without case, spaces and punctuation; undefined when no
 * holder is named, because a title alone says too little.
 */
export function doubleKey(content: Pick<PatentContent, 'title' | 'holders'>): string | undefined {
  if (content.holders.length === 0) return undefined;
  return [bare(content.title), ...content.holders.map(bare).sort()].join('|');
}

/**
 * Whether two patents with one `doubleKey` may still be the same one. Two application numbers, or two publication
 * numbers, that differ prove that they are not: an invention and a utility model filed together share their title.
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

/** Whether one of `holders` is the organisation of this name; brackets and spaces are written in many ways. */
export function isNamedHolder(holders: readonly string[], organisationName: string): boolean {
  return holders.some((holder) => bare(holder) === bare(organisationName));
}

function bare(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\p{S}\p{Z}\s]/gu, '');
}
