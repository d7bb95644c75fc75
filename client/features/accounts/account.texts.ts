import { defineTexts } from '../../lib/texts.ts';

/** Texts of the page of one's own account. */
export const accountTexts = defineTexts(
  'account',
  {
    account: { title: '账号与安全', lead: '查看登录情况，修改密码。' },
    sessions: {
      title: '已登录的设备',
      unknownDevice: '未知设备',
      this: '当前设备，{{since}} 登录',
      seen: '{{since}} 登录，最近使用 {{seen}}',
      end: '退出',
      endOthers: '退出其他所有设备',
      ended: '已退出',
    },
    signIns: {
      title: '登录记录',
      lead: '最近 90 天。如有不是您本人的登录，请修改密码并退出其他设备。',
      in: '登录成功',
      refused: '密码错误 {{count}} 次',
      slowed: '尝试过于频繁，被要求等待 {{count}} 次',
    },
    password: {
      title: '修改密码',
      lead: '修改后，其他设备上的登录会立即失效。',
      current: '当前密码',
      password: '新密码',
      submit: '修改密码',
      done: '密码已修改',
    },
    claims: {
      title: '是您申请的吗？',
      lead: '有人未登录，用您的邮箱申请了单位入驻。在您确认之前，您与该单位没有任何关系，申请也不会获批。',
      mine: '是我申请的',
      notMine: '不是我',
      notMineAsk: '确定不是您申请的？“{{name}}”的入驻申请将终止。',
      refused: '申请已终止',
    },
  },
  {
    account: { title: 'Account and security', lead: 'See who signs in, and change your password.' },
    sessions: {
      title: 'Where you are signed in',
      unknownDevice: 'Unknown device',
      this: 'This device, signed in {{since}}',
      seen: 'Signed in {{since}}, last used {{seen}}',
      end: 'Sign out',
      endOthers: 'Sign out on all other devices',
      ended: 'Signed out',
    },
    signIns: {
      title: 'Sign-in log',
      lead: 'The last 90 days. If one was not you, change your password and sign out other devices.',
      in: 'Signed in',
      refused: 'Wrong password, {{count}} times',
      refused_one: 'Wrong password, once',
      slowed: 'Too many attempts, told to wait {{count}} times',
      slowed_one: 'Too many attempts, told to wait once',
    },
    password: {
      title: 'Change your password',
      lead: 'Afterwards you are signed out on all other devices.',
      current: 'Present password',
      password: 'New password',
      submit: 'Change password',
      done: 'Your password was changed',
    },
    claims: {
      title: 'Was it you?',
      lead: 'Somebody who was not signed in registered an organisation with your address. Until you confirm you have no part in it, and it cannot be approved.',
      mine: 'It was me',
      notMine: 'Not me',
      notMineAsk: 'Was it not you? The registration of "{{name}}" ends.',
      refused: 'The registration has ended',
    },
  },
);
