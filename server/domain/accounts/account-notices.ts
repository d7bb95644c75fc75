import { type Notice, notice } from '../notices.ts';

/** What is told of organisations and their members. */
export const accountNotices: readonly Notice[] = [
  notice({
    ...{ on: 'organisation.approved', whom: 'all' },
    text: {
      zh: '单位已通过审核',
      en: 'The organisation was approved {count} times',
      one: 'The organisation was approved',
    },
    preview: { reasonDigest: 'd' },
  }),
  notice({
    on: 'organisation.memberChanged',
    whom: { people: ({ userId }) => [userId] },
    text: {
      zh: '您在单位中的角色有变动',
      en: 'Your role in organisations changed {count} times',
      one: 'Your role in an organisation changed',
    },
    preview: { userId: 'u', role: 'editor' },
  }),
];
