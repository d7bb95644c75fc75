import { defineTexts } from '../../lib/texts.ts';

export const jobsTexts = defineTexts(
  'jobs',
  {
    title: '后台任务',
    lead: '正在等待、运行或停住的后台任务。各机构轮流使用，同一机构同时只运行一项。',
    none: '没有后台任务',
    own: '平台自身',
    state: { waiting: '等待', running: '运行中', parked: '已停住' },
    due: '{{when}} 到期',
    tries: '已尝试 {{count}} 次',
    cancel: '取消',
    cancelOf: '取消任务 {{id}}',
  },
  {
    title: 'Background jobs',
    lead: 'Background jobs that wait, run or have stopped. Organisations take turns; each has one job running at a time.',
    none: 'There are no background jobs',
    own: 'The exchange itself',
    state: { waiting: 'Waiting', running: 'Running', parked: 'Stopped' },
    due: 'due {{when}}',
    tries: 'tried {{count}} times',
    tries_one: 'tried once',
    cancel: 'Cancel',
    cancelOf: 'Cancel job {{id}}',
  },
);
