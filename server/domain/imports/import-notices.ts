import { type Notice, notice } from '../notices.ts';

/** What is told of imported lists. That one has been read waits as a task. */
export const importNotices: readonly Notice[] = [
  notice({
    ...{ on: 'import.done', whom: 'all' },
    text: { zh: '清单已全部写入', en: '{count} lists were written', one: 'A list was written' },
    preview: { created: 1, changed: 0, unchanged: 0, refused: 0 },
  }),
  notice({
    ...{ on: 'import.refused', whom: 'all' },
    text: { zh: '清单无法读取', en: '{count} lists could not be read', one: 'A list could not be read' },
    preview: { key: 'imports.file.unknown' },
  }),
  notice({
    ...{ on: 'import.undone', whom: 'all' },
    text: { zh: '导入已撤销', en: '{count} imports were undone', one: 'An import was undone' },
    preview: { removed: 1, restored: 0, kept: 0 },
  }),
];
