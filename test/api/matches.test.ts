import { matchIdOf } from '../../server/features/matches/match-rules.ts';
import { Caller, newId } from '../support/app.ts';
import { listPatent, publishNeed, stepNeed, stepPatent } from '../support/listings.ts';
import { type MatchWorld, command, explain, matchWorld } from '../support/matches.ts';
import { member } from '../support/people.ts';

let app: MatchWorld['app'];
let university: MatchWorld['university'];
let company: MatchWorld['company'];
let centre: MatchWorld['centre'];
let stranger: MatchWorld['stranger'];
let needId: MatchWorld['needId'];
let cathode: MatchWorld['cathode'];
let freshPair: MatchWorld['freshPair'];

beforeAll(async () => {
  ({ app, university, company, centre, stranger, needId, cathode, freshPair } = await matchWorld());
});
afterAll(() => app.stop());

describe('the list for a need', () => {
  it('ranks the fitting patent first, with bars that add up, conditions, and a first proposal', async () => {
    const { items } = await company.call('matches.forNeed', { params: { needId } });
    const first = items[0]!;
    expect(first).toMatchObject({
      id: matchIdOf(needId, cathode),
      rank: 1,
      version: 0,
      mySide: 'demander',
      patent: { id: cathode, organisation: { id: university.organisationId, name: '某某大学' } },
      reasons: {
        terms: {
          route: 'exclusiveLicence',
          routeBasis: 'both',
          exclusivity: 'exclusive',
          asking: { amount: '800000.00', currency: 'CNY' },
          budget: { amount: '1000000.00', currency: 'CNY' },
          withinBudget: true,
          price: { basis: 'reference', year: 2023 },
        },
      },
    });
    for (const side of [first.reasons.needSide, first.reasons.patentSide]) {
      const sum = side.bars.reduce((total, { contribution }) => total + contribution, 0);
      expect(Math.abs(sum - side.z)).toBeLessThan(1e-9);
    }
    const budget = first.reasons.constraints.find(({ feature }) => feature === 'budget');
    expect(budget).toMatchObject({ state: 'satisfied' });
    const route = first.reasons.constraints.find(({ feature }) => feature === 'route');
    expect(route).toMatchObject({ wanted: ['exclusiveLicence'], offered: ['exclusiveLicence'] });
    expect(first.reasons.versions.weights).toMatch(/\S/);
  });

  it('takes conditions from the words of a need that has no fields, and previews the same list while it is written', async () => {
    const text = '需要循环寿命长的高镍正极材料，用于动力电池，预算100万元以内，独占许可，2027年6月前完成。';
    const preview = await company.call('matches.preview', { body: { text } });
    expect(preview.items[0]).toMatchObject({ patent: { id: cathode, organisation: { name: '某某大学' } } });
    const plain = await publishNeed(company, { title: '高镍正极材料', description: text });
    await app.settle();
    const first = (await company.call('matches.forNeed', { params: { needId: plain } })).items[0]!;
    const stateOf = (feature: string) => first.reasons.constraints.find((one) => one.feature === feature);
    expect(stateOf('budget')).toMatchObject({ state: 'satisfied', wanted: 1_000_000, missing: null });
    expect(stateOf('route')).toMatchObject({ state: 'satisfied', wanted: ['exclusiveLicence'] });
    expect(stateOf('timing')).toMatchObject({ wanted: '2027-06-30', missing: 'patent' });
    const others = await company.call('matches.forNeed', { params: { needId } });
    expect(others.items[0]!.patent.id).toBe(cathode); // the preview left nothing behind
    await stepNeed(company, plain, 'close');
    await app.settle();
  });

  it('keeps every shown list with the versions it was made with', async () => {
    await company.call('matches.forNeed', { params: { needId } });
    const { shown } = await shownLists(needId);
    expect(shown.at(-1)).toMatchObject({
      side: 'demander',
      organisationId: company.organisationId,
      items: [{ id: matchIdOf(needId, cathode), rank: 1 }, ...(shown.at(-1)?.items.slice(1) ?? [])],
      versions: { weights: expect.any(String), index: expect.any(String), table: expect.any(String) },
    });
  });

  it('is narrowed by fit, industry and state and put in order of price, of the best hundred and not of one page', async () => {
    const asked = await publishNeed(company, { title: '陶瓷刀具涂层', description: '陶瓷刀具涂层。' });
    const offer = (title: string, amount: string | null, industry: string) =>
      listPatent(university, {
        ...{ title, abstract: '陶瓷刀具涂层。', industry },
        ...(amount === null ? {} : { askingPrice: { amount, currency: 'CNY' as const } }),
      });
    const dear = await offer('陶瓷刀具涂层', '900000', 'C34');
    const cheap = await offer('一种涂层', '100000', 'C34');
    const silent = await offer('另一种涂层', null, 'C33');
    await app.settle();
    const list = (query: object = {}) => company.call('matches.forNeed', { params: { needId: asked }, query });
    const ids = async (query: object) => (await list(query)).items.map(({ patent }) => patent.id);
    const mine = async (query: object) => (await ids(query)).filter((id) => [dear, cheap, silent].includes(id));
    const { items, industries } = await list();
    expect(await mine({ sort: 'price' })).toEqual([cheap, dear, silent]);
    expect((await ids({ sort: 'price', limit: 1 }))[0]).not.toBe(items[0]?.patent.id);
    expect(await mine({ industry: 'C34' })).toEqual([dear, cheap]);
    // of the industries it says how many, whatever is chosen; the rank is that of the whole list
    expect((await list({ industry: 'C33' })).industries).toEqual(industries);
    expect(industries).toContainEqual({ code: 'C34', name: '通用设备制造业', count: 2 });
    const only = (await list({ industry: 'C33' })).items[0];
    expect(only?.rank).toBe(items.find(({ patent }) => patent.id === silent)?.rank);
    const best = Math.floor((items[0]?.reasons.score ?? 0) * 100);
    expect((await ids({ leastFit: best }))[0]).toBe(items[0]?.patent.id);
    expect(await ids({ leastFit: 100 })).toEqual([]);
    await company.call('matches.see', { body: { pairs: [{ needId: asked, patentId: cheap }] } });
    expect(await mine({ state: 'seen' })).toEqual([cheap]);
    expect(await mine({ state: 'suggested' })).toEqual([dear, silent]);
    // the matcher learns from the list as it ranked it alone
    expect((await shownLists(asked)).shown).toHaveLength(1);
    const wishes = await university.call('matches.forPatent', { params: { patentId: dear }, query: { sort: 'price' } });
    expect(wishes.items.map(({ need }) => need.id)).toContain(asked);
    await stepNeed(company, asked, 'close');
    await app.settle();
  });

  it('is for the owner and for centres that may see the need, and for nobody else', async () => {
    expect((await centre.call('matches.forNeed', { params: { needId } })).items[0]).toMatchObject({ mySide: null });
    for (const who of [university, stranger]) {
      expect(await who.refusal('matches.forNeed', { params: { needId } })).toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(await new Caller(app.address).refusal('matches.forNeed', { params: { needId } })).toMatchObject({
      code: 'NOT_AUTHENTICATED',
    });
    const pending = await member(app, 'centre', { isApproved: false });
    expect(await pending.refusal('matches.forNeed', { params: { needId } })).toMatchObject({ code: 'NOT_ALLOWED' });
    const targeted = await publishNeed(company, { visibility: 'targeted', invited: [university.organisationId] });
    expect(await centre.refusal('matches.forNeed', { params: { needId: targeted } })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('patents like a patent', () => {
  const crystal = (title: string, isPublic = true) =>
    listPatent(
      university,
      { title, abstract: '用于激光器的掺镱光纤与单晶光纤拉制。', ipc: ['C30B15/00'] },
      { isPublic },
    );
  const similarTo = async (who: Caller, patentId: string) =>
    (await who.call('patents.similar', { params: { patentId } })).items.map(({ id }) => id);

  it('are those on offer, for anybody; what is not on offer neither has any nor is one', async () => {
    const one = await crystal('掺镱单晶光纤的拉制方法');
    const two = await crystal('掺镱光纤拉制装置');
    const draft = await crystal('掺镱光纤拉制设备', false);
    await app.settle();
    const anybody = new Caller(app.address);
    for (const who of [anybody, stranger, university]) {
      expect(await similarTo(who, one)).toEqual([two]);
      expect(await similarTo(who, draft)).toEqual([]);
      expect(await similarTo(who, newId())).toEqual([]);
    }
    const { items } = await anybody.call('patents.similar', { params: { patentId: two } });
    expect(items[0]).toMatchObject({
      title: '掺镱单晶光纤的拉制方法',
      organisation: { id: university.organisationId },
    });
    await stepPatent(university, two, 'withdraw');
    await app.settle();
    expect(await similarTo(anybody, one)).toEqual([]);
  });
});

describe('the list for a patent', () => {
  it('shows its owner and centres the needs it serves, and nobody else', async () => {
    const { items } = await university.call('matches.forPatent', { params: { patentId: cathode } });
    expect(items[0]).toMatchObject({ need: { id: needId }, mySide: 'supplier' });
    await centre.call('matches.forPatent', { params: { patentId: cathode } });
    const problem = await company.refusal('matches.forPatent', { params: { patentId: cathode } });
    expect(problem).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('names no owner of an anonymous need, and leaves out targeted needs of others', async () => {
    const anonymous = await freshPair({ visibility: 'anonymous', company: '某能源公司' });
    const listed = await university.call('matches.forPatent', { params: { patentId: anonymous.patentId } });
    expect(listed.items[0]).toMatchObject({ need: { id: anonymous.needId, organisation: null } });
    expect(JSON.stringify(listed.items[0]?.need)).not.toContain('能源');
    // nor where it is: the company's own place is no condition that anybody else may read
    const region = listed.items[0]?.reasons.constraints.find(({ feature }) => feature === 'region');
    expect(region).toMatchObject({ wanted: null, missing: 'need' });
    const targeted = await freshPair({ visibility: 'targeted', invited: [stranger.organisationId] });
    const other = await university.call('matches.forPatent', { params: { patentId: targeted.patentId } });
    expect(other.items.map(({ need }) => need.id)).not.toContain(targeted.needId);
    expect(await university.refusal('matches.explain', { params: targeted })).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('why is it where it is', () => {
  it('shows the shared words where they stand in both texts', async () => {
    const { reasons, placement } = await explain(company, { needId, patentId: cathode });
    expect(placement).toEqual({ kind: 'listed', rank: 1 });
    const description = (await company.call('needs.get', { params: { needId } })).description;
    const { abstract } = await company.call('patents.get', { params: { patentId: cathode } });
    const texts: Record<string, string> = { description, abstract: abstract ?? '' };
    const word = reasons!.words.find(({ needSpans }) => needSpans.some(({ part }) => part === 'description'))!;
    const inNeed = word.needSpans.find(({ part }) => part === 'description')!;
    expect(texts['description']!.slice(inNeed.start, inNeed.end)).toBe(word.word);
    const inPatent = word.patentSpans.find(({ part }) => part === 'abstract')!;
    expect(texts['abstract']!.slice(inPatent.start, inPatent.end).length).toBeGreaterThan(0);
  });

  it('answers the gate that removed a pair', async () => {
    const pair = await freshPair({ routes: ['transfer'] }, { routes: ['openLicence'] });
    expect((await explain(company, pair)).placement).toEqual({ kind: 'gate', gates: ['routeImpossible'] });
    const listed = await company.call('matches.forNeed', { params: { needId: pair.needId } });
    expect(listed.items.map(({ patent }) => patent.id)).not.toContain(pair.patentId);
    expect(await company.refusal('matches.showInterest', { params: pair, body: command() })).toMatchObject({
      code: 'WRONG_STATE',
      details: { gates: 'routeImpossible' },
    });
  });

  it('says which of the two is not on offer', async () => {
    const pair = await freshPair();
    await stepPatent(university, pair.patentId, 'withdraw');
    expect((await explain(university, pair)).placement).toEqual({ kind: 'notOnOffer', which: ['patent'] });
    expect(await company.refusal('matches.explain', { params: pair })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is not for strangers', async () => {
    const params = { needId, patentId: cathode };
    expect(await stranger.refusal('matches.explain', { params })).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await centre.call('matches.explain', { params })).toMatchObject({ match: { mySide: null } });
    const unknown = { needId, patentId: newId() };
    expect(await company.refusal('matches.explain', { params: unknown })).toMatchObject({ code: 'NOT_FOUND' });
  });
});

async function shownLists(listFor: string) {
  const { shownStore } = await import('../../server/features/matches/shown.store.ts');
  const rows = await shownStore(app.app.database).model.find({ listFor }).sort({ _id: 1 }).lean();
  return { shown: rows as { side: string; organisationId: string; items: { id: string }[]; versions: object }[] };
}
