import { readFileSync } from 'node:fs';
import {
  Matcher,
  type ParallelText,
  readTranslationTable,
  trainTranslationTable,
  type TranslationTable,
  writeTranslationTable,
} from '../../../matching/index.ts';

const shipped = readTranslationTable(readFileSync('matching/data/translation.tsv'));
const things = [
  ['battery', '电池'],
  ['motor', '电机'],
  ['pump', '泵'],
  ['valve', '阀门'],
  ['robot', '机器人'],
  ['sensor', '传感器'],
] as const;
/** Titles about something that no table knows, and about something else. */
const pairs: ParallelText[] = things.flatMap(([en, zh]) => [
  { en: `Graphyne for a ${en}`, zh: `用于${zh}的石墨炔` },
  { en: `Control method of a ${en}`, zh: `一种${zh}的控制方法` },
]);
const learn = (texts: readonly ParallelText[] = pairs) =>
  trainTranslationTable(texts, { version: 'own', prior: shipped });

const options = { today: '2026-03-01' };
function found(table: TranslationTable, title: string): readonly string[] {
  const matcher = new Matcher({ table });
  ['石墨炔薄膜', '石墨电极', '焊接机器人', '污水处理装置'].forEach((text) =>
    matcher.putPatent({ id: text, holderId: 'h', title: text, abstract: '', ipc: [], routes: [] }),
  );
  matcher.putNeed({ id: 'n', demanderId: 'd', title, body: '', routes: [] });
  return matcher.matchesForNeed('n', 5, options).map(({ patentId }) => patentId);
}

describe('a table that learns from the pairs of the platform', () => {
  it('learns a word that it was not shipped with, and matches by it in both directions', () => {
    expect(shipped.from.en.has('graphyn')).toBe(false);
    expect(found(shipped, 'Graphyne')).toEqual([]);
    const table = learn();
    expect(table.from.en.get('graphyn')?.map(([target]) => target)).toEqual(expect.arrayContaining(['墨炔', '炔']));
    expect(found(table, 'Graphyne')[0]).toBe('石墨炔薄膜');
    expect(table.from.zh.get('墨炔')?.[0]?.[0]).toBe('graphyn');
  });

  it('lets the words it knows explain what they mean: the new word is not taken for them', () => {
    const targets = learn().from.en.get('graphyn') ?? [];
    const graphyne = [...'石墨炔', '石墨', '墨炔'];
    const share = (words: readonly string[]) =>
      targets.reduce((sum, [target, p]) => (words.includes(target) ? sum + p : sum), 0);
    expect(share(graphyne)).toBeGreaterThan(0.5);
    expect(share(things.map(([, zh]) => zh))).toBeLessThan(0.1);
  });

  it('keeps what it was shipped with: all words the pairs lack, and of the others the likeliest meaning', () => {
    const table = learn();
    const isInPairs = (word: string) => pairs.some(({ en }) => en.toLowerCase().includes(word.slice(0, 4)));
    const changed = [...shipped.from.en].filter(([word, targets]) => table.from.en.get(word) !== targets);
    expect(changed.map(([word]) => word).filter((word) => !isInPairs(word))).toEqual([]);
    const firstTwo = ({ from }: TranslationTable) =>
      (from.en.get('batteri') ?? []).slice(0, 2).map(([target]) => target);
    expect(firstTwo(table).sort()).toEqual(firstTwo(shipped).sort()); // 电池 and 池, equally likely
  });

  it('is not taught by what one title says', () => {
    expect(learn(pairs.slice(0, 1)).from.en.has('graphyn')).toBe(false);
  });

  it('gives probabilities that sum to at most one, and the same table for the same pairs', () => {
    const table = learn();
    const sums = [table.from.en, table.from.zh].flatMap((direction) =>
      [...direction.values()].map((targets) => targets.reduce((sum, [, p]) => sum + p, 0)),
    );
    expect(Math.max(...sums)).toBeLessThanOrEqual(1.02); // shipped ones are rounded
    const bytes = (one: TranslationTable) => Buffer.from(writeTranslationTable(one));
    expect(bytes(learn()).equals(bytes(table))).toBe(true);
  });
});
