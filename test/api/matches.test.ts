import { Caller, newId, startApp, type TestApp, testClock } from '../support/app.ts';
import { addDays, dateInShanghai } from '../../server/domain/calendar.ts';
import { listPatent, publishNeed, stepNeed, stepPatent } from '../support/listings.ts';
import { invite } from '../support/members.ts';
import { member, type Member } from '../support/people.ts';
import { matchIdOf } from '../../server/features/matches/match-rules.ts';
import { idFrom } from '../../server/platform/clock.ts';

const clock = testClock('2026-05-04T02:00:00.000Z');
let app: TestApp;
let university: Member;
let company: Member;
let centre: Member;
let stranger: Member;
let needId: string;
let cathode: string;
let count = 0;

beforeAll(async () => {
  app = await startApp({ clock });
  university = await member(app, 'university', { name: '某某大学', place: '330106' });
  company = await member(app, 'company', { name: '某能源公司', place: '330106' });
  centre = await member(app, 'centre', { name: '浙江省储能产业知识产权运营中心' });
  stranger = await member(app, 'company');
  cathode = await listPatent(university, {
    title: '一种高镍正极材料及其制备方法',
    abstract: '本发明公开了一种高镍正极材料，循环寿命长，适用于动力电池。',
    ipc: ['H01M 4/36'],
    routes: ['exclusiveLicence'],
    maturity: 6,
    askingPrice: { amount: '800000', currency: 'CNY' },
  });
  await listPatent(university, { title: '焊接机器人', abstract: '六轴焊接机器人。', ipc: ['B25J 9/00'] });
  needId = await publishNeed(company, {
    title: '寻找高镍正极材料',
    description: '需要循环寿命 2000 次以上的高镍正极材料，用于动力电池。',
    ipc: ['H01M'],
    routes: ['exclusiveLicence'],
    budgetTo: { amount: '1000000', currency: 'CNY' },
    minimumMaturity: 5,
  });
  await app.settle();
});
afterAll(() => app.stop());

/** A need and a patent that only fit each other: they share characters that stand nowhere else. */
async function freshPair(need: object = {}, patent: object = {}) {
  const word = String.fromCodePoint(...Array.from({ length: 6 }, (_, at) => 0x4e00 + count * 6 + at));
  count++;
  const patentId = await listPatent(university, { title: word, abstract: `${word}。`, ...patent });
  const pairNeed = await publishNeed(company, { title: word, description: `${word}。`, ...need });
  await app.settle();
  return { needId: pairNeed, patentId };
}
type Pair = { needId: string; patentId: string };
const command = (expectedVersion = 0) => ({ commandId: newId(), expectedVersion });
const interest = (who: Caller, params: Pair, expectedVersion = 0) =>
  who.call('matches.showInterest', { params, body: command(expectedVersion) });
const decline = (who: Caller, params: Pair, fields: object = {}, expectedVersion = 0) =>
  who.call('matches.decline', { params, body: { ...command(expectedVersion), reason: 'price', ...fields } });
const explain = (who: Caller, params: Pair) => who.call('matches.explain', { params });

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

