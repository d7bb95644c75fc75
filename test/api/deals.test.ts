import { Caller, newId, startApp, startBeside, type TestApp, testClock } from '../support/app.ts';
import { contractIdOf } from '../../server/features/contracts/contracts.service.ts';
import { dealIdOf } from '../../server/features/deals/deals.service.ts';
import { matchIdOf } from '../../server/features/matches/match-rules.ts';
import { answer, freshDeal, give, licenceTerms, upload } from '../support/deals.ts';
import { beginImport, untilSettled } from '../support/imports.ts';
import { listPatent, publishNeed, stepPatent } from '../support/listings.ts';
import { invite } from '../support/members.ts';
import { administrator, member, type Member, password } from '../support/people.ts';

let app: TestApp;
/** Who may have many deals: in tests that count none. */
let people: Record<'supplier' | 'demander' | 'centre', Member>;
const clock = testClock();
beforeAll(async () => {
  app = await startApp({ clock });
  const [supplier, demander] = [await member(app, 'university'), await member(app, 'company')];
  people = { supplier, demander, centre: await member(app, 'centre') };
});
afterAll(() => app.stop());

describe('a deal over HTTP', () => {
  it('is counted by state, found by what it is about, and shows its last terms in the list, to its own people only', async () => {
    const { dealId, patentId, supplier, demander, centre } = await freshDeal(app);
    await give(supplier, 'deals.offer', dealId, { terms: licenceTerms });
    const talks = [{ state: 'talks', count: 1 }];
    expect(await demander.call('deals.counts')).toEqual({ states: talks, awaitMe: 1 });
    for (const who of [supplier, centre]) expect(await who.call('deals.counts')).toEqual({ states: talks, awaitMe: 0 });
    const stranger = await member(app, 'company');
    expect(await stranger.call('deals.counts')).toEqual({ states: [], awaitMe: 0 });
    const lastOffer = { number: 1, by: 'supplier', state: 'open', route: 'licence', upfront: licenceTerms.upfront };
    const about = async (who: typeof supplier, id: string) =>
      (await who.call('deals.list', { query: { patentId: id } })).items;
    expect(await about(supplier, patentId)).toMatchObject([{ id: dealId, lastOffer }]);
    expect(await about(supplier, newId())).toEqual([]);
    expect(await about(stranger, patentId)).toEqual([]);
  });

  it('shows a counter-offer with what it changed, and says whose move it is', async () => {
    const { dealId, supplier, demander } = await freshDeal(app);
    await give(supplier, 'deals.offer', dealId, { terms: licenceTerms });
    const lower = { ...licenceTerms, upfront: { amount: '150000.00', currency: 'CNY' as const }, termMonths: 60 };
    await give(demander, 'deals.offer', dealId, { terms: lower, validUntil: '2026-05-20' });
    const seen = await supplier.call('deals.get', { params: { dealId } });
    expect(seen.offers.map(({ number, by, state, changed }) => ({ number, by, state, changed }))).toEqual([
      { number: 1, by: 'supplier', state: 'superseded', changed: [] },
      { number: 2, by: 'demander', state: 'open', changed: ['termMonths', 'upfront'] },
    ]);
    expect(seen).toMatchObject({
      awaits: 'supplier',
      mySide: 'supplier',
      allowed: expect.arrayContaining(['accept', 'offer']),
    });
    const waiting = await supplier.call('deals.list', { query: { awaitsMe: 'true' } });
    expect(waiting.items.map(({ id }) => id)).toEqual([dealId]);
    expect((await demander.call('deals.list', { query: { awaitsMe: 'true' } })).items).toEqual([]);
    expect((await demander.call('deals.get', { params: { dealId } })).allowed).not.toContain('accept');
  });

  it('lets a centre that accompanies it watch and file, but never bargain or confirm', async () => {
    const { dealId, supplier, centre } = await freshDeal(app, people);
    await give(supplier, 'deals.offer', dealId, { terms: licenceTerms });
    await expect(give(centre, 'deals.offer', dealId, { terms: licenceTerms })).rejects.toThrow('NOT_ALLOWED');
    await expect(give(centre, 'deals.accept', dealId, { number: 1 })).rejects.toThrow('NOT_ALLOWED');
    const sha256 = '0'.repeat(64);
    await expect(give(centre, 'deals.confirmFile', dealId, { sha256 })).rejects.toThrow('NOT_ALLOWED');
  });

  it('accepts one offer only, when both sides answer in the same moment', async () => {
    const { dealId, supplier, demander } = await freshDeal(app, people);
    await give(supplier, 'deals.offer', dealId, { terms: licenceTerms });
    const params = { dealId };
    const at = <Fields extends object>(fields: Fields) => ({ commandId: newId(), expectedVersion: 2, ...fields });
    const results = await Promise.allSettled([
      demander.call('deals.accept', { params, body: at({ number: 1 }) }),
      supplier.call('deals.offer', { params, body: at({ terms: licenceTerms }) }),
      supplier.call('deals.withdrawOffer', { params, body: at({}) }),
      demander.call('deals.offer', { params, body: at({ terms: licenceTerms }) }),
    ]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const reasons = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []));
    expect(reasons.every((reason) => reason.includes('STALE_VERSION'))).toBe(true);
    expect((await supplier.call('deals.get', { params })).version).toBe(3);
  });

  it('answers a repeated command with its first outcome and does it once', async () => {
    const { dealId, supplier } = await freshDeal(app, people);
    const request = { params: { dealId }, body: { commandId: newId(), expectedVersion: 1, terms: licenceTerms } };
    const outcomes = await Promise.all([1, 2, 3].map(() => supplier.call('deals.offer', request)));
    expect(outcomes).toEqual([1, 2, 3].map(() => ({ id: dealId, version: 2 })));
    expect((await supplier.call('deals.get', { params: { dealId } })).offers).toHaveLength(1);
    const territory = { codes: ['330000'], words: '浙江' };
    const other = { ...request, body: { ...request.body, terms: { ...licenceTerms, territory } } };
    expect(await supplier.refusal('deals.offer', other)).toMatchObject({ code: 'CONFLICT' });
  });

  it('is one deal on two servers: an answer against a withdrawal and another offer', async () => {
    const other = await startBeside(app, { clock });
    try {
      const { dealId, supplier, demander } = await freshDeal(app, people);
      const there = (caller: typeof supplier) => Object.assign(new Caller(other.address), { cookie: caller.cookie });
      await give(supplier, 'deals.offer', dealId, { terms: licenceTerms });
      const at = <Fields extends object>(fields: Fields) => ({
        params: { dealId },
        body: { commandId: newId(), expectedVersion: 2, ...fields },
      });
      const answered = await Promise.allSettled([
        demander.call('deals.accept', at({ number: 1 })),
        there(demander).call('deals.accept', at({ number: 1 })),
        there(supplier).call('deals.withdrawOffer', at({})),
        supplier.call('deals.offer', at({ terms: licenceTerms })),
        there(demander).call('deals.accept', at({ number: 2 })),
      ]);
      expect(answered.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const after = await supplier.call('deals.get', { params: { dealId } });
      expect(after.version).toBe(3);
      expect(after.offers.filter(({ state }) => state === 'accepted').length).toBe(after.state === 'agreed' ? 1 : 0);
    } finally {
      await other.stop();
    }
  });

  it('keeps talk apart, so that a message never makes an offer stale', async () => {
    const { dealId, supplier, demander } = await freshDeal(app, people);
    const { version } = await supplier.call('deals.get', { params: { dealId } });
    const say = { commandId: newId(), messageId: newId(), text: '请看 3% 提成是否可行' };
    await Promise.all([
      demander.call('deals.say', { params: { dealId }, body: say }),
      demander.call('deals.say', { params: { dealId }, body: say }),
      supplier.call('deals.say', {
        params: { dealId },
        body: { ...say, commandId: newId(), messageId: newId(), text: '可以' },
      }),
    ]);
    await supplier.call('deals.offer', {
      params: { dealId },
      body: { commandId: newId(), expectedVersion: version, terms: licenceTerms },
    });
    const { items } = await supplier.call('deals.messages', { params: { dealId } });
    expect(items.map(({ text }) => text).sort()).toEqual(['可以', '请看 3% 提成是否可行'].sort());
    const events = await app.app.events.ofStream(`room:${dealId}`);
    expect(JSON.stringify(events)).not.toContain('提成'); // an event never holds what people say
  });

  it('leaves no word that people wrote in its events, but proof of it', async () => {
    const { dealId, supplier, demander } = await freshDeal(app, people);
    const territory = { codes: ['330100'], words: '仅限李四在杭州的工厂' };
    const terms = { ...licenceTerms, territory };
    await give(supplier, 'deals.offer', dealId, { terms });
    await give(demander, 'deals.accept', dealId, { number: 1 });
    await give(demander, 'deals.close', dealId, { reason: '李四要求终止' });
    const events = await app.app.events.ofStream(`deal:${dealId}`);
    expect(JSON.stringify(events)).not.toMatch(/李四/);
    const [offered, accepted] = events.flatMap((event) =>
      event.type === 'deal.offered' || event.type === 'deal.accepted' ? [event.data.terms.territory] : [],
    );
    expect(offered).toEqual({ codes: ['330100'], wordsDigest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(accepted).toEqual(offered);
    const deal = await supplier.call('deals.get', { params: { dealId } });
    expect(deal.offers[0]?.terms.territory).toEqual(territory);
  });

  it('binds the confirmations to the file both have seen; the first can be taken back', async () => {
    const { dealId, supplier, demander } = await freshDeal(app, people);
    await give(supplier, 'deals.offer', dealId, { terms: licenceTerms });
    await give(demander, 'deals.accept', dealId, { number: 1 });
    const mine = await upload(supplier, 'mine');
    await expect(give(demander, 'deals.attachFile', dealId, { fileId: newId() })).rejects.toThrow('INVALID_INPUT');
    const foreign = await upload(await member(app, 'company'), 'foreign');
    await expect(give(demander, 'deals.attachFile', dealId, { fileId: foreign.fileId })).rejects.toThrow(
      'INVALID_INPUT',
    );
    await give(supplier, 'deals.attachFile', dealId, { fileId: mine.fileId });
    await expect(give(demander, 'deals.confirmFile', dealId, { sha256: foreign.sha256 })).rejects.toThrow(
      'STALE_VERSION',
    );

    await give(supplier, 'deals.confirmFile', dealId, { sha256: mine.sha256 });
    expect((await demander.call('deals.get', { params: { dealId } })).confirmedBy).toEqual(['supplier']);
    await give(supplier, 'deals.withdrawConfirmation', dealId);
    await give(demander, 'deals.confirmFile', dealId, { sha256: mine.sha256 });
    expect(await supplier.call('deals.get', { params: { dealId } })).toMatchObject({
      state: 'agreed',
      awaits: 'supplier',
      contractId: null,
    });

    const read = (fileId: string, caller: typeof demander) => caller.send('files.download', { params: { fileId } });
    expect(await (await read(mine.fileId, demander)).text()).toBe('mine');
    expect((await read(foreign.fileId, demander)).status).toBe(404);
  });
});

describe('what waits for an organisation', () => {
  it('is said to whom it waits for, from the first interest to the receipt, and gone once it is done', async () => {
    const { centre } = people;
    const [supplier, demander] = [await member(app, 'university'), await member(app, 'company')];
    const title = newId();
    const params = {
      patentId: await listPatent(supplier, { title: newId() }),
      needId: await publishNeed(demander, { title, description: newId() }),
    };
    const tasksOf = async (who: Caller) => {
      await app.settle();
      return (await who.call('inbox.mine')).items;
    };
    const waiting = async (who: Caller) =>
      (await tasksOf(who)).map(({ what, count }) => (count > 1 ? `${what} ${count}` : what));
    const both = async () => [await waiting(supplier), await waiting(demander)];
    const interest = (expectedVersion: number) => ({ params, body: { commandId: newId(), expectedVersion } });

    await demander.call('matches.showInterest', interest(0));
    expect(await tasksOf(supplier)).toMatchObject([
      { what: 'match.answer', title, others: [], due: '2026-06-03', count: 1, mayDo: true },
    ]);
    expect(await waiting(demander)).toEqual([]);
    await supplier.call('matches.showInterest', interest(1));
    await app.settle();
    expect(await both()).toEqual([[], []]);

    const dealId = dealIdOf(matchIdOf(params.needId, params.patentId));
    const say = (text: string) =>
      supplier.call('deals.say', { params: { dealId }, body: { commandId: newId(), messageId: newId(), text } });
    const readTo = (who: Caller, upTo: number) =>
      who.call('deals.readMessages', { params: { dealId }, body: { upTo } });
    await say('one');
    await say('two');
    expect(await both()).toEqual([[], ['deal.readMessages 2']]);
    await readTo(demander, 1);
    expect(await waiting(demander)).toEqual(['deal.readMessages']);
    await readTo(demander, 2);
    await say('three');
    await readTo(demander, 1); // an older page, read later, makes nothing unread again
    expect(await both()).toEqual([[], ['deal.readMessages']]);
    await readTo(demander, 3);
    expect(await both()).toEqual([[], []]);

    await give(supplier, 'deals.offer', dealId, { terms: licenceTerms, validUntil: '2026-05-06' });
    expect(await tasksOf(demander)).toMatchObject([{ what: 'deal.answerOffer', due: '2026-05-06' }]);
    clock.set('2026-05-07T02:00:00.000Z');
    expect(await both()).toEqual([[], []]); // nobody can accept it any more
    clock.set('2026-05-04T02:00:00.000Z');
    await give(demander, 'deals.accept', dealId, { number: 1 });
    expect(await both()).toEqual([['deal.attachFile'], ['deal.attachFile']]);
    const file = await upload(demander, 'the contract');
    await give(demander, 'deals.attachFile', dealId, { fileId: file.fileId });
    expect(await both()).toEqual([['deal.readFile'], ['deal.readFile']]);
    await give(supplier, 'deals.confirmFile', dealId, { sha256: file.sha256 });
    expect(await both()).toEqual([[], ['deal.sign']]);
    const listed = await demander.call('deals.list', { query: { awaitsMe: 'true' } });
    expect(listed.items.map(({ id }) => id)).toEqual([dealId]); // the list of deals says the same

    await give(supplier, 'deals.proposeCentre', dealId, { centreId: centre.organisationId });
    await give(demander, 'deals.agreeToCentre', dealId, { centreId: centre.organisationId });
    const asked = await tasksOf(centre);
    expect(asked.filter(({ thing }) => thing?.id === dealId)).toMatchObject([{ what: 'deal.join' }]);
    await give(demander, 'deals.confirmFile', dealId, { sha256: file.sha256 });
    await app.settle();
    const contractId = contractIdOf(dealId);
    expect(await both()).toEqual([['contract.effect'], ['contract.effect']]);
    expect(await waiting(centre)).toContain('contract.join');
    await answer(centre, 'contracts.acceptInvitation', contractId);
    await give(centre, 'contracts.proposeShares', contractId, {
      shares: [{ centreId: centre.organisationId, weight: 10_000 }],
    });
    for (const who of [supplier, demander]) expect(await waiting(who)).toContain('contract.shares');
    await give(supplier, 'contracts.makeEffective', contractId, { on: '2026-05-04' });
    await give(supplier, 'contracts.confirmShares', contractId);
    await give(demander, 'contracts.confirmShares', contractId);
    await give(demander, 'contracts.recordLine', contractId, {
      ...{ lineId: newId(), kind: 'received', part: 'fixed', amount: licenceTerms.upfront, date: '2026-05-04' },
    });
    expect(await both()).toEqual([['contract.line'], []]);
  });

  it('names reviews, lists to write and organisations to decide on, as queues with their count, to those who may', async () => {
    const university = await member(app, 'university', { place: '650100' });
    const editor = await invite(app, university, 'editor');
    const body = { commandId: newId(), expectedVersion: 0, patents: true, needs: true };
    await university.call('reviews.choose', { body });
    for (const _ of [1, 2]) {
      const patentId = await listPatent(university, { title: newId() }, { isPublic: false });
      await stepPatent(university, patentId, 'submit');
    }
    await untilSettled(app, university, await beginImport(university, '专利名称,摘要\n某种装置,一种装置'));
    const seen = async (who: Caller) => {
      await app.settle();
      return (await who.call('inbox.mine')).items.map(({ what, count, mayDo }) => [what, count, mayDo]);
    };
    expect(await seen(university)).toEqual([
      ['import.confirm', 1, true],
      ['patent.review', 2, true],
    ]);
    expect(await seen(editor)).toEqual([
      ['import.confirm', 1, true],
      ['patent.review', 2, false],
    ]);
    await member(app, 'company', { isApproved: false, place: '650100' });
    const near = await member(app, 'authority', { place: '650000', level: 'province' });
    const far = await member(app, 'authority', { place: '320000', level: 'province' });
    expect([await seen(near), await seen(far)]).toEqual([[['organisation.decide', 1, true]], []]);
    const [first] = await seen(await administrator(app));
    expect(first?.[0]).toBe('organisation.decide');
  });

  it('is a published patent again when its confirmation is nearly or already out of date', async () => {
    const university = await member(app, 'university');
    await listPatent(university, { title: newId() });
    const waiting = async () => (await university.call('inbox.mine')).items.map(({ what, due }) => [what, due]);
    expect(await waiting()).toEqual([]);
    clock.set('2026-10-20T02:00:00.000Z'); // 180 days run out on 2026-10-31, and 14 days before that it is said
    await university.signIn(university.email, password);
    expect(await waiting()).toEqual([['patent.confirm', '2026-10-31']]);
    clock.set('2026-05-04T02:00:00.000Z');
  });
});
