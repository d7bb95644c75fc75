import { isNothing } from './signs.ts';

/** What follows a comma in the name of one company or person: `Foo Co., Ltd.`, `Zhang, Weiming, Jr.` */
const tail = /^\s*(?:ltd|inc|llc|l\.?l\.?c|corp|gmbh|limited|co|company|s\.?a|b\.?v|a\.?g|plc|jr|sr|ph\.?d|i{2,3})\b/i;
const isHan = (text: string): boolean => /^[\p{Script=Han}·•.]+$/u.test(text);

const clean = (parts: readonly string[]): string[] => [
  ...new Set(parts.map((part) => part.replace(/\s+/g, ' ').trim()).filter((part) => !isNothing(part))),
];

/** Parts at commas, except those that belong to a name. */
function atCommas(text: string): string[] {
  const parts: string[] = [];
  for (const part of text.split(',')) {
    if (parts.length > 0 && tail.test(part)) parts[parts.length - 1] += `,${part}`;
    else parts.push(part);
  }
  return parts;
}

/**
 * Names of people or organisations in one cell, each once. Where a semicolon, an upright stroke or a new line divides,
 * a comma does not (`ZHANG, Weiming | LI, Na`); else it divides, though not before Ltd. and not a surname from a given
 * name. Slashes and spaces divide only names in Chinese characters.
 */
export function readNames(raw: string): string[] {
  const text = raw
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}]/gu, (character) => (/[\n\r\t]/.test(character) ? character : ''));
  const strong = clean(text.split(/[;；|｜\n\r]/));
  const parts = /[;；|｜\n\r]/.test(text.trim()) && strong.length > 0 ? strong : divided(text.trim());
  return clean(parts.flatMap((part) => (/[、，]/.test(part) ? part.split(/[、，]/) : [part])).flatMap(divideHan));
}

function divided(text: string): string[] {
  const parts = atCommas(text);
  const isOnePerson = parts.length === 2 && parts.every((part) => /^\s*[\p{Script=Latin}'’.-]+\s*$/u.test(part));
  return isOnePerson ? [text] : parts;
}

/** Chinese names stand apart by slashes or wide spaces; one space parts names of people (two to four characters). */
function divideHan(text: string): string[] {
  for (const [separator, least, most] of [
    [/[/／]/, 2, 40],
    [/\s{2,}|\t|\u3000/, 2, 40],
    [/\s/, 2, 4],
  ] as const) {
    // prettier-ignore
    const parts = text.split(separator).map((part) => part.trim()).filter((part) => part !== ''); // prettier-ignore
    if (parts.length > 1 && parts.every((part) => isHan(part.replace(/\([^()]*\)|（[^（）]*）/g, '')) && part.length >= least && part.length <= most)) return parts; // prettier-ignore
  }
  return [text];
}

/** Keywords and the like in one cell, each once; every usual sign divides. */
export function readList(text: string): string[] {
  return clean(text.split(/[;；|｜、，,\n\r]/));
}
