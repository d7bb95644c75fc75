import { houseRule } from '../../server/domain/house-rule.ts';
import type { Language } from '../../server/domain/languages.ts';

/** English names of the laws that sources cite, official where one exists. A name that contains another comes first. */
const englishNames = [
  ['专利法实施细则', 'Implementing Regulations of the Patent Law'],
  ['专利法', 'Patent Law'],
  ['专利审查指南', 'Guidelines for Patent Examination'],
  ['民法典', 'Civil Code'],
  ['公司法', 'Company Law'],
  ['技术合同司法解释', "Supreme People's Court, Interpretation on Technology Contracts"],
  ['促进科技成果转化法', 'Law on Promoting the Transformation of Scientific and Technological Achievements'],
  ['产业知识产权运营中心建设管理工作指引（暂行）', 'Interim Guidelines for Industry IP Operation Centres'],
  [
    '浙江省促进科技成果转化条例',
    'Zhejiang Regulations on Promoting the Transformation of Scientific and Technological Achievements',
  ],
  ['2020 修正，2021-06-01 起施行', 'as amended in 2020, in force since 2021-06-01'],
] as const;

/** A citation for the reader. A rule of the exchange itself is said to be one. Unchanged in Chinese; in English followed by the name and article in English. */
export function lawFor(language: Language, source: string): string {
  if (source === houseRule) return language === 'zh' ? '平台默认值' : 'the default of this platform';
  if (language === 'zh') return source;
  let rest = source;
  const named = englishNames.flatMap(([chinese, english]) => {
    const at = source.indexOf(chinese);
    if (at < 0 || !rest.includes(chinese)) return [];
    rest = rest.replace(chinese, '');
    return [{ at, english }];
  });
  if (named.length === 0) return source;
  const [first = '', ...others] = named.sort((a, b) => a.at - b.at).map(({ english }) => english);
  const article = /第([一二三四五六七八九十百]+)条(?:第([一二三四五六七八九十]+)款)?/.exec(source);
  const place = article && `Art. ${numberOf(article[1])}${article[2] ? ` para. ${numberOf(article[2])}` : ''}`;
  return `${source} (${[place ? `${first} ${place}` : first, ...others].join('; ')})`;
}

/** Reads a number below 1,000 written in Chinese numerals. */
function numberOf(text = ''): number {
  let [total, digit] = [0, 0];
  for (const char of text) {
    const value = '一二三四五六七八九'.indexOf(char) + 1;
    if (value > 0) digit = value;
    else {
      total += (digit || 1) * (char === '百' ? 100 : 10);
      digit = 0;
    }
  }
  return total + digit;
}
