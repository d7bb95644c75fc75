import { defineTexts } from '../lib/texts.ts';

export const mergeTexts = defineTexts(
  'merge',
  {
    title: '您填写期间，此内容已被他人修改',
    kept: '您填写的内容都在。',
    taken: '只有对方改过的，已并入表单：',
    takenOver: '{{field}}：{{was}} → {{now}}',
    choose: '双方都改过的，请逐项选择；选定后仍可改选。',
    chooseOfAnswer: '与您填写的不同之处，请逐项选择；发出前仍可改选。',
    mine: '我填写的',
    theirs: '对方改为',
    was: '原为',
    empty: '（空）',
    keepMine: '全部保留我填写的',
  },
  {
    title: 'Somebody changed this while you were typing',
    kept: 'Everything you typed is still there.',
    taken: 'What only they changed is in the form now:',
    takenOver: '{{field}}: {{was}} → {{now}}',
    choose: 'What you both changed is for you to choose; you can change your mind until you save.',
    chooseOfAnswer: 'Choose wherever it differs from what you typed; you can change your mind until you send.',
    mine: 'What I typed',
    theirs: 'What they made of it',
    was: 'Before',
    empty: '(empty)',
    keepMine: 'Keep all that I typed',
  },
);
