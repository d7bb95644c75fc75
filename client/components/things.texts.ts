import { defineTexts } from '../lib/texts.ts';

export const thingsTexts = defineTexts(
  'things',
  {
    trl: '成熟度 {{level}} 级',
    trlFrom: '成熟度 ≥ {{level}} 级',
    left: '剩余 {{years}} 年 {{months}} 个月',
    nearlyOver: '不足一个月或已届满',
    priceOpen: '价格面议',
    budgetOpen: '预算面议',
    hidden: '匿名企业',
    wantedBy: '{{date}} 前',
  },
  {
    trl: 'TRL {{level}}',
    trlFrom: 'TRL ≥ {{level}}',
    left: '{{years}} y {{months}} m left',
    nearlyOver: 'nearly or already over',
    priceOpen: 'Price on request',
    budgetOpen: 'Budget to be agreed',
    hidden: 'Anonymous company',
    wantedBy: 'By {{date}}',
  },
);
