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

  it('has an English name wherever one is shipped', () => {
    const shipped = [
      ...termRules.map(({ source }) => source),
      ...parameterKeys.flatMap((key) => definitionOf(key).shipped.map(({ source }) => source)),
    ];
    expect(shipped.filter((source) => !/[a-z]{4}/i.test(lawFor('en', source)))).toEqual([]);
  });
});
