import { defineTexts } from '../lib/texts.ts';

export const frameTexts = defineTexts(
  'frame',
  {
    mainNavigation: '主导航',
    inbox: '待办与消息：{{count}} 项',
    account: '账号',
    password: '账号与安全',
    openClaims: '有人用您的邮箱申请了单位入驻：是您本人吗？',
    triedInVain: '上次登录以来，有人 {{count}} 次输错您的密码，最近一次在 {{at}}。',
    look: '查看',
    understood: '知道了',
    administrator: '平台管理员',
    switchTo: '切换到',
    actingChanged: {
      title: '您现在代表另一单位',
      text: '此页面显示的是原来单位的内容，操作没有执行。重新加载后显示您现在代表的单位。',
      reload: '重新加载',
    },
    followed: '您在另一窗口切换了身份，此页现在代表：{{name}}',
    followedRead: '知道了',
    section: {
      listings: '专利与需求',
      dealing: '洽谈与合同',
      amounts: '资金与数据',
      people: '单位与规则',
    },
  },
  {
    mainNavigation: 'Main navigation',
    inbox: 'Inbox: {{count}}',
    account: 'Account',
    password: 'Account and security',
    openClaims: 'Somebody registered an organisation with your address: was it you?',
    triedInVain_one: 'Since you last signed in, a wrong password was given for your account once, on {{at}}.',
    triedInVain:
      'Since you last signed in, a wrong password was given for your account {{count}} times, last on {{at}}.',
    look: 'Look',
    understood: 'Understood',
    administrator: 'Administrator',
    switchTo: 'Switch to',
    actingChanged: {
      title: 'You act for another organisation now',
      text: 'This page still shows the one before; nothing was done. Reloaded, it shows the one you act for.',
      reload: 'Reload',
    },
    followed: 'Changed in another window: this page acts for {{name}} now',
    followedRead: 'OK',
    section: {
      listings: 'Patents and needs',
      dealing: 'Talks and contracts',
      amounts: 'Money and figures',
      people: 'People and rules',
    },
  },
);
