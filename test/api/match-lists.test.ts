import { matchIdOf } from '../../server/features/matches/match-rules.ts';
import { Caller, newId } from '../support/app.ts';
import { listPatent, publishNeed, stepNeed } from '../support/listings.ts';
import { type MatchWorld, type Pair, command, explain, interest, matchWorld } from '../support/matches.ts';
import { invite } from '../support/members.ts';
import { member } from '../support/people.ts';

let app: MatchWorld['app'];
let clock: MatchWorld['clock'];
let university: MatchWorld['university'];
let company: MatchWorld['company'];
let centre: MatchWorld['centre'];
let stranger: MatchWorld['stranger'];
let needId: MatchWorld['needId'];
let cathode: MatchWorld['cathode'];
let freshPair: MatchWorld['freshPair'];

beforeAll(async () => {
  ({ app, clock, university, company, centre, stranger, needId, cathode, freshPair } = await matchWorld());
});
afterAll(() => app.stop());

describe('what a centre could bring together', () => {
  const introductions = async (query: object = {}) =>
    centre.call('matches.introductions', { query: { limit: 100, ...query } });

  it('are pairs that fit well and have no centre yet, the best first, page by page', async () => {
    const pair = await freshPair();
    const { items } = await introductions();
    const ids = items.map(({ id }) => id);
    expect(ids).toContain(matchIdOf(pair.needId, pair.patentId));
    const scores = items.map(({ score }) => score ?? 0);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(items.every(({ allowed, mySide }) => allowed.includes('recommend') && mySide === null)).toBe(true);
    const first = await introductions({ limit: 1 });
    expect([...first.items, ...(await introductions({ cursor: first.nextCursor ?? '' })).items]).toEqual(items);

    await centre.call('matches.recommend', { params: pair, body: command() });
    expect((await introductions()).items.map(({ id }) => id)).not.toContain(matchIdOf(pair.needId, pair.patentId));
  });

  it('leaves out needs that the centre may not know of, and names no anonymous owner', async () => {
    const hidden = await freshPair({ visibility: 'targeted', invited: [university.organisationId] });
    const anonymous = await freshPair({ visibility: 'anonymous', company: '某能源公司' });
    const { items } = await introductions();
    expect(items.map(({ need }) => need.id)).not.toContain(hidden.needId);
    expect(items.find(({ need }) => need.id === anonymous.needId)?.need.organisation).toBeNull();
  });

  it('begin with what lies in the industries that the centre named, which only its admins may', async () => {
    const far = await freshPair({ industry: 'I65 软件和信息技术服务业' });
    const near = await freshPair({ industry: 'C3841 锂离子电池制造' }, { industry: 'C38' });
    const set = (industries: string[], expectedVersion = 0) =>
      centre.call('matching.setIndustries', { body: { ...command(expectedVersion), industries } });
    const at = (items: readonly { need: { id: string } }[], pair: Pair) =>
      items.findIndex(({ need }) => need.id === pair.needId);
    for (const [version, [own, first, second]] of [
      ['C38', near, far] as const,
      ['I65', far, near] as const,
    ].entries()) {
      await set([own], version);
      expect((await centre.call('matching.industries')).industries).toEqual([own]);
      const { items } = await introductions();
      expect(items[0]).toMatchObject({ isOwnIndustry: true, need: { id: first.needId } });
      expect(items[at(items, second)]).toMatchObject({ isOwnIndustry: false });
      // the same list in pages of one, over the border between the two parts
      const pages: typeof items = [];
      for (let cursor: string | null | undefined; cursor !== null && pages.length < items.length + 1;) {
        const page = await introductions({ limit: 1, ...(cursor && { cursor }) });
        pages.push(...page.items);
        cursor = page.nextCursor;
      }
      expect(pages.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
      const only = (await introductions({ industry: 'C38' })).items.map(({ need }) => need.id);
      expect(only).toEqual([near.needId]);
    }
    expect(
      await centre.looseRefusal('matching.setIndustries', { body: { ...command(2), industries: ['Z99'] } }),
    ).toEqual(expect.objectContaining({ code: 'INVALID_INPUT' }));
    const editor = await invite(app, centre, 'editor');
    for (const who of [editor, company])
      expect(await who.refusal('matching.setIndustries', { body: { ...command(2), industries: [] } })).toMatchObject({
        code: 'NOT_ALLOWED',
      });
    const { industries, groups } = await centre.call('matches.groups', {});
    expect(industries.find(({ code }) => code === 'C38')).toEqual({
      code: 'C38',
      name: '电气机械和器材制造业',
      count: 1,
    });
    expect(groups.find(({ id }) => id === near.patentId)).toMatchObject({ count: 1, pushed: 0 });
    await set([], 2);
  });

  it('is for centres alone', async () => {
    for (const who of [company, university])
      expect(await who.refusal('matches.introductions', {})).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await new Caller(app.address).refusal('matches.introductions', {})).toMatchObject({
      code: 'NOT_AUTHENTICATED',
    });
  });
});

