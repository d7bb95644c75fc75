import { type Notice, notice } from '../notices.ts';
import type { NeedCommand } from './need-process.ts';

const decisions: readonly NeedCommand[] = ['approve', 'sendBack', 'expire'];

/** What is told of needs to the organisation whose they are: how a review ended, and that one has expired. */
export const needNotices: readonly Notice[] = [
  notice({
    on: 'need.stepped',
    whom: 'all',
    when: ({ step }) => decisions.includes(step),
    text: { zh: '需求的审核或期限有了结果', en: '{count} needs were decided on', one: 'A need was decided on' },
    preview: { step: 'approve', from: 'review', to: 'open' },
  }),
];
