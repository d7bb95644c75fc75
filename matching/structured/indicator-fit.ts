import { clauseBefore, indicatorsIn, type Indicator, reach } from '../text/indicators.ts';
import { stem } from '../text/stem.ts';
import { wantedIndicatorsIn } from '../text/wanted.ts';
import type { MatchNeed, MatchPatent } from '../types.ts';
import { betterIs } from './better.ts';
import { known, neutral, open, unknown, type Fit } from './fit.ts';

/** What a patent's figures say about one figure that a need asks for; `open`: both say one, and none is the better. */
type IndicatorVerdict = 'satisfied' | 'contradicted' | 'open' | 'silent';

/** A figure that a need asks for, and what it would take for it. */
interface Wanted extends Indicator {
  readonly least: number;
  readonly most: number;
  /** The need says, or the name of what is measured tells, that what lies outside does not do. */
  readonly isBound: boolean;
  /** It asks for *about* so much. */
  readonly isRough: boolean;
}

/**
 * A figure without *at least* or *at most* gets its direction from the name of what is measured: a lifetime of 3,000
 * cycles is also met by 4,000. Where that tells nothing (a temperature), another figure is neither better nor worse.
 */
function wantedOf(text: string, one: Indicator): Wanted {
  const isDirected = one.comparator === '>=' || one.comparator === '<=';
  const better = isDirected ? undefined : betterIs(clauseBefore(text, one.start));
  return {
    ...one,
    least: better === 'less' ? -Infinity : one.low,
    most: better === 'more' ? Infinity : one.high,
    isBound: one.comparator !== '=' || better !== undefined,
    isRough:
      /^(?:about|approximately|around|大?约|~|≈)/i.test(one.text) || /^\s*(?:左右|上下)/.test(text.slice(one.end)),
  };
}

/** An offered figure answers a wanted one when both have the same dimension and are about the same thing. */
const answersTo = (wanted: Wanted, promised: readonly Indicator[]): Indicator[] =>
  promised.filter((p) => p.dimension === wanted.dimension && p.about.some((w) => wanted.about.includes(w)));

function judge({ low, high }: Indicator, wanted: Wanted): Exclude<IndicatorVerdict, 'silent'> {
  const { least, most, isBound } = wanted;
  if (low >= least && high <= most) return 'satisfied';
  if (low > most || high < least) return isBound && !isNearly({ low, high }, wanted) ? 'contradicted' : 'open';
  // a span reaches what is asked; *more than* something less may reach it or not
  return Number.isFinite(low) && Number.isFinite(high) ? 'satisfied' : 'open';
}

/** Missed by no more than a tenth, where only *about* so much is asked. Of temperatures no share can be taken. */
const isNearly = (
  { low, high }: Pick<Indicator, 'low' | 'high'>,
  { least, most, isRough, dimension }: Wanted,
): boolean =>
  isRough &&
  dimension !== 'temperature' &&
  (low > most ? low - most <= Math.abs(most) / 10 : least - high <= Math.abs(least) / 10);

/** The answer that speaks best for the patent, and how it is judged; the score and what is told go by this alone. */
function bestAnswer(wanted: Wanted, promised: readonly Indicator[]): { answer?: Indicator; verdict: IndicatorVerdict } {
  const judged = answersTo(wanted, promised).map((answer) => ({ answer, verdict: judge(answer, wanted) }));
  const first = (verdict: IndicatorVerdict) => judged.find((one) => one.verdict === verdict);
  return first('satisfied') ?? first('open') ?? judged[0] ?? { verdict: 'silent' };
}

/** Reads an owner's text once, however often it is asked. */
function onceFor<Owner extends object, Read>(read: (owner: Owner) => readonly Read[]) {
  const seen = new WeakMap<Owner, readonly Read[]>();
  return (owner: Owner): readonly Read[] => {
    const known = seen.get(owner) ?? read(owner);
    seen.set(owner, known);
    return known;
  };
}

const needText = (need: MatchNeed) => [need.title, need.objective ?? '', need.body].join('\n');

const needIndicators = onceFor((need: MatchNeed) => {
  const text = needText(need);
  return wantedIndicatorsIn(text, need.notMeant).map((one) => wantedOf(text, one));
});

const patentIndicators = onceFor((patent: MatchPatent) =>
  indicatorsIn([patent.title, patent.abstract, patent.claims ?? ''].join('\n')),
);

/** Share of the need's figures that the patent meets; one on which it is silent, or not to be judged, is neutral. */
export function indicatorFit(need: MatchNeed, patent: MatchPatent): Fit {
  const wanted = needIndicators(need);
  if (wanted.length === 0) return unknown(undefined, 0);
  const verdicts = wanted.map((w) => bestAnswer(w, patentIndicators(patent)).verdict);
  const shown = { wanted: wanted.map((w) => w.text), offered: patentIndicators(patent).map((p) => p.text) };
  if (verdicts.every((v) => v === 'silent')) return unknown(1, undefined, shown);
  if (!verdicts.some((v) => v === 'satisfied' || v === 'contradicted')) return open(shown);
  const worth = { satisfied: 1, contradicted: 0, open: neutral, silent: neutral };
  return known(verdicts.reduce((sum, v) => sum + worth[v], 0) / verdicts.length, shown);
}

/** A figure that the need asks for and the patent answers, as each of them writes it. */
export interface AnsweredIndicator {
  /** What is measured, in words that stand in both texts before their figures. */
  readonly about: string;
  readonly asked: string;
  readonly answered: string;
  /** Null where neither of the two is the better. */
  readonly isMet: boolean | null;
}

/** The first figure of the need that the patent meets, else the first that it answers; undefined without any. */
export function answeredIndicator(need: MatchNeed, patent: MatchPatent): AnsweredIndicator | undefined {
  let other: AnsweredIndicator | undefined;
  for (const wanted of needIndicators(need)) {
    // what is named to be refused is no wish in the words that name it
    if (indicatorsIn(wanted.text)[0]?.comparator !== wanted.comparator) continue;
    const { answer, verdict } = bestAnswer(wanted, patentIndicators(patent));
    const about = answer && sharedSubject(needText(need).slice(0, wanted.start), wanted, answer);
    if (!answer || !about) continue;
    const isMet = verdict === 'open' ? null : verdict === 'satisfied';
    const judged = { about, asked: oneLine(wanted.text), answered: oneLine(answer.text), isMet };
    if (isMet) return judged;
    other ??= judged;
  }
  return other;
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ');

/** Characters that stand between a subject and its figure and name nothing. */
const fillers = new Set('的为是可达到约在其于能要求应需');
const withoutFillers = (characters: readonly string[]): readonly string[] =>
  characters.slice(
    characters.findIndex((one) => !fillers.has(one)),
    characters.findLastIndex((one) => !fillers.has(one)) + 1,
  );

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