describe('interest', () => {
  it('of both sides makes the match mutual and opens one deal with both', async () => {
    const pair = await freshPair();
    await interest(university, pair);
    expect((await explain(company, pair)).match).toMatchObject({
      state: 'interestedBySupplier',
      version: 1,
      allowed: expect.arrayContaining(['showInterest', 'decline']),
    });
    await interest(company, pair, 1);
    await app.settle();
    const { match } = await explain(university, pair);
    expect(match).toMatchObject({ state: 'mutual', version: 2, allowed: [] });
    const deal = await university.call('deals.get', { params: { dealId: match.dealId! } });
    expect(deal).toMatchObject({
      supplier: { id: university.organisationId },
      demander: { id: company.organisationId },
      patents: [{ id: pair.patentId }],
    });
  });

  it('of both sides at once: one is first, the other sees it and tries again; there is one deal', async () => {
    const pair = await freshPair();
    const tries = await Promise.allSettled([interest(university, pair), interest(company, pair)]);
    const late = tries.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(late).toHaveLength(1);
    expect(late[0]!.reason).toMatchObject({ problem: { code: 'STALE_VERSION', details: { version: 1 } } });
    await interest(tries[0].status === 'rejected' ? university : company, pair, 1);
    await app.settle();
    const { match } = await explain(company, pair);
    expect(match.state).toBe('mutual');
    const events = await app.app.events.ofStream(`match:${match.id}`);
    expect(events.map(({ type }) => type)).toEqual(['match.interestShown', 'match.becameMutual']);
    expect(events[1]?.data).toMatchObject({
      ...pair,
      supplierId: university.organisationId,
      demanderId: company.organisationId,
      centreId: null,
      terms: { routeBasis: expect.any(String) },
    });
    expect((await app.app.events.ofStream(`deal:${match.dealId}`)).map(({ type }) => type)).toEqual(['deal.opened']);
  });

  it('repeated happens once; with another content, a stale version or by the same side again it is refused', async () => {
    const pair = await freshPair();
    const body = command();
    const first = await university.call('matches.showInterest', { params: pair, body });
    expect(await university.call('matches.showInterest', { params: pair, body })).toEqual(first);
    const reused = await university.refusal('matches.decline', { params: pair, body: { ...body, reason: 'price' } });
    expect(reused).toMatchObject({ code: 'CONFLICT' });
    expect(await company.refusal('matches.showInterest', { params: pair, body: command() })).toMatchObject({
      code: 'STALE_VERSION',
    });
    expect(await university.refusal('matches.showInterest', { params: pair, body: command(1) })).toMatchObject({
      code: 'WRONG_STATE',
    });
  });

  it('is only for the two sides, and for members that may', async () => {
    const pair = await freshPair();
    for (const who of [stranger, centre]) {
      expect(await who.refusal('matches.showInterest', { params: pair, body: command() })).toMatchObject({
        code: 'NOT_ALLOWED',
      });
    }
    const reviewer = await invite(app, university, 'reviewer');
    const problem = await reviewer.refusal('matches.showInterest', { params: pair, body: command() });
    expect(problem).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(
      await new Caller(app.address).refusal('matches.showInterest', { params: pair, body: command() }),
    ).toMatchObject({
      code: 'NOT_AUTHENTICATED',
    });
    const { needId: own } = pair;
    const mine = await listPatent(company, { title: '自己的专利' });
    const same = { needId: own, patentId: mine };
    expect(await company.refusal('matches.showInterest', { params: same, body: command() })).toMatchObject({
      code: 'WRONG_STATE',
      details: { gates: 'sameParty' },
    });
  });

  it('of the owner of a targeted need tells the other side of it', async () => {
    const pair = await freshPair({ visibility: 'targeted', invited: [stranger.organisationId] });
    await interest(company, pair);
    const { items } = await university.call('matches.fresh', { query: { limit: 100 } });
    expect(items.find(({ id }) => id === matchIdOf(pair.needId, pair.patentId))).toMatchObject({
      state: 'interestedByDemander',
    });
    await interest(university, pair, 1);
  });

  it('gives an anonymous owner its name when it is mutual, and not before', async () => {
    const pair = await freshPair({ visibility: 'anonymous' });
    await interest(company, pair);
    expect((await explain(university, pair)).match.need.organisation).toBeNull();
    await interest(university, pair, 1);
    expect((await explain(university, pair)).match.need.organisation).toMatchObject({ name: '某能源公司' });
  });

  it('is over in time although one side chose the id of the command that the exchange will give', async () => {
    const pair = await freshPair();
    const { needId, patentId } = pair;
    const commandId = idFrom(`match:${matchIdOf(needId, patentId)}:expiry 1`);
    await university.call('matches.showInterest', { params: pair, body: { commandId, expectedVersion: 0 } });
    clock.forward(32 * 86_400_000);
    await app.app.scheduler.runDue();
    expect((await explain(university, pair)).match).toMatchObject({ state: 'expired', version: 2 });
  });

  it('that nobody answers in time is over, and may begin again', async () => {
    const pair = await freshPair();
    await interest(university, pair);
    const last = (await explain(company, pair)).match.deadline?.lastDay;
    expect(last).toBe(addDays(dateInShanghai(clock.now()), 30));
    clock.set(`${String(last)}T10:00:00.000Z`);
    await app.app.scheduler.runDue();
    expect((await explain(university, pair)).match.state).toBe('interestedBySupplier');
    clock.forward(2 * 86_400_000);
    await app.app.scheduler.runDue();
    expect((await explain(university, pair)).match).toMatchObject({ state: 'expired', version: 2 });
    await app.app.scheduler.runDue();
    await interest(company, pair, 2);
    expect((await explain(company, pair)).match.state).toBe('interestedByDemander');
  });
});

