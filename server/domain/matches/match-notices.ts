import { type Notice, notice } from '../notices.ts';

const pair = { needId: 'n', patentId: 'p' } as const;
const side = 'demander' as const;

/** What is told of matches. */
export const matchNotices: readonly Notice[] = [
  notice({
    ...{ on: 'match.interestShown', whom: 'others', unless: 'match.answer' },
    text: { zh: '一方表示感兴趣', en: 'Interest was shown in {count} matches', one: 'One side is interested' },
    preview: { ...pair, side },
  }),
  notice({
    ...{ on: 'match.becameMutual', whom: 'others' },
    text: {
      zh: '双方都感兴趣，洽谈室已开启',
      en: '{count} rooms were opened',
      one: 'Both sides are interested: a room is open',
    },
    preview: { ...pair, supplierId: 's', demanderId: 'd', centreId: null, terms: null },
  }),
  notice({
    ...{ on: 'match.declined', whom: 'others' },
    text: { zh: '对方婉拒了匹配', en: '{count} matches were declined', one: 'A match was declined' },
    preview: { ...pair, side, reason: 'price' },
  }),
  notice({
    ...{ on: 'match.noTakenBack', whom: 'others', unless: 'match.answer' },
    text: { zh: '对方撤回了婉拒', en: '{count} refusals were taken back', one: 'A refusal was taken back' },
    preview: { ...pair, side },
  }),
  notice({
    ...{ on: 'match.recommended', whom: 'others' },
    text: {
      zh: '运营中心推荐了一组匹配',
      en: 'Centres recommended {count} matches',
      one: 'A centre recommends a match',
    },
    preview: { ...pair, centreId: 'c' },
  }),
  notice({
    ...{ on: 'match.expired', whom: 'all' },
    text: {
      zh: '意向超时未获答复',
      en: '{count} interests ran out without an answer',
      one: 'An interest ran out without an answer',
    },
    preview: pair,
  }),
];
