import { startApp, testClock, type TestApp } from '../support/app.ts';
import { fileEvidence, give, pay, signedDeal } from '../support/deals.ts';
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
      const people = await signedDeal(app);
      await give(people.supplier, 'contracts.makeEffective', people.contractId, { on: '2026-05-04' });
      await pay(people, { part: 'royalty', amount: { amount, currency: 'CNY' }, date: '2026-05-04' });
      await give(people.demander, 'contracts.complete', people.contractId);
    }
    await app.settle();
    const ports = comparisonPorts();
    const clean = await compareAmounts(ports);
    expect(clean).toMatchObject({ contracts: 3, waiting: 0, differences: [] });
    expect(clean.lines).toBeGreaterThanOrEqual(9);

    const [contractId = ''] = await ports.amounts.contractIds();
    await ports.amounts.replace(new Map([[contractId, []]]));
    const admin = await administrator(app);
    expect((await admin.call('metrics.compare')).differences).toMatchObject([{ contractId }]);
    await compareAmounts(ports, true);
    expect(await admin.call('metrics.compare')).toMatchObject({ differences: [], cells: 0 });

    await ports.amounts.figures.replaceAll({ amounts: new Map(), counts: new Map() });
    expect((await admin.call('metrics.compare')).cells).toBeGreaterThan(0);
    await compareAmounts(ports, true);
    expect((await admin.call('metrics.compare')).cells).toBe(0);
  });

  it('an event on its way to the amounts is waiting, not a difference; a parked one is a difference', async () => {
    const ports = comparisonPorts();
    const { contractId, supplier } = await signedDeal(app);
    await app.settle();
    await app.app.relay.stop();
    await give(supplier, 'contracts.makeEffective', contractId, { on: '2026-05-04' });
    expect(await compareAmounts(ports, true)).toMatchObject({ waiting: 1, differences: [] });

    const last = (await ports.events.ofStream(`contract:${contractId}`)).at(-1);
    const now = clock.now();
    const [taken] = await ports.events.claim('metrics', now, now, 1);
    expect(taken?.event.id).toBe(last?.id);
    await ports.events.putBack('metrics', taken?.event.id ?? '', now, { until: now, parkedAt: now });
    expect(await compareAmounts(ports)).toMatchObject({ waiting: 0, differences: [{ contractId }] });
    await ports.events.unpark('metrics', now);
    app.app.relay.start();
    await app.settle();
    expect(await compareAmounts(ports)).toMatchObject({ waiting: 0, differences: [] });
  });

  it('say of how many contracts they lack something that has happened, until they have it', async () => {
    const people = await signedDeal(app);
    const { contractId, supplier, centre } = people;
    const other = await signedDeal(app);
    const figuresOf = (one: typeof centre) => one.call('metrics.get', { params: { centreId: one.organisationId } });
    await app.settle();
    expect((await figuresOf(centre)).waiting).toBe(0);

    await app.app.relay.stop();
    await give(supplier, 'contracts.makeEffective', contractId, { on: '2026-05-04' });
    await fileEvidence(people, { kind: 'filing', number: '备2026001', date: '2026-05-04' });
    await give(supplier, 'contracts.complete', contractId);
    expect(await figuresOf(centre)).toMatchObject({ waiting: 1, headline: [] });
    expect((await figuresOf(other.centre)).waiting).toBe(0);

    app.app.relay.start();
    await app.settle();
    expect(await figuresOf(centre)).toMatchObject({ waiting: 0, headline: [{ contracts: 1 }] });
  });

  it('of shares that were corrected after completion stay as they counted; the difference counts on its day', async () => {
    const people = await signedDeal(app);
    const { contractId, supplier, demander, centre } = people;
    await give(supplier, 'contracts.makeEffective', contractId, { on: '2026-05-04' });
    await fileEvidence(people, { kind: 'filing', number: '备2026002', date: '2026-05-04' });
    await give(supplier, 'contracts.complete', contractId);
    await app.settle();
    clock.set('2027-03-01T02:00:00.000Z');
    await expect(give(supplier, 'contracts.proposeShares', contractId, { shares: [] })).rejects.toThrow(
      'INVALID_INPUT',
    );
    await give(supplier, 'contracts.proposeShares', contractId, { shares: [], reason: '该中心未参与' });
    expect(await demander.call('contracts.get', { params: { contractId } })).toMatchObject({
      proposedShares: { reason: '该中心未参与', confirmedBy: ['supplier'] },
    });
    await give(demander, 'contracts.confirmShares', contractId);
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
