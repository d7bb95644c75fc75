import fc from 'fast-check';
import { answeredIndicator, Matcher, type MatchNeed, type MatchPatent } from '../../../matching/index.ts';
import { isTelling } from '../../../matching/text/telling.ts';
import { plainPatent } from '../../support/plain-patent.ts';

const options = { today: '2026-03-01' };
const plainNeed = (title: string, body: string): MatchNeed => ({ id: 'n', demanderId: 'd', title, body, routes: [] });
const patent = (title: string, abstract: string): MatchPatent => plainPatent('p', title, abstract);

const matcherOf = (one: MatchPatent, need: MatchNeed): Matcher => {
  const matcher = new Matcher();
  for (const title of ['机器人减速器', '玻璃纤维增强塑料', '污水处理组件', '一种高温装置及其方法'])
    matcher.putPatent(plainPatent(title, title, `一种${title}。`));
  matcher.putPatent(one);
  matcher.putNeed(need);
  return matcher;
};

describe('the words that a pair is said to share', () => {
  it.each(['C', '℃', '°C', '80', '0.05', 'kg', '2000mAh', 'Wh', '5 mm', 'μm', 'hours', 'x', '5A', '年'])(
    'leave out %s, which names nothing by itself',
    (word) => expect(isTelling(word)).toBe(false),
  );

  it.each(['5G', '3D', 'PLC', '电池', 'battery', '锂'.repeat(2)])('keep %s', (word) =>
    expect(isTelling(word)).toBe(true),
  );

  it('do not include the letter of a unit, however rare it is', () => {
    const matcher = matcherOf(
      patent('高温电池隔膜', '耐温180℃，收缩率2%，厚度 20 μm。'),
      plainNeed('高温电池', '需要在 180 ℃ 下工作，2% 以内，20 μm。'),
    );
    const words = matcher.explain('n', 'p', options)?.match.words.map(({ word }) => word);
    expect(words).toContain('高温电池');
    expect(words?.filter((word) => /^[\d.℃°cCμm%\s]+$/.test(word))).toEqual([]);
  });

  it('are topics only as far as they stand in the patent in one piece', () => {
    const matcher = matcherOf(
      patent('循环泵', '延长使用寿命；环寿桃。'),
      plainNeed('提高循环寿命', '希望提高循环寿命。'),
    );
    const topics = matcher.topicsOf('n', 'p') ?? [];
    expect(topics).not.toContain('循环寿命');
    for (const topic of topics) expect('循环泵延长使用寿命；环寿桃。').toContain(topic);
  });
});

const parts = [
  '循环',
  '寿命',
  '电池',
  '效率',
  '转换',
  '隔膜',
  '温度',
  'battery',
  'capacity',
  ' ',
  '，',
  '的',
  '不低于',
  '达到',
];
const figure = fc.record({ n: fc.integer({ min: 1, max: 99 }), unit: fc.constantFrom('%', '次', 'mm', '℃', ' kg') });
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(...parts),
      figure.map(({ n, unit }) => `${n}${unit}`),
    ),
    { minLength: 1, maxLength: 14 },
  )
  .map((all) => all.join(''));

it('whatever is said of a pair stands in both of its texts', () => {
  fc.assert(
    fc.property(text, text, text, text, (title, body, patentTitle, abstract) => {
      const [one, need] = [patent(patentTitle, abstract), plainNeed(title, body)];
      const [needText, patentText] = [`${title}\n${body}`, `${patentTitle}\n${abstract}`];
      for (const topic of matcherOf(one, need).topicsOf('n', 'p') ?? []) {
        expect(needText).toContain(topic);
        expect(patentText).toContain(topic);
      }
      const answered = answeredIndicator(need, one);
      if (!answered) return;
      expect(needText.replace(/\s+/g, ' ')).toContain(answered.asked);
      expect(patentText.replace(/\s+/g, ' ')).toContain(answered.answered);
      expect(needText).toContain(answered.about);
      expect(patentText).toContain(answered.about);
    }),
    { numRuns: 300 },
  );
});

it.each([
  ['循环寿命不低于 2000 次', '循环寿命达到 2500 次', { about: '循环寿命', isMet: true }],
  ['转换效率要求大于 95%', '使转换效率为 91%', { about: '转换效率', isMet: false }],
  ['energy density of at least 300 Wh', 'an energy density above 320 Wh', { about: 'energy density', isMet: true }],
])('of %s and %s: which figure is asked, what is answered, and whether it is met', (asked, said, expected) => {
  expect(answeredIndicator(plainNeed('x', `我们的${asked}。`), patent('y', said))).toMatchObject(expected);
});

it('the fit of a single pair is that of the list', () => {
  const matcher = matcherOf(patent('高温电池隔膜', '耐温。'), plainNeed('高温电池', '需要高温电池隔膜。'));
  const [first] = matcher.matchesForNeed('n', 5, options);
  expect(matcher.fitOf('n', first?.patentId ?? '', options)).toBeCloseTo(first?.score ?? 0, 12);
});
