import { openEmbedder } from '../../server/platform/search/embedder.ts';
import { matchingThread, type MatchingThread } from '../../server/features/matches/engine/matching-thread.ts';
import { vectorKeeper } from '../../server/features/matches/engine/vector-keeper.ts';
import { matchesStore } from '../../server/features/matches/matches.store.ts';
import { createLogger, type Logger } from '../../server/platform/logger.ts';
import { newId, startApp, type TestApp } from '../support/app.ts';
import { listPatent, publishNeed } from '../support/listings.ts';
import { type Answer, type Asked, modelServer } from '../support/model-server.ts';
import { member, type Member } from '../support/people.ts';
import { until } from '../support/progress.ts';

const textsOf = ({ body }: Asked) => body['texts'] as string[];
/** A model that knows what stores energy, and of everything else that it is something else. */
const meaning = (text: string) => (/锂离子电池|储能/.test(text) ? [1, 0, 0] : [0, 1, 0]);
const model: Answer = (asked) => ({ embeddings: textsOf(asked).map(meaning) });
const key = 'sk-hunter2';

describe('an exchange with a model server', () => {
  let server: Awaited<ReturnType<typeof modelServer>>;
  let app: TestApp;
  let university: Member;
  let company: Member;
  beforeAll(async () => {
    server = await modelServer(model);
    app = await startApp({ env: { EMBEDDER: 'rest', EMBEDDER_URL: server.url, EMBEDDER_KEY: key } });
    university = await member(app, 'university');
    company = await member(app, 'company');
  });
  afterAll(async () => {
    await app.stop();
    server.stop();
  });

  const listFor = async (needId: string) => (await company.call('matches.forNeed', { params: { needId } })).items;

  it('matches texts that share no word but their meaning, keeps them for the sides, and says whose meaning it was', async () => {
    const patentId = await listPatent(university, { title: '锂离子电池', abstract: '正极。' });
    const otherId = await listPatent(university, { title: '焊接机器人', abstract: '关节。' });
    const needId = await publishNeed(company, { title: '储能', description: '储能' });
    await until(async () => (await listFor(needId)).some(({ patent }) => patent.id === patentId));
    const [first] = await listFor(needId);
    expect(first).toMatchObject({
      patent: { id: patentId },
      reasons: { versions: { index: /\+rest\/model\/3\/[0-9a-f]{8}$/ } },
    });
    expect((await listFor(needId)).map(({ patent }) => patent.id)).not.toContain(otherId);
    // what is kept for the sides was made before the texts were read, and is made anew
    const kept = matchesStore(app.app.database);
    await until(async () => (await kept.partnersOf('patentId', [patentId], 5)).includes(needId));
    expect(server.asked.every((asked) => asked.key === `Bearer ${key}`)).toBe(true);
  });

  it('reads a text anew when it changes, and forgets what the old one meant', async () => {
    const needId = await publishNeed(company, { title: '储能', description: '家用储能' });
    await until(async () => (await listFor(needId)).length > 0);
    const { version } = await company.call('needs.get', { params: { needId } });
    const body = { commandId: newId(), expectedVersion: version, title: '园艺', description: '园艺' };
    await company.call('needs.revise', { params: { needId }, body });
    const known = async () => (await listFor(needId)).map(({ patent }) => patent.title);
    await until(async () => (await known()).includes('焊接机器人'));
    expect(await known()).not.toContain('锂离子电池');
  });
});

