import { DomainError } from '../errors.ts';
import type { PatentType } from './patent-type.ts';

/** A Chinese application number (申请号) in its parts. The patent number (专利号) is the same digits after `ZL`. */
export type ApplicationNumber = Readonly<{
  /** Year, kind and serial: 12 digits, or 8 before October 2003. Identifies the application. */
  digits: string;
  /** `202010123456.7`: digits, point, check character. */
  text: string;
  year: number;
  type: PatentType;
  /** National phase of an international (PCT) application: kinds 8 and 9. */
  isPct: boolean;
}>;

const newForm = /^(\d{4})([12389])(\d{7})$/;
const oldForm = /^(\d{2})([12389])(\d{5})$/;
const types: Readonly<Record<string, PatentType>> = {
  '1': 'invention',
  '2': 'utilityModel',
  '3': 'design',
  '8': 'invention',
  '9': 'utilityModel',
};

/**
 * The check character of 8 or 12 digits: the sum, weighted 2 to 9 from the left and again from 2, modulo 11; ten is `X`
 * (ZC 0006-2003, 专利申请号标准).
 */
export function applicationCheck(digits: string): string {
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (2 + (index % 8)), 0);
  return sum % 11 === 10 ? 'X' : String(sum % 11);
}

/** Countries and offices of numbers that are not Chinese (WIPO ST.3), as lists have them. */
const foreignOffice =
  /^(?:TW|US|EP|JP|KR|DE|GB|FR|HK|MO|AU|CA|RU|SU|IN|BR|IT|ES|NL|CH|SE|AT|BE|DK|FI|NO|PL|SG|MX|ZA|IL|TR|TH|VN|MY|ID|NZ|EA|AP|OA)\d/;

/**
 * What a text is, if it is a number but no Chinese application number: `WO2021123456A1`, `TW109123456`, or one that a
 * spreadsheet program rounded (`2.02E+12`), whose last digits are lost.
 */
export function otherNumber(text: string): 'international' | 'foreign' | 'rounded' | undefined {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s'‘’]/g, '');
  if (/^\d(?:\.\d{1,15})?E\+?\d{1,3}$/.test(plain)) return 'rounded';
  if (/^WO\d|^PCT/.test(plain)) return 'international';
  return foreignOffice.test(plain) ? 'foreign' : undefined;
}

/**
 * Parses `CN202010123456.7`, `ZL 2020 1 0123456.7`, `2020101234567`, `CN202010123456`, the forms with 8 digits, and those
 * of databases with a kind code and a day (`CN201810123456A 20180105`). A missing check character is computed (numbers
 * before 1989 never had one).
 * Throws INVALID_INPUT `patents.applicationNumber.form`, `.check` for a wrong check character, or what else the number is
 * (see `otherNumber`).
 */
export function applicationNumber(text: string): ApplicationNumber {
  const compact = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s·'‘’]/g, '')
    .replace(/[。．]/g, '.')
    .replace(/^(专利|申请)号?[::]?/, '')
    .replace(/^CN[-.]?/, '')
    .replace(/^ZL[-.]?/, '');
  const [, digits, given] =
    /^(\d{12}|\d{8})(?:\.?([\dX]))?$/.exec(compact) ?? /^(\d{12})A(?:\d{8})?$/.exec(compact) ?? [];
  const parsed = digits === undefined ? undefined : takeApart(digits);
  const other = parsed ? undefined : otherNumber(text);
  if (other) throw new DomainError('INVALID_INPUT', `patents.applicationNumber.${other}`, { text: text.slice(0, 40) });
  if (!parsed) throw new DomainError('INVALID_INPUT', 'patents.applicationNumber.form', { text: text.slice(0, 40) });
  const expected = applicationCheck(parsed.digits);
  if (given !== undefined && given !== expected) {
    throw new DomainError('INVALID_INPUT', 'patents.applicationNumber.check', { text: text.slice(0, 40), expected });
  }
  return parsed;
}

function takeApart(digits: string): ApplicationNumber | undefined {
  const [, yearText = '', kind = ''] = newForm.exec(digits) ?? oldForm.exec(digits) ?? [];
  const type = types[kind];
  if (!type) return undefined;
  const isNew = yearText.length === 4;
  const short = Number(yearText);
  const year = isNew ? short : short >= 85 ? 1900 + short : 2000 + short;
  // The first Chinese applications were filed in April 1985; the twelve-digit form began on 1 October 2003.
  if (isNew ? year < 2003 || year > 2099 : year > 2003) return undefined;
  return { digits, text: `${digits}.${applicationCheck(digits)}`, year, type, isPct: kind === '8' || kind === '9' };
}
