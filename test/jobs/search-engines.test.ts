import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtinEngine } from '../../server/features/search/builtin-engine.ts';
import { createLogger } from '../../server/platform/logger.ts';
import { checkedCopy, packaged, packagedBinary } from '../../server/platform/search/meili-binary.ts';
import { meiliEngine } from '../../server/platform/search/meili-engine.ts';
import { ownMeili } from '../../server/platform/search/meili-process.ts';
import type {
  IndexDefinition,
  SearchDocument,
  SearchEngine,
  SearchQuery,
} from '../../server/platform/search/search-engine.ts';

const index: IndexDefinition = {
  name: 'things',
  text: ['title', 'keywords', 'body', 'numbers', 'names'],
  facets: ['audience', 'kind', 'names'],
  numbers: ['price', 'at'],
  newest: 'at',
};
const thing = (id: string, at: number, fields: Partial<SearchDocument>): SearchDocument => ({
  id,
  at,
  audience: ['public'],
  ...fields,
});
const documents: readonly SearchDocument[] = [
  thing('battery', 1, {
    title: '一种锂离子电池正极材料及其制备方法',
    body: '本发明公开了一种高镍正极材料，循环寿命长，首次效率高，适用于动力电池。'.repeat(4),
    keywords: ['锂电池', '正极'],
    numbers: ['202010123456.7', '2020101234567', 'ZL202010123456.7'],
    kind: ['H01M'],
    names: ['清华大学', '某 "引号" 公司'],
    price: 1_200_000,
  }),
  thing('robot', 2, { title: '一种焊接机器人手臂', body: 'A welding robot with six axes.', kind: ['B25J'], price: 90 }),
  thing('membrane', 3, { title: 'Reverse osmosis membrane', body: '用于海水淡化的反渗透膜。', kind: ['B01D', 'C02F'] }),
  thing('hidden', 4, { title: '锂电池回收', audience: ['organisation:1'], kind: ['H01M'], price: 5 }),
  thing('odd', 5, { title: 'back\\slash \uD800 half', names: ['a\\b', 'c\\'], body: '\uE000mark\uE001' }),
];
const query = (fields: Partial<SearchQuery> = {}): SearchQuery => ({
  text: '',
  filters: [{ field: 'audience', anyOf: ['public'] }],
  facets: [],
  offset: 0,
  limit: 20,
  snippets: [],
  ...fields,
});
const anybody = query().filters;

const binary = packagedBinary();
const engines: [string, (folder: string) => Promise<SearchEngine>][] = [
  ['the built-in engine', async () => builtinEngine()],
];
if (binary) {
  engines.push([
    'Meilisearch',
    async (folder) => {
      const program = await checkedCopy(binary, folder, packaged.sha256);
      return meiliEngine(ownMeili({ program, folder, logger: createLogger('error') }), 'test');
    },
  ]);
}

