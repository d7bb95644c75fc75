import { applicationNumber } from './application-number.ts';
import { publicationNumber } from './publication-number.ts';

/**
 * What a text is as the number of a patent, in one spelling each: `A202010123456` for an application or patent number with
 * or without CN, ZL and check character, `P114081026` for a publication number with or without kind; none for other texts.
 * The eight digits of 1985 to 1988 are both. Never throws.
 */
export function numberKeys(text: string): string[] {
  const plain = text.normalize('NFKC').replace(/[-\s]/g, '');
  if (plain.length > 40 || !/\d{7}/.test(plain)) return [];
  return [
    ...read(() => `A${applicationNumber(plain).digits}`),
    ...read(() => `P${publicationNumber(plain).withoutKind.replace(/^CN/, '')}`),
    ...(/^(?!CN|ZL)[A-Z]{2,3}\d{6,15}[A-Z]?\d?$/i.test(plain) ? [`O${plain.toUpperCase()}`] : []),
  ];
}

function read(key: () => string): string[] {
  try {
    return [key()];
  } catch {
    return []; // no such number
  }
}
