import { DomainError } from './errors.ts';
import type { Branded } from './ids.ts';

/** 统一社会信用代码 (GB 32100-2015): 18 characters, the last of them a check character. */
export type CreditCode = Branded<'CreditCode'>;

/** Digits and capitals without I, O, S, V, Z; a character's value is its index. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const body = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{9}$/;

/** The check character of the first 17: weights 3^(i-1) mod 31 (GB 32100-2015, annex A). Throws INVALID_INPUT. */
export function creditCodeCheck(first17: string): string {
  if (!body.test(first17)) throw new DomainError('INVALID_INPUT', 'creditCode.form', { field: 'creditCode' });
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    sum += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return alphabet.charAt((31 - (sum % 31)) % 31);
}

/** The code that begins with these 17 characters, for generated data. Throws INVALID_INPUT. */
export function creditCodeFrom(first17: string): CreditCode {
  return (first17 + creditCodeCheck(first17)) as CreditCode; // form and check hold by construction
}

/** Parses a code in any case, with or without spaces. Throws INVALID_INPUT for a wrong form or check character. */
export function creditCode(text: string): CreditCode {
  const code = text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  if (code.length !== 18) throw new DomainError('INVALID_INPUT', 'creditCode.form', { field: 'creditCode' });
  if (creditCodeCheck(code.slice(0, 17)) !== code.slice(17))
    throw new DomainError('INVALID_INPUT', 'creditCode.check', { field: 'creditCode' });
  return code as CreditCode; // checked just above
}
