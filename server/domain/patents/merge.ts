import type { PatentContent } from './patent-content.ts';
import { publicationNumber } from './publication-number.ts';

/**
 * The content after a newer row about the same patent: fields that the row states replace older ones, the others stay
 * (a list with few columns erases nothing), and the number of a granted patent is not replaced by that of its
 * application.
 */
export function mergeContent(before: PatentContent, row: PatentContent): PatentContent {
  const stated = Object.entries(row).filter(([, value]) => !(Array.isArray(value) && value.length === 0));
  const merged = { ...before, ...Object.fromEntries(stated) } as PatentContent; // fields of the same type
  const isOlderDocument =
    before.publicationNumber !== undefined &&
    row.publicationNumber !== undefined &&
    isGranted(before.publicationNumber) &&
    !isGranted(row.publicationNumber);
  return isOlderDocument && before.publicationNumber !== undefined
    ? { ...merged, publicationNumber: before.publicationNumber }
    : merged;
}

const isGranted = (number: string): boolean => publicationNumber(number).isGranted ?? false;
