import { type Notice, notice } from '../notices.ts';
import type { ListingCommand } from './listing-process.ts';

const decisions: readonly (ListingCommand | 'use')[] = ['approveInSchool', 'sendBack', 'lapse'];

/** What is told of listings to the organisation whose they are: how a review ended, and that the right is over. */
export const listingNotices: readonly Notice[] = [
  notice({
    on: 'patent.stepped',
    whom: 'all',
    when: ({ step }) => decisions.includes(step),
    text: { zh: '专利的审核或权利状态有了结果', en: '{count} patents were decided on', one: 'A patent was decided on' },
    preview: { step: 'sendBack', from: 'schoolReview', to: 'draft' },
  }),
];
