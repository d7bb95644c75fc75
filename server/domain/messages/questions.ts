export const questionMessages = {
  'questions.own': {
    zh: '这是本单位自己发布的信息。',
    en: 'This is your own organisation’s.',
  },
  'questions.notOnOffer': {
    zh: '该专利或需求目前不再公开征询，不能提问。',
    en: 'This patent or need is not on offer at the moment, so nothing can be asked about it.',
  },
  'questions.goingOn': {
    zh: '贵单位已就此提问，请在原来的提问中继续。',
    en: 'Your organisation has already asked about this; please go on there.',
  },
  'questions.tooMany': {
    zh: '一个单位每天最多提 {limit} 个问题，请明天再来。',
    en: 'An organisation can ask {limit} questions a day; please go on tomorrow.',
  },
} as const;
