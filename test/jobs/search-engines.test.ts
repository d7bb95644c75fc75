import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { numberKeys } from '../../server/domain/patents/number-keys.ts';
import { type Asked, asker } from '../../server/features/search/asking.ts';
import { builtinEngine } from '../../server/features/search/builtin-engine.ts';
import { reading } from '../../server/features/search/reading/reading.ts';
import { readTranslationTable } from '../../matching/translation/table.ts';
import { createLogger } from '../../server/platform/logger.ts';
import { checkedCopy, packaged, packagedBinary } from '../../server/platform/search/meili-binary.ts';
import { meiliEngine } from '../../server/platform/search/meili-engine.ts';
import { ownMeili } from '../../server/platform/search/meili-process.ts';
import type { IndexDefinition, SearchDocument, SearchEngine } from '../../server/platform/search/search-engine.ts';

const index: IndexDefinition = {
  name: 'things',
  text: ['title', 'keywords', 'body', 'numbers', 'names'],
  titles: ['title', 'keywords'],
  exact: ['numbers'],
  facets: ['audience', 'kind', 'names', 'numberKeys'],
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
    numbers: ['202010123456.2', '2020101234562', 'ZL202010123456.2'],
    numberKeys: numberKeys('202010123456.2'),
    kind: ['H01M'],
    names: ['清华大学', '某 "引号" 公司'],
    price: 1_200_000,
  }),
  thing('robot', 2, { title: '一种焊接机器人手臂', body: 'A welding robot with six axes.', kind: ['B25J'], price: 90 }),
  thing('membrane', 3, { title: 'Reverse osmosis membrane', body: '用于海水淡化的反渗透膜。', kind: ['B01D', 'C02F'] }),
  thing('hidden', 4, { title: '锂电池回收', audience: ['organisation:1'], kind: ['H01M'], price: 5 }),
  thing('odd', 5, { title: 'back\\slash \uD800 half', names: ['a\\b', 'c\\'], body: '\uE000mark\uE001' }),
];
const query = (fields: Partial<Asked> = {}): Asked => ({
  text: '',
  filters: [{ field: 'audience', anyOf: ['public'] }],
  facets: [],
  offset: 0,
  limit: 20,
  fields: index.text,
  ...fields,
});
const anybody = query().filters;

/** 衰老 and 老化 are both aging. */
const table = readTranslationTable(
  Buffer.from(['version test', 'en', 'age\t衰老\t500\t老化\t500', 'zh', '衰老\tage\t900', '老化\tage\t900'].join('\n')),
);
const typed: readonly SearchDocument[] = [
  thing('lithium-ion', 21, { title: '一种锂离子电池正极材料的制备方法', body: '适用于-40℃的低温环境。' }),
  thing('cooling', 22, { title: '一种动力电池散热结构', body: '包括液冷板，面积为100㎡，间隙为50µm。' }),
  thing('fan', 23, { title: '一种电机散热风扇' }),
  thing('computer', 24, { title: '一种计算机机箱' }),
  thing('machine', 25, { title: '一种机床主轴' }),
  thing('headlamp', 26, { title: '一种汽车大灯' }),
  thing('fibre', 27, {
    title: '光纤老化预测方法',
    numbers: ['201910123456.X'],
    numberKeys: numberKeys('201910123456'),
  }),
  thing('ageing', 28, {
    title: '一种抗衰老组合物',
    numbers: ['201910123457.4'],
    numberKeys: numberKeys('201910123457'),
  }),
];

const binary = packagedBinary();
const engines: [string, (folder: string) => Promise<SearchEngine>][] = [
  ['the built-in engine', async () => builtinEngine()],
];
if (binary) {
  engines.push([
    'Meilisearch',
    async (folder) => {
      const program = await checkedCopy(binary, folder, packaged.sha256);
      return meiliEngine(ownMeili({ program, folder, logger: createLogger('error') }), 'test', reading);
    },
  ]);
}

