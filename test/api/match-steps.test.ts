import { addDays, dateInShanghai } from '../../server/domain/calendar.ts';
import { matchIdOf } from '../../server/features/matches/match-rules.ts';
import { idFrom } from '../../server/platform/clock.ts';
import { Caller } from '../support/app.ts';
import { listPatent } from '../support/listings.ts';
import { type MatchWorld, command, decline, explain, interest, matchWorld } from '../support/matches.ts';
import { invite } from '../support/members.ts';
import { member, type Member } from '../support/people.ts';

let app: MatchWorld['app'];
let clock: MatchWorld['clock'];
let university: MatchWorld['university'];
let company: MatchWorld['company'];
let centre: MatchWorld['centre'];
let stranger: MatchWorld['stranger'];
let freshPair: MatchWorld['freshPair'];

beforeAll(async () => {
  ({ app, clock, university, company, centre, stranger, freshPair } = await matchWorld());
});
afterAll(() => app.stop());

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
