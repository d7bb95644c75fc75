export const needMessages = {
  'needs.budgetReversed': { zh: '预算下限高于上限。', en: 'The least budget is above the most.' },
  'needs.notNow': {
    zh: '该需求正处于“{state}”状态，不能由导入修改。',
    en: 'The need is in the state "{state}" and cannot be changed by an import.',
  },
} as const;
