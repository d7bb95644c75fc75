import { defaultWeights, features } from '../../matching/index.ts';
import { type EmphasisName, evenEmphasis } from '../../server/domain/match-emphasis.ts';
import { matchIdOf } from '../../server/features/matches/match-rules.ts';
import { isHeldBack } from '../../server/features/matches/learning.job.ts';
import { idFrom } from '../../server/platform/clock.ts';
import { shownStore, type StoredShown } from '../../server/features/matches/shown.store.ts';
import { Caller, newId, startApp, type TestApp, testClock } from '../support/app.ts';
import { listPatent, publishNeed } from '../support/listings.ts';
import { invite } from '../support/members.ts';
import { administrator, member, type Member, password } from '../support/people.ts';
import { until } from '../support/progress.ts';

const clock = testClock('2026-05-04T02:00:00.000Z');
let app: TestApp;
let university: Member;
let company: Member;
let centre: Member;

beforeAll(async () => {
  app = await startApp({ clock });
  university = await member(app, 'university');
  company = await member(app, 'company');
  centre = await member(app, 'centre');
});
afterAll(() => app.stop());

const command = (expectedVersion = 0) => ({ commandId: newId(), expectedVersion });
const emphasis = (changes: Partial<Record<EmphasisName, number>> = {}) => ({ ...evenEmphasis, ...changes });

describe('the classes of a need', () => {
  it('are predicted from its text, and those its owner gives teach the prediction for the next need', async () => {
    const text = '用于珠光颜料的云母片研磨剥离设备';
    const first = await publishNeed(company, { title: text, description: text });
    await app.settle();
    const before = await company.call('matches.classes', { params: { needId: first } });
    expect(before.given).toEqual([]);
    expect(before.predicted.length).toBeGreaterThan(1);
    for (const { subclass, zh, en } of before.predicted) {
      expect(subclass).toMatch(/^[A-H]\d\d[A-Z]$/);
      expect(zh + en).toMatch(/\S/); // some titles are known in one language only
    }
    const sum = before.predicted.reduce((total, { probability }) => total + probability, 0);
    expect(sum).toBeLessThanOrEqual(1 + 1e-9);
    expect(before.predicted[0]?.subclass).not.toBe('A47J');

    await company.call('needs.revise', { params: { needId: first }, body: { ...command(2), ipc: ['A47J'] } });
    const second = await publishNeed(company, { title: `${text}方案`, description: text });
    await app.settle();
    expect((await company.call('matches.classes', { params: { needId: first } })).given).toEqual(['A47J']);
    const after = await company.call('matches.classes', { params: { needId: second } });
    expect(after.predicted[0]?.subclass).toBe('A47J');
  });

  it('are for the owner and for centres that may see the need, and for nobody else', async () => {
    const needId = await publishNeed(company, { visibility: 'targeted' });
    await company.call('matches.classes', { params: { needId } });
    for (const who of [university, centre])
      expect(await who.refusal('matches.classes', { params: { needId } })).toMatchObject({ code: 'NOT_FOUND' });
    const open = await publishNeed(company, { title: '公开的需求' });
    await centre.call('matches.classes', { params: { needId: open } });
    expect(await university.refusal('matches.classes', { params: { needId: open } })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await new Caller(app.address).refusal('matches.classes', { params: { needId: open } })).toMatchObject({
      code: 'NOT_AUTHENTICATED',
    });
  });

  it.each([
    ['empty but for marks', '！！！'],
    ['one word a thousand times', '电池'.repeat(5_000)],
    ['from right to left', 'בטרייה ליתיום '.repeat(50)],
    ['numbers and units', '≥99.9% 5kW '.repeat(500)],
  ])('of a hostile text (%s) neither fail nor stall', async (_what, description) => {
    const needId = await publishNeed(company, { title: '需求', description });
    await app.settle();
    const { predicted } = await company.call('matches.classes', { params: { needId } });
    expect(predicted.length).toBeLessThanOrEqual(5);
    await company.call('matches.forNeed', { params: { needId } });
  });
});

