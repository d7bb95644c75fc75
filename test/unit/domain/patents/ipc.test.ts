import fc from 'fast-check';
import { readClassification } from '../../../../server/domain/patents/ipc.ts';

const symbol = fc
  .tuple(
    fc.constantFrom(...'ABCDEFGH'),
    fc.integer({ min: 1, max: 99 }),
    fc.constantFrom(...'ABCDFGHKLMNPQRST'),
    fc.integer({ min: 1, max: 9999 }),
    fc.integer({ min: 0, max: 999_999 }),
  )
  .map(([section, clazz, subclass, group, subgroup]) => ({
    subclass: `${section}${String(clazz).padStart(2, '0')}${subclass}`,
    group: String(group),
    subgroup: String(subgroup).padStart(2, '0'),
  }));

describe('readClassification', () => {
  it.each([
    ['H01M10/0525(2010.01)I', ['H01M 10/0525']],
    ['H01M10/0525(2010.01)I;H01M4/36(2006.01)N', ['H01M 10/0525', 'H01M 4/36']],
    ['A01M; G06F; H02G', ['A01M', 'G06F', 'H02G']],
    ['Int.Cl. H01M 10/0525 (2010.01) I, H01M 4/36 | B25J9/16', ['H01M 10/0525', 'H01M 4/36', 'B25J 9/16']],
    ['h01m10/0525 h01m0010052500', ['H01M 10/0525']],
    ['H01M0010050000、G06F 0017/30', ['H01M 10/05', 'G06F 17/30']],
    ['Ｈ０１Ｍ１０／０５２５；Ｇ０６Ｆ', ['H01M 10/0525', 'G06F']],
    ['G06Q 10', ['G06Q 10/00']],
    ['G06F17/30(2006.01)I G06F16/9535[2019.01]', ['G06F 17/30', 'G06F 16/9535']],
    ['[H01L 33/00]', ['H01L 33/00']],
    ['C12N15/11(2006.01)A,I', ['C12N 15/11']],
    ['A61K 31/4418 20060101AFI20200101BHCN', ['A61K 31/4418']],
    ['', []],
  ])('reads %j', (text, expected) => {
    const found = readClassification(text);
    expect(found).toEqual({ ipc: expected, locarno: [], unread: [] });
  });

  it('says what it cannot read and keeps the rest', () => {
    expect(readClassification('H01M10/05; 电池; Z99Z1/00')).toEqual({
      ipc: ['H01M 10/05'],
      locarno: [],
      unread: ['电池', 'Z99Z1 00'],
    });
  });

  it('keeps the Locarno classes of designs apart', () => {
    expect(readClassification('LOC(13) Cl.14-02')).toEqual({ ipc: [], locarno: ['14-02'], unread: [] });
    expect(readClassification('14-02;09-03')).toEqual({ ipc: [], locarno: ['14-02', '09-03'], unread: [] });
  });

  it('reads any list of symbols in any of the usual spellings', () => {
    const spelling = fc.constantFrom<(s: { subclass: string; group: string; subgroup: string }) => string>(
      (s) => `${s.subclass}${s.group}/${s.subgroup}`,
      (s) => `${s.subclass} ${s.group}/${s.subgroup}`,
      (s) => `${s.subclass.toLowerCase()} ${s.group} / ${s.subgroup} (2006.01) I`,
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(symbol, spelling), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(';', '; ', '，', '、', ' | ', '\n', ' '),
        (list, separator) => {
          const found = readClassification(list.map(([s, spell]) => spell(s)).join(separator));
          expect(found.unread).toEqual([]);
          expect(found.ipc).toEqual([...new Set(list.map(([s]) => `${s.subclass} ${s.group}/${s.subgroup}`))]);
        },
      ),
    );
  });

  it('reads its own output unchanged', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        const once = readClassification(text).ipc;
        expect(readClassification(once.join('; ')).ipc).toEqual(once);
      }),
    );
  });
});
