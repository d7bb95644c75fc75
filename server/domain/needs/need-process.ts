import { type CommandOf, defineProcess, type RoleOf } from '../process.ts';

/** What a step depends on besides the state. */
export type NeedFacts = Readonly<{
  /** The organisation reviews its needs before they are published. */
  reviewsRequired: boolean;
  /** The day by which an answer was wanted has passed. */
  isOver: boolean;
}>;

export const needStates = ['draft', 'review', 'open', 'answered', 'inTalks', 'solved', 'closed', 'expired'] as const;
export type NeedState = (typeof needStates)[number];

const confirmation = { days: 'listing.confirmEveryDays', counting: 'calendar', command: 'expire' } as const;

/**
 * The life of a need (domain rule b-11): 草稿 → 审核 → 公开/定向/匿名 → 有响应 → 洽谈 → 已解决 / 关闭 / 到期. Who sees an open
 * need is its visibility, not a state. An organisation without reviews publishes straight from a draft.
 */
export const needProcess = defineProcess({
  name: 'need',
  initial: 'draft',
  states: needStates,
  roles: ['demander', 'reviewer', 'system'],
  final: [],
  guards: {
    mayBeShown: ({ reviewsRequired, isOver }: NeedFacts) => !reviewsRequired && !isOver,
    isStillWanted: ({ isOver }: NeedFacts) => !isOver,
  },
  after: { open: confirmation, answered: confirmation },
  until: { wantedBy: 'expire' },
  table: {
    revise: { by: ['demander'], from: ['draft', 'open', 'answered', 'expired'], to: [{ state: 'same' }] },
    submit: { by: ['demander'], from: ['draft'], to: [{ state: 'review' }] },
    approve: { by: ['reviewer'], from: ['review'], to: [{ state: 'open', when: 'isStillWanted' }] },
    sendBack: { by: ['reviewer'], from: ['review'], to: [{ state: 'draft' }] },
    publish: { by: ['demander'], from: ['draft'], to: [{ state: 'open', when: 'mayBeShown' }] },
    confirm: {
      by: ['demander'],
      from: ['open', 'answered'],
      to: [{ state: 'same', when: 'isStillWanted' }],
      restarts: true,
    },
    reopen: {
      by: ['demander'],
      from: ['closed', 'expired'],
      to: [{ state: 'open', when: 'mayBeShown' }, { state: 'draft' }],
    },
    close: { by: ['demander'], from: ['draft', 'review', 'open', 'answered', 'expired'], to: [{ state: 'closed' }] },
    solve: { by: ['demander', 'system'], from: ['open', 'answered', 'inTalks'], to: [{ state: 'solved' }] },
    startTalks: { by: ['system'], from: ['open', 'answered'], to: [{ state: 'inTalks' }] },
    /** From `solved`: the contract that solved it ended or is void. */
    release: { by: ['system'], from: ['inTalks', 'solved'], to: [{ state: 'answered' }] },
    expire: { by: ['system'], from: ['open', 'answered'], to: [{ state: 'expired' }] },
  },
});
export type NeedRole = RoleOf<typeof needProcess>;
export type NeedCommand = CommandOf<typeof needProcess>;
