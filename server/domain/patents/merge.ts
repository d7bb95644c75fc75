import type { PatentContent } from './patent-content.ts';
import { publicationNumber } from './publication-number.ts';

/**
 * What a listing says after a newer row about the same patent: the row's statements replace older ones, what the row
 * does not mention stays (a narrow list never erases a wide one), and a granted patent does not become an application
 * again.
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