describe('a no', () => {
  it('takes the pair out of both lists, keeps its words out of the event, and shows them to their author only', async () => {
    const pair = await freshPair();
    await interest(university, pair);
    await decline(company, pair, { reason: 'maturity', text: '技术尚不成熟，请见附件' }, 1);
    await app.settle();
    const list = await company.call('matches.forNeed', { params: { needId: pair.needId } });
    expect(list.items.map(({ patent }) => patent.id)).not.toContain(pair.patentId);
    expect((await explain(company, pair)).placement).toEqual({ kind: 'gate', gates: ['pairDeclined'] });
    const declined = { by: 'demander', reason: 'maturity' };
    expect((await explain(company, pair)).match.declined).toMatchObject({
      ...declined,
      text: '技术尚不成熟，请见附件',
    });
    expect((await explain(university, pair)).match.declined).toEqual({ ...declined, text: null, takeBackUntil: null });
    const events = await app.app.events.ofStream(`match:${matchIdOf(pair.needId, pair.patentId)}`);
    expect(events.map(({ type }) => type)).toEqual(['match.interestShown', 'match.declined']);
    expect(JSON.stringify(events)).not.toContain('附件');
    const { items } = await university.call('matches.fresh', { query: { limit: 100 } });
    expect(items.find(({ id }) => id === matchIdOf(pair.needId, pair.patentId))).toMatchObject({ state: 'declined' });
  });

  it('may be taken back for a day by whoever said it: the match is as before, and is found again', async () => {
    const pair = await freshPair();
    const takeBack = (who: Member, expectedVersion: number) =>
      who.refusal('matches.takeBack', { params: pair, body: command(expectedVersion) });
    const newOf = async (who: Member) =>
      (await who.call('matches.fresh', { query: { limit: 100, needId: pair.needId } })).items.map(
        ({ because }) => because,
      );
    await interest(university, pair);
    await decline(company, pair, { text: '误操作' }, 1);
    await app.settle();
    const { declined, allowed } = (await explain(company, pair)).match;
    expect(new Date(declined?.takeBackUntil ?? '').getTime() - clock.now().getTime()).toBe(86_400_000);
    expect(allowed).toEqual(['takeBack']);
    expect(await newOf(university)).toEqual(['declined']);
    expect(await takeBack(university, 2)).toMatchObject({ code: 'WRONG_STATE' });
    expect(await takeBack(stranger, 2)).toMatchObject({ code: 'NOT_ALLOWED' });
    const body = command(2);
    const first = await company.call('matches.takeBack', { params: pair, body });
    expect(await company.call('matches.takeBack', { params: pair, body })).toEqual(first);
    await app.settle();
    const { match } = await explain(company, pair);
    expect(match).toMatchObject({ state: 'interestedBySupplier', version: 3, declined: null });
    expect(match.deadline?.lastDay).toBe(addDays(dateInShanghai(clock.now()), 30));
    expect(await newOf(company)).toEqual(['interested']);
    expect(await newOf(university)).not.toContain('declined');
    const list = await company.call('matches.forNeed', { params: { needId: pair.needId } });
    expect(list.items.map(({ patent }) => patent.id)).toContain(pair.patentId);
    const events = await app.app.events.ofStream(`match:${match.id}`);
    expect(events.at(-1)).toMatchObject({ type: 'match.noTakenBack', data: { side: 'demander' } });
    // again, with other words; after a day it stands
    await decline(company, pair, { text: '确实不需要' }, 3);
    clock.forward(86_400_000);
    expect((await explain(company, pair)).match.allowed).toEqual([]);
    expect(await takeBack(company, 4)).toMatchObject({ code: 'WRONG_STATE' });
  });

  it('is final for the other side, needs a reason of the list, and words for "other"', async () => {
    const pair = await freshPair();
    const refused = (fields: object) =>
      company.looseRefusal('matches.decline', { params: pair, body: { ...command(), ...fields } });
    expect(await refused({})).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'reason' }] });
    expect(await refused({ reason: 'because' })).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'reason' }] });
    expect(await refused({ reason: 'other' })).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'text' }] });
    await decline(company, pair);
    expect(await university.refusal('matches.showInterest', { params: pair, body: command(1) })).toMatchObject({
      code: 'WRONG_STATE',
    });
    expect(
      await stranger.looseRefusal('matches.decline', { params: pair, body: { ...command(1), reason: 'price' } }),
    ).toMatchObject({
      code: 'NOT_ALLOWED',
    });
  });
});

