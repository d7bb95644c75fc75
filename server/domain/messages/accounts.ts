export const accountMessages = {
  'accounts.notApproved': {
    zh: '贵单位尚待审核通过，暂不能进行此操作。',
    en: 'Your organisation has not been approved yet.',
  },
  'accounts.wrongPassword': { zh: '当前密码不正确。', en: 'The present password is not right.' },
  'accounts.badCredentials': { zh: '账号或密码不正确。', en: 'The sign-in name or the password is not right.' },
  'accounts.levelNeeded': {
    zh: '主管部门须注明级别，其他单位不得填写级别。',
    en: 'An authority states its level; other organisations have none.',
  },
  'accounts.alreadyMember': { zh: '该用户已是本单位成员。', en: 'This person already belongs to this organisation.' },
  'accounts.otherOrganisation': {
    zh: '此页面属于另一单位：您现在代表的单位已经改变，操作没有执行。请重新加载页面。',
    en: 'This page belongs to another organisation than the one you act for now; nothing was done. Please reload it.',
  },
  'accounts.invitationGone': {
    zh: '邀请已失效或已被使用。',
    en: 'This invitation has expired or was already used.',
  },
  'accounts.passwordLinkGone': {
    zh: '链接已失效或已被使用，请重新索取。',
    en: 'This link has expired or was already used; please ask for another.',
  },
  'accounts.unitTooDeep': { zh: '内设机构最多三级。', en: 'Units lie three deep at most.' },
  'accounts.lastAdmin': { zh: '每个单位至少保留一名管理员。', en: 'An organisation keeps at least one admin.' },
  'accounts.setupGone': { zh: '初始化链接已失效。', en: 'The set-up link is no longer valid.' },
} as const;
