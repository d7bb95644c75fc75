import { lawFor } from '../../../client/lib/law.ts';
import { definitionOf, parameterKeys } from '../../../server/domain/parameters.ts';
import { termRules } from '../../../server/domain/patents/term.ts';

describe('a source of law', () => {
  it('stands as it is for a Chinese reader, and is named in English beside it for others', () => {
    const source = '技术合同司法解释 第二十四条第二款';
    expect(lawFor('zh', source)).toBe(source);
    expect(lawFor('en', source)).toBe(
      `${source} (Supreme People's Court, Interpretation on Technology Contracts Art. 24 para. 2)`,
    );
    expect(lawFor('en', '民法典 第八百六十五条')).toBe('民法典 第八百六十五条 (Civil Code Art. 865)');
    expect(lawFor('en', '专利法 第十条')).toBe('专利法 第十条 (Patent Law Art. 10)');
    expect(lawFor('en', '专利法实施细则 第一百一十五条')).toBe(
      '专利法实施细则 第一百一十五条 (Implementing Regulations of the Patent Law Art. 115)',
    );
    expect(lawFor('en', '浙江省条例 第十七条')).toBe('浙江省条例 第十七条');
  });

  it('is no law where the platform sets the rule itself, and says so in the language of the reader', () => {
    const { source = '' } = definitionOf('match.answerDays').shipped[0] ?? {};
    expect([lawFor('zh', source), lawFor('en', source)]).toEqual(['平台默认值', 'the default of this platform']);
  });

  it('has an English name wherever one is shipped', () => {
    const shipped = [
      ...termRules.map(({ source }) => source),
      ...parameterKeys.flatMap((key) => definitionOf(key).shipped.map(({ source }) => source)),
    ];
    expect(shipped.filter((source) => !/[a-z]{4}/i.test(lawFor('en', source)))).toEqual([]);
  });
});