describe('the weights of a centre', () => {
  it('begin even, are tried before they are saved, and then hold in the lists that this centre asks for', async () => {
    expect(await centre.call('matching.weights', {})).toEqual({
      version: 0,
      emphasis: evenEmphasis,
      bounds: { least: 0.25, most: 3 },
      basedOn: defaultWeights.version,
      allowed: ['setWeights'],
    });
    const even = await centre.call('matching.tryWeights', { body: { emphasis: emphasis() } });
    expect(even).toMatchObject({ set: 'frozen-1', needs: 64, otherFirst: 0, otherTen: 0, effect: { difference: 0 } });
    expect(even.now).toEqual(even.then);
    const bad = emphasis({ text: 3, ipc: 0.25, budget: 0.25, maturity: 0.25, route: 0.25 });
    const worse = await centre.call('matching.tryWeights', { body: { emphasis: bad } });
    expect(worse.effect.high).toBeLessThan(0);
    expect(worse.then.mean).toBeLessThan(worse.now.mean);
    expect(worse.otherTen).toBeGreaterThan(0);
    expect((await centre.call('matching.weights', {})).version).toBe(0);

    const needId = await publishNeed(company, {
      title: '需要齿轮箱降噪',
      budgetTo: { amount: '100000', currency: 'CNY' },
    });
    const [dear, cheap] = [
      await listPatent(university, {
        title: '齿轮箱降噪装置',
        abstract: '齿轮箱降噪。',
        askingPrice: { amount: '300000', currency: 'CNY' },
      }),
      await listPatent(university, {
        title: '齿轮箱',
        abstract: '一种齿轮箱。',
        askingPrice: { amount: '90000', currency: 'CNY' },
      }),
    ];
    await app.settle();
    const listOf = async (who: Caller) => (await who.call('matches.forNeed', { params: { needId } })).items;
    const ofCompany = await listOf(company);
    const bar = (items: typeof ofCompany, id: string, feature: string) =>
      items.find(({ patent }) => patent.id === id)?.reasons.needSide.bars.find((one) => one.feature === feature)
        ?.contribution ?? 0;
    await centre.call('matching.setWeights', { body: { ...command(), emphasis: emphasis({ budget: 3, text: 0.25 }) } });
    const ofCentre = await listOf(centre);
    for (const id of [dear, cheap]) {
      expect(bar(ofCentre, id, 'budget')).toBeCloseTo(3 * bar(ofCompany, id, 'budget'), 9);
      expect(bar(ofCentre, id, 'words')).toBeCloseTo(0.25 * bar(ofCompany, id, 'words'), 9);
    }
    expect(ofCentre.find(({ patent }) => patent.id === cheap)!.rank).toBe(1);
    const version = `${defaultWeights.version}*${centre.organisationId}.1`;
    expect(ofCentre[0]?.reasons.versions.weights).toBe(version);
    // the reasons of one pair are those of the list, and nobody else's list moved
    const { reasons } = await centre.call('matches.explain', { params: { needId, patentId: cheap } });
    expect(reasons?.versions.weights).toBe(version);
    expect((await listOf(company)).map(({ patent }) => patent.id)).toEqual(ofCompany.map(({ patent }) => patent.id));
    const other = await member(app, 'centre');
    expect((await listOf(other))[0]?.reasons.versions.weights).toBe(defaultWeights.version);
  });

  it('have bounds, a version, and happen once', async () => {
    const own = await member(app, 'centre');
    for (const factor of [0, 0.24, 3.01, -1, 1e9]) {
      const body = { ...command(), emphasis: emphasis({ budget: factor }) };
      const problem = { code: 'INVALID_INPUT', details: { field: 'emphasis.budget' } };
      expect(await own.refusal('matching.setWeights', { body })).toMatchObject(problem);
      expect(await own.refusal('matching.tryWeights', { body: { emphasis: body.emphasis } })).toMatchObject(problem);
    }
    const body = { ...command(), emphasis: emphasis({ budget: 2 }) };
    const first = await own.call('matching.setWeights', { body });
    expect(await own.call('matching.setWeights', { body })).toEqual(first);
    expect(await own.refusal('matching.setWeights', { body: { ...body, emphasis: emphasis() } })).toMatchObject({
      code: 'CONFLICT',
    });
    await own.call('matching.setWeights', { body: { ...command(1), emphasis: emphasis() } });
    expect(await own.refusal('matching.setWeights', { body: { ...command(1), emphasis: emphasis() } })).toMatchObject({
      code: 'STALE_VERSION',
    });
    expect(await own.call('matching.weights', {})).toMatchObject({ version: 2, emphasis: evenEmphasis });
  });

  it('are read and tried by a centre only, and set by its admins only', async () => {
    const editor = await invite(app, centre, 'editor');
    expect(await editor.call('matching.weights', {})).toMatchObject({ allowed: [] });
    expect(
      await editor.refusal('matching.setWeights', { body: { ...command(1), emphasis: emphasis() } }),
    ).toMatchObject({
      code: 'NOT_ALLOWED',
    });
    const notApproved = await member(app, 'centre', { isApproved: false });
    for (const who of [company, university, notApproved, await administrator(app)]) {
      const refused = { code: 'NOT_ALLOWED' };
      expect(await who.refusal('matching.weights', {})).toMatchObject(refused);
      expect(await who.refusal('matching.tryWeights', { body: { emphasis: emphasis() } })).toMatchObject(refused);
      expect(await who.refusal('matching.setWeights', { body: { ...command(), emphasis: emphasis() } })).toMatchObject(
        refused,
      );
    }
  });
});