describe('a recommendation', () => {
  it('puts the pair before both sides and makes the centre the centre of the deal', async () => {
    const pair = await freshPair();
    for (const who of [university, company]) await who.call('matches.see', { body: { pairs: [pair] } });
    await centre.call('matches.recommend', { params: pair, body: command() });
    for (const who of [university, company]) {
      const { items } = await who.call('matches.fresh', { query: { limit: 100 } });
      expect(items.find(({ id }) => id === matchIdOf(pair.needId, pair.patentId))).toMatchObject({
        isRecommended: true,
        centre: { id: centre.organisationId },
      });
    }
    await interest(university, pair, 1);
    await interest(company, pair, 2);
    await app.settle();
    const { match } = await explain(company, pair);
    const deal = await centre.call('deals.get', { params: { dealId: match.dealId! } });
    expect(deal.centres.map(({ id }) => id)).toEqual([centre.organisationId]);
    expect((await centre.call('matches.mine', {})).items.map(({ id }) => id)).toContain(match.id);
  });

  it('is for centres, once', async () => {
    const pair = await freshPair();
    for (const who of [company, stranger]) {
      const problem = await who.refusal('matches.recommend', { params: pair, body: command() });
      expect(problem).toMatchObject({ code: 'NOT_ALLOWED' });
    }
    await centre.call('matches.recommend', { params: pair, body: command() });
    const second = await member(app, 'centre');
    expect(await second.refusal('matches.recommend', { params: pair, body: command(1) })).toMatchObject({
      code: 'CONFLICT',
    });
  });
});

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
    const { groups } = await own.call('matches.groups', {});
    expect(groups.find(({ id }) => id === worse.patentId)).toMatchObject({ title: '竹纤维滤芯', count: 2, pushed: 1 });
    const mine = (query: object) => own.call('matches.mine', { query: { limit: 100, ...query } });
    expect((await mine({ patentId: wanted.patentId })).items).toHaveLength(1);
    expect((await mine({ industry: 'I65' })).items).toEqual([]);
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

async function shownLists(listFor: string) {
  const { shownStore } = await import('../../server/features/matches/shown.store.ts');
  const rows = await shownStore(app.app.database).model.find({ listFor }).sort({ _id: 1 }).lean();
  return { shown: rows as { side: string; organisationId: string; items: { id: string }[]; versions: object }[] };
}
