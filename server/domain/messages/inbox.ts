export const inboxMessages = {
  'inbox.waitsNoLonger': {
    zh: '该待办已不再等待处理，或不属于您的单位。',
    en: 'This waits no longer, or not for your organisation.',
  },
  'inbox.tooManyMuted': {
    zh: '最多可对 {limit} 个事项免打扰，请先恢复一些。',
    en: 'At most {limit} things can be muted; please unmute some first.',
  },
} as const;
