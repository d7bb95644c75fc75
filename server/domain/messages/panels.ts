export const panelMessages = {
  'panels.badScores': {
    zh: '请为每项指标给出分值范围内的整数分。',
    en: 'Please give each criterion a whole number within its range.',
  },
  'panels.dayPassed': { zh: '截止日期不能早于今天。', en: 'The day is already past.' },
  'panels.daysReversed': {
    zh: '最终截止日期不能早于要求完成的日期。',
    en: 'The last day for answers is before the day until which they are asked for.',
  },
  'panels.daysShorter': {
    zh: '评审开始后只能延长期限，不能缩短。',
    en: 'Once experts judge, days can only be moved to later ones.',
  },
  'panels.notAgain': {
    zh: '有专家已评审、已谢绝或已回避该事项，不能再次分配。',
    en: 'An expert has this already, has declined it, or is in conflict with it.',
  },
  'panels.stepInFuture': { zh: '记录日期不能晚于今天。', en: 'What is recorded cannot lie in the future.' },
  'panels.tooLate': {
    zh: '评审已于 {day} 截止，不再接收评分。',
    en: 'Answers were taken until {day}; it is too late.',
  },
  'panels.otherForm': {
    zh: '评分表已更新为第 {version} 版，请按新表重新核对后提交。',
    en: 'The scoring form is now version {version}; please look at it and answer on that.',
  },
  'panels.otherUndertaking': {
    zh: '承诺书已更新，请阅读后重新签署。',
    en: 'The undertaking has another text now; please read and sign that.',
  },
  'panels.inConflict': {
    zh: '您与该事项的申报单位存在利害关系，应当回避。',
    en: 'You are in conflict with the applicant, so you cannot judge this.',
  },
  'panels.organiserInConflict': {
    zh: '您与其中的申报单位存在利害关系，请由本单位其他同事组织这次评审。',
    en: 'You are in conflict with an applicant here; please let a colleague organise this panel.',
  },
  'panels.needNotPublic': {
    zh: '只能评审公开发布且显示单位名称的需求。',
    en: 'Only needs that are open to everybody, with their owner’s name, can be judged.',
  },
  'panels.doubled': { zh: '同一事项或指标重复出现。', en: 'The same thing or criterion stands there twice.' },
} as const;
