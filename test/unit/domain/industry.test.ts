import { divisionOf, industriesOf } from '../../../server/domain/industry.ts';
import { spread } from '../../../server/features/overview/overview.reads.ts';

describe('supply and demand by industry', () => {
  it('are counted by division where a code says it, else by what owners write; the most wanted first', () => {
    expect(
      industriesOf(
        [
          { value: 'C3841 锂离子电池制造', count: 9 },
          { value: '节能', count: 1 },
        ],
        [
          { value: 'C3823 配电开关控制设备制造', count: 2 },
          { value: 'A0511 种子种苗培育活动', count: 7 },
          { value: 'C38', count: 1 },
        ],
        10,
      ),
    ).toEqual([
      { code: 'C38', texts: ['C3841 锂离子电池制造', 'C3823 配电开关控制设备制造', 'C38'], needs: 9, patents: 3 },
      { code: null, texts: ['节能'], needs: 1, patents: 0 },
      { code: 'A05', texts: ['A0511 种子种苗培育活动'], needs: 0, patents: 7 },
    ]);
  });

  it('are those of the largest industries, whatever there is', () => {
    const many = Array.from({ length: 40 }, (_, n) => ({ value: `行业 ${n}`, count: n + 1 }));
    const found = industriesOf(many, [], 12);
    expect(found.map(({ needs }) => needs).sort((a, b) => a - b)).toEqual([
      29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
    ]);
  });

  it('take no word and no number for a code', () => {
    expect([divisionOf('PC38 材料'), divisionOf('C384112'), divisionOf('38'), divisionOf('(C39)')]).toEqual([
      ...[null, null, null, 'C39'],
    ]);
  });
});

describe('what is newest', () => {
  it('is of several owners: at most two of one, but what has no name', () => {
    const of = (organisationId: string | null, n: number) => ({ organisationId, n });
    const items = [of('a', 1), of('a', 2), of('a', 3), of(null, 4), of(null, 5), of(null, 6), of('b', 7), of('a', 8)];
    expect(spread(items).map(({ n }) => n)).toEqual([1, 2, 4, 5, 6, 7]);
  });
});
