import { glosses } from '../../../scripts/lib/dictionary.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  IpcPredictor,
  Matcher,
  readIndustries,
  readIpcTitles,
  readTranslationTable,
  trainTranslationTable,
  Vectors,
  writeTranslationTable,
} from '../../../matching/index.ts';
import { random } from '../../../matching/semantic/random.ts';
import { eigen, gram, whitening } from '../../../matching/semantic/dense.ts';
import { plainPatent } from '../../support/plain-patent.ts';

const data = (name: string) => readFileSync(join(__dirname, '../../../matching/data', name));
const options = { today: '2026-03-01' };

describe('the translation table', () => {
  const texts = [
    { en: 'battery', zh: '电池' },
    { en: 'battery separator', zh: '电池隔膜' },
    { en: 'separator', zh: '隔膜' },
    { en: 'motor', zh: '电机' },
    { en: 'motor controller', zh: '电机控制器' },
    { en: 'controller', zh: '控制器' },
  ];

  it('learns which words go together, in both directions', () => {
    const { from } = trainTranslationTable(texts, { version: 'v' });
    expect(from.en.get('separ')?.[0]?.[0]).toMatch(/^(隔膜|隔|膜)$/);
    expect(from.zh.get('电池')?.[0]?.[0]).toBe('batteri');
    for (const targets of from.en.values())
      expect(targets.reduce((sum, [, p]) => sum + p, 0)).toBeLessThanOrEqual(1 + 1e-9);
  });

  it('reads what it wrote, and refuses other files', () => {
    const table = trainTranslationTable(texts, { version: 'v1' });
    const again = readTranslationTable(writeTranslationTable(table));
    expect(again.version).toBe('v1');
    expect([...again.from.en.keys()].sort()).toEqual([...table.from.en.keys()].sort());
    expect(() => readTranslationTable(new TextEncoder().encode('something else'))).toThrow(RangeError);
  });

  it('as shipped lets a need in one language find patents in the other, both ways', () => {
    const matcher = new Matcher({ table: readTranslationTable(data('translation.tsv')) });
    matcher.putPatent(plainPatent('zh', '一种锂离子电池隔膜', '本发明涉及锂离子电池的隔膜及制备方法。'));
    matcher.putPatent(plainPatent('zh2', '一种污水处理装置', '本发明涉及污水处理，包括沉淀池。'));
    matcher.putPatent(plainPatent('en', 'Waste water treatment device', 'A sedimentation tank for waste water.'));
    matcher.putNeed({ id: 'e', demanderId: 'd', title: 'Separator for lithium ion batteries', body: '', routes: [] });
    matcher.putNeed({ id: 'z', demanderId: 'd', title: '污水处理', body: '', routes: [] });
    expect(matcher.matchesForNeed('e', 3, options)[0]?.patentId).toBe('zh');
    expect(
      matcher
        .matchesForNeed('z', 2, options)
        .map((m) => m.patentId)
        .sort(),
    ).toEqual(['en', 'zh2']);
  });

  it('as shipped knows everyday words that no classification uses', () => {
    const { from } = readTranslationTable(data('translation.tsv'));
    for (const [zh, en] of [
      ['便宜', 'cheap'],
      ['生锈', 'rusti'],
      ['瓶颈', 'bottleneck'],
    ] as const) {
      expect(from.zh.get(zh)?.map(([target]) => target)).toContain(en);
      expect(from.en.get(en)?.map(([target]) => target)).toContain(zh);
    }
  });
});

describe('glosses of a dictionary', () => {
  const entry = (simplified: string, ...english: string[]) => ({ simplified, english });

  it('are short words with each of their first meanings, without remarks', () =>
    expect(glosses([entry('过滤', 'to filter (a liquid)', 'to free sth from particles')])).toEqual([
      { zh: '过滤', en: 'filter' },
      { zh: '过滤', en: 'free from particles' },
    ]));

  it('leave out names, references, sentences and what is not written in characters', () =>
    expect(
      glosses([
        entry('北京', 'Beijing, capital of China'),
        entry('李', 'surname Li'),
        entry('锺', 'variant of 鐘|钟'),
        entry('三个臭皮匠', '(idiom) two heads are better'),
        entry('瓶颈', 'lit. neck of bottle'),
        entry('半途而废', 'to give up halfway before reaching the goal'),
        entry('AA制', 'to split the bill'),
        entry('备', '(bound form)'),
      ]),
    ).toEqual([]));
});

