import { gatesOf, type GateCode } from '../structured/gates.ts';
import {
  fitsForNeed,
  fitsForPatent,
  structuredFeatures,
  type Fits,
  type StructuredFeature,
} from '../structured/features.ts';
import { known, type Fit } from '../structured/fit.ts';
import { indicatorFit } from '../structured/indicator-fit.ts';
import type { Language } from '../text/analyse.ts';
import type { MatchNeed, MatchPatent } from '../types.ts';
import { probability, scoreSide, twoSided, type SideScore } from './side.ts';
import { features, sideFor, type TextFeature, type Weights } from './weights.ts';

/** Text features of a pair, each in [0, 1], from either side. */
export interface TextEvidence {
  /** Language of the patent's text. */
  readonly language: Language;
  readonly forNeed: Readonly<Record<TextFeature, number>>;
  readonly forPatent: Readonly<Record<TextFeature, number>>;
}

/** What a score was computed with; stored with every shown result, so that it can be explained later. */
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

/** A condition and how well it is met. */
export interface Constraint extends Fit {
  readonly feature: StructuredFeature;
}

/** What would raise the score: meeting the feature fully, and the resulting score. */
export interface Raise {
  readonly feature: StructuredFeature;
  /** `fill`: a value only has to be entered (on the side `missing`); `change`: the condition would have to change. */
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
  /** Harmonic mean of the two probabilities, 0 to 1. */
  readonly score: number;
  /** Why the pair is excluded; empty if it is not. */
  readonly gates: readonly GateCode[];
  readonly constraints: readonly Constraint[];
  readonly whatWouldRaise: readonly Raise[];
  readonly versions: Versions;
}

/** The probabilities only, for ranking. */
export interface QuickScore {
  readonly needSide: number;
  readonly patentSide: number;
  readonly score: number;
}

const allMet = known(1);
const worthSaying = 0.005;
const placeOf = (feature: StructuredFeature) => features.indexOf(feature);
const indicatorsAt = placeOf('indicators');

/**
 * A need and a patent being scored. Their conditions are judged once, however often the pair is scored, because
 * hundreds of pairs are scored for a list and few are shown. Pure: equal input gives bitwise equal output.
 */
export class WeighedPair {
  readonly #need: MatchNeed;
  readonly #patent: MatchPatent;
  readonly #context: PairContext;
  /** With indicators taken as met: reading a text for them is by far the most expensive step. */
  readonly #forNeed: Fits;
  readonly #forPatent: Fits;
  /** Feature values of both sides; each method sets those it varies. */
  readonly #needValues: number[];
  readonly #patentValues: number[];

  constructor(need: MatchNeed, patent: MatchPatent, context: PairContext) {
    this.#need = need;
    this.#patent = patent;
    this.#context = context;
    this.#forNeed = fitsForNeed(need, patent, allMet);
    this.#forPatent = fitsForPatent(need, patent, this.#forNeed);
    this.#needValues = valuesOf(context.text.forNeed, this.#forNeed);
    this.#patentValues = valuesOf(context.text.forPatent, this.#forPatent);
  }

  /** Upper bound of `probabilities`: taking the indicators as met, so that the text need not be read for them. */
  upperBound(): QuickScore {
    return this.#scoreWith(indicatorsAt, allMet.value, allMet.value);
  }

  /** The scores of `explained` without the reasons. */
  probabilities(): QuickScore {
    const { value } = indicatorFit(this.#need, this.#patent);
    return this.#scoreWith(indicatorsAt, value, value);
  }

  /** The score from both sides, with the reasons. */
  explained(): PairScore {
    const { weights, versions, today, text } = this.#context;
    const indicators = indicatorFit(this.#need, this.#patent);
    const forNeed: Fits = { ...this.#forNeed, indicators };
    const { score } = this.#scoreWith(indicatorsAt, indicators.value, indicators.value);
    return {
      needId: this.#need.id,
      patentId: this.#patent.id,
      needSide: scoreSide(this.#needValues, sideFor(weights.needSide, text.language)),
      patentSide: scoreSide(this.#patentValues, sideFor(weights.patentSide, text.language)),
      score,
      gates: gatesOf(this.#need, this.#patent, today),
      constraints: structuredFeatures.map((feature) => ({ feature, ...forNeed[feature] })),
      whatWouldRaise: this.#raises(forNeed, score),
      versions,
    };
  }

  #raises(forNeed: Fits, score: number): Raise[] {
    const raises: Raise[] = [];
    for (const feature of structuredFeatures) {
      const { value, missing } = forNeed[feature];
      if (value >= 0.95) continue;
      const at = placeOf(feature);
      const patentValue = this.#patentValues[at] ?? 0;
      const then = this.#scoreWith(at, 1, 1).score;
      this.#set(at, value, patentValue);
      if (then - score <= worthSaying) continue;
      const how = missing ? 'fill' : 'change';
      raises.push({ feature, how, ...(missing && { missing }), score: then, gain: then - score });
    }
    return raises.sort((a, b) => b.gain - a.gain || (a.feature < b.feature ? -1 : 1));
  }

  /** The score with these values of one feature; they stay set. */
  #scoreWith(at: number, needValue: number, patentValue: number): QuickScore {
    this.#set(at, needValue, patentValue);
    const { weights, text } = this.#context;
    const needSide = probability(this.#needValues, sideFor(weights.needSide, text.language));
    const patentSide = probability(this.#patentValues, sideFor(weights.patentSide, text.language));
    return { needSide, patentSide, score: twoSided(needSide, patentSide) };
  }

  #set(at: number, needValue: number, patentValue: number): void {
    this.#needValues[at] = needValue;
    this.#patentValues[at] = patentValue;
  }
}

/** Scores one pair from both sides, with the reasons. */
export const scorePair = (need: MatchNeed, patent: MatchPatent, context: PairContext): PairScore =>
  new WeighedPair(need, patent, context).explained();

/** In the order of `features`. */
function valuesOf(text: Readonly<Record<TextFeature, number>>, fits: Fits): number[] {
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
