export const watchMessages = {
  'watches.tooMany': {
    zh: '最多关注 {limit} 项，请先取消一些。',
    en: 'At most {limit} things can be watched; please end some first.',
  },
} as const;
