import { provinceOf } from '../../../server/domain/place.ts';
import {
  matchNeed,
  matchPatent,
  needStamp,
  patentStamp,
  toDealRoute,
} from '../../../server/features/matches/match-documents.ts';
import { matchIdOf, sideOf } from '../../../server/features/matches/match-rules.ts';
import type { MatchableNeed, MatchablePatent } from '../../../server/features/matches/matches.ports.ts';
import { idPattern } from '../../../server/domain/ids.ts';

const patent: MatchablePatent = {
  id: 'p',
  version: 3,
  organisationId: 'university',
  isOnOffer: true,
  content: {
    title: '正极材料',
    holders: [],
    inventors: [],
    ipc: ['H01M 4/36'],
    locarno: [],
    keywords: ['锂电池'],
    industry: 'C3841 锂离子电池制造',
    routes: ['exclusiveLicence', 'financing', 'cooperation'],
    askingPrice: { amount: '1200000.00', currency: 'CNY' },
  },
};
const need: MatchableNeed = {
  id: 'n',
  version: 2,
  organisationId: 'company',
  state: 'open',
  isOnOffer: true,
  visibility: 'public',
  invited: [],
  content: {
    title: '找材料',
    description: '长寿命',
    ipc: [],
    keywords: ['正极', '高镍'],
    routes: [],
    region: '浙江省杭州市',
  },
};

describe('what the matcher is told', () => {
  it('is what is known, in its own words, and nothing that is not known', () => {
    expect(matchPatent(patent, '330106')).toEqual({
      id: 'p',
      holderId: 'university',
      title: '正极材料',
      abstract: '',
      ipc: ['H01M 4/36'],
      keywords: ['锂电池'],
      industries: ['C3841'],
      province: '330000',
      routes: ['exclusive-licence', 'development'],
      restrictions: [],
      askingPrice: 1_200_000,
    });
    expect(matchNeed(need, ['p2'])).toEqual({
      id: 'n',
      demanderId: 'company',
      title: '找材料',
      body: '长寿命\n正极 高镍',
      ipc: [],
      routes: [],
      declinedPatents: ['p2'],
      province: '330000',
    });
  });

  it('knows a patent in both languages, and reads it in again when the translation came later', () => {
    const content = { ...patent.content, translatedTitle: 'Cathode material', translatedAbstract: 'It lasts.' };
    expect(matchPatent({ ...patent, content }).translated).toEqual({
      title: 'Cathode material',
      abstract: 'It lasts.',
    });
    const { translatedAbstract: _, ...titleOnly } = content;
    expect(matchPatent({ ...patent, content: titleOnly }).translated).toEqual({ title: 'Cathode material' });
    expect(patentStamp({ ...patent, version: patent.version + 1 })).not.toBe(patentStamp(patent));
  });

  it('takes the place of an owner where the need names no region, except of an anonymous one', () => {
    const { region: _, ...content } = need.content;
    const nowhere = { ...need, content };
    expect(matchNeed(nowhere, [], '440300')).toMatchObject({ province: '440000' });
    expect(matchNeed({ ...nowhere, visibility: 'anonymous' }, [], '440300')).not.toHaveProperty('province');
    expect(matchNeed({ ...need, visibility: 'anonymous' }, [], '440300')).toMatchObject({ province: '330000' });
  });

  it('never compares amounts of another currency', () => {
    const dollars = { amount: '5.00', currency: 'USD' } as const;
    expect(matchPatent({ ...patent, content: { ...patent.content, askingPrice: dollars } })).not.toHaveProperty(
      'askingPrice',
    );
    expect(matchNeed({ ...need, content: { ...need.content, budgetTo: dollars } }, [])).not.toHaveProperty('budget');
  });

  it('a right that ended is not in force', () => {
    const ended = { ...patent, content: { ...patent.content, legalStatus: 'ended' as const } };
    expect(matchPatent(ended).restrictions).toEqual(['not-in-force']);
  });

  it('is made anew after a no, in whatever order the noes came', () => {
    expect(needStamp(need, ['a', 'b'])).toBe(needStamp(need, ['b', 'a']));
    expect(needStamp(need, ['a'])).not.toBe(needStamp(need, []));
  });

  it('names routes as deals do', () => {
    expect(toDealRoute('development')).toBe('cooperation');
  });

  it.each([
    ['浙江省杭州市', '330000'],
    ['内蒙古自治区', '150000'],
    ['330106', '330000'],
    ['000000', undefined],
    ['', undefined],
    ['Bavaria', undefined],
  ])('reads the province of %p as %p', (text, province) => {
    expect(provinceOf(text)).toBe(province);
  });
});

describe('a pair', () => {
  it('has one id, which is a uuid, and two sides', () => {
    expect(matchIdOf('n', 'p')).toMatch(idPattern);
    expect(matchIdOf('n', 'p')).toBe(matchIdOf('n', 'p'));
    expect(matchIdOf('n', 'p')).not.toBe(matchIdOf('p', 'n'));
    expect([sideOf('company', need, patent), sideOf('university', need, patent), sideOf('x', need, patent)]).toEqual([
      'demander',
      'supplier',
      null,
    ]);
  });
});
