import type { Counted } from './counted.ts';
import type { TaskKind } from './tasks.ts';

/** What is to be done, in one sentence that tells nothing of the thing. */
export const taskTexts: Readonly<Record<TaskKind, Counted>> = {
  'match.answer': { zh: '对方感兴趣，请答复', en: 'The other side is interested: answer' },
  'question.answer': { zh: '有单位提问，请答复', en: 'A question waits for your answer' },
  'question.read': { zh: '我方的提问有了结果', en: 'Your question has an outcome' },
  'deal.answerOffer': { zh: '请答复对方的报价', en: 'Answer the offer of the other side' },
  'deal.attachFile': { zh: '条款已达成，请上传合同文件', en: 'Terms are agreed: upload the contract file' },
  'deal.readFile': { zh: '请阅读合同文件并确认', en: 'Read the contract file and confirm it' },
  'deal.sign': {
    zh: '对方已确认合同文件，请阅读并确认',
    en: 'The other side has confirmed the contract file: read and confirm it',
  },
  'deal.answerCentre': { zh: '对方提议邀请运营中心，请答复', en: 'The other side proposes a centre: answer' },
  'deal.join': {
    zh: '双方邀请贵中心参与洽谈，请答复',
    en: 'Both sides ask your centre to join the talks: answer',
  },
  'deal.readMessages': { zh: '{count} 条新消息', en: '{count} new messages', one: '{count} new message' },
  'contract.reversal': { zh: '对方请求冲销款项，请答复', en: 'The other side asks to reverse a line: answer' },
  'contract.end': { zh: '对方请求结束合同，请答复', en: 'The other side asks to end the contract: answer' },
  'contract.centre': { zh: '对方提议邀请运营中心，请答复', en: 'The other side proposes a centre: answer' },
  'contract.join': {
    zh: '双方邀请贵中心参与合同，请答复',
    en: 'Both sides ask your centre to join the contract: answer',
  },
  'contract.shares': { zh: '请确认运营中心的份额', en: 'Confirm the shares of the centres' },
  'contract.line': {
    zh: '请确认对方登记的 {count} 笔款项',
    en: 'Confirm {count} lines that the other side entered',
    one: 'Confirm a line that the other side entered',
  },
  'contract.evidence': {
    zh: '请确认 {count} 条官方记录',
    en: 'Confirm {count} official records',
    one: 'Confirm an official record',
  },
  'contract.effect': {
    zh: '合同已签署，请登记生效日期',
    en: 'The contract is signed: record the day of effect',
  },
  'import.confirm': { zh: '名单已读完，请核对并写入', en: 'A list has been read: look at it and write it' },
  'patent.review': { zh: '{count} 件专利待审核', en: '{count} patents to review', one: '{count} patent to review' },
  'patent.confirm': {
    zh: '{count} 件专利待复核确认',
    en: '{count} patents to confirm anew',
    one: '{count} patent to confirm anew',
  },
  'need.review': { zh: '{count} 项需求待审核', en: '{count} needs to review', one: '{count} need to review' },
  'need.confirm': {
    zh: '{count} 项需求待复核确认',
    en: '{count} needs to confirm anew',
    one: '{count} need to confirm anew',
  },
  'organisation.decide': {
    zh: '{count} 家单位待审核',
    en: '{count} organisations to decide on',
    one: '{count} organisation to decide on',
  },
  'expert.decide': {
    zh: '{count} 位专家入库待审核',
    en: '{count} experts to decide on',
    one: '{count} expert to decide on',
  },
  'expert.answerInvitation': {
    zh: '您受邀加入专家库，请答复',
    en: 'You are invited into the pool of experts: answer',
  },
};
