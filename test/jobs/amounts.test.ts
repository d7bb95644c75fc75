import { newId, startApp, type TestApp } from '../support/app.ts';
import { give, signedDeal } from '../support/deals.ts';
import { administrator } from '../support/people.ts';
import { compareAmounts } from '../../server/features/metrics/metrics.consumer.ts';
import { metricsStore } from '../../server/features/metrics/metrics.store.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

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
    const store = metricsStore(app.app.database);
    const clean = await compareAmounts(store, app.app.events);
    expect(clean).toMatchObject({ deals: 3, differences: [] });
    expect(clean.lines).toBeGreaterThanOrEqual(9);

    const [dealId = ''] = await store.dealIds();
    await store.replaceDeal(dealId, []);
    const admin = await administrator(app);
    expect((await admin.call('metrics.compare')).differences).toMatchObject([{ dealId }]);
    await compareAmounts(store, app.app.events, true);
    expect((await admin.call('metrics.compare')).differences).toEqual([]);
  });
});
