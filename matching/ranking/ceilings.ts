import type { Language } from '../text/analyse.ts';
import type { TextFeature } from '../score/weights.ts';
import type { Compared, Question } from './question.ts';

/** The best values that any candidate of a question reached, by language of the candidates. */
export type Ceilings = Readonly<Record<Language, Ceiling>>;

interface Ceiling {
  readonly words: number;
  readonly pairs: number;
  readonly title: number;
  readonly proximity: number;
  readonly asked: number;
  /** Not a measure of documents: the share of the question's terms that are in its title. */
  readonly titleShare: number;
}

type Measure = Exclude<keyof Ceiling, 'titleShare'>;

/** The ceiling is at least this share of what the question could reach, so that the best of bad matches is not good. */
const floor = { words: 0.1, pairs: 0.03, title: 0.2, proximity: 0.1, asked: 0.1 };

export function ceilingsOf(question: Question, compared: readonly Compared[]): Ceilings {
  const of = (language: Language): Ceiling => {
    const list = compared.filter((c) => c.language === language);
    if (list.length === 0) return { words: 1, pairs: 1, title: 1, proximity: 1, asked: 1, titleShare: 0 };
    const shape = question.shapeFor(language);
    const best = (name: Measure, least: number) => list.reduce((max, c) => Math.max(max, c[name]), least) || 1;
    return {
      words: best('words', floor.words * shape.words),
      pairs: best('pairs', floor.pairs * shape.pairs),
      title: best('title', floor.title * shape.title),
      proximity: best('proximity', floor.proximity * shape.title),
      asked: best('asked', floor.asked),
      titleShare: shape.titleShare,
    };
  };
  return { en: of('en'), zh: of('zh') };
}

/** Text features from the asking side, each in [0, 1]: relative to the best value for this question. */
export function askingValues(compared: Compared, ceilings: Ceilings): Readonly<Record<TextFeature, number>> {
  const ceiling = ceilings[compared.language];
  const share = (name: Measure) => Math.min(1, compared[name] / ceiling[name]);
  return {
    words: share('words'),
    pairs: share('pairs'),
    title: share('title'),
    coverage: compared.coverage,
    proximity: share('proximity'),
    asked: share('asked'),
    askedTitle: compared.askedTitle,
    semantic: compared.semantic ?? 0,
    // the less text besides the title, the more the title's words count
    related: (compared.related * (1 + ceiling.titleShare)) / 2,
  };
}

/** Text features from the asked side, absolute: how much of its content, and of its title, is asked for. */
export function askedValues(compared: Compared): Readonly<Record<TextFeature, number>> {
  const { asked, askedTitle, semantic = 0 } = compared;
  return { words: 0, pairs: 0, title: 0, coverage: 0, proximity: 0, asked, askedTitle, semantic, related: 0 };
}
