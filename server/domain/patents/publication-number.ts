import { DomainError } from '../errors.ts';
import { otherNumber } from './application-number.ts';
import type { PatentType } from './patent-type.ts';

/** A Chinese publication number (公开（公告）号) in its parts. */
export type PublicationNumber = Readonly<{
  /** `CN114081026`: the same for the published application and, since April 2010, the granted patent. */
  withoutKind: string;
  /** `CN114081026A`; without the kind code when none was given. */
  text: string;
  kind?: string;
  type: PatentType;
  /** By the kind code: B, C, U, Y, S and D are granted rights, A is an application; absent without a kind code. */
  isGranted?: boolean;
}>;

/** Types of right by the first letter of the kind code (ZC 0007-2012 and the codes before it). */
const typeOfKind: Readonly<Record<string, PatentType>> = {
  A: 'invention',
  B: 'invention',
  C: 'invention',
  U: 'utilityModel',
  Y: 'utilityModel',
  S: 'design',
  D: 'design',
};
const typeOfDigit: Readonly<Record<string, PatentType>> = { '1': 'invention', '2': 'utilityModel', '3': 'design' };

/**
 * Parses `CN114081026A`, `114081026A`, `CN 1030001 C`, `CN85100001A`: seven or nine digits of which the first is the
 * type, or eight (1985–1988), which are the application number. Throws INVALID_INPUT `patents.publicationNumber.form`,
 * or `.kind` when the kind code belongs to another type of right.
 */
export function publicationNumber(text: string): PublicationNumber {
  const compact = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s'‘’-]/g, '');
  const [, digits = '', kind] = /^(?:CN)?(\d{7,9})([ABCUYSD]\d?)?$/.exec(compact) ?? [];
  const type = typeOfDigit[digits.charAt(digits.length === 8 ? 2 : 0)];
  const yearIsPossible = digits.length !== 8 || /^8[5-8]/.test(digits);
  if (!type || !yearIsPossible) {
    const other = otherNumber(text);
    if (other)
      throw new DomainError('INVALID_INPUT', `patents.publicationNumber.${other}`, { text: text.slice(0, 40) });
    throw new DomainError('INVALID_INPUT', 'patents.publicationNumber.form', { text: text.slice(0, 40) });
  }
  const withoutKind = `CN${digits}`;
  if (kind === undefined) return { withoutKind, text: withoutKind, type };
  if (typeOfKind[kind.charAt(0)] !== type) {
    throw new DomainError('INVALID_INPUT', 'patents.publicationNumber.kind', { text: text.slice(0, 40), kind });
  }
  return { withoutKind, text: withoutKind + kind, kind, type, isGranted: !kind.startsWith('A') };
}
