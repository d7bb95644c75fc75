import { exposureFactor } from '../score/exposure.ts';
import { withoutMeaning } from '../score/neutral-meaning.ts';
import { WeighedPair, type Versions } from '../score/pair.ts';
import type { Weights } from '../score/weights.ts';
import { gatesOf } from '../structured/gates.ts';
import type { MatchNeed, MatchPatent } from '../types.ts';
import { askedValues, askingValues, type Ceilings } from './ceilings.ts';
import type { Candidate, MatchOptions } from './list.ts';
import type { Compared } from './question.ts';

/** A need and a patent, the comparison of their texts, and what is a good value for the question. */
export interface ComparedPair {
  readonly need: MatchNeed;
  readonly patent: MatchPatent;
  readonly compared: Compared;
  readonly ceilings: Ceilings;
}

/** The pair as a candidate in the list of one of the two; `id` is the other's. */
export function candidateOf(
  { need, patent, compared, ceilings }: ComparedPair,
  id: string,
  options: MatchOptions & { readonly weights: Weights; readonly versions: Versions },
): Candidate {
  const { language } = compared;
  const weights = compared.semantic === undefined ? withoutMeaning(options.weights) : options.weights;
  const text = { language, forNeed: askingValues(compared, ceilings), forPatent: askedValues(compared) };
  const { today, versions } = options;
  const pair = new WeighedPair(need, patent, { today, text, weights, versions });
  const exposure = exposureFactor(options.shownThisWeek?.get(id) ?? 0, options.exposureCap ?? 50);
  return {
    id,
    exposure,
    compared,
    passes: gatesOf(need, patent, today).length === 0,
    pair,
  };
}
