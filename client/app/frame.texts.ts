import { defineTexts } from '../lib/texts.ts';

export const frameTexts = defineTexts(
  'frame',
  {
    mainNavigation: '主导航',
    account: '账号',
    administrator: '平台管理员',
    nav: {
      home: '首页',
      find: '找专利',
      needs: '找需求',
      myPatents: '本单位专利',
      myNeeds: '本单位需求',
      imports: '批量导入',
      matches: '匹配推荐',
      deals: '交易',
      amounts: '转化运营数据',
      organisations: '入驻单位',
      parameters: '参数',
      members: '成员',
    },
  },
  {
    mainNavigation: 'Main navigation',
    account: 'Account',
    administrator: 'Administrator',
    nav: {
      home: 'Home',
      find: 'Find patents',
      needs: 'Find needs',
      myPatents: 'Our patents',
      myNeeds: 'Our needs',
      imports: 'Import',
      matches: 'Matches',
      deals: 'Deals',
      amounts: 'Conversion figures',
      organisations: 'Organisations',
      parameters: 'Parameters',
      members: 'Members',
    },
  },
);
