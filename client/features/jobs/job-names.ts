import type { Language } from '../../../server/domain/messages.ts';

/** What a job does, by its kind; one that has no name here is shown by its kind. */
export const jobNames: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'amounts.compare': { zh: '核对转化运营金额', en: 'Compare conversion amounts' },
  backup: { zh: '备份', en: 'Backup' },
  checkpoint: { zh: '封存事件链', en: 'Seal the chains of events' },
  'contracts.prices': { zh: '更新参考价格', en: 'Renew price bands' },
  'contracts.totals': { zh: '更新公开的成交数据', en: 'Renew the public figures' },
  deadlines: { zh: '检查到期事项', en: 'Look for what is due' },
  'deadlines.recount': { zh: '按新的节假日安排重算期限', en: 'Recount deadlines by a new calendar' },
  'files.tidy': { zh: '清理未使用的文件', en: 'Remove unused files' },
  'files.verify': { zh: '核对文件校验值', en: 'Compare stored files' },
  'imports.read': { zh: '读取导入的表格', en: 'Read an imported list' },
  'imports.undo': { zh: '撤销导入', en: 'Undo an import' },
  'imports.forget': { zh: '清除撤销导入所需的旧数据', en: 'Forget what an undo would need' },
  'imports.write': { zh: '写入导入的数据', en: 'Write an imported list' },
  'matches.learn': { zh: '学习匹配权重', en: 'Learn the weights of matching' },
  'matches.learnTable': { zh: '学习词语对照表', en: 'Learn the table of words' },
  rematch: { zh: '重新匹配', en: 'Match again' },
  'search.check': { zh: '检查搜索引擎', en: 'Check the search engine' },
};