describe('what is new', () => {
  it('does not tell of a pair that hardly fits', async () => {
    const { items } = await company.call('matches.fresh', { query: { limit: 100 } });
    expect(items.filter(({ need }) => need.id === needId).map(({ patent }) => patent.id)).toEqual([cathode]);
    const list = await company.call('matches.forNeed', { params: { needId } });
    expect(list.items.length).toBeGreaterThan(1);
    // and whoever asks is told from where on nothing is called a recommendation: the parameter of the day
    expect(list.floor).toBe(0.3);
    expect(list.items.map(({ reasons }) => reasons.score >= list.floor)).toEqual(list.items.map((_, at) => at === 0));
  });

  it('says what both have, as they write it', async () => {
    const { items } = await company.call('matches.fresh', { query: { needId } });
    expect(items[0]?.facts).toMatchObject({
      topics: expect.arrayContaining(['高镍正极材料']),
      asking: { amount: '800000.00' },
      budget: { amount: '1000000.00' },
      isWithinBudget: true,
    });
  });

  it('stands with what a centre recommends first, then what the other side wants, however well it fits', async () => {
    const own = await member(app, 'university');
    const titled = async (title: string) => {
      const patentId = await listPatent(own, { title, abstract: `${title}。`, industry: 'C38' });
      const pairNeed = await publishNeed(company, { title, description: `${title}。` });
      return { needId: pairNeed, patentId };
    };
    const [found, worse, wanted] = [
      await titled('旋流除尘器叶片'),
      await titled('竹纤维滤芯'),
      await titled('磁悬浮轴承'),
    ];
    await app.settle();
    const poor = { needId: found.needId, patentId: worse.patentId };
    await centre.call('matches.recommend', { params: poor, body: command() });
    await interest(company, wanted);
    clock.forward(1_000);
    const newest = await titled('石墨烯散热涂层');
    await app.settle();
    const list = async (query: object = {}) =>
      (await own.call('matches.fresh', { query: { limit: 100, ...query } })).items;
    const shortOf = (items: Awaited<ReturnType<typeof list>>) =>
      items.map(({ need, patent, because }) => [need.id, patent.id, because]);
    for (const sort of ['fit', 'latest']) {
      const items = await list({ sort });
      expect(shortOf(items.slice(0, 2)).sort()).toEqual(
        [
          [poor.needId, poor.patentId, 'recommended'],
          [wanted.needId, wanted.patentId, 'interested'],
        ].sort(),
      );
      expect(items.slice(2).every(({ because }) => because === 'found')).toBe(true);
    }
    expect((await list({ sort: 'latest' }))[2]?.patent.id).toBe(newest.patentId);
    expect(shortOf(await list({ because: 'recommended' }))).toEqual([[poor.needId, poor.patentId, 'recommended']]);
    expect((await list({ patentId: found.patentId })).map(({ need }) => need.id)).toEqual([found.needId]);
    expect(await list({ industry: 'I65' })).toEqual([]);
    expect((await list({ industry: 'C38' })).length).toBe((await list()).length);
    expect((await list({ leastFit: 100 })).length).toBe(0);
    const groupsOf = async (query: object) => (await own.call('matches.groups', { query })).groups;
    const groups = await groupsOf({});
    expect(groups.find(({ id }) => id === worse.patentId)).toMatchObject({ title: '竹纤维滤芯', count: 2, pushed: 1 });
    // groups are of what the other filters leave, in their order
    expect(await groupsOf({ because: 'recommended' })).toMatchObject([{ id: worse.patentId, count: 1, pushed: 1 }]);
    expect(await groupsOf({ industry: 'I65' })).toEqual([]);
    expect((await groupsOf({ because: 'found', sort: 'latest' }))[0]?.id).toBe(newest.patentId);
    for (const leastFit of [40, 100]) {
      const kept = (await list({ leastFit })).map(({ patent }) => patent.id);
      expect((await groupsOf({ leastFit })).map(({ id }) => id).sort()).toEqual([...new Set(kept)].sort());
    }
    const mine = (query: object) => own.call('matches.mine', { query: { limit: 100, ...query } });
    expect((await mine({ patentId: wanted.patentId })).items).toHaveLength(1);
    expect((await mine({ industry: 'I65' })).items).toEqual([]);
    // of those that somebody acted on, what fits so well as a list last held them
    const [acted] = (await mine({ patentId: wanted.patentId })).items;
    const fit = Math.floor((acted?.score ?? 0) * 100);
    expect(fit).toBeGreaterThan(30);
    for (const [leastFit, expected] of [[fit, 1] as const, [fit + 1, 0] as const])
      expect((await mine({ patentId: wanted.patentId, leastFit })).items).toHaveLength(expected);
    const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id);
    expect(ids((await mine({ sort: 'oldest' })).items)).toEqual(ids((await mine({})).items).reverse());
  });

  it('reaches both sides when a patent or a need appears, until it is seen', async () => {
    const pair = await freshPair();
    const fresh = async (who: Caller) =>
      (await who.call('matches.fresh', { query: { limit: 100 } })).items.filter(
        ({ need, patent }) => need.id === pair.needId && patent.id === pair.patentId,
      );
    expect(await fresh(company)).toHaveLength(1);
    expect(await fresh(university)).toHaveLength(1);
    expect((await fresh(company))[0]).toMatchObject({ state: 'suggested', score: expect.any(Number) });
    await company.call('matches.see', { body: { pairs: [pair] } });
    await company.call('matches.see', { body: { pairs: [pair] } });
    expect(await fresh(company)).toEqual([]);
    expect(await fresh(university)).toHaveLength(1);
    expect((await explain(company, pair)).match.state).toBe('seen');
    expect((await explain(university, pair)).match.state).toBe('suggested');
  });

  it('goes when it has become a deal: that waits among the deals', async () => {
    const pair = await freshPair();
    await interest(university, pair);
    await interest(company, pair, 1);
    for (const who of [university, company]) {
      const { items } = await who.call('matches.fresh', { query: { limit: 100 } });
      expect(items.map(({ need }) => need.id)).not.toContain(pair.needId);
    }
  });

  it('goes when the other side withdraws, and is not new again after it was seen', async () => {
    const pair = await freshPair();
    await stepNeed(company, pair.needId, 'close');
    await app.settle();
    const { items } = await university.call('matches.fresh', { query: { limit: 100 } });
    expect(items.map(({ need }) => need.id)).not.toContain(pair.needId);
  });

  it('seeing what one may not know is passed over in silence', async () => {
    const pair = await freshPair();
    await stranger.call('matches.see', { body: { pairs: [pair, { needId: newId(), patentId: newId() }] } });
    expect((await explain(company, pair)).match.state).toBe('suggested');
  });

  it('lists what my organisation is in, the latest first, page by page', async () => {
    const pairs = [await freshPair(), await freshPair()];
    for (const pair of pairs) {
      clock.forward(1_000);
      await interest(university, pair);
    }
    const first = await company.call('matches.mine', { query: { limit: 1, state: 'interestedBySupplier' } });
    expect(first.items[0]?.need.id).toBe(pairs[1]?.needId);
    const cursor = first.nextCursor ?? '';
    const second = await company.call('matches.mine', { query: { limit: 1, state: 'interestedBySupplier', cursor } });
    expect(second.items[0]?.need.id).toBe(pairs[0]?.needId);
    expect((await stranger.call('matches.mine', {})).items).toEqual([]);
  });
});
