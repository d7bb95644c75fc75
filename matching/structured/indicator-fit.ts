import { indicatorsIn, type Indicator } from '../text/indicators.ts';
import { stem } from '../text/stem.ts';
import { wantedIndicatorsIn } from '../text/wanted.ts';
import type { MatchNeed, MatchPatent } from '../types.ts';
import { known, neutral, unknown, type Fit } from './fit.ts';

/** What a patent's figures say about one figure that a need asks for. */
export type IndicatorVerdict = 'satisfied' | 'contradicted' | 'silent';

/** An offered figure answers a wanted one when both have the same dimension and are about the same thing. */
const answersTo = (wanted: Indicator, promised: readonly Indicator[]): Indicator[] =>
  promised.filter((p) => p.dimension === wanted.dimension && p.about.some((w) => wanted.about.includes(w)));

const meets = (promised: Indicator, wanted: Indicator) => promised.high >= wanted.low && promised.low <= wanted.high;

export function judgeIndicator(wanted: Indicator, promised: readonly Indicator[]): IndicatorVerdict {
  const answers = answersTo(wanted, promised);
  if (answers.length === 0) return 'silent';
  return answers.some((p) => meets(p, wanted)) ? 'satisfied' : 'contradicted';
}

const seen = new WeakMap<object, readonly Indicator[]>();

function of(owner: object, read: () => readonly Indicator[]): readonly Indicator[] {
  const known = seen.get(owner) ?? read();
  seen.set(owner, known);
  return known;
}

const needText = (need: MatchNeed) => [need.title, need.objective ?? '', need.body].join('\n');

export function needIndicators(need: MatchNeed): readonly Indicator[] {
  return of(need, () => wantedIndicatorsIn(needText(need), need.notMeant));
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

/** A figure that the need asks for and the patent answers, as each of them writes it. */
export interface AnsweredIndicator {
  /** What is measured, in words that stand in both texts before their figures. */
  readonly about: string;
  readonly asked: string;
  readonly answered: string;
  readonly isMet: boolean;
}

/** The first figure of the need that the patent meets, else the first that it answers; undefined without any. */
export function answeredIndicator(need: MatchNeed, patent: MatchPatent): AnsweredIndicator | undefined {
  let unmet: AnsweredIndicator | undefined;
  for (const wanted of needIndicators(need)) {
    // what is named to be refused is no wish in the words that name it
    if (indicatorsIn(wanted.text)[0]?.comparator !== wanted.comparator) continue;
    const answers = answersTo(wanted, patentIndicators(patent));
    const met = answers.find((p) => meets(p, wanted));
    const answer = met ?? answers[0];
    const about = answer && sharedSubject(needText(need).slice(0, wanted.start), wanted, answer);
    if (!answer || !about) continue;
    const judged = { about, asked: oneLine(wanted.text), answered: oneLine(answer.text), isMet: met !== undefined };
    if (met) return judged;
    unmet ??= judged;
  }
  return unmet;
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ');

/** Characters that stand between a subject and its figure and name nothing. */
const fillers = new Set('的为是可达到约在其于能要求应需');
const withoutFillers = (characters: readonly string[]): readonly string[] =>
  characters.slice(
    characters.findIndex((one) => !fillers.has(one)),
    characters.findLastIndex((one) => !fillers.has(one)) + 1,
  );

/** As far back as `indicatorsIn` looks for what a figure is about. */
const reach = 24;

/** What both figures are about, as the need writes it before its own: the words nearest to the figure. */
function sharedSubject(before: string, wanted: Indicator, answer: Indicator): string | undefined {
  const shared = new Set(wanted.about.filter((word) => answer.about.includes(word)));
  const runs: string[] = [];
  for (const [words] of before.slice(-reach).matchAll(/[a-z]+(?: [a-z]+)*|\p{Script=Han}+/giu)) {
    const isLatin = /^[a-z]/i.test(words);
    let run: string[] = [];
    const close = () => runs.push(isLatin ? run.join(' ') : withoutFillers(run).join(''));
    for (const part of isLatin ? words.split(' ') : words) {
      const continues = shared.has(isLatin ? stem(part.toLowerCase()) : `${run.at(-1) ?? ''}${part}`);
      if (!continues) {
        close();
        run = [];
      }
      if (continues || !isLatin) run.push(part);
    }
    close();
  }
  return runs.findLast((run) => run.length > 1);
}
