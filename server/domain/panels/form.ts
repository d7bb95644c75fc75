import { DomainError } from '../errors.ts';

/** What is scored: from 0 to `most`, a whole number, which counts `weight` times. */
export type Criterion = Readonly<{ id: string; name: string; weight: number; most: number }>;

/** A version of a scoring form. Versions count from 1 and stay, as answers belong to the one that they were given on. */
export type ScoringForm = Readonly<{
  version: number;
  criteria: readonly Criterion[];
  /** From five answers on, one highest and one lowest do not count (去掉一个最高分、一个最低分). */
  dropsExtremes: boolean;
}>;

/** What an expert gives for each criterion, by its id. */
export type Scores = Readonly<Record<string, number>>;

/** Scores are compared in hundredths of a point, of 100 points at most. */
export const fullScore = 10_000;

/** The form of this version; throws for one that never was. */
export function formOf(forms: readonly ScoringForm[], version: number): ScoringForm {
  const form = forms.find((one) => one.version === version);
  if (!form) throw new Error(`there is no form ${version}`);
  return form;
}

/** Throws INVALID_INPUT unless there is a score in its range for each criterion of the form, and for nothing else. */
export function checkScores({ criteria }: ScoringForm, scores: Scores): void {
  const given = Object.keys(scores);
  const isGiven = ({ id, most }: Criterion): boolean => {
    const score = Object.hasOwn(scores, id) ? scores[id] : undefined;
    return score !== undefined && Number.isInteger(score) && score >= 0 && score <= most;
  };
  if (given.length !== criteria.length || !criteria.every(isGiven))
    throw new DomainError('INVALID_INPUT', 'panels.badScores', { field: 'scores' });
}

/** The weighted score of one answer in hundredths of a point, rounded half up. */
export function scoreOf({ criteria }: ScoringForm, scores: Scores): number {
  const reached = criteria.reduce((sum, { id, weight }) => sum + weight * (scores[id] ?? 0), 0);
  const most = criteria.reduce((sum, one) => sum + one.weight * one.most, 0);
  return roundedShare(reached, most);
}

/** A part of a whole, both whole numbers, in hundredths of a hundred. */
export const roundedShare = (part: number, whole: number): number => meanOf(part * fullScore, whole);

/** A sum shared by so many, as a whole number, rounded half up. */
export const meanOf = (sum: number, count: number): number =>
  count === 0 ? 0 : Math.floor((2 * sum + count) / (2 * count));