describe('what people do with the lists they see', () => {
  it('is kept with what each line was shown with, and with what was opened and answered', async () => {
    const needId = await publishNeed(company, { title: '寻找静电纺丝滤膜', description: '静电纺丝滤膜，效率高。' });
    const patentId = await listPatent(university, { title: '静电纺丝滤膜', abstract: '静电纺丝滤膜。' });
    await app.settle();
    await company.call('matches.forNeed', { params: { needId } });
    const lists = shownStore(app.app.database);
    const kept = async () =>
      (await lists.model.find({ listFor: needId }).sort({ at: -1, _id: -1 }).lean<StoredShown[]>())[0]!;
    const line = (await kept()).items[0]!;
    expect(line).toMatchObject({ id: matchIdOf(needId, patentId), shownId: patentId, rank: 1, language: 'zh' });
    expect(features).toEqual(expect.arrayContaining(Object.keys(line.values ?? {})));
    expect(line.values?.asked).toBeGreaterThan(0);
    expect((await kept()).opened ?? []).toEqual([]);
    await company.call('matches.explain', { params: { needId, patentId } });
    await company.call('matches.explain', { params: { needId, patentId } });
    await centre.call('matches.explain', { params: { needId, patentId } });
    expect((await kept()).opened).toEqual([line.id]);
    clock.forward(11 * 60_000); // feedback is counted every ten minutes
    const before = (await company.call('matching.quality', {})).feedback;
    expect(before.outcomes.opened).toBeGreaterThan(0);
    const body = { ...command(), reason: 'price' as const };
    await company.call('matches.decline', { params: { needId, patentId }, body });
    clock.forward(11 * 60_000);
    const after = (await company.call('matching.quality', {})).feedback;
    expect(after.outcomes.declined).toBe(before.outcomes.declined + 1);
    expect(after.reasons).toContainEqual({ reason: 'price', count: 1 });
    const bands = (quality: typeof after) => quality.byFit.map(({ from }) => from);
    expect(bands(after)).toEqual([0, 0.2, 0.4, 0.6, 0.8]);
    const answered = ({ byFit }: typeof after) => byFit.reduce((sum, { answered: n }) => sum + n, 0);
    expect(answered(after)).toBe(answered(before) + 1);
  });

  it('moves what was shown often this week a little down, and says so apart from the score', async () => {
    const needId = await publishNeed(company, { title: '寻找磁流变阻尼器', description: '磁流变阻尼器。' });
    const patentId = await listPatent(university, { title: '磁流变阻尼器', abstract: '磁流变阻尼器。' });
    await app.settle();
    const [before] = (await company.call('matches.forNeed', { params: { needId } })).items;
    const line = { id: matchIdOf(needId, patentId), shownId: patentId, rank: 1, score: 0.5, language: 'zh' as const };
    const versions = { weights: 'w', index: 'i', table: 't' };
    for (let list = 0; list < 100; list++) {
      const of = { _id: newId(), v: 1, listFor: newId(), side: 'facilitator' as const, organisationId: newId() };
      await shownStore(app.app.database).add({ ...of, at: clock.now(), versions, items: [line] });
    }
    clock.forward(61_000); // it is counted once a minute
    const [after] = (await company.call('matches.forNeed', { params: { needId } })).items;
    expect(before!.reasons.exposure).toBeGreaterThan(0.95);
    expect(after!.reasons.exposure).toBeCloseTo((1 + 101 / 50) ** -0.5, 6);
    expect(after!.reasons.score).toBe(before!.reasons.score);
    clock.forward(7 * 86_400_000);
    const [later] = (await company.call('matches.forNeed', { params: { needId } })).items;
    expect(later!.reasons.exposure).toBe(1);
  });

  it('with too little of it nothing is learned, and the night says so', async () => {
    const { learned, weights } = await afterANight();
    expect(learned[0]).toMatchObject({ result: 'tooLittle', heldBack: null, answers: null, frozen: null });
    expect(weights).toEqual({ version: defaultWeights.version, since: null });
  });

  it('teaches weights that go live only if they are not worse on what was held back and on the frozen set', async () => {
    const second = await startApp({ clock, env: { DATABASE: app.config.database } });
    try {
      await showMany(60, (values) => values.maturity > 0.5);
      const { learned, weights } = await afterANight();
      const [latest] = learned;
      expect(latest).toMatchObject({ trainedOn: expect.any(Number), heldBack: expect.any(Object) });
      expect(latest!.trainedOn).toBeGreaterThanOrEqual(20);
      const isNotWorse = latest!.heldBack!.difference >= 0 && latest!.frozen!.difference >= 0;
      expect(latest!.result).toBe(isNotWorse ? 'live' : 'worse');
      expect(isNotWorse).toBe(true);
      expect(weights.version).toBe(latest!.version);
      await app.settle();
      // lists, and what stands in "new for you", are made with them from now on
      const needId = await publishNeed(company, { title: '寻找静电纺丝滤膜', description: '静电纺丝滤膜。' });
      await app.settle();
      const { items } = await company.call('matches.forNeed', { params: { needId } });
      expect(items[0]?.reasons.versions.weights).toBe(latest!.version);
      // and so are those that another server makes
      await second.app.tail.catchUp();
      const there = await new Caller(second.address).signIn(company.email, password);
      const shown = await there.call('matches.forNeed', { params: { needId } });
      expect(shown.items[0]?.reasons.versions.weights).toBe(latest!.version);
    } finally {
      await second.stop(true);
    }
  });

  it('that would make the frozen set worse is refused, and the platform stays as it was', async () => {
    const { weights: before } = await company.call('matching.quality', {});
    // people who want only what their conditions rule out
    await showMany(200, (values) => values.maturity + values.budget + values.route + values.ipc < 1.2);
    const { learned, weights } = await afterANight();
    expect(learned[0]).toMatchObject({ result: 'worse' });
    expect(learned[0]!.frozen!.difference).toBeLessThan(0);
    expect(weights).toEqual(before);
  });
});

