import { defineTexts } from '../lib/texts.ts';

export const taskItemTexts = defineTexts(
  'taskItem',
  {
    dueUntil: '{{date}} 前',
    dueOver: '已过 {{date}}',
    ofColleague: '由有权限的同事处理',
    with: '与 {{name}}',
    takenByMe: '我在处理',
    takenBy: '{{name}} 在处理',
  },
  {
    dueUntil: 'by {{date}}',
    dueOver: 'since {{date}}',
    ofColleague: 'for a colleague who may',
    with: 'with {{name}}',
    takenByMe: 'Mine',
    takenBy: 'Taken by {{name}}',
  },
);
