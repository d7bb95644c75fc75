import { defineTexts } from '../lib/texts.ts';

export const heldTexts = defineTexts(
  'held',
  {
    moved: '窗口打开期间，这里有了变动，尚未提交。',
    now: '现在是：',
    same: '上面的内容没有变化。',
    typed: '您填写的内容都在；请看过现在的内容再提交。',
    gone: '现在已不能进行这一步。',
    again: '已看过，按现在的内容继续',
  },
  {
    moved: 'Something changed here while this window was open; nothing was sent.',
    now: 'Now it is:',
    same: 'What it says above has not changed.',
    typed: 'What you typed is still there; look at what there is now, then send.',
    gone: 'This is not possible any more.',
    again: 'I have seen it, go on with what there is now',
  },
);
