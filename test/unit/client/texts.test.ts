import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { features } from '../../../matching/score/weights.ts';
import { loadTexts, type TextTree } from '../../support/texts.ts';

const root = join('client');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
const textFiles = files.filter((name) => name.endsWith('.texts.ts'));
const code = files.filter((name) => !name.endsWith('.texts.ts')).map((name) => readFileSync(join(root, name), 'utf8'));

const leaves = (tree: TextTree, prefix = ''): [key: string, text: string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : leaves(value, `${prefix}${key}.`),
  );
/** Keys as the code names them: `say('a.b')`, and with holes: `say(`a.${x}`)`. */
const said = code.flatMap((text) =>
  [...text.matchAll(/(['"`])([A-Za-z][\w.-]*(?:\$\{[^}]*\}[\w.-]*)*)\1/g)].map((m) => m[2]!),
);
const patterns = [...new Set(said)].map(
  (key) => new RegExp(`^${key.replace(/[.]/g, '\\.').replace(/\$\{[^}]*\}/g, '[\\w.-]+')}$`),
);

test('there is a word for everything that the matcher gives as a reason', async () => {
  const { zh } = await loadTexts('features/matches/matches.texts.ts');
  expect(Object.keys(zh['feature']!).sort()).toEqual(['base', ...features].sort());
});

describe.each(textFiles)('%s', (name) => {
  test('says everything in Chinese and in English, with the same holes', async () => {
    const { zh, en } = await loadTexts(name);
    const english = new Map(leaves(en));
    const holes = (text: string) => (text.match(/\{\{\w+(, number)?\}\}/g) ?? []).sort();
    for (const [key, text] of leaves(zh)) {
      const translated = english.get(key) ?? '';
      expect([key, translated.trim()]).not.toEqual([key, '']);
      expect([key, holes(translated)]).toEqual([key, holes(text)]);
      // the switch between languages names the other one
      if (key !== 'language') expect([key, /\p{Script=Han}/u.test(translated)]).toEqual([key, false]);
    }
  });

  test('says otherwise of one thing than of many', async () => {
    const english = new Map(leaves((await loadTexts(name)).en));
    const many = [...english].filter(
      ([key, text]) => !key.endsWith('_one') && /\{\{count(, number)?\}\} (\w+ )*\w+s\b/.test(text),
    );
    expect(many.map(([key]) => key).filter((key) => !english.has(`${key}_one`))).toEqual([]);
  });

  test('holds no text that nothing says', async () => {
    const { zh } = await loadTexts(name);
    const unused = leaves(zh).filter(([key]) => !patterns.some((pattern) => pattern.test(key)));
    expect(unused.map(([key]) => key)).toEqual([]);
  });
});
