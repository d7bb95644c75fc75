import { defineTexts } from '../lib/texts.ts';

export const frameTexts = defineTexts(
  'frame',
  {
    mainNavigation: '主导航',
    account: '账号',
    password: '修改密码',
    administrator: '平台管理员',
    section: {
      listings: '专利与需求',
      dealing: '洽谈与合同',
      amounts: '资金与数据',
      people: '单位与规则',
    },
  },
  {
    mainNavigation: 'Main navigation',
    account: 'Account',
    password: 'Change password',
    administrator: 'Administrator',
    section: {
      listings: 'Patents and needs',
      dealing: 'Talks and contracts',
      amounts: 'Money and figures',
      people: 'People and rules',
    },
  },
);
