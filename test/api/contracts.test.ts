import { Money } from '../../server/domain/money.ts';
import { Caller, newId, startApp, startBeside, type TestApp, testClock } from '../support/app.ts';
import { fileEvidence, freshDeal, give, pay, signedDeal, upload } from '../support/deals.ts';
import { administrator, member, type Member } from '../support/people.ts';

let app: TestApp;
/** The two sides of many contracts; the centre of each is another, for its figures count. */
let sides: Record<'supplier' | 'demander', Member>;
const clock = testClock();
beforeAll(async () => {
  app = await startApp({ clock });
  sides = { supplier: await member(app, 'university'), demander: await member(app, 'company') };
});
afterAll(() => app.stop());

const yuan = (amount: string) => ({ amount, currency: 'CNY' as const });
const today = '2026-05-04';

describe('a contract over HTTP', () => {
  it('follows from a signed deal and goes to completion; the amount of its centre moves by exactly what the ledger says', async () => {
    const people = await signedDeal(app, undefined, sides);
    const { dealId, contractId, supplier, demander, centre, file } = people;
    const params = { contractId };
    const amounts = () => centre.call('metrics.get', { params: { centreId: centre.organisationId } });
    expect((await amounts()).headline).toEqual([]);
    expect(await supplier.call('deals.get', { params: { dealId } })).toMatchObject({ state: 'signed', contractId });
    expect(await centre.call('contracts.get', { params })).toMatchObject({
      state: 'signed',
      origin: 'deal',
      dealId,
      file: { sha256: file.sha256 },
      parties: [
        { id: supplier.organisationId, part: 'supplier' },
        { id: demander.organisationId, part: 'demander' },
      ],
      subject: [{ kind: 'patentApplication' }], // nobody said that it is granted
      ledger: [{ kind: 'contracted', statedBy: 'both', level: 2 }],
    });

    await give(supplier, 'contracts.makeEffective', contractId, { on: today });
    const slip = await upload(demander, 'bank slip');
    const proof = { fileId: slip.fileId, kind: 'bankStatement' as const };
    await pay(people, { part: 'fixed', amount: yuan('200000.00'), date: today, proof });
    await give(centre, 'contracts.complete', contractId);
    await app.settle();

    const contract = await centre.call('contracts.get', { params });
    expect(contract).toMatchObject({ state: 'completed', completedOn: today });
    expect(contract.ledger.map(({ kind, level }) => [kind, level])).toEqual([
      ['contracted', 2],
      ['received', 3],
    ]);
    const contracted = contract.ledger.filter(({ kind }) => kind === 'contracted');
    expect((await amounts()).headline).toEqual([
      {
        year: 2026,
        amount: Money.sum(
          contracted.map(({ amount }) => Money.fromWire(amount)),
          'CNY',
        ).toJSON(),
        contracts: 1,
      },
    ]);

    const linesBy = async (query: object) =>
      (await centre.call('metrics.lines', { params: { centreId: centre.organisationId }, query })).items;
    expect(await linesBy({ basis: 'completion' })).toMatchObject([
      { contractId, level: 2, amount: yuan('200000.00'), contractSha256: file.sha256, line: { kind: 'contracted' } },
    ]);
    const { cells, counts } = await amounts();
    expect(cells.map(({ basis }) => basis).sort()).toEqual(['completion', 'effect', 'receipt']);
    expect(new Set(counts.map(({ contracts }) => contracts))).toEqual(new Set([1]));
    const admin = await administrator(app);
    expect(await admin.call('metrics.compare')).toMatchObject({ differences: [], cells: 0 });

    const { items: happened } = await supplier.call('contracts.timeline', { params, query: { limit: 100 } });
    expect(happened.map(({ type }) => type)).toEqual([
      'contract.opened',
      'contract.sharesProposed',
      'contract.sharesConfirmed',
      'contract.sharesConfirmed',
      'contract.madeEffective',
      'contract.lineRecorded',
      'contract.lineConfirmed',
      'contract.completed',
    ]);
  });

  it('counts only lines at or above the minimum level of their kind, which is a parameter', async () => {
    const people = await signedDeal(app, undefined, sides);
    const { contractId, supplier, centre } = people;
    await give(supplier, 'contracts.makeEffective', contractId, { on: today });
    await pay(people, { part: 'royalty', amount: yuan('10.00'), date: today });
    await give(supplier, 'contracts.complete', contractId);
    await app.settle();
    const params = { centreId: centre.organisationId };
    const headline = async () =>
      (await centre.call('metrics.get', { params })).headline.map(({ amount }) => amount.amount);
    const counted = async () =>
      (await centre.call('metrics.lines', { params, query: { isCounted: 'true' } })).items.length;
    expect([await headline(), await counted()]).toEqual([['200010.00'], 2]);
    const admin = await administrator(app);
    await admin.call('parameters.set', {
      body: {
        ...{ id: newId(), commandId: newId(), expectedVersion: 0, key: 'metrics.receivedLevel' },
        ...{ place: '330100', effectiveFrom: '2026-01-01', value: 2, source: '测试' },
      },
    });
    expect([await headline(), await counted()]).toEqual([['200000.00'], 1]);
  });

  it('is counted by state, found by what it is about, and shown to its own people only', async () => {
    const { contractId, patentId, supplier, demander, centre } = await signedDeal(app);
    const signed = [{ state: 'signed', count: 1 }];
    for (const who of [supplier, demander]) {
      expect(await who.call('contracts.counts')).toEqual({ states: signed, awaitMe: 1 });
    }
    expect(await centre.call('contracts.counts')).toEqual({ states: signed, awaitMe: 0 });
    const stranger = await member(app, 'company');
    const idsFor = async (who: typeof supplier, query: object) =>
      (await who.call('contracts.list', { query })).items.map(({ id }) => id);
    expect(await idsFor(supplier, { patentId })).toEqual([contractId]);
    expect(await idsFor(supplier, { patentId: newId() })).toEqual([]);
    expect(await idsFor(supplier, { state: 'completed' })).toEqual([]);
    expect(await idsFor(demander, { awaitsMe: 'true' })).toEqual([contractId]);
    expect(await idsFor(stranger, {})).toEqual([]);
    expect(await stranger.refusal('contracts.get', { params: { contractId } })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('counts nobody’s own word: what one side or a centre states waits for the other', async () => {
    const { contractId, supplier, demander, centre } = await signedDeal(app, undefined, sides);
    const params = { contractId };
    await give(supplier, 'contracts.makeEffective', contractId, { on: today });
    const evidenceId = newId();
    const filing = { evidenceId, kind: 'filing' as const, number: '备2026', date: today };
    await give(centre, 'contracts.recordEvidence', contractId, filing);
    await expect(give(centre, 'contracts.complete', contractId)).rejects.toThrow('WRONG_STATE');
    await expect(give(centre, 'contracts.confirmEvidence', contractId, { evidenceId })).rejects.toThrow('NOT_ALLOWED');
    expect(await demander.call('contracts.get', { params })).toMatchObject({
      evidence: [{ id: evidenceId, filedBy: { id: centre.organisationId }, isConfirmed: false, awaitsMe: true }],
      waits: [
        { side: 'supplier', what: 'evidence' },
        { side: 'demander', what: 'evidence' },
      ],
    });
    await give(demander, 'contracts.confirmEvidence', contractId, { evidenceId });
    await give(centre, 'contracts.complete', contractId);
    expect(await supplier.call('contracts.get', { params })).toMatchObject({ state: 'completed', waits: [] });
  });

  it('is one contract on two servers: a receipt entered twice at once is entered once', async () => {
    const other = await startBeside(app, { clock });
    try {
      const { contractId, supplier, demander } = await signedDeal(app, undefined, sides);
      const params = { contractId };
      const there = (caller: typeof supplier) => Object.assign(new Caller(other.address), { cookie: caller.cookie });
      await give(supplier, 'contracts.makeEffective', contractId, { on: today });
      const { version } = await supplier.call('contracts.get', { params });
      const lineId = newId();
      const receipt = () => ({
        params,
        body: {
          ...({ commandId: newId(), expectedVersion: version, lineId, kind: 'received', part: 'royalty' } as const),
          ...{ amount: yuan('10.00'), date: today },
        },
      });
      const once = receipt();
      const entered = await Promise.allSettled([
        demander.call('contracts.recordLine', once),
        there(demander).call('contracts.recordLine', once), // the same, sent again to the other server
        there(demander).call('contracts.recordLine', receipt()), // the same receipt as another command
        supplier.call('contracts.recordLine', receipt()),
      ]);
      const outcomes = entered.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
      expect(outcomes.length === 1 || outcomes.length === 2).toBe(true);
      expect(new Set(outcomes.map((outcome) => outcome.version))).toEqual(new Set([version + 1]));
      const { ledger } = await there(supplier).call('contracts.get', { params });
      expect(ledger.filter(({ id }) => id === lineId)).toHaveLength(1);
    } finally {
      await other.stop();
    }
  });

  it('shows the figures of a centre to the centre and to the authority over it alone', async () => {
    const { centre, supplier } = await freshDeal(app, sides);
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
    const { contractId, supplier, demander, centre } = await signedDeal(app, undefined, sides);
    await give(supplier, 'contracts.makeEffective', contractId, { on: '2026-05-04' });
    const lineId = newId();
    await give(supplier, 'contracts.recordLine', contractId, {
      lineId,
      kind: 'received',
      part: 'royalty',
      amount: { amount: '33.33', currency: 'CNY' },
      date: '2026-05-04',
    });
    await give(demander, 'contracts.confirmLine', contractId, { lineId });
    await give(supplier, 'contracts.complete', contractId);
    await app.settle();
    clock.set('2027-02-01T02:00:00.000Z');
    await give(demander, 'contracts.reverseLine', contractId, { lineId, reversalId: newId(), reason: '重复入账' });
    const asked = await supplier.call('contracts.get', { params: { contractId } });
    expect(asked).toMatchObject({
      waits: [{ side: 'supplier', what: 'reversal' }],
      reversals: [{ lineId, by: 'demander', state: 'asked', reason: '重复入账' }],
    });
    expect(asked.allowed).toEqual(expect.arrayContaining(['agreeReversal', 'refuseReversal']));
    await expect(give(centre, 'contracts.agreeReversal', contractId, { lineId })).rejects.toThrow('NOT_ALLOWED');
    await expect(give(demander, 'contracts.agreeReversal', contractId, { lineId })).rejects.toThrow('WRONG_STATE');
    await give(supplier, 'contracts.agreeReversal', contractId, { lineId });
    await app.settle(); // what was not delivered before the clock goes back would wait for next year
    clock.set('2026-05-04T02:00:00.000Z');
    const { cells } = await centre.call('metrics.get', { params: { centreId: centre.organisationId } });
    const royalties = cells
      .filter(({ basis, level }) => basis === 'completion' && level === 1)
      .map(({ year, amount }) => [year, amount.amount]);
    expect(royalties).toEqual([
      [2026, '33.33'],
      [2027, '-33.33'],
    ]);
    const { items } = await supplier.call('contracts.timeline', { params: { contractId }, query: { limit: 100 } });
    expect(items.slice(-2)).toMatchObject([
      { type: 'contract.reversalAsked', note: '重复入账' },
      { type: 'contract.lineReversed', data: { askedBy: 'demander' } },
    ]);
  });

  it('ends when both agree what stands; what it took of the patent is free again, and money still comes back', async () => {
    const people = await signedDeal(app, undefined, sides);
    const { contractId, supplier, demander, centre } = people;
    await give(supplier, 'contracts.makeEffective', contractId, { on: today });
    const received = await pay(people, { part: 'fixed', amount: yuan('50000.00'), date: today });
    await give(supplier, 'contracts.complete', contractId);
    const { ledger } = await supplier.call('contracts.get', { params: { contractId } });
    const end = (amount: string) => ({
      ...{ on: today, ground: 'terminated' as const, reason: '产品线调整' },
      stands: ledger.map(({ id }) => ({ lineId: id, amount: yuan(id === received ? '50000.00' : amount) })),
    });
    await expect(give(demander, 'contracts.askEnd', contractId, { ...end('50000.00'), stands: [] })).rejects.toThrow(
      'INVALID_INPUT',
    );
    await give(demander, 'contracts.askEnd', contractId, end('50000.00'));
    expect(await supplier.call('contracts.get', { params: { contractId } })).toMatchObject({
      wantedEnd: { by: 'demander', reason: '产品线调整', ground: 'terminated' },
      waits: [{ side: 'supplier', what: 'end' }],
      allowed: expect.arrayContaining(['agreeEnd', 'refuseEnd']),
    });
    await expect(give(demander, 'contracts.agreeEnd', contractId)).rejects.toThrow('WRONG_STATE');
    await give(supplier, 'contracts.refuseEnd', contractId, { reason: '尚未结清' });
    await give(demander, 'contracts.askEnd', contractId, end('50000.00'));
    await give(supplier, 'contracts.agreeEnd', contractId);
    await pay(people, { kind: 'refunded', part: 'fixed', amount: yuan('20000.00'), date: today });
    await app.settle();
    const { headline } = await centre.call('metrics.get', { params: { centreId: centre.organisationId } });
    expect(headline).toEqual([{ year: 2026, amount: yuan('30000.00'), contracts: 1 }]);
    const admin = await administrator(app);
    expect((await admin.call('metrics.compare')).differences).toEqual([]);
  });

  it('of which a register event proves the act says so of no sum', async () => {
    const people = await signedDeal(app, undefined, sides);
    await give(people.supplier, 'contracts.makeEffective', people.contractId, { on: today });
    const { fileId } = await upload(people.supplier, 'certificate');
    await fileEvidence(people, { kind: 'technologyContract', number: '2026330100000001', date: today, fileId });
    await pay(people, { part: 'royalty', amount: yuan('1.00'), date: today });
    const { ledger } = await people.centre.call('contracts.get', { params: { contractId: people.contractId } });
    expect(ledger.map(({ kind, level }) => [kind, level])).toEqual([
      ['contracted', 3],
      ['received', 1],
    ]);
  });
});