describe.each(engines)('searching with %s', (_name, open) => {
  let engine: SearchEngine;
  let ask: ReturnType<typeof asker>;
  const folder = mkdtempSync(join(tmpdir(), 'search-'));
  const find = async (fields: Partial<Asked>) => ask(index, query(fields));
  const idsOf = async (fields: Partial<Asked>) => (await find(fields)).hits.map(({ id }) => id);
  const write = async (work: (into: ReturnType<SearchEngine['writer']>) => Promise<void>) => {
    await work(engine.writer(index));
    await engine.settle();
  };

  beforeAll(async () => {
    engine = await open(folder);
    ask = asker(engine, () => table);
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
    expect(await idsOf({ text: '2020101234562' })).toEqual(['battery']);
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
    const by = (...more: Asked['filters']) => idsOf({ filters: [...anybody, ...more] });
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
    const { hits } = await find({ text: '正极材料', fields: ['title', 'body', 'names'] });
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
    await expect(find({ text, fields: ['title'] })).resolves.toHaveProperty('total');
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

  describe('what people type', () => {
    beforeAll(() => engine.rebuild(index, (into) => into.put(typed)));

    test('every word counts: 电池 散热 finds first what has both, and says what the others lack', async () => {
      const found = await find({ text: '电池 散热' });
      expect(found).toMatchObject({ complete: 1, hits: [{ id: 'cooling' }, {}, {}] });
      expect([...found.dropped].sort()).toEqual(['散热', '电池'].sort());
      expect(found.total).toBe(3);
    });
    test('a word that stands nowhere is dropped by name, and alone finds nothing', async () => {
      expect(await find({ text: '超导 散热' })).toMatchObject({ complete: 0, total: 2, dropped: ['超导'] });
      expect(await find({ text: '超导' })).toMatchObject({ total: 0, dropped: [] });
    });
    test('量子计算机 does not find what only shares 机', async () => {
      const ids = await idsOf({ text: '量子计算机' });
      for (const id of ['machine', 'fan']) expect(ids).not.toContain(id);
    });
    test('锂电池 finds 锂离子电池', async () => {
      expect((await idsOf({ text: '锂电池' }))[0]).toBe('lithium-ion');
    });
    test.each(['201910123456.X', 'CN201910123456', 'ZL 2019 1 0123456.X', 'ｚｌ201910123456x', '201910123456'])(
      'the number %s finds exactly the one patent',
      async (text) => {
        const found = await find({ text });
        expect(found).toMatchObject({ total: 1, hits: [{ id: 'fibre' }] });
      },
    );
    test('a minus before a figure excludes nothing', async () => {
      expect((await idsOf({ text: '锂离子 -40℃' }))[0]).toBe('lithium-ion');
      expect((await find({ text: '锂离子 -40℃' })).complete).toBe(1);
    });
    test('灯 finds 大灯', async () => {
      expect(await idsOf({ text: '灯' })).toEqual(['headlamp']);
    });
    test('signs of one meaning are one: 100㎡ and 100m2, µ and μ, traditional and simplified', async () => {
      for (const text of ['100㎡', '100m2', '50µm', '50μm', '動力電池散熱', '１００㎡'])
        expect((await idsOf({ text }))[0]).toBe('cooling');
    });
    test('a long sentence finds what it is about', async () => {
      const text = '我们想要一种能够可靠地降低新能源汽车动力电池温度的散热结构，请问有没有合适的专利可以转让';
      expect((await idsOf({ text }))[0]).toBe('cooling');
    });
    test('a name in other words is found below the literal one', async () => {
      expect(await idsOf({ text: '老化' })).toEqual(['fibre', 'ageing']);
      expect(await idsOf({ text: '衰老' })).toEqual(['ageing', 'fibre']);
    });
    test('nothing near is found or told of that a filter excludes', async () => {
      const found = await find({ text: '电池 散热', filters: [{ field: 'audience', anyOf: ['nobody'] }] });
      expect(found).toMatchObject({ total: 0, dropped: [], facets: {} });
    });
    test('sorted by a number, what came near is sorted too, and paged', async () => {
      const sort = { field: 'at', descending: true };
      expect(await idsOf({ text: '电池 散热', sort })).toEqual(['fan', 'cooling', 'lithium-ion']);
      expect(await idsOf({ text: '电池 散热', sort, offset: 1, limit: 1 })).toEqual(['cooling']);
    });
  });
});
