import { type Criterion, formOf, meanOf, roundedShare, scoreOf, type ScoringForm } from './form.ts';
import type { Panel } from './panel.ts';
import { type Answer, counts, type Seat } from './seat.ts';

/** How one criterion was scored on average, in hundredths of a hundred of what can be reached. */
export type CriterionMean = Readonly<{ id: string; name: string; share: number }>;

/** What all experts together say of one thing. Scores are in hundredths of a point, see `fullScore`. */
export type ThingResult = Readonly<{
  thingId: string;
  /** Equal scores share a rank; null: nobody has judged it. */
  rank: number | null;
  score: number | null;
  /** How far the highest answer is from the lowest. */
  spread: number | null;
  answers: number;
  /** Fewer have judged it than were asked for. */
  isShort: boolean;
  /** The strongest first. */
  criteria: readonly CriterionMean[];
}>;

/** The things of a panel, the best first; things that nobody judged come last. Pure, the same for answers in any order. */
export function resultsOf(
  { things, each, forms }: Pick<Panel, 'things' | 'each' | 'forms'>,
  seats: readonly Seat[],
  answers: readonly Answer[],
): ThingResult[] {
  const seatOf = new Map(seats.map((seat) => [seat.id, seat]));
  const unranked = things.map(({ id: thingId }) => {
    const own = answers.filter((answer) => {
      const seat = seatOf.get(answer.seatId);
      return answer.thingId === thingId && seat !== undefined && counts(seat, thingId);
    });
    return { thingId, ...together(own, forms), answers: own.length, isShort: own.length < each };
  });
  const ordered = unranked.sort((a, b) => (b.score ?? -1) - (a.score ?? -1)); // stable: equals keep the panel's order
  return ordered.map((one) => ({
    ...one,
    rank: one.score === null ? null : 1 + ordered.filter(({ score }) => (score ?? -1) > (one.score ?? -1)).length,
  }));
}

const leastForExtremes = 5;

function together(answers: readonly Answer[], forms: readonly ScoringForm[]) {
  if (answers.length === 0) return { score: null, spread: null, criteria: [] };
  const scored = answers.map(({ formVersion, scores }) => scoreOf(formOf(forms, formVersion), scores));
  const sorted = scored.sort((a, b) => a - b);
  const spread = (sorted.at(-1) ?? 0) - (sorted[0] ?? 0);
  const drops = forms.at(-1)?.dropsExtremes === true && sorted.length >= leastForExtremes;
  const counted = drops ? sorted.slice(1, -1) : sorted;
  const sum = counted.reduce((total, one) => total + one, 0);
  return { score: meanOf(sum, counted.length), spread, criteria: criteriaOf(answers, forms) };
}

/** Criteria by how well they were scored, the best first; one that only some versions have, by the answers on these. */
function criteriaOf(answers: readonly Answer[], forms: readonly ScoringForm[]): CriterionMean[] {
  const found = new Map<string, { criterion: Criterion; shares: number[] }>();
  for (const { formVersion, scores } of answers) {
    for (const criterion of formOf(forms, formVersion).criteria) {
      const known = found.get(criterion.id) ?? { criterion, shares: [] };
      known.shares.push(roundedShare(scores[criterion.id] ?? 0, criterion.most));
      found.set(criterion.id, { ...known, criterion });
    }
  }
  const means = [...found.values()].map(({ criterion: { id, name }, shares }) => {
    const total = shares.reduce((sum, one) => sum + one, 0);
    return { id, name, share: meanOf(total, shares.length) };
  });
  return means.sort((a, b) => b.share - a.share || (a.id < b.id ? -1 : 1));
}
