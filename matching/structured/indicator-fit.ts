import { indicatorsIn, type Indicator } from '../text/indicators.ts';
import { wantedIndicatorsIn } from '../text/wanted.ts';
import type { MatchNeed, MatchPatent } from '../types.ts';
import { known, neutral, unknown, type Fit } from './fit.ts';

/** What a patent's figures say about one figure that a need asks for. */
export type IndicatorVerdict = 'satisfied' | 'contradicted' | 'silent';

/** An offered figure answers a wanted one when both have the same dimension and are about the same thing. */
export function judgeIndicator(wanted: Indicator, promised: readonly Indicator[]): IndicatorVerdict {
  const answers = promised.filter(
    (p) => p.dimension === wanted.dimension && p.about.some((w) => wanted.about.includes(w)),
  );
  if (answers.length === 0) return 'silent';
  return answers.some((p) => p.high >= wanted.low && p.low <= wanted.high) ? 'satisfied' : 'contradicted';
}

const seen = new WeakMap<object, readonly Indicator[]>();

function of(owner: object, read: () => readonly Indicator[]): readonly Indicator[] {
  const known = seen.get(owner) ?? read();
  seen.set(owner, known);
  return known;
}

export function needIndicators(need: MatchNeed): readonly Indicator[] {
  return of(need, () => wantedIndicatorsIn([need.title, need.objective ?? '', need.body].join('\n'), need.notMeant));
}

export function patentIndicators(patent: MatchPatent): readonly Indicator[] {
  return of(patent, () => indicatorsIn([patent.title, patent.abstract, patent.claims ?? ''].join('\n')));
}

/** Share of the need's figures that the patent meets; one on which the patent is silent counts as neutral. */
export function indicatorFit(need: MatchNeed, patent: MatchPatent): Fit {
  const wanted = needIndicators(need);
  if (wanted.length === 0) return unknown(undefined, 0);
  const verdicts = wanted.map((w) => judgeIndicator(w, patentIndicators(patent)));
  const shown = { wanted: wanted.map((w) => w.text), offered: patentIndicators(patent).map((p) => p.text) };
  if (verdicts.every((v) => v === 'silent')) return unknown(1, undefined, shown);
  const worth = { satisfied: 1, contradicted: 0, silent: neutral };
  return known(verdicts.reduce((sum, v) => sum + worth[v], 0) / verdicts.length, shown);
}
