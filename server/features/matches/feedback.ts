import {
  type BothLists,
  type Feature,
  type Match,
  learnFromFeedback,
  type MatchOutcome,
  type ShownMatch,
  type Weights,
} from '../../../matching/index.ts';
import { type DeclineReason, interestedIn, type MatchSide } from '../../domain/matches.ts';
import type { StoredMatch } from './matches.store.ts';
import type { ShownItem, StoredShown } from './shown.store.ts';

type Language = 'zh' | 'en';
/** Lines of shown lists, by the side that saw them and the language of the patents; the latest lists first. */
export type FeedbackLists = BothLists;

/** The feature a reason is about; only that one learns from it. */
const aboutCondition: Partial<Record<DeclineReason, Feature>> = {
  price: 'budget',
  maturity: 'maturity',
  route: 'route',
  timing: 'timing',
  partner: 'partner',
};
/** Reasons that have nothing to do with how well the two fit. */
const besideTheFit: readonly DeclineReason[] = ['alreadySolved', 'rights'];

export const scoreOf = { demander: 'needSide', supplier: 'patentSide' } as const;

/** The feature values a line was shown with to a side, rounded to save space. */
export const valuesOf = (match: Match, side: MatchSide): Partial<Record<Feature, number>> =>
  Object.fromEntries(
    match[scoreOf[side]].contributions
      .filter(({ feature }) => feature !== 'base')
      .map(({ feature, value }) => [feature, Math.round(value * 1e4) / 1e4]),
  );

/** What became of a line for the side that saw it; undefined when it tells nothing about the fit. */
export function outcomeOf(
  side: MatchSide,
  match: Pick<StoredMatch, 'state' | 'declined'> | undefined,
  isOpened: boolean,
  isDealt: boolean,
): { outcome: MatchOutcome; reason?: Feature } | undefined {
  if (isDealt) return { outcome: 'dealt' };
  if (match?.state === 'mutual') return { outcome: 'met' };
  if (match?.declined?.by === side) {
    if (besideTheFit.includes(match.declined.reason)) return undefined;
    const reason = aboutCondition[match.declined.reason];
    return { outcome: 'declined', ...(reason && { reason }) };
  }
  if (match && interestedIn(match.state) === side) return { outcome: 'shortlisted' };
  return { outcome: isOpened ? 'opened' : 'shown' };
}

export type Known = Readonly<{ matches: ReadonlyMap<string, StoredMatch>; dealt: ReadonlySet<string> }>;

/** Shown lists with the outcome of their lines. Centres' lists and lines without values are left out. */
export function feedbackOf(shown: readonly StoredShown[], { matches, dealt }: Known): FeedbackLists {
  const lists: Record<'needSide' | 'patentSide', Record<Language, ShownMatch[][]>> = {
    needSide: { zh: [], en: [] },
    patentSide: { zh: [], en: [] },
  };
  for (const { side, items, opened = [] } of shown) {
    if (side === 'facilitator') continue;
    for (const language of ['zh', 'en'] as const) {
      const lines = items
        .filter((item) => item.language === language)
        .flatMap((item: ShownItem): ShownMatch[] => {
          const became = outcomeOf(side, matches.get(item.id), opened.includes(item.id), dealt.has(item.id));
          return became && item.values ? [{ values: item.values, pair: item.id, position: item.rank, ...became }] : [];
        });
      if (lines.length > 0) lists[scoreOf[side]][language].push(lines);
    }
  }
  return lists;
}

/**
 * The lists of a side that enough organisations gave an answer in. Weights stand in the reasons of every list, so learned
 * from one or two organisations they would tell all others what these want.
 */
export function ofEnoughTeachers(
  shown: readonly StoredShown[],
  { matches, dealt }: Known,
  least: Readonly<Record<MatchSide, number>>,
): StoredShown[] {
  const teachers: Record<MatchSide, Set<string>> = { supplier: new Set(), demander: new Set() };
  for (const { side, items, organisationId } of shown) {
    if (side === 'facilitator') continue;
    const isWanted = items.some(({ id }) => isWish(outcomeOf(side, matches.get(id), false, dealt.has(id))?.outcome));
    if (isWanted) teachers[side].add(organisationId);
  }
  return shown.filter(({ side }) => side !== 'facilitator' && teachers[side].size >= least[side]);
}

const isWish = (outcome: MatchOutcome | undefined): boolean =>
  outcome === 'shortlisted' || outcome === 'met' || outcome === 'dealt';

/** Number of lists in which something was wanted; others cannot teach an order. */
export const countWanted = (lists: FeedbackLists): number =>
  [lists.needSide, lists.patentSide]
    .flatMap(({ zh, en }) => [...zh, ...en])
    .filter((list) => list.some(({ outcome }) => isWish(outcome))).length;

/** Learns new weights of both sides, drawn towards the present ones; the calibration stays. */
export function learnFrom(lists: FeedbackLists, current: Weights, version: string): Weights {
  const learned = (side: 'needSide' | 'patentSide') => {
    const chinese = learnFromFeedback(lists[side].zh, current[side], 'zh');
    return learnFromFeedback(lists[side].en, chinese, 'en');
  };
  return { version, needSide: learned('needSide'), patentSide: learned('patentSide') };
}
