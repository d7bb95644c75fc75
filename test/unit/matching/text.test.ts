import fc from 'fast-check';
import { analyse, indicatorsIn } from '../../../matching/index.ts';
import { stem } from '../../../matching/text/stem.ts';

const values = (text: string) => analyse(text).tokens.map((t) => t.value);

describe('text analysis', () => {
  it('cuts Chinese into characters and neighbouring pairs, and keeps Latin tokens inside', () => {
    expect(values('采用PLC控制')).toEqual(['采', '采用', '用', 'plc', '控', '控制', '制']);
  });

  it('reads full width, case and traditional characters as one', () => {
    expect(values('ＰＬＣ鋰離子電池')).toEqual(values('plc锂离子电池'));
    expect(values('Ⅳ ﬁne')).toEqual(values('iv fine'));
  });

  it.each([
    [
      'zh',
      '母材的化学组成以质量％计为C：0.05％以下，Si：1.0％以下、Mn：2.0％以下、P：0.040％以下、S：0.010％以下、Cr：16～20％',
    ],
    ['zh', '基于 BERT 模型的 API'],
    ['zh', ''],
    ['en', 'A washing machine with a bubble generator, manufactured by 海尔集团'],
    ['en', 'AI 5G'],
  ])('takes for the language %s: %s', (language, text) => {
    expect(analyse(text).language).toBe(language);
  });

  it.each([
    ['batteries', 'batteri'],
    ['charging', 'charg'],
    ['relational', 'relat'],
    ['hopping', 'hop'],
    ['hoping', 'hope'],
    ['conspicuously', 'conspicu'],
    ['generalization', 'general'],
    ['skies', 'sky'],
    ['agreed', 'agre'],
    ['knightly', 'knight'],
    ['ties', 'tie'],
    ['cries', 'cri'],
    ['luxuriated', 'luxuri'],
  ])('stems %s to %s as Snowball does', (word, expected) => {
    expect(stem(word)).toBe(expected);
  });

  it('pairs English words over stop words but not over the end of a sentence', () => {
    expect(values('the state of charge. Battery')).toEqual(['state', 'state charg', 'charg', 'batteri']);
  });

  it('points at the original text, whatever was folded', () => {
    const text = '“①ﬁne” Ａ電池𠮷e\u0301 5.5ｋＷ';
    for (const { start, end } of analyse(text).tokens) expect(text.slice(start, end)).not.toBe('');
    expect(
      analyse(text)
        .tokens.filter((t) => t.kind === 'char')
        .map((t) => text.slice(t.start, t.end)),
    ).toEqual(['電', '池', '𠮷']);
  });

  it('gives spans inside any text, in order', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (text) => {
        const singles = analyse(text).tokens.filter((t) => !t.kind.endsWith('pair'));
        let last = 0;
        for (const { start, end } of singles) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(end).toBeGreaterThan(start);
          expect(start).toBeGreaterThanOrEqual(last === 0 ? 0 : last - 1);
          last = start;
        }
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['one word a megabyte long', 'a'.repeat(1_000_000)],
    ['one repeated word', 'battery '.repeat(125_000)],
    ['a million Chinese characters', '电池'.repeat(500_000)],
    ['control characters', '\u0000\u0007\u001b'.repeat(10_000)],
    ['right to left', '\u202eתיאור הפטנט'.repeat(5_000)],
    ['lone surrogates', '\ud800x\udc00'.repeat(20_000)],
    ['piled up marks', 'e' + '\u0301'.repeat(200_000)],
    ['digits', '1'.repeat(300_000)],
    ['numbers without end', '1.'.repeat(100_000)],
    ['many signs before numbers', '≥ '.repeat(100_000)],
  ])('neither throws nor stalls on %s', (_name, text) => {
    expect(() => analyse(text)).not.toThrow();
  });
});

describe('indicators', () => {
  it.each([
    ['转换效率不低于95%', 'share', 0.95, Infinity],
    ['功率≥5kW', 'power', 5000, Infinity],
    ['功耗小于 3 mW', 'power', -Infinity, 0.003],
    ['温度为-20~60℃', 'temperature', 253.15, 333.15],
    ['厚度10-20 μm', 'length', 1e-5, 2e-5],
    ['at least 500 cycles', 'count', 500, Infinity],
    ['寿命5年以上', 'time', 5 * 31_557_600, Infinity],
    ['额定电压 48 V', 'voltage', 48, 48],
  ])('reads %s', (text, dimension, low, high) => {
    const [first] = indicatorsIn(text);
    expect(first).toMatchObject({ dimension });
    if (Number.isFinite(low)) expect(first?.low).toBeCloseTo(low, 9);
    else expect(first?.low).toBe(low);
    if (Number.isFinite(high)) expect(first?.high).toBeCloseTo(high, 9);
    else expect(first?.high).toBe(high);
  });

  it('says what is measured and where it stands', () => {
    const text = '要求光电转换效率不低于 95%，成本低。';
    const [first] = indicatorsIn(text);
    expect(first?.about).toContain('效率');
    expect(text.slice(first?.start, first?.end)).toBe('不低于 95%');
  });

  it('does not take a plain number for an indicator', () => {
    expect(indicatorsIn('图3所示的2个步骤见第10页')).toMatchObject([{ dimension: 'count' }]);
    expect(indicatorsIn('claim 12 of 2019')).toEqual([]);
  });
});