describe.each(engines)('searching with %s', (_name, open) => {
  let engine: SearchEngine;
  const folder = mkdtempSync(join(tmpdir(), 'search-'));
  const find = async (fields: Partial<SearchQuery>) => engine.search(index, query(fields));
  const idsOf = async (fields: Partial<SearchQuery>) => (await find(fields)).hits.map(({ id }) => id);
  const write = async (work: (into: ReturnType<SearchEngine['writer']>) => Promise<void>) => {
    await work(engine.writer(index));
    await engine.settle();
  };

  beforeAll(async () => {
    engine = await open(folder);
    await engine.rebuild(index, (into) => into.put(documents));
  });
  afterAll(async () => {
    await engine.stop();
    rmSync(folder, { recursive: true });
  });

  test('says that the index is there, and that it is well', async () => {
    expect(await engine.standing(index)).toBe('sound');
    expect(await engine.standing({ ...index, name: 'others' })).toBe('missing');
    expect(await engine.health()).toMatchObject({ ok: true });
  });

  test('finds Chinese words, English words in another form, beginnings and numbers', async () => {
    expect((await idsOf({ text: '正极材料' }))[0]).toBe('battery');
    expect(await idsOf({ text: 'membranes' })).toEqual(['membrane']);
    expect(await idsOf({ text: 'weld' })).toEqual(['robot']);
    expect(await idsOf({ text: '2020101234567' })).toEqual(['battery']);
    expect((await idsOf({ text: '清华大学' }))[0]).toBe('battery');
  });

  test('finds nothing for words that are nowhere, and everything for no words, the newest first', async () => {
    expect(await idsOf({ text: 'zzzzqqq' })).toEqual([]);
    expect(await idsOf({})).toEqual(['odd', 'membrane', 'robot', 'battery']);
  });

  test('never counts or finds what a filter excludes', async () => {
    const found = await find({ text: '锂电池', facets: ['kind'] });
    expect(found.hits.map(({ id }) => id)).not.toContain('hidden');
    expect(found.facets['kind']).toContainEqual({ value: 'H01M', count: 1 });
    const filters = [{ field: 'audience', anyOf: ['public', 'organisation:1'] }];
    expect(await idsOf({ text: '锂电池回收', filters })).toContain('hidden');
  });

  test('filters by any of several codes and by ranges with both ends in them', async () => {
    const by = (...more: SearchQuery['filters']) => idsOf({ filters: [...anybody, ...more] });
    expect(await by({ field: 'kind', anyOf: ['C02F', 'B25J'] })).toEqual(['membrane', 'robot']);
    expect(await by({ field: 'price', from: 90, to: 90 })).toEqual(['robot']);
    expect(await by({ field: 'price', from: 91 })).toEqual(['battery']);
    expect(await by({ field: 'price' })).toHaveLength(4);
    expect(await by({ field: 'kind', anyOf: ['nothing'] })).toEqual([]);
  });

  test('takes quotes, backslashes and operators in a filter for what they are', async () => {
    const named = (name: string) => idsOf({ filters: [...anybody, { field: 'names', anyOf: [name] }] });
    expect(await named('某 "引号" 公司')).toEqual(['battery']);
    expect(await named('a\\b')).toEqual(['odd']);
    expect(await named('c\\')).toEqual(['odd']);
    expect(await named('x" OR audience = "organisation:1')).toEqual([]);
    expect(await named('\\" OR price > 0 OR names = "')).toEqual([]);
  });

  test('sorts by a number, what has none last', async () => {
    expect(await idsOf({ sort: { field: 'price', descending: false } })).toEqual(
      expect.arrayContaining(['robot', 'battery']),
    );
    expect((await idsOf({ sort: { field: 'price', descending: false } })).slice(0, 2)).toEqual(['robot', 'battery']);
    expect((await idsOf({ sort: { field: 'price', descending: true } })).slice(0, 2)).toEqual(['battery', 'robot']);
  });

  test('counts the values of facets, the commonest first', async () => {
    const { facets, total } = await find({ facets: ['kind', 'audience'] });
    expect(total).toBe(4);
    expect(facets['audience']).toEqual([{ value: 'public', count: 4 }]);
    expect(facets['kind']).toHaveLength(4);
  });

  test('pages without a gap or a double', async () => {
    const pages = [
      await idsOf({ limit: 3 }),
      await idsOf({ limit: 3, offset: 3 }),
      await idsOf({ limit: 3, offset: 6 }),
    ];
    expect(pages.flat()).toEqual(['odd', 'membrane', 'robot', 'battery']);
  });

  test('shows a piece of each field with what was found, as text and not as markup', async () => {
    const { hits } = await find({ text: '正极材料', snippets: ['title', 'body', 'names'] });
    const title = hits[0]?.snippets.find(({ field }) => field === 'title');
    expect(title?.parts.map(({ text }) => text).join('')).toBe('一种锂离子电池正极材料及其制备方法');
    expect(
      title?.parts
        .filter(({ isMatch }) => isMatch)
        .map(({ text }) => text)
        .join(''),
    ).toContain('正极材料');
    const body = hits[0]?.snippets.find(({ field }) => field === 'body');
    expect(body?.parts.map(({ text }) => text).join('').length).toBeLessThan(170);
    expect(hits[0]?.snippets.some(({ field }) => field === 'names')).toBe(false);
  });

  test.each([
    ['empty marks', '\uE000\uE001'],
    ['a lone surrogate', '电池\uDC00'],
    ['control characters', 'a\u0000b\u0007'],
    ['one word very often', '电池'.repeat(250)],
    ['operators', '" OR NOT * _geoRadius(1,2,3)'],
    ['right to left', '\u202Eabc مرحبا'],
  ])('is not upset by %s', async (_what, text) => {
    await expect(find({ text, snippets: ['title'] })).resolves.toHaveProperty('total');
  });

  test('a document written again replaces the first; one taken out is gone', async () => {
    await write((into) => into.put([thing('robot', 2, { title: '喷涂机器人' })]));
    expect(await idsOf({ text: '喷涂' })).toEqual(['robot']);
    expect(await idsOf({ text: 'welding' })).toEqual([]);
    await write((into) => into.remove(['robot', 'never there']));
    expect(await idsOf({})).toEqual(['odd', 'membrane', 'battery']);
  });

  test('a rebuild takes the place of the index in one step and keeps nothing of it', async () => {
    await engine.rebuild(index, async (into) => {
      await into.put(documents.slice(1, 3));
      expect(await idsOf({ text: '正极材料' })).toEqual(['battery']); // the old one still serves
    });
    expect(await idsOf({})).toEqual(['membrane', 'robot']);
  });
});
