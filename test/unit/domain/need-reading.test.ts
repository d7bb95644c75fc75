import fc from 'fast-check';
import { wantedIndicatorsIn } from '../../../matching/index.ts';
import { calendarDate } from '../../../server/domain/calendar.ts';
import { readNeed } from '../../../server/domain/needs/reading/read-need.ts';
import { newNeed, understoodAfter } from '../../../server/features/needs/needs.service.ts';
import { shortTitle } from '../../../server/domain/needs/reading/title.ts';
import type { Understood } from '../../../server/domain/needs/reading/understood.ts';

const today = calendarDate('2026-12-01');
const amount = (money?: { amount: string }) => (money ? Number(money.amount) : '');

function say(one: Understood): string {
  if (one.field === 'budget') return `budget ${amount(one.from)}–${amount(one.to)} ${(one.from ?? one.to)?.currency}`;
  if (one.field === 'routes') return one.route;
  if (one.field === 'wantedBy') return one.date;
  return `${one.field} ${one.field === 'minimumMaturity' ? one.level : one.name}`;
}

const read = (text: string) => {
  const fields = readNeed(text, today);
  const words = fields.map((one) => one.words);
  const figures = wantedIndicatorsIn(text, words).map(({ comparator, text: figure }) => `${comparator} ${figure}`);
  return [...fields.map(say), ...figures];
};

