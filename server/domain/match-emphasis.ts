import { DomainError } from './errors.ts';

/** The conditions that a centre may give more or less weight in its own lists; `text` is all comparison of words. */
export const emphases = [
  'text',
  'meaning',
  'ipc',
  'industry',
  'route',
  'budget',
  'maturity',
  'region',
  'timing',
  'indicators',
  'partner',
] as const;
export type EmphasisName = (typeof emphases)[number];
/** Factors on the platform's weights; 1 changes nothing. */
export type Emphasis = Readonly<Record<EmphasisName, number>>;

/** Above zero, so that no condition is switched off or reversed; bounded, so that none drowns the others. */
export const emphasisBounds = { least: 0.25, most: 3 } as const;

export const evenEmphasis: Emphasis = {
  text: 1,
  meaning: 1,
  ipc: 1,
  industry: 1,
  route: 1,
  budget: 1,
  maturity: 1,
  region: 1,
  timing: 1,
  indicators: 1,
  partner: 1,
};

/** Throws INVALID_INPUT naming the first factor that is out of bounds. */
export function checkEmphasis(emphasis: Emphasis): void {
  const { least, most } = emphasisBounds;
  for (const name of emphases) {
    const factor = emphasis[name];
    if (Number.isFinite(factor) && factor >= least && factor <= most) continue;
    throw new DomainError('INVALID_INPUT', 'matches.emphasisOutOfBounds', { field: `emphasis.${name}`, least, most });
  }
}
