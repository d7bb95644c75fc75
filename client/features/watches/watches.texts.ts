import { defineTexts } from '../../lib/texts.ts';

export const watchesTexts = defineTexts(
  'watches',
  {
    title: '我的关注',
    lead: '关注的专利和需求有变动时，会排到最前面并标出。',
    kind: { patent: '专利', need: '需求' },
    isNew: '有变动',
    changed: '{{when}} 有变动',
    since: '{{when}} 开始关注',
    gone: '已下架或不再公开',
    emptyTitle: '还没有关注',
    emptyText: '在专利或需求页面点“关注”，有变动时在这里和首页提醒您。',
  },
  {
    title: 'Watching',
    lead: 'What changed of the patents and needs you watch comes first and is marked.',
    kind: { patent: 'Patent', need: 'Need' },
    isNew: 'Changed',
    changed: 'changed {{when}}',
    since: 'watched since {{when}}',
    gone: 'Taken down, or not public any more',
    emptyTitle: 'You watch nothing yet',
    emptyText: 'Press "Watch" on a patent or a need; what changes is shown here and on your home.',
  },
);
