import { Money } from '../../server/domain/money.ts';
import { Caller, newId, startApp, type TestApp, testClock } from '../support/app.ts';
import { freshDeal, give, licenceTerms, signedDeal, upload } from '../support/deals.ts';
import { administrator, member } from '../support/people.ts';

let app: TestApp;
const clock = testClock();
beforeAll(async () => {
  app = await startApp({ clock });
});
afterAll(() => app.stop());

describe('a deal over HTTP', () => {
  it('goes from mutual interest to completion, and the amount of its centre moves by exactly what the ledger says', async () => {
    const { dealId, supplier, demander, centre } = await signedDeal(app);
    const params = { dealId };
    const amounts = () => centre.call('metrics.get', { params: { centreId: centre.organisationId } });
    expect((await amounts()).headline).toEqual([]);

    await give(supplier, 'deals.makeEffective', dealId, { on: '2026-05-04' });
    const receipt = await upload(demander, 'bank slip');
    const lineId = newId();
    const money = { amount: '200000.00', currency: 'CNY' };
    await give(demander, 'deals.recordLine', dealId, {
      lineId,
      kind: 'received',
      part: 'fixed',
      amount: money,
      date: '2026-05-04',
      proofFileId: receipt.fileId,
    });
    await give(supplier, 'deals.confirmLine', dealId, { lineId });
    await give(centre, 'deals.complete', dealId);
    await app.settle();

    const deal = await centre.call('deals.get', { params });
    expect(deal).toMatchObject({ state: 'completed', completedOn: '2026-05-04' });
    const contracted = deal.ledger
      .filter(({ kind }) => kind === 'contracted')
      .map(({ amount }) => Money.fromWire(amount));
    expect((await amounts()).headline).toEqual([
      { year: 2026, amount: Money.sum(contracted, 'CNY').toJSON(), deals: 1 },
    ]);

    const { items } = await centre.call('metrics.lines', {
      params: { centreId: centre.organisationId },
      query: { basis: 'completion' },
    });
    expect(items).toMatchObject([
      { dealId, level: 2, amount: money, contractSha256: deal.contract?.sha256, line: { kind: 'contracted' } },
    ]);
    const linesFrom = async (levelFrom: number) =>
      (await centre.call('metrics.lines', { params: { centreId: centre.organisationId }, query: { levelFrom } })).items;
    expect([(await linesFrom(2)).length, (await linesFrom(3)).length]).toEqual([1, 0]);
    expect((await amounts()).cells.map(({ dealIds }) => dealIds)).toEqual([[dealId], [dealId], [dealId]]);
    const admin = await administrator(app);
    expect((await admin.call('metrics.compare')).differences).toEqual([]);

    const { items: happened } = await supplier.call('deals.timeline', { params, query: { limit: 100 } });
    expect(happened.map(({ type }) => type)).toEqual([
      'deal.opened',
      'deal.offered',
      'deal.accepted',
      'deal.sharesProposed',
      'deal.sharesConfirmed',
      'deal.sharesConfirmed',
      'deal.contractAttached',
      'deal.signed',
      'deal.signed',
      'deal.madeEffective',
      'deal.receiptRecorded',
      'deal.lineConfirmed',
      'deal.completed',
    ]);
  });

  it('is counted by state, found by what it is about, and shows its last terms in the list, to its own people only', async () => {
    const patentId = newId();
    const { dealId, supplier, demander, centre } = await freshDeal(app, [patentId]);
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
    const lower = { ...licenceTerms, upfront: { amount: '150000.00', currency: 'CNY' }, termMonths: 60 };
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

  it('lets a centre that accompanies it watch and file, but never bargain or sign', async () => {
    const { dealId, supplier, centre } = await freshDeal(app);
    await give(supplier, 'deals.offer', dealId, { terms: licenceTerms });
    await expect(give(centre, 'deals.offer', dealId, { terms: licenceTerms })).rejects.toThrow('NOT_ALLOWED');
    await expect(give(centre, 'deals.accept', dealId, { number: 1 })).rejects.toThrow('NOT_ALLOWED');
    await expect(give(centre, 'deals.sign', dealId, { sha256: '0'.repeat(64) })).rejects.toThrow('NOT_ALLOWED');
    await expect(give(centre, 'deals.confirmShares', dealId)).rejects.toThrow('NOT_ALLOWED');
  });

  it('accepts one offer only, when both sides answer in the same moment', async () => {
    const { dealId, supplier, demander } = await freshDeal(app);
    await give(supplier, 'deals.offer', dealId, { terms: licenceTerms });
    const params = { dealId };
    const at = (fields: object) => ({ commandId: newId(), expectedVersion: 2, ...fields });
    const results = await Promise.allSettled([
      demander.call('deals.accept', { params, body: at({ number: 1 }) as never }),
      supplier.call('deals.offer', { params, body: at({ terms: licenceTerms }) as never }),
      supplier.call('deals.withdrawOffer', { params, body: at({}) }),
      demander.call('deals.offer', { params, body: at({ terms: licenceTerms }) as never }),
    ]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const reasons = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []));
    expect(reasons.every((reason) => reason.includes('STALE_VERSION'))).toBe(true);
    expect((await supplier.call('deals.get', { params })).version).toBe(3);
  });

  it('answers a repeated command with its first outcome and does it once', async () => {
    const { dealId, supplier } = await freshDeal(app);
    const request = { params: { dealId }, body: { commandId: newId(), expectedVersion: 1, terms: licenceTerms } };
    const outcomes = await Promise.all([1, 2, 3].map(() => supplier.call('deals.offer', request)));
    expect(outcomes).toEqual([1, 2, 3].map(() => ({ id: dealId, version: 2 })));
    expect((await supplier.call('deals.get', { params: { dealId } })).offers).toHaveLength(1);
    const other = { ...request, body: { ...request.body, terms: { ...licenceTerms, territory: '浙江' } } };
    expect(await supplier.refusal('deals.offer', other)).toMatchObject({ code: 'CONFLICT' });
  });

  it('is one deal on two servers: a command sent to both, an answer against a withdrawal, a receipt entered twice', async () => {
    const other = await startApp({ clock, env: { DATABASE: app.config.database }, dataFolder: app.config.dataFolder });
    try {
      const { dealId, supplier, demander } = await signedDeal(app);
      const params = { dealId };
      const there = (caller: typeof supplier) => Object.assign(new Caller(other.address), { cookie: caller.cookie });
      await give(supplier, 'deals.makeEffective', dealId, { on: '2026-05-04' });
      const { version } = await supplier.call('deals.get', { params });
      const lineId = newId();
      const receipt = () => ({
        params,
        body: {
          ...({ commandId: newId(), expectedVersion: version, lineId, kind: 'received', part: 'royalty' } as const),
          ...({ amount: { amount: '10.00', currency: 'CNY' }, date: '2026-05-04' } as const),
        },
      });
      const once = receipt();
      const entered = await Promise.allSettled([
        demander.call('deals.recordLine', once),
        there(demander).call('deals.recordLine', once), // the same, sent again to the other server
        there(demander).call('deals.recordLine', receipt()), // the same receipt as another command
        supplier.call('deals.recordLine', receipt()),
      ]);
      const outcomes = entered.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
      expect(outcomes.length === 1 || outcomes.length === 2).toBe(true);
      expect(new Set(outcomes.map((outcome) => outcome.version))).toEqual(new Set([version + 1]));
      const { ledger } = await there(supplier).call('deals.get', { params });
      expect(ledger.filter(({ id }) => id === lineId)).toHaveLength(1);

      const fresh = await freshDeal(app);
      await give(fresh.supplier, 'deals.offer', fresh.dealId, { terms: licenceTerms });
      const at = (fields: object) => ({
        params: { dealId: fresh.dealId },
        body: { commandId: newId(), expectedVersion: 2, ...fields } as never,
      });
      const answered = await Promise.allSettled([
        fresh.demander.call('deals.accept', at({ number: 1 })),
        there(fresh.demander).call('deals.accept', at({ number: 1 })),
        there(fresh.supplier).call('deals.withdrawOffer', at({})),
        fresh.supplier.call('deals.offer', at({ terms: licenceTerms })),
        there(fresh.demander).call('deals.accept', at({ number: 2 })),
      ]);
      expect(answered.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const after = await fresh.supplier.call('deals.get', { params: { dealId: fresh.dealId } });
      expect(after.version).toBe(3);
      expect(after.offers.filter(({ state }) => state === 'accepted').length).toBe(after.state === 'agreed' ? 1 : 0);
    } finally {
      await other.stop(true);
    }
  });

  it('keeps talk apart, so that a message never makes an offer stale', async () => {
    const { dealId, supplier, demander } = await freshDeal(app);
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
    const { dealId, supplier, demander } = await freshDeal(app);
    const terms = { ...licenceTerms, territory: '仅限李四在杭州的工厂' };
    await give(supplier, 'deals.offer', dealId, { terms });
    await give(demander, 'deals.accept', dealId, { number: 1 });
    await give(demander, 'deals.close', dealId, { reason: '李四要求终止' });
    const events = await app.app.events.ofStream(`deal:${dealId}`);
    expect(JSON.stringify(events)).not.toMatch(/李四/);
    const [offered, accepted] = events.flatMap((event) =>
      event.type === 'deal.offered' || event.type === 'deal.accepted' ? [event.data.terms] : [],
    );
    expect(offered?.territoryDigest).toMatch(/^[0-9a-f]{64}$/);
    expect(accepted?.territoryDigest).toBe(offered?.territoryDigest);
    const deal = await supplier.call('deals.get', { params: { dealId } });
    expect(deal.offers[0]?.terms.territory).toBe('仅限李四在杭州的工厂');
  });

  it('binds the signatures to the file both have seen', async () => {
    const { dealId, supplier, demander } = await freshDeal(app);
    await give(supplier, 'deals.offer', dealId, { terms: licenceTerms });
    await give(demander, 'deals.accept', dealId, { number: 1 });
    const mine = await upload(supplier, 'mine');
    await expect(give(demander, 'deals.attachContract', dealId, { fileId: newId() })).rejects.toThrow('INVALID_INPUT');
    const foreign = await upload(await member(app, 'company'), 'foreign');
    await expect(give(demander, 'deals.attachContract', dealId, { fileId: foreign.fileId })).rejects.toThrow(
      'INVALID_INPUT',
    );
    await give(supplier, 'deals.attachContract', dealId, { fileId: mine.fileId });
    await expect(give(demander, 'deals.sign', dealId, { sha256: foreign.sha256 })).rejects.toThrow('STALE_VERSION');

    const read = (fileId: string, caller: typeof demander) => caller.send('files.download', { params: { fileId } });
    expect(await (await read(mine.fileId, demander)).text()).toBe('mine');
    expect((await read(foreign.fileId, demander)).status).toBe(404);
  });

  it('shows the figures of a centre to the centre and to the authority over it alone', async () => {
    const { centre, supplier } = await freshDeal(app);
    const params = { centreId: centre.organisationId };
    expect(await supplier.refusal('metrics.get', { params })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await supplier.refusal('metrics.lines', { params })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await supplier.refusal('metrics.compare')).toMatchObject({ code: 'NOT_ALLOWED' });
    const far = await member(app, 'authority', { place: '320000', level: 'province' });
    expect(await far.refusal('metrics.get', { params })).toMatchObject({ code: 'NOT_FOUND' });
    const near = await member(app, 'authority', { place: '330000', level: 'province' });
    expect((await near.call('metrics.get', { params })).cells).toEqual([]);
  });

  it('dates a reversal where it happens and leaves the first line as it was', async () => {
    const { dealId, supplier, demander, centre } = await signedDeal(app);
    await give(supplier, 'deals.makeEffective', dealId, { on: '2026-05-04' });
    const lineId = newId();
    await give(supplier, 'deals.recordLine', dealId, {
      lineId,
      kind: 'received',
      part: 'royalty',
      amount: { amount: '33.33', currency: 'CNY' },
      date: '2026-05-04',
    });
    await give(supplier, 'deals.complete', dealId);
    await app.settle();
    clock.set('2027-02-01T02:00:00.000Z');
    await give(demander, 'deals.reverseLine', dealId, { lineId, reversalId: newId(), reason: '重复入账' });
    const asked = await supplier.call('deals.get', { params: { dealId } });
    expect(asked).toMatchObject({
      awaits: 'supplier',
      reversals: [{ lineId, by: 'demander', state: 'asked', reason: '重复入账' }],
    });
    expect(asked.allowed).toEqual(expect.arrayContaining(['agreeReversal', 'refuseReversal']));
    await expect(give(centre, 'deals.agreeReversal', dealId, { lineId })).rejects.toThrow('NOT_ALLOWED');
    await expect(give(demander, 'deals.agreeReversal', dealId, { lineId })).rejects.toThrow('WRONG_STATE');
    await give(supplier, 'deals.agreeReversal', dealId, { lineId });
    await app.settle(); // what was not delivered before the clock goes back would wait for next year
    clock.set('2026-05-04T02:00:00.000Z');
    const { cells } = await centre.call('metrics.get', { params: { centreId: centre.organisationId } });
    const royalties = cells
      .filter(({ basis, level }) => basis === 'completion' && level === 0)
      .map(({ year, amount }) => [year, amount.amount]);
    expect(royalties).toEqual([
      [2026, '33.33'],
      [2027, '-33.33'],
    ]);
    const { items } = await supplier.call('deals.timeline', { params: { dealId }, query: { limit: 100 } });
    expect(items.slice(-2)).toMatchObject([
      { type: 'deal.reversalAsked', note: '重复入账' },
      { type: 'deal.lineReversed', data: { askedBy: 'demander' } },
    ]);
  });
});
