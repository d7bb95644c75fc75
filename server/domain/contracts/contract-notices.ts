import { calendarDate } from '../calendar.ts';
import { centreNotices } from '../centre-notices.ts';
import { type Notice, notice } from '../notices.ts';

const by = 'supplier' as const;
const on = calendarDate('2026-05-04');
const line = {
  ...({ id: 'l', kind: 'received', part: 'fixed', statedBy: 'demander', isConfirmed: false } as const),
  ...({ amount: { amount: '1200000.00', currency: 'CNY' }, date: on, proof: null, reverses: null } as const),
};
const evidence = {
  ...({ id: 'e', kind: 'filing', number: '备2026001', date: on, file: null, filedBy: 'o', confirmedBy: [] } as const),
};

/** What is told of contracts. */
export const contractNotices: readonly Notice[] = [
  notice({
    ...{ on: 'contract.madeEffective', whom: 'others' },
    text: { zh: '合同已登记生效', en: '{count} contracts took effect', one: 'The contract took effect' },
    preview: { by, effectiveOn: on },
  }),
  notice({
    ...{ on: 'contract.sharesProposed', whom: 'others', unless: 'contract.shares' },
    text: {
      zh: '提出了运营中心的份额',
      en: 'Shares of centres were proposed {count} times',
      one: 'Shares of centres were proposed',
    },
    preview: { by, shares: [], reason: null },
  }),
  notice({
    ...{ on: 'contract.sharesConfirmed', whom: 'others', unless: 'contract.shares' },
    text: {
      zh: '一方确认了运营中心的份额',
      en: 'Shares of centres were confirmed {count} times',
      one: 'A side confirmed the shares of the centres',
    },
    preview: { by, shares: [], isComplete: true, correctedOn: null },
  }),
  notice({
    ...{ on: 'contract.evidenceRecorded', whom: 'others', unless: 'contract.evidence' },
    text: { zh: '新增了官方记录', en: '{count} official records were filed', one: 'An official record was filed' },
    preview: { by, evidence },
  }),
  notice({
    ...{ on: 'contract.evidenceConfirmed', whom: 'others' },
    text: {
      zh: '官方记录已被确认',
      en: '{count} official records were confirmed',
      one: 'An official record was confirmed',
    },
    preview: { by, evidenceId: 'e', organisationId: 'o' },
  }),
  notice({
    ...{ on: 'contract.lineRecorded', whom: 'others', unless: 'contract.line' },
    text: { zh: '登记了新的款项', en: '{count} lines were entered', one: 'A line was entered' },
    preview: { by, line },
  }),
  notice({
    ...{ on: 'contract.lineConfirmed', whom: 'others' },
    text: { zh: '款项已被确认', en: '{count} lines were confirmed', one: 'A line was confirmed' },
    preview: { by, lineId: 'l' },
  }),
  notice({
    ...{ on: 'contract.reversalAsked', whom: 'others', unless: 'contract.reversal' },
    text: { zh: '一方请求冲销款项', en: '{count} reversals were asked for', one: 'A reversal was asked for' },
    preview: { by, lineId: 'l', id: 'r' },
  }),
  notice({
    ...{ on: 'contract.reversalRefused', whom: 'others' },
    text: { zh: '冲销请求被拒绝', en: '{count} reversals were refused', one: 'A reversal was refused' },
    preview: { by, lineId: 'l' },
  }),
  notice({
    ...{ on: 'contract.lineReversed', whom: 'others' },
    text: { zh: '款项已冲销', en: '{count} lines were reversed', one: 'A line was reversed' },
    preview: { by, line: { ...line, reverses: 'l' }, askedBy: 'demander' },
  }),
  notice({
    ...{ on: 'contract.completed', whom: 'all' },
    text: { zh: '合同已完成', en: '{count} contracts were completed', one: 'The contract was completed' },
    preview: { by, completedOn: on },
  }),
  notice({
    ...{ on: 'contract.endAsked', whom: 'others', unless: 'contract.end' },
    text: {
      zh: '一方请求结束合同',
      en: 'The end of {count} contracts was asked for',
      one: 'The end of the contract was asked for',
    },
    preview: { by, on, ground: 'terminated', stands: [], reason: 'd' },
  }),
  notice({
    ...{ on: 'contract.endRefused', whom: 'others' },
    text: {
      zh: '结束合同的请求被拒绝',
      en: 'The end of {count} contracts was refused',
      one: 'The end of the contract was refused',
    },
    preview: { by },
  }),
  notice({
    ...{ on: 'contract.ended', whom: 'all' },
    text: { zh: '合同已结束', en: '{count} contracts were ended', one: 'The contract was ended' },
    preview: { by, on, ground: 'terminated', askedBy: 'supplier', lines: [] },
  }),
  ...centreNotices('contract'),
  notice({
    ...{ on: 'inspection.made', whom: 'others' },
    text: {
      zh: '有单位查阅了合同或其材料',
      en: 'Contracts or their papers were inspected {count} times',
      one: 'The contract or its papers were inspected',
    },
    preview: { what: 'contract', fileId: null },
  }),
];
