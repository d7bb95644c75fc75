import { numberKeys } from '../../../server/domain/patents/number-keys.ts';
import { excerptOf } from '../../../server/features/search/reading/excerpt.ts';
import { fitOf, placesOf, shortFormOf } from '../../../server/features/search/reading/fit.ts';
import { soughtPieces } from '../../../server/features/search/reading/other-words.ts';
import { readQuery } from '../../../server/features/search/reading/read-query.ts';
import { readTranslationTable } from '../../../matching/translation/table.ts';

const wordsOf = (text: string) => readQuery(text).map((word) => word.text);

describe('the words of a query', () => {
  it.each([
    ['电池 散热', ['电池', '散热']],
    ['锂电池', ['锂电池']],
    ['灯', ['灯']],
    ['锂电池 -40℃', ['锂电池', '40°c']],
    ['100㎡', ['100m2']],
    ['50µm', ['50μm']],
    ['電池', ['电池']],
    ['ＷＥＬＤ the Robot', ['weld', 'robot']],
    ['"电池" OR -散热', ['电池', '散热']],
    ['202010', ['202010']],
    ['ZL 2020 1 012', ['20201012']],
    ['，。—', []],
    ['the', ['the']],
  ])('of %s', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it('leave no character of Chinese alone beside others: 机 of 量子计算机 is no word', () => {
    for (const text of ['量子计算机', '焊接机器人', '一种反渗透膜', '海水淡化用膜', '机子电量'])
      for (const word of wordsOf(text)) expect(word.length).toBeGreaterThan(1);
  });

  it('are shown as they were typed, and only the last may go on', () => {
    expect(readQuery('電池 Weld')).toEqual([
      { text: '电池', typed: '電池', isOpen: false },
      { text: 'weld', typed: 'Weld', isOpen: true },
    ]);
    expect(readQuery('weld ')[0]?.isOpen).toBe(false);
  });

  it('of any text are read, and in linear time', () => {
    for (const text of ['\uD800', 'a'.repeat(500), '电'.repeat(500), '.'.repeat(500), '1 '.repeat(250)])
      expect(Array.isArray(readQuery(text))).toBe(true);
  });
});

describe('numbers', () => {
  const spellings = [
    '202010123456.2',
    'CN202010123456',
    'ZL2020101234562',
    'ｚｌ 2020 1 0123456.2',
    'cn202010123456.2',
  ];
  it.each(spellings)('the spelling %s is the same application', (text) => {
    expect(numberKeys(text)).toEqual(['A202010123456']);
  });
  it.each(['CN114081026A', '114081026a', 'cn 114081026', 'ＣＮ114081026Ｂ'])('%s is the same publication', (text) => {
    expect(numberKeys(text)).toEqual(['P114081026']);
  });
  it('are not found in other texts, nor with a wrong check character', () => {
    for (const text of ['', '电池', '202010123456.7', '12345', 'H01M 10/0525', '2020101234'])
      expect(numberKeys(text)).toEqual([]);
  });
});

describe('how well a text fits', () => {
  const table = readTranslationTable(
    Buffer.from(
      'version x\nen\nage\t衰老\t500\t老化\t500\nwater\t水\t500\t装置\t500\nzh\n衰老\tage\t900\n老化\tage\t900\n水泵\twater\t900\n',
    ),
  );
  const fit = (query: string, title: string) => {
    const sought = readQuery(query).map((word) => ({ word, pieces: soughtPieces(word.text, table) }));
    return fitOf(sought, [{ text: title, isTitle: true }], () => 1);
  };

  it('says of each word how far it is there', () => {
    expect(fit('电池 散热', '电池的散热').presence).toEqual([1, 1]);
    expect(fit('电池 散热', '电机').presence).toEqual([0, 0]);
    expect(fit('老化', '衰老').presence[0]).toBeGreaterThan(0.3);
    expect(fit('老化', '衰老').presence[0]).toBeLessThan(1);
    expect(fit('老化', '老人').presence).toEqual([0]);
    expect(fit('水泵', '水管').presence).toEqual([0]);
    expect(fit('水泵', '一种装置').presence).toEqual([0]);
  });
  it('is better with the word than with another in its place, and better still with more words', () => {
    expect(fit('老化', '光纤老化').score).toBeGreaterThan(fit('老化', '皮肤衰老').score);
    expect(fit('电池 散热', '电池散热').score).toBeGreaterThan(fit('电池 散热', '电池电池').score);
  });
  it('takes a name in short form for the name, but not two words apart', () => {
    expect(shortFormOf('锂电池')).toEqual(['锂', '电池']);
    expect(fit('锂电池', '锂离子电池正极').presence[0]).toBeGreaterThan(0.5);
    expect(fit('锂电池', '锂矿，含电池').presence[0]).toBe(fit('锂电池', '电池').presence[0]);
  });
  it('does not take figures for parts of others', () => {
    const places = (word: string, text: string) => placesOf({ text: word, isOpen: false }, text);
    expect(places('40°c', '140°c')).toEqual([]);
    expect(places('40°c', '-40°c')).toEqual([[1, 5]]);
    expect(places('100', '1000')).toEqual([]);
    expect(places('welding', 'welded parts')).toEqual([[0, 6]]);
  });
});

describe('an excerpt', () => {
  it('marks what was found as it is written, in whatever width and script', () => {
    const excerpt = excerptOf('title', '一種動力電池，面積１００㎡', readQuery('电池 100m2'));
    expect(excerpt?.parts.filter(({ isMatch }) => isMatch).map(({ text }) => text)).toEqual(['電池', '１００㎡']);
    expect(excerpt?.parts.map(({ text }) => text).join('')).toBe('一種動力電池，面積１００㎡');
    expect(excerptOf('title', '电机', readQuery('电池'))).toBeUndefined();
  });
});