describe('what a free text says', () => {
  it.each<[text: string, ...understood: string[]]>([
    [
      '预算60万，普通许可，明年6月，角度误差3度以内。',
      ...['budget 600000–600000 CNY', 'ordinaryLicence', '2027-06-30', '<= 3度以内'],
    ],
    [
      'Budget 60万, ordinary licence, June next year, within 3 degrees',
      ...['budget 600000–600000 CNY', 'ordinaryLicence', '2027-06-30', '<= within 3 degrees'],
    ],
    [
      '我司现有涂层在120℃下半年就脱落，需要耐温不低于150℃、成本不高于30元/㎡的替代方案，经费二十万到三十万元。',
      ...['budget 200000–300000 CNY', '>= 不低于150℃'],
    ],
    [
      'Our coating peels within six months at 120 °C; we look for one that stands at least 150 °C. We can pay up to $40,000.',
      ...['budget –40000 USD', '>= at least 150 °C'],
    ],
    [
      '企业位于江苏省苏州市昆山市，拟投入资金（万元）：80，合作方式：联合研发或技术入股，2028年3月底前投产。',
      ...['region 江苏省苏州市昆山市', 'budget 800000–800000 CNY', 'cooperation', 'equity', '2028-03-31'],
    ],
    ['不考虑专利转让，只接受独占许可；许可费不超过100万元，三个月内完成签约。', ...['exclusiveLicence', 'budget –1000000 CNY', '2027-03-01']], // prettier-ignore
    ['We want a sole licence, no patent transfer, delivered within 9 months.', 'soleLicence', '2027-09-01'],
    [
      '注册资本5000万元，年产值3亿元，员工200人，成立于2009年。寻求铝合金焊接缺陷在线检测技术，漏检率小于1%。',
      '<= 小于1%',
    ],
    ['传热系数提高15%以上，热转移效率达到92%，压降≤5kPa。', '>= 15%以上', '>= 达到92%', '<= ≤5kPa'],
    ['The heat transfer coefficient should exceed 900 W; software licence costs are ours.', '>= exceed 900 W'],
    [
      '开发周期18个月，技术成熟度不低于6级，所属行业：化学纤维制造业。',
      '2028-06-01',
      'minimumMaturity 6',
      'industry 化学纤维制造业',
    ],
    ['Needed by 15 March 2027. TRL of at least 7. A budget between RMB 1.2 million and 1.5 million.', '2027-03-15', 'minimumMaturity 7', 'budget 1200000–1500000 CNY'], // prettier-ignore
    ['目前良品率约88%，目标提升至97%，年费用5万元/年。', '>= 提升至97%'],
    ['续航由40分钟提升到2小时以上，抗风7级，工作温度-20℃~55℃。', '>= 提升到2小时以上', '= 7级', 'range -20℃~55℃'],
    ['已与高校合作开发过样机未成功，现寻求受让成熟专利，价格面议。', 'transfer'],
    ['State-of-the-art sensors drift by 3%; the goal is a drift below 0.5% over at least 10,000 cycles.', '<= below 0.5%', '>= at least 10,000 cycles'], // prettier-ignore
    ['厚度(2.0±0.1)mm，平面度误差不超过±5μm，孔径3-5毫米。', 'range 2.0±0.1)mm', 'range 不超过±5μm', 'range 3-5毫米'],
    ['Deliver at least eight working prototypes; each weighs no more than 2 kg and runs for 500 to 800 hours.', '>= at least eight working prototypes', '<= no more than 2 kg', 'range 500 to 800 hours'], // prettier-ignore
    ['预算第一期最高20万元，第二期最高50万元，今年年底前完成第一期。', 'budget –500000 CNY', '2026-12-31'],
    ['希望产品更环保、更耐用，欢迎专家洽谈。'],
  ])('%s', (text, ...understood) => {
    expect(read(text).sort()).toEqual([...understood].sort());
  });

  it('counts from the day it is read on', () => {
    const dateOn = (day: string) => readNeed('明年6月前完成', calendarDate(day)).map(say);
    expect([dateOn('2026-12-31'), dateOn('2027-01-01')]).toEqual([['2027-06-30'], ['2028-06-30']]);
  });

  it('stays what it was while the text stays: next year was said on its own day', () => {
    const content = { title: '甲', description: '明年6月前完成', ipc: [], keywords: [], routes: [] };
    const at = new Date('2026-12-01T02:00:00.000Z');
    const need = newNeed({ id: 'n', version: 1, organisationId: 'o', content, digest: (text) => text, now: at });
    const later = new Date('2027-12-01T02:00:00.000Z');
    const { understood: _, ...old } = need; // from before texts were read
    expect(understoodAfter(need, '明年6月前完成', later).map(say)).toEqual(['2027-06-30']);
    expect(understoodAfter(old, '明年6月前完成', later).map(say)).toEqual(['2027-06-30']);
    expect(understoodAfter(need, '明年6月前完成。', later).map(say)).toEqual(['2028-06-30']);
  });

  it('leaves out what two amounts or days make uncertain, and days that have passed', () => {
    expect(read('预算30万元，另有预算50万元。')).toEqual([]);
    expect(read('2027年3月前完成小试，2028年3月前完成中试。')).toEqual([]);
    expect(read('截止2025年3月。')).toEqual([]);
  });

  it('shows the words that stand in the text, for any text', () => {
    const parts = ['预算', '60万', '以内', '明年6月', '前完成', '普通许可', '≥', '5', 'kW', '±', '。', ' ', '位于', '浙江省', 'within ', '3 ', 'degrees', '$', '1.', 'Ａ', '５００万元', '￥']; // prettier-ignore
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.constantFrom(...parts)).map((one) => one.join(''))); // prettier-ignore
    fc.assert(
      fc.property(text, (any) => {
        for (const { words, start, end } of readNeed(any, today)) expect(any.slice(start, end)).toBe(words);
        for (const one of wantedIndicatorsIn(any)) expect(any.slice(one.start, one.end).trim()).toBe(one.text);
      }),
    );
  });

  it.each(['1', '9,', '不低于', '预算', '1-', '2027年', 'within ', '许可', 'a licence to ', '明年', '¥', '位于'])(
    'takes no longer than a moment for %s again and again',
    (part) => {
      const before = process.cpuUsage();
      readNeed(part.repeat(20_000), today);
      wantedIndicatorsIn(part.repeat(20_000));
      const { user, system } = process.cpuUsage(before); // other work of the machine does not count
      expect((user + system) / 1_000).toBeLessThan(3_000);
    },
  );
});

describe('a title', () => {
  it.each([
    ['开发低温电池。要求-40℃可用。', '开发低温电池'],
    ['Coating for 120 °C. Ours peels.', 'Coating for 120 °C'],
    ['需求名称：高温强酸介质防腐涂料\n要求耐150℃', '高温强酸介质防腐涂料'],
    [
      '现有喷涂层在潮湿高温环境下使用半年左右就会大面积起泡脱落，需要耐温、耐湿而且成本不高的替代方案',
      '现有喷涂层在潮湿高温环境下使用半年左右就会大面积起泡脱落',
    ],
    [
      'We are looking for a lightweight heat exchanger that can be made by additive manufacturing and used in the cabins of aircraft',
      'We are looking for a lightweight heat exchanger that can be made by additive manufacturing',
    ],
    ['', ''],
  ])('of %j is %j', (text, title) => {
    expect(shortTitle(text)).toBe(title);
  });

  it('does not stop within a word', () => {
    const title = shortTitle(
      '用于海洋平台长期潮湿盐雾环境下稳定运行的风电齿轮箱的润滑油在线再生净化与监测一体化装置研制',
    );
    expect(title).toMatch(/…$/);
    expect(title.length).toBeLessThanOrEqual(37);
  });
});
