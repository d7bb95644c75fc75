import type { Language } from '../languages.ts';
import type { MoneyWire } from '../money.ts';

/** What a pair's sentence is made of; nothing else is said in it. */
export type PairFacts = Readonly<{
  /** What both texts are about, in the words of the need; null while it is not known. */
  topics: readonly string[] | null;
  /** A figure that the need asks for and the patent answers; `isMet` is null where neither of the two is the better. */
  indicator: Readonly<{ about: string; asked: string; answered: string; isMet: boolean | null }> | null;
  asking: MoneyWire | null;
  budget: MoneyWire | null;
  /** Whether the asking price is within the budget; null where it cannot be compared. */
  isWithinBudget: boolean | null;
}>;

/** The parts of a sentence in one language. */
type Phrases = Readonly<{
  list: (quoted: readonly string[]) => string;
  about: (topics: string) => string;
  noTopics: string;
  figure: (about: string, asked: string, answered: string) => string;
  met: string;
  unmet: string;
  within: (asking: string, budget: string) => string;
  above: (asking: string, budget: string) => string;
  both: (asking: string, budget: string) => string;
  asking: (asking: string) => string;
  budget: (budget: string) => string;
  nothing: string;
  join: (parts: readonly string[]) => string;
}>;

const phrases: Readonly<Record<Language, Phrases>> = {
  zh: {
    list: (quoted) => quoted.map((one) => `“${one}”`).join('和'),
    about: (topics) => `双方都涉及${topics}`,
    noTopics: '双方文字没有共同的关键词，契合来自语义和条件',
    figure: (about, asked, answered) => `${about}要求“${asked}”，专利写明“${answered}”`,
    met: '，满足',
    unmet: '，未满足',
    within: (asking, budget) => `报价 ${asking}，在预算 ${budget} 之内`,
    above: (asking, budget) => `报价 ${asking}，高于预算 ${budget}`,
    both: (asking, budget) => `报价 ${asking}，预算 ${budget}`,
    asking: (asking) => `报价 ${asking}，需方未写预算`,
    budget: (budget) => `预算 ${budget}，供方未报价`,
    nothing: '契合度由文字与各项条件综合得出',
    join: (parts) => `${parts.join('；')}。`,
  },
  en: {
    list: (quoted) => quoted.map((one) => `“${one}”`).join(' and '),
    about: (topics) => `both are about ${topics}`,
    noTopics: 'the texts share no telling word, so the fit comes from meaning and conditions',
    figure: (about, asked, answered) => `${about}: asked “${asked}”, the patent says “${answered}”`,
    met: ', which meets it',
    unmet: ', which does not meet it',
    within: (asking, budget) => `the asking price of ${asking} is within the budget of ${budget}`,
    above: (asking, budget) => `the asking price of ${asking} is above the budget of ${budget}`,
    both: (asking, budget) => `the asking price is ${asking}, the budget ${budget}`,
    asking: (asking) => `the asking price is ${asking}, no budget is given`,
    budget: (budget) => `the budget is ${budget}, no price is asked`,
    nothing: 'the fit comes from the texts and all conditions together',
    join: (parts) => {
      const text = `${parts.join('; ')}.`;
      return text.charAt(0).toUpperCase() + text.slice(1);
    },
  },
};

/** Why a need and a patent stand beside each other, in one plain sentence that says only what both of them have. */
export function plainSentence(facts: PairFacts, language: Language, format: (amount: MoneyWire) => string): string {
  const say = phrases[language];
  const { topics, indicator } = facts;
  const parts = [
    ...(topics === null ? [] : [topics.length > 0 ? say.about(say.list(topics)) : say.noTopics]),
    ...(indicator ? [figureOf(indicator, say)] : []),
    ...priceOf(facts, say, format),
  ];
  return say.join(parts.length > 0 ? parts : [say.nothing]);
}

function figureOf({ about, asked, answered, isMet }: NonNullable<PairFacts['indicator']>, say: Phrases): string {
  return say.figure(about, asked, answered) + (isMet === null ? '' : isMet ? say.met : say.unmet);
}

function priceOf(
  { asking, budget, isWithinBudget }: PairFacts,
  say: Phrases,
  format: (amount: MoneyWire) => string,
): string[] {
  if (asking && budget) {
    const how = isWithinBudget === null ? 'both' : isWithinBudget ? 'within' : 'above';
    return [say[how](format(asking), format(budget))];
  }
  if (asking) return [say.asking(format(asking))];
  return budget ? [say.budget(format(budget))] : [];
}
