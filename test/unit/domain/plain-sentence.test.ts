import fc from 'fast-check';
import { type PairFacts, plainSentence } from '../../../server/domain/matches/plain-sentence.ts';
import type { MoneyWire } from '../../../server/domain/money.ts';

const format = ({ amount }: MoneyWire) => `¥${amount}`;
const money = fc
  .integer({ min: 1, max: 9_999_999 })
  .map((yuan): MoneyWire => ({ amount: `${yuan}.00`, currency: 'CNY' }));
const word = fc.stringMatching(/^[A-Za-z\u4e00-\u4e20]{2,6}$/).map((text) => `⟨${text}⟩`);
const facts: fc.Arbitrary<PairFacts> = fc.record({
  topics: fc.option(fc.array(word, { maxLength: 2 })),
  indicator: fc.option(fc.record({ about: word, asked: word, answered: word, isMet: fc.option(fc.boolean()) })),
  asking: fc.option(money),
  budget: fc.option(money),
  isWithinBudget: fc.option(fc.boolean()),
});

it.each(['zh', 'en'] as const)('a sentence in %s says every fact and names nothing else', (language) => {
  fc.assert(
    fc.property(facts, (one) => {
      const sentence = plainSentence(one, language, format);
      const { topics, indicator, asking, budget } = one;
      const named = [
        ...(topics ?? []),
        ...(indicator ? [indicator.about, indicator.asked, indicator.answered] : []),
        ...[asking, budget].flatMap((amount) => (amount ? [format(amount)] : [])),
      ];
      for (const thing of named) expect(sentence).toContain(thing);
      // no quotation, figure or amount is left once what the two have is taken out
      const rest = named.sort((a, b) => b.length - a.length).reduce((text, thing) => text.replace(thing, ''), sentence);
      expect(rest).not.toMatch(/[\d⟨⟩¥]|“(?!”)/);
      expect(sentence).toMatch(language === 'zh' ? /^[^。]+。$/ : /^[A-Z⟨].*[^.]\.$/);
    }),
  );
});

const yuan = (amount: string): MoneyWire => ({ amount, currency: 'CNY' });
const example: PairFacts = {
  topics: ['高镍正极材料', '动力电池'],
  indicator: { about: '循环寿命', asked: '2000 次以上', answered: '达到 2500 次', isMet: true },
  asking: yuan('800000.00'),
  budget: yuan('1000000.00'),
  isWithinBudget: true,
};
it.each([
  [
    'zh',
    example,
    '双方都涉及“高镍正极材料”和“动力电池”；循环寿命要求“2000 次以上”，专利写明“达到 2500 次”，满足；报价 ¥800000.00，在预算 ¥1000000.00 之内。',
  ],
  [
    'en',
    { ...example, topics: [], indicator: { ...example.indicator!, isMet: false }, isWithinBudget: false },
    'The texts share no telling word, so the fit comes from meaning and conditions; 循环寿命: asked “2000 次以上”, the patent says “达到 2500 次”, which does not meet it; the asking price of ¥800000.00 is above the budget of ¥1000000.00.',
  ],
  [
    'zh',
    {
      ...{ topics: null, asking: null, budget: null, isWithinBudget: null },
      indicator: { about: '工作温度', asked: '36 ℃', answered: '54 ℃', isMet: null },
    },
    '工作温度要求“36 ℃”，专利写明“54 ℃”。',
  ],
  [
    'en',
    { topics: null, indicator: null, asking: null, budget: null, isWithinBudget: null },
    'The fit comes from the texts and all conditions together.',
  ],
] as const)('in %s', (language, one, sentence) => {
  expect(plainSentence(one, language, format)).toBe(sentence);
});
