import { divisionName, divisionTree, isDivision, isPlace, pathOf } from '../../../server/domain/places.ts';
import { provinceOf } from '../../../server/domain/place.ts';
import { isSeatOf } from '../../../server/domain/jurisdiction.ts';

describe('divisions of GB/T 2260', () => {
  it.each([
    ['330106', ['浙江省', '杭州市', '西湖区']],
    ['110105', ['北京市', '朝阳区']], // in no city
    ['429004', ['湖北省', '仙桃市']], // directly under its province
    ['659001', ['新疆维吾尔自治区', '石河子市']],
    ['441900', ['广东省', '东莞市']], // a city without counties
    ['810000', ['香港特别行政区']],
  ])('%s lies in those that contain it', (code, names) => {
    expect(pathOf(code).map(divisionName)).toEqual(names);
  });

  it.each(['999999', '330199', '339900', '000000', '33', ''])('%s is none', (code) => {
    expect([isDivision(code), pathOf(code).includes(code)]).toEqual([false, false]);
  });

  it('and the whole country are places', () => {
    expect(['000000', '330106', '999999'].map(isPlace)).toEqual([true, true, false]);
  });

  it('stand in a tree, each once, under what contains it', () => {
    const seen: string[] = [];
    const walk = (of: ReturnType<typeof divisionTree>, above: readonly string[]) => {
      for (const { code, within } of of) {
        expect(pathOf(code)).toEqual([...above, code]);
        seen.push(code);
        walk(within, [...above, code]);
      }
    };
    walk(divisionTree(), []);
    expect(seen.length).toBe(new Set(seen).size);
    expect(seen.length).toBeGreaterThan(3_000);
  });

  it('are told from addresses by the short name of the province', () => {
    expect(['浙江杭州', '广西壮族自治区南宁', '西藏拉萨', '香港', '330106', '某地'].map(provinceOf)).toEqual([
      ...['330000', '450000', '540000', '810000', '330000'],
      undefined,
    ]);
  });
});

it('an authority of a city has a city for its seat', () => {
  const cases = [
    ['city', '330000', false],
    ['city', '330100', true],
    ['province', '330000', true],
    ['national', '110000', true],
  ] as const;
  for (const [level, place, fits] of cases)
    expect([level, place, isSeatOf({ level, place })]).toEqual([level, place, fits]);
});
