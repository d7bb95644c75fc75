import { ipcCoverage, ipcOverlap } from '../ipc/symbol.ts';
import type { TextFeature } from '../score/weights.ts';
import { askingValues, type Ceilings } from './ceilings.ts';
import type { Compared } from './question.ts';

/** Patents are alike by what they are about (meaning and classification together) more than by the words they share. */
const weights: Readonly<Partial<Record<TextFeature, number>>> = {
  words: 3.5,
  askedTitle: 1,
  semantic: 5,
};
/** Weight of common IPC symbols, where the semantic likeness already knows classes and where it does not. */
const ipcWeight = { known: 0.5, unknown: 2 } as const;

/** Below this semantic likeness, patents only share words or a class. */
const leastMeaning = 0.4;
/** Without vectors: mostly the same main group of the classification. */
const leastCoverage = 0.8;

/** Whether two patents are about the same matter at all, which their rank does not tell. */
export const areAlike = (
  semantic: number | undefined,
  { own, other }: Readonly<{ own: readonly string[]; other: readonly string[] }>,
): boolean => (semantic === undefined ? ipcCoverage(own, other) >= leastCoverage : semantic >= leastMeaning);

/**
 * How alike two patents are, in [0, 1]. Missing symbols on either side count as half alike. `classes`: whether the
 * semantic likeness considers classes.
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
