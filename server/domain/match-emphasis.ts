import { DomainError } from './errors.ts';

/** What a centre may let weigh more or less in the lists it works with; `text` is everything the words say. */
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
/** Factors on the platform's own weights; 1 leaves a weight as it is. */
export type Emphasis = Readonly<Record<EmphasisName, number>>;

/**
 * Nothing may be switched off or drown the rest, and nothing may turn round: factors are above zero, so that a better
 * condition never lowers a score, whoever set the weights.
 */
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

/** Throws INVALID_INPUT with the field of the first factor that is out of bounds. */
export function checkEmphasis(emphasis: Emphasis): void {
  const { least, most } = emphasisBounds;
  for (const name of emphases) {
    const factor = emphasis[name];
    if (Number.isFinite(factor) && factor >= least && factor <= most) continue;
    throw new DomainError('INVALID_INPUT', 'matches.emphasisOutOfBounds', { field: `emphasis.${name}`, least, most });
  }
}
