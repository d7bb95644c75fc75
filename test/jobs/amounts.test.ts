import { newId, startApp, testClock, type TestApp } from '../support/app.ts';
import { give, signedDeal } from '../support/deals.ts';
import { administrator } from '../support/people.ts';
import { compareAmounts } from '../../server/features/metrics/metrics.consumer.ts';
import { metricsStore } from '../../server/features/metrics/metrics.store.ts';

const clock = testClock();
let app: TestApp;
beforeAll(async () => {
  app = await startApp({ clock });
});
afterAll(() => app.stop());

const comparisonPorts = () => {
  const { database, events } = app.app;
  return { database, events, amounts: metricsStore(database) };
};

describe('the amounts of centres', () => {
  it('rebuilt from the events are exactly what was kept step by step, and a difference is found and mended', async () => {
    for (const amount of ['100000.00', '33333.33', '0.01']) {
      const { dealId, supplier, demander } = await signedDeal(app);
      await give(supplier, 'deals.makeEffective', dealId, { on: '2026-05-04' });
      const money = { amount, currency: 'CNY' };
      await give(demander, 'deals.recordLine', dealId, {
        lineId: newId(),
        kind: 'received',
        part: 'royalty',
        amount: money,
        date: '2026-05-04',
      });
      await give(demander, 'deals.complete', dealId);
    }
    await app.settle();
    const ports = comparisonPorts();
    const clean = await compareAmounts(ports);
    expect(clean).toMatchObject({ deals: 3, waiting: 0, differences: [] });
    expect(clean.lines).toBeGreaterThanOrEqual(9);

    const [dealId = ''] = await ports.amounts.dealIds();
    await ports.amounts.replaceDeal(dealId, []);
    const admin = await administrator(app);
    expect((await admin.call('metrics.compare')).differences).toMatchObject([{ dealId }]);
    await compareAmounts(ports, true);
    expect((await admin.call('metrics.compare')).differences).toEqual([]);
  });

  it('an event on its way to the amounts is waiting, not a difference; a parked one is a difference', async () => {
    const ports = comparisonPorts();
    const { dealId, supplier } = await signedDeal(app);
    await app.settle();
    await app.app.relay.stop();
    await give(supplier, 'deals.makeEffective', dealId, { on: '2026-05-04' });
    expect(await compareAmounts(ports, true)).toMatchObject({ waiting: 1, differences: [] });

    const last = (await ports.events.ofStream(`deal:${dealId}`)).at(-1);
    const now = clock.now();
    const taken = await ports.events.claim('metrics', now, now);
    expect(taken?.event.id).toBe(last?.id);
    const parked = { until: now, tries: 10, parkedAt: now };
    await ports.events.putBack('metrics', taken?.event.id ?? '', now, parked);
    expect(await compareAmounts(ports)).toMatchObject({ waiting: 0, differences: [{ dealId }] });
    await ports.events.unpark('metrics', now);
    app.app.relay.start();
    await app.settle();
    expect(await compareAmounts(ports)).toMatchObject({ waiting: 0, differences: [] });
  });

  it('say of how many deals they lack something that has happened, until they have it', async () => {
    const { dealId, supplier, centre } = await signedDeal(app);
    const other = await signedDeal(app);
    const figuresOf = (one: typeof centre) => one.call('metrics.get', { params: { centreId: one.organisationId } });
    await app.settle();
    expect((await figuresOf(centre)).waiting).toBe(0);

    await app.app.relay.stop();
    await give(supplier, 'deals.makeEffective', dealId, { on: '2026-05-04' });
    await give(supplier, 'deals.recordEvidence', dealId, {
      ...{ kind: 'filing', number: '备2026001', date: '2026-05-04', fileId: null },
    });
    await give(supplier, 'deals.complete', dealId);
    expect(await figuresOf(centre)).toMatchObject({ waiting: 1, headline: [] });
    expect((await figuresOf(other.centre)).waiting).toBe(0);

    app.app.relay.start();
    await app.settle();
    expect(await figuresOf(centre)).toMatchObject({ waiting: 0, headline: [{ deals: 1 }] });
  });

  it('of shares that were corrected after completion stay as they counted; the difference counts on its day', async () => {
    const { dealId, supplier, demander, centre } = await signedDeal(app);
    await give(supplier, 'deals.makeEffective', dealId, { on: '2026-05-04' });
    await give(supplier, 'deals.recordEvidence', dealId, {
      ...{ kind: 'filing', number: '备2026002', date: '2026-05-04', fileId: null },
    });
    await give(supplier, 'deals.complete', dealId);
    await app.settle();
    clock.set('2027-03-01T02:00:00.000Z');
    await expect(give(supplier, 'deals.proposeShares', dealId, { shares: [] })).rejects.toThrow('INVALID_INPUT');
    await give(supplier, 'deals.proposeShares', dealId, { shares: [], reason: '该中心未参与' });
    expect(await demander.call('deals.get', { params: { dealId } })).toMatchObject({
      proposedShares: { reason: '该中心未参与', confirmedBy: ['supplier'] },
    });
    await give(demander, 'deals.confirmShares', dealId);
    await app.settle();

    const params = { centreId: centre.organisationId };
    const { headline } = await centre.call('metrics.get', { params });
    expect(headline.map(({ year, amount }) => [year, amount.amount])).toEqual([
      [2026, '200000.00'],
      [2027, '-200000.00'],
    ]);
    const { items } = await centre.call('metrics.lines', { params, query: { basis: 'completion' } });
    expect(items.map(({ date }) => date)).toEqual(['2026-05-04', '2027-03-01']);
    expect(await compareAmounts(comparisonPorts())).toMatchObject({ waiting: 0, differences: [] });
    clock.set('2026-05-04T02:00:00.000Z');
  });
});
