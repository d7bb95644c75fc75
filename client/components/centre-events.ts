import type { CentreFact } from '../../server/domain/centre-invitations.ts';

/** What time lines of deals and of contracts say of a centre's steps. */
export const centreEvents = {
  zh: {
    centreProposed: '提议邀请运营中心',
    centreAsked: '同意邀请运营中心',
    centreRefused: '不同意邀请运营中心',
    centreTakenBack: '撤回对运营中心的邀请',
    centreJoined: '运营中心接受邀请，开始参与',
    centreDeclined: '运营中心谢绝邀请',
    centreLetGo: '请运营中心退出',
    centreLeft: '运营中心退出',
  },
  en: {
    centreProposed: 'Proposed a centre',
    centreAsked: 'Agreed to the centre; it is asked',
    centreRefused: 'Refused the centre',
    centreTakenBack: 'Took the word for the centre back',
    centreJoined: 'The centre accepted and is in',
    centreDeclined: 'The centre declined',
    centreLetGo: 'Let the centre go',
    centreLeft: 'The centre left',
  },
} as const satisfies Record<'zh' | 'en', Record<CentreFact, string>>;
