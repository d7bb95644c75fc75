import { ipcCoverage, ipcOverlap } from '../ipc/symbol.ts';
import type { TextFeature } from '../score/weights.ts';
import { askingValues, type Ceilings } from './ceilings.ts';
import type { Compared } from './question.ts';

/** What makes two patents alike: what they are about (meaning and classification in one) more than the words they share. */
const weights: Readonly<Partial<Record<TextFeature, number>>> = {
  words: 3.5,
  askedTitle: 1,
  semantic: 5,
};
/** Having the same symbols: what is left to say of them where meaning knows of classes too, and where it does not. */
const ipcWeight = { known: 0.5, unknown: 2 } as const;

/** A likeness by meaning below which two patents share words or a class and no matter. */
const leastMeaning = 0.4;
/** Without meaning: the same main group of the classification, mostly. */
const leastCoverage = 0.8;

/** Whether two patents are about the same matter at all, which their rank among others does not say. */
export const areAlike = (
  semantic: number | undefined,
  { own, other }: Readonly<{ own: readonly string[]; other: readonly string[] }>,
): boolean => (semantic === undefined ? ipcCoverage(own, other) >= leastCoverage : semantic >= leastMeaning);

/**
 * How alike two patents are, in [0, 1]. Symbols that are missing on either side count as half alike. `classes`: whether
 * the semantic likeness knows of classes.
 */
export function similarity(
  compared: Compared,
  ceilings: Ceilings,
  { own, other, classes }: { own: readonly string[]; other: readonly string[]; classes: keyof typeof ipcWeight },
): number {
  const values = askingValues(compared, ceilings);
  const ipc = own.length === 0 || other.length === 0 ? 0.5 : (ipcCoverage(own, other) + ipcOverlap(own, other)) / 2;
  let sum = ipcWeight[classes] * ipc;
  let all = ipcWeight[classes];
  for (const [feature, weight] of Object.entries(weights) as [TextFeature, number][]) {
    if (feature === 'semantic' && compared.semantic === undefined) continue; // unknown is neither alike nor unlike
    sum += weight * values[feature];
    all += weight;
  }
  return sum / all;
}
