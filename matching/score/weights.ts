import type { Language } from '../text/analyse.ts';
import { structuredFeatures } from '../structured/features.ts';

/** Features of the texts of a pair; see `ranking/ceilings.ts` for how each is measured from either side. */
export const textFeatures = [
  'words',
  'pairs',
  'title',
  'coverage',
  'proximity',
  'asked',
  'askedTitle',
  'semantic',
  'related',
] as const;
export type TextFeature = (typeof textFeatures)[number];
export const features = [...textFeatures, ...structuredFeatures] as const;
export type Feature = (typeof features)[number];

/** One side's model: log-odds z = base + Σ weight × (x − centre), shown as sigmoid(a·z + b). */
export interface SideWeights {
  readonly base: number;
  /** Never negative for structured features: a better condition never lowers the score. */
  readonly weights: Readonly<Record<Feature, number>>;
  /** Replaces `weights` for documents in Chinese, where characters and pairs tell something else than words. */
  readonly chinese?: Readonly<Partial<Record<TextFeature, number>>>;
  /** The value at which a feature counts neither for nor against. */
  readonly centres: Readonly<Record<Feature, number>>;
  readonly calibration: { readonly a: number; readonly b: number };
}

export interface Weights {
  /** Stored with every shown result. */
  readonly version: string;
  readonly needSide: SideWeights;
  readonly patentSide: SideWeights;
}

const neutralStructure = {
  ipc: 0.5,
  industry: 0.5,
  route: 0.5,
  budget: 0.5,
  maturity: 0.5,
  region: 0.5,
  timing: 0.5,
  indicators: 0.5,
  partner: 0.5,
} as const;

/** All set by hand from single measurements: the starting point of learning. */
export const handWeights: Weights = {
  version: 'hand-2',
  needSide: {
    base: 0,
    weights: {
      words: 2.3,
      pairs: 1.3,
      title: 0,
      coverage: 0,
      proximity: 0.8,
      asked: 3.5,
      askedTitle: 2,
      semantic: 1.5,
      related: 5,
      ipc: 1.2,
      industry: 0.5,
      route: 0.9,
      budget: 0.9,
      maturity: 0.8,
      region: 0.3,
      timing: 0.4,
      indicators: 0.8,
      partner: 0.3,
    },
    chinese: { title: 1.2, coverage: 1, related: 0 },
    centres: {
      words: 0.6,
      pairs: 0.5,
      title: 0.6,
      coverage: 0.5,
      proximity: 0.5,
      asked: 0.6,
      askedTitle: 0.4,
      semantic: 0.4,
      related: 0.3,
      ...neutralStructure,
    },
    calibration: { a: 0.5, b: 0 },
  },
  patentSide: {
    base: 0,
    weights: {
      words: 0,
      pairs: 0,
      title: 0,
      coverage: 0,
      proximity: 0,
      asked: 4,
      askedTitle: 1.5,
      semantic: 1,
      related: 0,
      ipc: 1,
      industry: 0.7,
      route: 1.2,
      budget: 1.4,
      maturity: 0.3,
      region: 0.4,
      timing: 0.2,
      indicators: 0.3,
      partner: 0.5,
    },
    centres: {
      words: 0,
      pairs: 0,
      title: 0,
      coverage: 0,
      proximity: 0,
      asked: 0.25,
      askedTitle: 0.4,
      semantic: 0.4,
      related: 0,
      ...neutralStructure,
    },
    calibration: { a: 1, b: 0 },
  },
};

/** Initial weights: text weights of the need side learned on the development halves, the others set by hand. */
export const defaultWeights: Weights = {
  ...handWeights,
  version: 'dev-2',
  needSide: {
    ...handWeights.needSide,
    weights: {
      ...handWeights.needSide.weights,
      words: 2.9,
      pairs: 1.5,
      title: 0,
      coverage: 0,
      proximity: 0.9,
      asked: 4.5,
      askedTitle: 3,
      semantic: 1.9,
      related: 6.3,
    },
    chinese: {
      words: 4.9,
      pairs: 1.3,
      title: 2.1,
      coverage: 0.2,
      proximity: 2.3,
      asked: 2.9,
      askedTitle: 6,
      semantic: 0.8,
      related: 0,
    },
  },
};

const merged = new WeakMap<SideWeights, SideWeights>();

/** One side's model for documents in a language. */
export function sideFor(side: SideWeights, language: Language): SideWeights {
  if (language !== 'zh' || !side.chinese) return side;
  const known = merged.get(side) ?? { ...side, weights: { ...side.weights, ...side.chinese } };
  merged.set(side, known);
  return known;
}

/** What is wrong with a set of weights; empty when it may be used. */
export function problemsOf(weights: Weights): string[] {
  return (['needSide', 'patentSide'] as const).flatMap((side) => {
    const { weights: w, chinese = {}, calibration, base, centres: c } = weights[side];
    const numbers = [
      base,
      calibration.a,
      calibration.b,
      ...Object.values(chinese),
      ...features.flatMap((f) => [w[f], c[f]]),
    ];
    return [
      ...(numbers.every((x) => Number.isFinite(x)) ? [] : [`${side}: not a number`]),
      ...(calibration.a >= 0 ? [] : [`${side}: calibration.a is negative`]),
      ...structuredFeatures.filter((f) => w[f] < 0).map((f) => `${side}: ${f} is negative`),
    ];
  });
}
