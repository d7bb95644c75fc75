import { calendarDate } from '../calendar.ts';
import { centreNotices } from '../centre-notices.ts';
import { type Notice, notice } from '../notices.ts';

const sum = { amount: '1200000.00', currency: 'CNY' } as const;
const terms = {
  ...({ route: 'licence', exclusivity: 'ordinary', termMonths: 36, upfront: sum, equityShare: null } as const),
  ...({ royalty: null, territory: { codes: 'all', wordsDigest: 'd' } } as const),
};
const by = 'supplier' as const;

/** What is told of deals. */
export const dealNotices: readonly Notice[] = [
  notice({
    ...{ on: 'deal.offered', whom: 'others', unless: 'deal.answerOffer' },
    text: { zh: '一方提出了新的报价', en: '{count} new offers were made', one: 'A new offer was made' },
    preview: { by, number: 1, terms, validUntil: null },
  }),
  notice({
    ...{ on: 'deal.offerWithdrawn', whom: 'others' },
    text: { zh: '报价已撤回', en: '{count} offers were taken back', one: 'An offer was taken back' },
    preview: { by, number: 1 },
  }),
  notice({
    ...{ on: 'deal.accepted', whom: 'others' },
    text: {
      zh: '报价已被接受，条款达成',
      en: '{count} offers were accepted',
      one: 'An offer was accepted: terms are agreed',
    },
    preview: { by, number: 1, terms },
  }),
  notice({
    ...{ on: 'deal.reopened', whom: 'others' },
    text: {
      zh: '已达成的条款被重新打开协商',
      en: 'Agreed terms of {count} deals were reopened',
      one: 'Agreed terms were reopened',
    },
    preview: { by },
  }),
  notice({
    ...{ on: 'deal.fileAttached', whom: 'others', unless: 'deal.readFile' },
    text: { zh: '上传了合同文件', en: '{count} contract files were added', one: 'A contract file was added' },
    preview: { by, fileId: 'f', sha256: 's' },
  }),
  notice({
    ...{ on: 'deal.fileConfirmed', whom: 'others', unless: 'deal.sign' },
    text: {
      zh: '一方确认了合同文件',
      en: '{count} contract files were confirmed',
      one: 'A side confirmed the contract file',
    },
    preview: { by, sha256: 's' },
  }),
  notice({
    ...{ on: 'deal.confirmationWithdrawn', whom: 'others' },
    text: {
      zh: '一方撤回了对合同文件的确认',
      en: '{count} confirmations of contract files were taken back',
      one: 'A confirmation of the contract file was taken back',
    },
    preview: { by },
  }),
  notice({
    ...{ on: 'deal.signed', whom: 'all' },
    text: { zh: '双方已签署合同', en: '{count} contracts were signed', one: 'Both sides have signed' },
    preview: { by, sha256: 's', signedOn: calendarDate('2026-05-04') },
  }),
  notice({
    ...{ on: 'deal.closed', whom: 'others' },
    text: { zh: '洽谈已结束', en: '{count} deals were ended', one: 'The talks were ended' },
    preview: { by, reason: 'd' },
  }),
  ...centreNotices('deal'),
];