describe('the semantic space', () => {
  it('whitens and diagonalises', () => {
    const x = Float32Array.from([1, 2, 0, 1, 1, 1, 3, 0, 1, 2, 2, 5]);
    const g = gram(x, 3);
    const { values, vectors } = eigen(g, 3);
    for (let c = 0; c < 3; c++)
      for (let r = 0; r < 3; r++) {
        const gv = [0, 1, 2].reduce((sum, k) => sum + (g[r * 3 + k] ?? 0) * (vectors[k * 3 + c] ?? 0), 0);
        expect(gv).toBeCloseTo((values[c] ?? 0) * (vectors[r * 3 + c] ?? 0), 6);
      }
    const m = whitening(g, 3);
    const at = (i: number, j: number) => {
      let sum = 0;
      for (let k = 0; k < 3; k++)
        for (let l = 0; l < 3; l++) sum += (m[k * 3 + i] ?? 0) * (g[k * 3 + l] ?? 0) * (m[l * 3 + j] ?? 0);
      return sum;
    };
    for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) expect(at(i, j)).toBeCloseTo(i === j ? 1 : 0, 4);
  });

  it('brings together what shares no word but the company its words keep; saved and loaded it says the same', () => {
    const matcher = new Matcher();
    const topics = [
      ['battery', 'anode', 'cathode', 'electrolyte'],
      ['robot', 'gripper', 'joint', 'actuator'],
    ];
    topics.forEach((words, t) => {
      for (let i = 0; i < 20; i++)
        matcher.putPatent(plainPatent(`p${t}-${i}`, '', words.filter((_, w) => (i + w) % 4 !== 0).join(' ')));
    });
    matcher.useSpace(matcher.buildSpace({ id: 'space-1', dimensions: 4 }));
    matcher.putNeed({ id: 'n', demanderId: 'd', title: 'anode', body: '', routes: [] });
    const list = matcher.matchesForNeed('n', 30, options);
    expect(list.slice(0, 20).every((m) => m.patentId.startsWith('p0'))).toBe(true);
    expect(list.some((m) => m.needSide.contributions.some((c) => c.feature === 'semantic' && c.value > 0.5))).toBe(
      true,
    );
    expect(matcher.versions().index).toContain('space-1');
    expect(matcher.vectorOfPatent('p0-0')).toHaveLength(4);
    expect(matcher.vectorOfPatent('unknown')).toBeUndefined();
    expect(Matcher.load(matcher.save()).matchesForNeed('n', 30, options)).toEqual(list);
    expect(matcher.similarPatents('p1-3', 5).every((s) => s.id.startsWith('p1'))).toBe(true);
  });

  it('reads a need by its title more than by its body', () => {
    const matcher = new Matcher();
    for (let i = 0; i < 20; i++) {
      matcher.putPatent(plainPatent(`battery${i}`, '', 'anode cathode electrolyte'));
      matcher.putPatent(plainPatent(`robot${i}`, '', 'gripper joint actuator'));
    }
    matcher.useSpace(matcher.buildSpace({ id: 'space-1', dimensions: 2 }));
    matcher.putNeed({ id: 'n', demanderId: 'd', title: 'anode', body: 'gripper', routes: [] });
    const meant = new Map(matcher.candidatesForNeed('n').map(({ id, values }) => [id, values.semantic]));
    expect(meant.get('battery0')).toBeGreaterThan(2 * (meant.get('robot0') ?? 1));
  });

  it('places a question in the other language where its translation lies, for half of what its own place would count', () => {
    const texts = Array.from({ length: 4 }, () => [
      { en: 'anode', zh: '阳极' },
      { en: 'gripper', zh: '夹爪' },
    ]).flat();
    const matcher = new Matcher({ table: trainTranslationTable(texts, { version: 'v' }) });
    for (let i = 0; i < 20; i++) {
      matcher.putPatent(plainPatent(`battery${i}`, '', 'anode cathode electrolyte'));
      matcher.putPatent(plainPatent(`robot${i}`, '', 'gripper joint actuator'));
    }
    matcher.useSpace(matcher.buildSpace({ id: 'space-1', dimensions: 2 }));
    matcher.putNeed({ id: 'zh', demanderId: 'd', title: '阳极', body: '', routes: [] });
    matcher.putNeed({ id: 'en', demanderId: 'd', title: 'anode', body: '', routes: [] });
    const meant = (need: string) =>
      matcher.candidatesForNeed(need).find(({ id }) => id === 'battery0')?.values.semantic ?? 0;
    expect(meant('en')).toBeGreaterThan(0.9);
    expect(meant('zh')).toBeCloseTo(meant('en') / 2, 6);
  });

  it('knows which classes belong together, and to which words', () => {
    const matcher = new Matcher();
    const put = (id: string, text: string, ipc: string[]) => matcher.putPatent({ ...plainPatent(id, '', text), ipc });
    for (let i = 0; i < 20; i++) {
      put(`battery${i}`, 'anode cathode electrolyte', [i % 2 ? 'H01M 4/02' : 'C01B 32/05']);
      put(`robot${i}`, 'gripper joint actuator', ['B25J 9/16']);
    }
    put('asked', 'housing with a lid', ['H01M 4/02']);
    put('a-stranger', 'housing with a lid', ['B25J 9/16']);
    put('kin', 'housing with a lid', ['C01B 32/05']);
    matcher.useSpace(matcher.buildSpace({ id: 'space-1', dimensions: 3 }));
    const [kin, stranger] = matcher.similarPatents('asked', 2);
    expect([kin?.id, stranger?.id]).toEqual(['kin', 'a-stranger']);
    expect(kin?.score).toBeGreaterThan((stranger?.score ?? 0) + 0.01);
    expect(Matcher.load(matcher.save()).similarPatents('asked', 9)).toEqual(matcher.similarPatents('asked', 9));
  });

  it('takes for alike only what is about the same matter, by meaning or, without it, by its class', () => {
    const matcher = new Matcher();
    const put = (id: string, text: string, ipc: string[]) => matcher.putPatent({ ...plainPatent(id, '', text), ipc });
    for (let i = 0; i < 20; i++) {
      put(`battery${i}`, 'anode cathode electrolyte device', ['H01M 4/02']);
      put(`robot${i}`, 'gripper joint actuator device', ['B25J 9/16']);
    }
    put('alone', 'fertilizer granules device', ['C05G 3/00']);
    const alike = (id: string) => matcher.similarPatents(id, 99, true).map((found) => found.id.replace(/\d+$/, ''));
    const check = () => {
      expect(new Set(alike('battery3'))).toEqual(new Set(['battery']));
      expect(alike('battery3')).toHaveLength(19);
      expect(alike('alone')).toEqual([]);
    };
    check();
    matcher.useSpace(matcher.buildSpace({ id: 'space-1', dimensions: 3 }));
    check();
    expect(matcher.similarPatents('alone', 1)).toHaveLength(1);
  });

  it('lets a title find what says it in related words, and only as far as they are related', () => {
    const matcher = new Matcher();
    const topics = [
      ['battery', 'anode', 'cathode', 'electrolyte'],
      ['robot', 'gripper', 'joint', 'actuator'],
    ];
    topics.forEach((words, t) => {
      for (let i = 0; i < 20; i++)
        matcher.putPatent(plainPatent(`p${t}-${i}`, '', words.filter((_, w) => (i + w) % 4 !== 0).join(' ')));
    });
    matcher.putPatent(plainPatent('kin', '', 'cathode electrolyte'));
    matcher.putPatent(plainPatent('stranger', '', 'gripper joint'));
    matcher.useSpace(matcher.buildSpace({ id: 'space-1', dimensions: 2 }));
    matcher.putNeed({ id: 'n', demanderId: 'd', title: 'anode', body: '', routes: [] });
    const related = new Map(matcher.candidatesForNeed('n').map(({ id, values }) => [id, values.related]));
    expect(related.get('p0-0')).toBe(1); // it has the word itself
    expect(related.get('kin')).toBeGreaterThan(0.5);
    expect(related.get('kin')).toBeLessThanOrEqual(1);
    expect(related.get('stranger') ?? 0).toBe(0);
    matcher.putNeed({ id: 'm', demanderId: 'd', title: 'gripper', body: '', routes: [] });
    const other = new Map(matcher.candidatesForNeed('m').map(({ id, values }) => [id, values.related]));
    expect(other.get('kin') ?? 0).toBe(0);
    expect(new Map(matcher.candidatesForNeed('n').map(({ id, values }) => [id, values.related]))).toEqual(related);
  });

  it('finds the nearest of many vectors by their leading coordinates, and the same after it was saved', () => {
    const [count, dimensions] = [5000, 96];
    const next = random(7);
    const some = () => Float32Array.from({ length: dimensions }, (_, i) => (next() - 0.5) / (1 + i / 8));
    const vectors = new Vectors('a', dimensions);
    for (let i = 0; i < count; i++) vectors.set(`v${i}`, some(), 'a');
    for (let i = 0; i < count; i += 10) vectors.remove(`v${i}`);
    const asked = vectors.get('v1')?.slice() ?? new Float32Array(0);
    const nearest = vectors.nearest(asked, 50);
    expect(nearest[0]).toMatchObject({ id: 'v1' });
    const all = Array.from({ length: count }, (_, i) => `v${i}`)
      .filter((id) => vectors.get(id))
      .sort((a, b) => (vectors.cosine(b, asked) ?? 0) - (vectors.cosine(a, asked) ?? 0))
      .slice(0, 50);
    const found = new Set(nearest.map(({ id }) => id));
    expect(all.filter((id) => found.has(id)).length).toBeGreaterThan(45);
    expect(Vectors.load(vectors.save()).nearest(asked, 50)).toEqual(nearest);
  });

  it('refuses to mix vectors of different embedders', () => {
    const vectors = new Vectors('a', 2);
    vectors.set('x', Float32Array.of(3, 4), 'a');
    expect(vectors.cosine('x', Float32Array.of(0.6, 0.8))).toBeCloseTo(1, 6);
    expect(() => vectors.set('y', Float32Array.of(1, 0), 'b')).toThrow(RangeError);
    expect(() => vectors.set('y', Float32Array.of(1, 0, 0), 'a')).toThrow(RangeError);
    vectors.remove('x');
    expect(vectors.cosine('x', Float32Array.of(0.6, 0.8))).toBeUndefined();
    expect(vectors.nearest(Float32Array.of(1, 0), 3)).toEqual([]);
  });
});

