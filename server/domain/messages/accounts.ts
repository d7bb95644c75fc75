export const accountMessages = {
  'accounts.notApproved': {
    zh: '贵单位尚待审核通过，暂不能进行此操作。',
    en: 'Your organisation has not been approved yet.',
  },
  'accounts.consentNeeded': {
    zh: '请先阅读并同意个人信息的保存说明。',
    en: 'Please read and accept what is kept of you first.',
  },
  'accounts.licenceNeeded': {
    zh: '所在地要求注册时附上营业执照（或登记证书）。',
    en: 'This place asks for the business licence (or certificate of registration).',
  },
  'accounts.licenceGone': {
    zh: '上传的执照文件已不在（未使用的文件保留一天），请重新上传。',
    en: 'The licence that was uploaded is gone (what is not used is kept for a day); please upload it again.',
  },
  'accounts.registeredAlready': {
    zh: '该入驻申请已经提交，不能再更换执照文件。',
    en: 'This registration was sent already; its licence cannot be changed any more.',
  },
  'accounts.wrongPassword': { zh: '当前密码不正确。', en: 'The present password is not right.' },
  'accounts.badCredentials': { zh: '账号或密码不正确。', en: 'The sign-in name or the password is not right.' },
  'accounts.levelNeeded': {
    zh: '主管部门须注明级别，其他单位不得填写级别。',
    en: 'An authority states its level; other organisations have none.',
  },
  'accounts.seatOfLevel': {
    zh: '市级主管部门须注明所在的市，只到省的地区不够。',
    en: 'An authority of a city states its city; a province is not enough.',
  },
  'accounts.alreadyMember': { zh: '该用户已是本单位成员。', en: 'This person already belongs to this organisation.' },
  'accounts.otherOrganisation': {
    zh: '此页面属于另一单位：您现在代表的单位已经改变，操作没有执行。请重新加载页面。',
    en: 'This page belongs to another organisation than the one you act for now; nothing was done. Please reload it.',
  },
  'accounts.invitationForAnother': {
    zh: '此邀请发给了另一个邮箱，请用该邮箱的账号登录，或退出登录后接受邀请。',
    en: 'This invitation is for another address: sign in with the account of that address, or sign out and accept it.',
  },
  'accounts.adminNeeded': { zh: '请填写第一位管理员。', en: 'Please state the first admin.' },
  'accounts.addressClaimed': {
    zh: '第一位管理员的邮箱属于另一个已有账号：该账号的本人登录并确认后才能批准。',
    en: 'The address of its first admin belongs to another account: its owner has to sign in and confirm first.',
  },
  'accounts.passwordGuessable': {
    zh: '这个密码太容易被猜到：常见密码、重复或连续的字符，以及邮箱、姓名、单位名称都会最先被尝试。请用几个互不相关的词组成密码。',
    en: 'This password is guessed early: common passwords, repeated or neighbouring characters, and your address, name or organisation are tried first. Choose a few unrelated words.',
  },
  'accounts.codeTaken': {
    zh: '此统一社会信用代码已属于获批单位“{name}”。如有争议，请改用“裁定信用代码归属”并说明理由。',
    en: 'This credit code belongs to the approved organisation "{name}". In a dispute, award the code to one of them with your reason.',
  },
  'accounts.sessionGone': { zh: '该登录已经结束。', en: 'This sign-in has ended already.' },
  'accounts.invitationGone': {
    zh: '邀请已失效或已被使用。',
    en: 'This invitation has expired or was already used.',
  },
  'accounts.passwordLinkGone': {
    zh: '链接已失效或已被使用，请重新索取。',
    en: 'This link has expired or was already used; please ask for another.',
  },
  'accounts.addressLinkGone': {
    zh: '链接已失效或已被使用，请登录后在“账号与安全”中重新发送。',
    en: 'This link has expired or was already used; sign in and send another from "Account and security".',
  },
  'accounts.addressIsProved': { zh: '该邮箱已经验证过。', en: 'This address is confirmed already.' },
  'accounts.addressTaken': {
    zh: '该邮箱属于另一个账号，不能改用。',
    en: 'This address belongs to another account and cannot become yours.',
  },
  'accounts.noMails': {
    zh: '本平台没有设置邮件服务器，不能发送邮件。',
    en: 'This exchange has no mail server and sends no mails.',
  },
  'accounts.tooManyMails': {
    zh: '一天之内已多次发送，请查看邮箱（包括垃圾邮件），或明天再试。',
    en: 'It was sent several times in a day: please look into your mailbox, spam too, or try again tomorrow.',
  },
  'accounts.unitTooDeep': { zh: '内设机构最多三级。', en: 'Units lie three deep at most.' },
  'accounts.lastAdmin': { zh: '每个单位至少保留一名管理员。', en: 'An organisation keeps at least one admin.' },
  'accounts.setupGone': { zh: '初始化链接已失效。', en: 'The set-up link is no longer valid.' },
} as const;
