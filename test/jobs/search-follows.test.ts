import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { packagedBinary } from '../../server/platform/search/meili-binary.ts';
import { Caller, startApp, type TestApp } from '../support/app.ts';
import { listPatent, publishNeed, stepPatent } from '../support/listings.ts';
import { member, type Member, password } from '../support/people.ts';
import { until } from '../support/progress.ts';

const hasBinary = packagedBinary() !== undefined;

(hasBinary ? describe : describe.skip)('search on Meilisearch follows the exchange', () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'search-app-'));
  const env = { SEARCH: 'auto' };
  let app: TestApp;
  let university: Member;
  let anybody: Caller;
  const open = async (more: NodeJS.ProcessEnv = {}) => {
    app = await startApp({ dataFolder, env: { ...env, ...more } });
    await app.app.searching.ready();
    anybody = new Caller(app.address);
  };
  const found = async (text: string) =>
    (await anybody.call('search.patents', { query: { text, limit: 100 } })).items.map(({ id }) => id);
  const finds = (text: string, ids: readonly string[]) =>
    until(async () => JSON.stringify((await found(text).catch(() => [])).sort()) === JSON.stringify([...ids].sort()));

  /** The same member at the server that runs now. */
  const signedIn = async ({ email, organisationId }: Member): Promise<Member> =>
    Object.assign(await new Caller(app.address).signIn(email, password), { email, organisationId });

  beforeAll(async () => {
    await open();
    university = await member(app, 'university');
  });
  afterAll(async () => {
    await app.stop();
    rmSync(dataFolder, { recursive: true });
  });

  it('health names the engine and the process', async () => {
    const { parts } = await anybody.call('system.health', {});
    expect(parts['search']).toMatchObject({ ok: true, detail: 'Meilisearch 1.21.0 works, run by this installation.' });
  });

  it('finds what was listed, finds it otherwise when it was revised, and not when it was withdrawn', async () => {
    const id = await listPatent(university, { title: '一种反渗透膜' });
    await app.settle();
    await finds('反渗透膜', [id]);
    const { version } = await university.call('patents.get', { params: { patentId: id } });
    const body = { commandId: crypto.randomUUID(), expectedVersion: version, title: '一种纳滤膜', reason: '名称有误' };
    await university.call('patents.revise', { params: { patentId: id }, body });
    await app.settle();
    await finds('纳滤膜', [id]);
    await stepPatent(university, id, 'withdraw');
    await app.settle();
    await finds('纳滤膜', []);
    expect(await university.call('search.patents', { query: { text: '纳滤膜' } })).toMatchObject({ total: 1 });
  });

  it('loses nothing that happened while Meilisearch was dead', async () => {
    process.kill(Number(readFileSync(join(dataFolder, 'search/meilisearch.pid'), 'utf8')), 'SIGKILL');
    const id = await listPatent(university, { title: '断电期间登记的压缩机' });
    await finds('压缩机', [id]);
  });

  /** A request to Meilisearch itself, as an operator would send it. */
  const meili = async (path: string, method = 'GET', body?: unknown) => {
    const folder = join(dataFolder, 'search');
    const read = (name: string) => readFileSync(join(folder, name), 'utf8').trim();
    const response = await fetch(`http://127.0.0.1:${read('meilisearch.port')}${path}`, {
      method,
      headers: { authorization: `Bearer ${read('master.key')}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await response.json()) as { taskUid?: number; status?: string; filterableAttributes?: string[] };
  };
  const done = async ({ taskUid }: { taskUid?: number }) =>
    until(async () => (await meili(`/tasks/${taskUid}`)).status === 'succeeded');
  const patentsIndex = () => `/indexes/${app.config.database}-patents`;
  const searchPart = async () => (await anybody.call('system.health', {})).parts['search'];

  it('an index that was removed is told of, made anew with its settings, and filled, by the next write', async () => {
    const before = await listPatent(university, { title: '删除索引之前登记的水泵' });
    await app.settle();
    await finds('水泵', [before]);
    await done(await meili(patentsIndex(), 'DELETE'));
    expect(await searchPart()).toMatchObject({ ok: false, detail: expect.stringMatching(/patents/) });
    const after = await listPatent(university, { title: '删除索引之后登记的水泵' });
    await app.settle();
    await finds('水泵', [before, after]);
    await until(async () => (await searchPart())?.ok === true);
  });

  it('an index that was removed is also made anew when somebody searches, and nobody writes', async () => {
    await done(await meili(patentsIndex(), 'DELETE'));
    expect(await anybody.refusal('search.patents', { query: { text: '水泵' } })).toMatchObject({
      code: 'UNAVAILABLE',
    });
    await until(async () => (await found('水泵').catch(() => [])).length === 2);
  });

  it('an index without settings, as a write leaves it that found none, is made anew: after a kill, too', async () => {
    await done(await meili(patentsIndex(), 'DELETE'));
    await done(await meili(`${patentsIndex()}/documents?primaryKey=id`, 'POST', [{ id: 'stray', title: '水泵' }]));
    expect((await searchPart())?.ok).toBe(false);
    process.kill(Number(readFileSync(join(dataFolder, 'search/meilisearch.pid'), 'utf8')), 'SIGKILL');
    await until(async () => (await found('水泵').catch(() => [])).length === 2);
    await until(async () => (await searchPart())?.ok === true);
    expect((await meili(`${patentsIndex()}/settings`)).filterableAttributes).toContain('audience');
  });

  it('an index whose settings somebody changed is made anew when the server starts', async () => {
    const { database } = app.config;
    await done(await meili(`${patentsIndex()}/settings`, 'PATCH', { filterableAttributes: ['ipc'] }));
    await app.stop(true);
    await open({ DATABASE: database });
    expect((await meili(`${patentsIndex()}/settings`)).filterableAttributes).toContain('audience');
    expect(await found('水泵')).toHaveLength(2);
    university = await signedIn(university);
  });

  it('events seen twice and in the wrong order change nothing', async () => {
    const id = await listPatent(university, { title: '重复投递的阀门' });
    await app.settle();
    const events = await app.app.events.ofStream(`patent:${id}`);
    const reader = app.app.searching.readers[0]!;
    for (const event of [...events].reverse().concat(events)) await reader.apply(event);
    await finds('阀门', [id]);
  });

  it('a rebuild equals what was written event by event', async () => {
    await publishNeed(await member(app, 'company'), { title: '寻找阀门' });
    await app.settle();
    const all = async () => ({
      patents: await university.call('search.patents', { query: { limit: 100, sort: 'newest' } }),
      needs: await university.call('search.needs', { query: { limit: 100 } }),
    });
    await until(async () => (await all()).needs.total === 1);
    const before = await all();
    const counts = await app.app.searching.rebuild();
    expect(counts).toMatchObject({ needs: 1 });
    expect(await all()).toEqual(before);
  });

  it('what was written during a rebuild is in the new index', async () => {
    const [, id] = await Promise.all([
      app.app.searching.rebuild(),
      sleep(60).then(() => listPatent(university, { title: '重建期间登记的轴承' })),
    ]);
    await app.settle();
    await finds('轴承', [id]);
  });

  it('after a time with the built-in engine the index is built anew', async () => {
    const { database } = app.config;
    await app.stop(true);
    await open({ SEARCH: 'builtin', DATABASE: database });
    const again = await signedIn(university);
    const id = await listPatent(again, { title: '备用引擎期间登记的齿轮' });
    await app.settle();
    expect(await found('齿轮')).toEqual([id]);
    await app.stop(true);
    await open({ DATABASE: database });
    expect(await found('齿轮')).toEqual([id]);
    university = await signedIn(university);
  });
});
