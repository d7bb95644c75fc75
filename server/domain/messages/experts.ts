export const expertMessages = {
  'experts.badYears': {
    zh: '任职年份有误：起始年份不能晚于结束年份，结束年份不能晚于今年。',
    en: 'The years of a past organisation are wrong: they run backwards, or end in the future.',
  },
  'experts.invitationsFull': {
    zh: '贵单位待答复的邀请已达 {limit} 份，请先撤回一些。',
    en: 'Your organisation has {limit} invitations that wait for an answer; please withdraw some first.',
  },
} as const;