/** The quality page once this night's try to learn is on it: the running scheduler does the work. */
async function afterANight() {
  clock.forward(2 * 86_400_000);
  const look = () => company.call('matching.quality', {});
  let quality = await look();
  const { learned } = quality;
  await until(async () => {
    await app.app.scheduler.runDue();
    quality = await look();
    return quality.learned[0]?.version !== learned[0]?.version;
  });
  return quality;
}

/** Lists as they would have been shown to many companies, with interest in the first line that `wants` says yes to. */
async function showMany(
  count: number,
  wants: (values: { maturity: number; budget: number; route: number; ipc: number }) => boolean,
): Promise<void> {
  const { shown, matches } = await stores();
  let seed = count;
  const chance = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  for (let list = 0; list < count; list++) {
    const listFor = idFrom(`list ${list} of ${count}`); // which are held back follows from it
    const items = Array.from({ length: 10 }, (_, at) => ({
      id: idFrom(`${listFor} ${at}`),
      shownId: newId(),
      rank: at + 1,
      score: 1 - at / 10,
      language: 'zh' as const,
      values: { words: 0.5, asked: 0.5, maturity: chance(), budget: chance(), route: chance(), ipc: chance() },
    }));
    const wanted = items.find(({ values }) => wants(values));
    await shown.add({
      _id: newId(),
      v: 1,
      listFor,
      side: 'demander',
      organisationId: idFrom(`company ${list % 7}`), // as many as weights must rest on, and more
      at: clock.now(),
      versions: { weights: 'w', index: 'i', table: 't' },
      items,
    });
    if (wanted)
      await matches.save({
        _id: wanted.id,
        v: 1,
        version: 1,
        needId: listFor,
        patentId: wanted.shownId,
        supplierId: university.organisationId,
        demanderId: company.organisationId,
        centreId: null,
        state: 'interestedByDemander',
        declined: null,
        deadline: null,
        updatedAt: clock.now(),
      });
  }
  expect([true, false]).toContain(isHeldBack({ listFor: newId() }));
}

async function stores() {
  const { matchesStore } = await import('../../server/features/matches/matches.store.ts');
  return { shown: shownStore(app.app.database), matches: matchesStore(app.app.database) };
}

describe('the quality page', () => {
  it('shows what the frozen set gives with the weights in use', async () => {
    const quality = await (await administrator(app)).call('matching.quality', {});
    expect(quality.frozen).toMatchObject({ set: 'frozen-1', needs: 64, patents: 784 });
    const { mean, low, high } = quality.frozen.ndcg10;
    expect(low).toBeLessThanOrEqual(mean);
    expect(mean).toBeLessThanOrEqual(high);
    expect(mean).toBeGreaterThan(0.8);
  });

  it('is for members of approved organisations and the administrator, and for nobody else', async () => {
    await university.call('matching.quality', {});
    const pending = await member(app, 'company', { isApproved: false });
    expect(await pending.refusal('matching.quality', {})).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await new Caller(app.address).refusal('matching.quality', {})).toMatchObject({ code: 'NOT_AUTHENTICATED' });
  });
});
