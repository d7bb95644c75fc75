import { gatesOf, type GateCode } from '../structured/gates.ts';
import {
  fitsForNeed,
  fitsForPatent,
  structuredFeatures,
  type Fits,
  type StructuredFeature,
} from '../structured/features.ts';
import { known, type Fit } from '../structured/fit.ts';
import type { Language } from '../text/analyse.ts';
import type { MatchNeed, MatchPatent } from '../types.ts';
import { probability, scoreSide, twoSided, type SideScore, type Values } from './side.ts';
import { sideFor, type TextFeature, type Weights } from './weights.ts';

/** What the texts say of a pair, each in [0, 1], seen from either side. */
export interface TextEvidence {
  /** Of the patent's text. */
  readonly language: Language;
  readonly forNeed: Readonly<Record<TextFeature, number>>;
  readonly forPatent: Readonly<Record<TextFeature, number>>;
}

/** What a score was made with: stored with every shown result, so that it can be explained later. */
export interface Versions {
  readonly weights: string;
  readonly index: string;
  readonly table: string;
}

export interface PairContext {
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly text: TextEvidence;
  readonly weights: Weights;
  readonly versions: Versions;
}

/** A condition as it was judged. */
export interface Constraint extends Fit {
  readonly feature: StructuredFeature;
}

/** What would lift the score: the feature in full, and the score it would then have. */
export interface Raise {
  readonly feature: StructuredFeature;
  /** `fill`: somebody need only say it (`missing` names who); `change`: the condition itself would have to be better. */
  readonly how: 'fill' | 'change';
  readonly missing?: 'need' | 'patent' | 'both';
  readonly score: number;
  readonly gain: number;
}

export interface PairScore {
  readonly needId: string;
  readonly patentId: string;
  readonly needSide: SideScore;
  readonly patentSide: SideScore;
  /** Harmonic mean of the two probabilities; 0 to 1. */
  readonly score: number;
  /** Not empty: the pair is out, and this is why. */
  readonly gates: readonly GateCode[];
  readonly constraints: readonly Constraint[];
  readonly whatWouldRaise: readonly Raise[];
  readonly versions: Versions;
}

/** The probabilities alone: what lists are ranked by. */
export interface QuickScore {
  readonly needSide: number;
  readonly patentSide: number;
  readonly score: number;
}

/** Scores one pair without saying why; the numbers are those of `scorePair`. */
export function quickScore(need: MatchNeed, patent: MatchPatent, context: PairContext): QuickScore {
  const forNeed = fitsForNeed(need, patent);
  return scoreFits(forNeed, fitsForPatent(need, patent, forNeed), context);
}

/**
 * What a pair can reach at most when all is as in `context`, except that its text has not been read for indicators: they
 * are taken as met. Never less than `quickScore` with the same context.
 */
export function mostScore(need: MatchNeed, patent: MatchPatent, context: PairContext): QuickScore {
  const forNeed = fitsForNeed(need, patent, allMet);
  return scoreFits(forNeed, fitsForPatent(need, patent, forNeed), context);
}

const allMet = known(1);

function scoreFits(forNeed: Fits, forPatent: Fits, { text, weights }: PairContext): QuickScore {
  const needSide = probability(valuesOf(text.forNeed, forNeed), sideFor(weights.needSide, text.language));
  const patentSide = probability(valuesOf(text.forPatent, forPatent), sideFor(weights.patentSide, text.language));
  return { needSide, patentSide, score: twoSided(needSide, patentSide) };
}

/** Scores one pair from both sides and says why. Pure: the same input gives the same answer to the last bit. */
export function scorePair(need: MatchNeed, patent: MatchPatent, context: PairContext): PairScore {
  const { text, weights, versions, today } = context;
  const forNeed = fitsForNeed(need, patent);
  const forPatent = fitsForPatent(need, patent, forNeed);
  const needSide = scoreSide(valuesOf(text.forNeed, forNeed), sideFor(weights.needSide, text.language));
  const patentSide = scoreSide(valuesOf(text.forPatent, forPatent), sideFor(weights.patentSide, text.language));
  const score = twoSided(needSide.p, patentSide.p);
  return {
    needId: need.id,
    patentId: patent.id,
    needSide,
    patentSide,
    score,
    gates: gatesOf(need, patent, today),
    constraints: structuredFeatures.map((feature) => ({ feature, ...forNeed[feature] })),
    whatWouldRaise: raises(forNeed, forPatent, score, context),
    versions,
  };
}

const worthSaying = 0.005;

function raises(forNeed: Fits, forPatent: Fits, score: number, context: PairContext): Raise[] {
  const full = (fits: Fits, feature: StructuredFeature): Fits => ({
    ...fits,
    [feature]: { ...fits[feature], value: 1 },
  });
  return structuredFeatures
    .filter((feature) => forNeed[feature].value < 0.95)
    .map((feature): Raise => {
      const { missing } = forNeed[feature];
      const then = scoreFits(full(forNeed, feature), full(forPatent, feature), context).score;
      return {
        feature,
        how: missing ? 'fill' : 'change',
        ...(missing && { missing }),
        score: then,
        gain: then - score,
      };
    })
    .filter((raise) => raise.gain > worthSaying)
    .sort((a, b) => b.gain - a.gain || (a.feature < b.feature ? -1 : 1));
}

/** In the order of `features`. */
function valuesOf(text: Readonly<Record<TextFeature, number>>, fits: Fits): Values {
  return [
    text.words,
    text.pairs,
    text.title,
    text.coverage,
    text.proximity,
    text.asked,
    text.askedTitle,
    text.semantic,
    text.related,
    fits.ipc.value,
    fits.industry.value,
    fits.route.value,
    fits.budget.value,
    fits.maturity.value,
    fits.region.value,
    fits.timing.value,
    fits.indicators.value,
    fits.partner.value,
  ];
}
