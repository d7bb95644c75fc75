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
  // no direction is stated: the name of what is measured says which is the better
  ['蔓延延缓时间希望做到 36 min左右', '蔓延延缓时间为 54 min', { about: '蔓延延缓时间', isMet: true }],
  ['蔓延延缓时间希望做到 36 min左右', '蔓延延缓时间为 20 min', { isMet: false }],
  ['循环寿命 2000 次', '循环寿命 2500 次', { isMet: true }],
  ['续航时间 30~40 分钟', '续航时间 54 分钟', { isMet: true }],
  ['响应时间 5 ms', '响应时间 9 ms', { isMet: false }],
  ['响应时间 5 ms', '响应时间 3 ms', { isMet: true }],
  ['能耗降低 20%', '能耗降低 30%', { isMet: true }],
  ['battery life of about 36 hours', 'a battery life of 54 hours', { isMet: true }],
  ['power consumption of 5 W', 'a power consumption of 7 W', { isMet: false }],
  // nothing says which is the better
  ['工作温度 36℃', '工作温度 54℃', { about: '工作温度', isMet: null }],
  ['固化温度 150 ℃', '固化温度 150 ℃', { isMet: true }],
  ['工作温度 20~40℃', '工作温度 54℃', { isMet: false }],
  // *about* leaves open what misses it narrowly
  ['转换效率 95%左右', '转换效率为 94%', { isMet: null }],
  // *more than* something less may reach what is asked, or not
  ['循环寿命不低于 3000 次', '循环寿命达到 2000 次', { isMet: null }],
  ['热收缩率不高于 1%', '热收缩率小于 2%', { isMet: null }],
  ['循环寿命不低于 3000 次', '循环寿命不高于 2000 次', { isMet: false }],
])('of %s and %s: which figure is asked, what is answered, and whether it is met', (asked, said, expected) => {
  expect(answeredIndicator(plainNeed('x', `我们的${asked}。`), patent('y', said))).toMatchObject(expected);
});

it.each([
  ['蔓延延缓时间 36 min', '蔓延延缓时间 54 min', 'satisfied'],
  ['响应时间 5 ms', '响应时间 9 ms', 'contradicted'],
  ['工作温度 36℃', '工作温度 54℃', 'open'],
])('the score judges %s and %s as the sentence does', (asked, said, state) => {
  const [need, one] = [plainNeed('高温装置', `需要高温装置，${asked}。`), patent('高温装置', `高温装置，${said}。`)];
  const { value, ...fit } = matcherOf(one, need)
    .explain('n', 'p', options)!
    .match.constraints.find(({ feature }) => feature === 'indicators')!;
  expect(fit).toMatchObject({ state });
  const { isMet } = answeredIndicator(need, one)!;
  expect(value).toBe(isMet === null ? 0.5 : isMet ? 1 : 0);
});

it('the fit of a single pair is that of the list', () => {
  const matcher = matcherOf(patent('高温电池隔膜', '耐温。'), plainNeed('高温电池', '需要高温电池隔膜。'));
  const [first] = matcher.matchesForNeed('n', 5, options);
  expect(matcher.fitOf('n', first?.patentId ?? '', options)).toBeCloseTo(first?.score ?? 0, 12);
});
