import { type Notice, notice } from './notices.ts';

const joined = { by: 'facilitator', centreId: 'c' } as const;

/** What is told of centres that come into a deal or contract, and go. That one is asked waits for it as a task. */
export const centreNotices = (thing: 'deal' | 'contract'): readonly Notice[] => [
  notice({
    ...{ on: `${thing}.centreJoined`, whom: 'others' },
    text: {
      zh: '运营中心接受邀请，已参与进来',
      en: 'Centres accepted {count} invitations',
      one: 'A centre accepted the invitation',
    },
    preview: joined,
  }),
  notice({
    ...{ on: `${thing}.centreDeclined`, whom: 'others' },
    text: {
      zh: '运营中心谢绝了邀请',
      en: 'Centres declined {count} invitations',
      one: 'A centre declined the invitation',
    },
    preview: joined,
  }),
  notice({
    on: `${thing}.centreLetGo`,
    whom: 'others',
    also: ({ centreId }) => [centreId],
    text: { zh: '一方请运营中心退出', en: 'Centres were let go {count} times', one: 'The centre was let go' },
    preview: { by: 'supplier', centreId: 'c' },
  }),
  notice({
    ...{ on: `${thing}.centreLeft`, whom: 'others' },
    text: { zh: '运营中心已退出', en: 'Centres left {count} times', one: 'The centre left' },
    preview: joined,
  }),
];