describe('vectors of another embedder', () => {
  const embedder = { id: 'server/model/2', dimensions: 2 };
  const battery = Float32Array.of(1, 0);
  const robot = Float32Array.of(0, 1);
  const need = (title: string) => ({ id: 'n', demanderId: 'd', title, body: '', routes: [] });
  const give = (matcher: Matcher, vectors: Readonly<Record<string, Float32Array>>) => {
    for (const kind of ['patent', 'need'] as const)
      matcher.putVectors(
        kind,
        embedder.id,
        matcher.withoutVector(kind, 100).flatMap((one) => {
          const vector = vectors[one.id];
          return vector ? [{ ...one, vector }] : [];
        }),
      );
  };
  const filled = () => {
    const matcher = new Matcher();
    matcher.putPatent(plainPatent('p1', '锂电池', '一种正极'));
    matcher.putPatent(plainPatent('p2', '机器人', '一种关节'));
    matcher.putNeed(need('energy storage'));
    return matcher;
  };
  const meaningOf = (matcher: Matcher, patentId: string) =>
    matcher.explain('n', patentId, options)?.match.needSide.contributions.find((c) => c.feature === 'semantic')?.value;

  it('say which texts have yet to be read, and let texts meet that share no word', () => {
    const matcher = filled();
    expect(matcher.withoutVector('patent', 5)).toEqual([]); // nobody reads
    expect(matcher.matchesForNeed('n', 5, options)).toEqual([]);
    matcher.useEmbedder(embedder);
    expect(matcher.withoutVector('patent', 5)).toEqual([
      { id: 'p1', text: '锂电池\n一种正极' },
      { id: 'p2', text: '机器人\n一种关节' },
    ]);
    expect(matcher.withoutVector('patent', 1, new Map([['p1', '锂电池\n一种正极']])).map(({ id }) => id)).toEqual([
      'p2',
    ]);
    give(matcher, { p1: battery, p2: robot, n: battery });
    expect(matcher.withoutVector('patent', 5)).toEqual([]);
    expect(matcher.withoutVector('need', 5)).toEqual([]);
    expect(matcher.matchesForNeed('n', 5, options).map(({ patentId }) => patentId)).toEqual(['p1']);
    expect(matcher.matchesForPatent('p1', 5, options).map(({ needId }) => needId)).toEqual(['n']);
    expect(matcher.versions().index).toMatch(/^r\d+\+server\/model\/2$/);
  });

  it('count neither for nor against a pair of which one has none yet', () => {
    const matcher = filled();
    matcher.useEmbedder(embedder);
    give(matcher, { p1: battery, n: battery });
    expect(meaningOf(matcher, 'p1')).toBeCloseTo(1, 6);
    expect(meaningOf(matcher, 'p2')).toBeUndefined();
    const unknown = matcher.explain('n', 'p2', options)?.match.score ?? 0;
    expect(unknown).toBeLessThan(matcher.explain('n', 'p1', options)?.match.score ?? 0);
    give(matcher, { p2: robot });
    expect(unknown).toBeGreaterThan(matcher.explain('n', 'p2', options)?.match.score ?? 1);
  });

  it('are forgotten with the text they were made from, and with nothing else; late ones of an old text are not taken', () => {
    const matcher = filled();
    matcher.useEmbedder(embedder);
    const old = matcher.withoutVector('patent', 1).map((one) => ({ ...one, vector: battery }));
    give(matcher, { p1: battery, p2: robot, n: battery });
    matcher.putPatent({ ...plainPatent('p1', '锂电池', '一种正极'), askingPrice: 1 });
    expect(matcher.withoutVector('patent', 5)).toEqual([]);
    matcher.putPatent(plainPatent('p1', '锂电池', '一种负极'));
    expect(matcher.withoutVector('patent', 5)).toEqual([{ id: 'p1', text: '锂电池\n一种负极' }]);
    expect(matcher.putVectors('patent', embedder.id, old)).toEqual([]);
    expect(matcher.putVectors('patent', embedder.id, [{ id: 'gone', text: '', vector: battery }])).toEqual([]);
    matcher.removePatent('p2');
    matcher.putPatent(plainPatent('p2', '机器人', '一种关节'));
    expect(matcher.withoutVector('patent', 5).map(({ id }) => id)).toEqual(['p1', 'p2']);
  });

  it('are never mixed: not with another embedder, not with the own space, not in length', () => {
    const matcher = filled();
    const [read] = [{ id: 'p1', text: '锂电池\n一种正极', vector: battery }];
    expect(() => matcher.putVectors('patent', embedder.id, [read])).toThrow(RangeError); // none is in use
    matcher.useEmbedder(embedder);
    expect(() => matcher.putVectors('patent', 'another', [read])).toThrow(RangeError);
    const long = { ...read, vector: Float32Array.of(1, 0, 0) };
    expect(() => matcher.putVectors('patent', embedder.id, [long])).toThrow(RangeError);
    give(matcher, { p1: battery, p2: robot, n: battery });
    matcher.useEmbedder({ ...embedder }); // the same: nothing is lost
    expect(matcher.withoutVector('patent', 5)).toEqual([]);
    matcher.useEmbedder({ id: 'another', dimensions: 2 });
    expect(matcher.withoutVector('patent', 5)).toHaveLength(2);
    expect(meaningOf(matcher, 'p1')).toBeUndefined();
  });

  it('stand beside the space, which goes on telling which words are alike, and give way to it again', () => {
    const matcher = new Matcher();
    for (let i = 0; i < 20; i++) {
      const words = ['battery', 'anode', 'cathode', 'electrolyte'].filter((_, w) => (i + w) % 4 !== 0);
      matcher.putPatent(plainPatent(`p${i}`, '', words.join(' ')));
    }
    matcher.putNeed(need('anode'));
    matcher.useSpace(matcher.buildSpace({ id: 'space-1', dimensions: 2 }));
    const own = matcher.matchesForNeed('n', 20, options);
    const related = () => matcher.candidatesForNeed('n').map(({ id, values }) => [id, values.related]);
    const before = related();
    matcher.useEmbedder(embedder);
    expect(meaningOf(matcher, 'p0')).toBeUndefined();
    matcher.useSpace(matcher.buildSpace({ id: 'space-1', dimensions: 2 })); // a new space leaves the vectors alone
    give(matcher, { n: battery, p0: robot });
    expect(meaningOf(matcher, 'p0')).toBe(0);
    expect(new Map(related() as [string, number][])).toEqual(
      new Map(before.filter(([id]) => related().some(([other]) => other === id)) as [string, number][]),
    );
    expect(matcher.versions().index).toContain('+space-1+server/model/2');
    matcher.putPatent(plainPatent('new', '', 'anode')); // nor is what is new folded into them
    expect(matcher.withoutVector('patent', 50).map(({ id }) => id)).toContain('new');
    matcher.removePatent('new');
    const again = Matcher.load(matcher.save());
    expect(again.embedderId).toBe(embedder.id);
    expect(again.spaceId).toBe('space-1');
    expect(again.matchesForNeed('n', 20, options)).toEqual(matcher.matchesForNeed('n', 20, options));
    expect(again.withoutVector('patent', 50)).toEqual(matcher.withoutVector('patent', 50));
    again.useEmbedder(undefined);
    expect(again.matchesForNeed('n', 20, options).map(({ patentId, score }) => [patentId, score])).toEqual(
      own.map(({ patentId, score }) => [patentId, score]),
    );
    expect(again.versions().index).not.toContain('server');
  });

  it('are saved and loaded without a space too', () => {
    const matcher = filled();
    matcher.useEmbedder(embedder);
    give(matcher, { p1: battery, n: battery });
    const again = Matcher.load(matcher.save());
    expect(again.matchesForNeed('n', 5, options)).toEqual(matcher.matchesForNeed('n', 5, options));
    expect(again.withoutVector('patent', 5).map(({ id }) => id)).toEqual(['p2']);
  });
});

describe('the shipped classifications', () => {
  const titles = readIpcTitles(data('ipc-titles.tsv'));

  it('have the titles of places and industries', () => {
    expect(titles.find(({ symbol }) => symbol === 'H01M')?.zh).toContain('电池');
    expect(readIndustries(data('gbt4754.tsv')).find(({ code }) => code === 'A01')?.name).toBe('农业');
    expect(() => readIpcTitles(new TextEncoder().encode('H01M\tone cell short'))).toThrow(RangeError);
  });

  it('predict a subclass from titles alone, and from classified patents that resemble the text', () => {
    const predictor = new IpcPredictor(titles);
    expect(predictor.predict('锂离子蓄电池的电极及其制造', []).map((p) => p.subclass)).toContain('H01M');
    const neighbours = [{ ipc: ['B25J 9/16'], score: 10 }];
    expect(predictor.predict('机械手', neighbours)[0]?.subclass).toBe('B25J');
    expect(predictor.predict('', [])).toEqual([]);
  });
});
