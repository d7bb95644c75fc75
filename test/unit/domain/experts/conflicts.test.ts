import { calendarDate } from '../../../../server/domain/calendar.ts';
import { type Concerned, conflictsOf, type Ties } from '../../../../server/domain/experts/conflicts.ts';

const lookBack = { today: calendarDate('2026-05-04'), years: 3 };
const nobody: Ties = { personName: '王教授', organisations: [] };
const plain: Concerned = {
  applicant: { organisationId: 'o', name: '杭州某科技有限公司' },
  patents: [],
  partners: [],
};
const at = (name: string, until: string | null = null, organisationId: string | null = null): Ties => ({
  ...nobody,
  organisations: [{ name, organisationId, until: until === null ? null : calendarDate(until) }],
});
const grounds = (ties: Ties, concerned: Partial<Concerned> = {}) =>
  conflictsOf(ties, { ...plain, ...concerned }, lookBack).map(({ ground }) => ground);

describe('who may not judge', () => {
  it('works for the applicant, known by its id or by its name however it is written', () => {
    expect(grounds(at('改名以前的公司', null, 'o'))).toEqual(['sameOrganisation']);
    expect(grounds(at('杭州某科技（有限公司）'))).toEqual(['sameOrganisation']);
    expect(grounds(at('杭州另一科技有限公司', null, 'other'))).toEqual([]);
    expect(grounds(at(''), { applicant: { organisationId: null, name: '' } })).toEqual([]);
  });

  it('worked for it within the look-back, to the day', () => {
    for (const [until, found] of [
      ['2026-05-03', ['pastOrganisation']],
      ['2023-05-04', ['pastOrganisation']],
      ['2023-05-03', []],
      ['2026-05-04', ['sameOrganisation']], // the last day there
    ] as const)
      expect([until, grounds(at('', until, 'o'))]).toEqual([until, found]);
    expect(conflictsOf(at('', '2026-05-03', 'o'), plain, { ...lookBack, years: 0 })).toEqual([]);
  });

  it('holds a patent concerned, as a person or through an organisation, or is named as its inventor', () => {
    const patent = { holders: ['浙江某大学', '王教授'], inventors: [' 李 工'] };
    expect(grounds(nobody, { patents: [patent] })).toEqual(['coOwner']);
    expect(grounds({ ...at('浙江某大学'), personName: '赵工' }, { patents: [patent] })).toEqual(['coOwner']);
    expect(grounds({ ...nobody, personName: '李工' }, { patents: [patent] })).toEqual(['coInventor']);
    expect(grounds({ ...nobody, personName: '' }, { patents: [{ holders: [''], inventors: [''] }] })).toEqual([]);
    const old = { ...at('浙江某大学', '2020-01-01'), personName: '赵工' };
    expect(grounds(old, { patents: [patent] })).toEqual([]);
  });

  it('works for somebody who deals with the applicant; with whom is not said', () => {
    const partners = [{ organisationId: 'p', name: '浙江某大学' }];
    expect(conflictsOf(at('', null, 'p'), { ...plain, partners }, lookBack)).toEqual([
      { ground: 'dealing', name: null },
    ]);
    expect(grounds(at('', '2026-01-01', 'p'), { partners })).toEqual([]);
  });

  it('has every ground named that there is, each once', () => {
    const ties = { ...at('', null, 'o'), personName: '李工' };
    const patents = [1, 2].map(() => ({ holders: ['李工'], inventors: ['李工'] }));
    expect(grounds(ties, { patents, partners: [plain.applicant] })).toEqual([
      ...['sameOrganisation', 'coOwner', 'coInventor', 'dealing'],
    ]);
  });
});