describe('what keeps the vectors of an index', () => {
  const patent = (id: string, title: string) => ({
    thing: { id, holderId: 'h', title, abstract: '', ipc: [], routes: [] },
    stamp: `1.${title}`,
  });
  const nothing = { patents: [], needs: [], gonePatents: [], goneNeeds: [] };
  const ending: (() => unknown)[] = [];
  const open = async (answer: Answer, titles: readonly string[]) => {
    const server = await modelServer(answer);
    const thread: MatchingThread = matchingThread(createLogger('silent'), () => undefined);
    const stopping = new AbortController();
    const changed: string[] = [];
    const said: string[] = [];
    const note = (fields: object, message: string) => void said.push(JSON.stringify({ message, ...fields }));
    const logger: Logger = { debug: note, info: note, warn: note, error: note };
    const settings = { kind: 'rest', url: server.url, model: undefined, key } as const;
    const keeper = vectorKeeper({
      open: (signal) => openEmbedder(settings, signal, { tries: 1, pauseMs: 1, timeoutMs: 2_000 }),
      logger,
      signal: stopping.signal,
      changed: (_kind, ids) => Promise.resolve(void changed.push(...ids)),
      pauses: { firstMs: 1, lastMs: 5 },
    });
    ending.push(server.stop, () => stopping.abort(), thread.stop);
    await thread.ask('change', { ...nothing, patents: titles.map((title, at) => patent(`p${at}`, title)) });
    const left = async () =>
      (await thread.ask('withoutVector', { kind: 'patent', limit: 1_000, except: new Map() })).map(({ id }) => id);
    return { server, thread, keeper, changed, said, left };
  };
  afterEach(async () => {
    for (const end of ending.splice(0).reverse()) await end();
  });

  it('reads all there is, however much, and nothing twice', async () => {
    const titles = Array.from({ length: 150 }, (_, i) => `一种装置 ${i}`);
    const { server, thread, keeper, changed, left } = await open(model, titles);
    await keeper.keep(thread.ask);
    expect(await left()).toEqual([]);
    expect(changed).toHaveLength(150);
    const read = server.asked.flatMap(textsOf).slice(1); // the first asks how long vectors are
    expect([...read].sort()).toEqual([...titles].sort());
    await keeper.keep(thread.ask);
    expect(server.asked.flatMap(textsOf)).toHaveLength(151);
  });

  it('sets a text aside that the server refuses, until it is another text', async () => {
    const { thread, keeper, changed, said, left } = await open(
      (asked, response) =>
        textsOf(asked).some((text) => text.includes('毒'))
          ? void response.writeHead(400).end('bad')
          : { embeddings: textsOf(asked).map(meaning) },
      ['一种装置', '一种毒物', '另一种装置'],
    );
    await keeper.keep(thread.ask);
    expect(await left()).toEqual(['p1']);
    expect(changed.sort()).toEqual(['p0', 'p2']);
    expect(said.join()).toContain('refuses to read');
    await thread.ask('change', { ...nothing, patents: [patent('p1', '一种药物')] });
    await keeper.keep(thread.ask);
    expect(await left()).toEqual([]);
  });

  it('goes on after faults, logs them without texts and keys, and begins anew when the model has become another', async () => {
    let dimensions = 3;
    let isFailing = true;
    const { thread, keeper, said, left } = await open(
      (asked, response) =>
        isFailing
          ? void response.writeHead(500).end(`${key} ${textsOf(asked).join()}`)
          : { embeddings: textsOf(asked).map(() => Array.from({ length: dimensions }, () => 1)) },
      ['一种装置'],
    );
    const kept = keeper.keep(thread.ask);
    await until(() => keeper.fault() === 'the model server answered 500');
    expect(said.length).toBeGreaterThan(0);
    isFailing = false;
    await kept;
    expect(await left()).toEqual([]);
    dimensions = 5;
    await thread.ask('change', { ...nothing, patents: [patent('p9', '另一种装置')] });
    await keeper.keep(thread.ask);
    expect(await left()).toEqual([]);
    expect(keeper.fault()).toBeUndefined();
    expect(said.at(-1)).toContain('5 dimensions instead of 3');
    expect((await thread.ask('useEmbedder', { embedder: null })).id).toBeNull();
    expect(said.join()).not.toMatch(/装置|hunter2|127\.0\.0\.1/);
  });

  it('leaves an index alone where no server is plugged in, and takes it back to its own space', async () => {
    const { thread, keeper } = await open(model, ['一种装置']);
    await keeper.keep(thread.ask);
    const without = vectorKeeper({
      open: undefined,
      logger: createLogger('silent'),
      signal: new AbortController().signal,
      changed: () => Promise.reject(new Error('nothing changes')),
    });
    await without.keep(thread.ask);
    const lacking = await thread.ask('withoutVector', { kind: 'patent', limit: 5, except: new Map() });
    expect(lacking).toEqual([]); // nobody is to read anything
    const [read] = [{ id: 'p0', text: '一种装置', vector: Float32Array.of(1, 0, 0) }];
    await expect(thread.ask('putVectors', { kind: 'patent', embedder: 'x', read: [read] })).rejects.toThrow(
      'no embedder',
    );
  });
});
