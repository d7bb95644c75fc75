import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import yauzl from 'yauzl';
import { Money } from '../../server/domain/money.ts';
import { Caller, newId, startApp, startBeside, type TestApp, testClock } from '../support/app.ts';
import {
  answer,
  fileEvidence,
  freshDeal,
  give,
  licenceTerms,
  pay,
  sign,
  signedDeal,
  upload,
} from '../support/deals.ts';
import { invite } from '../support/members.ts';
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
      {
        contractId,
        level: 2,
        amount: yuan('200000.00'),
        contract: { file: { sha256: file.sha256 } },
        line: { kind: 'contracted' },
      },
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

describe('what makes a figure', () => {
  let people: Awaited<ReturnType<typeof signedDeal>>;
  let receipt: Awaited<ReturnType<typeof upload>>;
  let record: Awaited<ReturnType<typeof upload>>;
  let authority: Member;
  beforeAll(async () => {
    people = await signedDeal(app, undefined, sides);
    const { supplier, demander } = people;
    [receipt, record] = [await upload(demander, 'a receipt'), await upload(supplier, 'a certificate')];
    await fileEvidence(people, { kind: 'filing', number: '备2026-16', date: today, fileId: record.fileId });
    authority = await member(app, 'authority', { place: '330000', level: 'province' });
  });
  const files = () => [people.file, receipt, record].map(({ fileId }) => fileId);
  const looks = async () =>
    (await people.supplier.call('contracts.inspections', { params: { contractId: people.contractId } })).items;
  /** What of it somebody gets: the contract, its three files, the archive. */
  const opens = async (who: Caller): Promise<boolean[]> => {
    const params = { contractId: people.contractId };
    const answers = [await who.send('contracts.inspect', { params })];
    for (const fileId of files()) answers.push(await who.send('files.download', { params: { fileId } }));
    answers.push(await who.send('contracts.archive', { params }));
    return answers.map(({ ok }) => ok);
  };
  const nothing: boolean[] = Array.from({ length: 5 }, () => false);
  const everything: boolean[] = Array.from({ length: 5 }, () => true);

  it('is opened by nobody outside before a figure counts it, then by the authority of the place and the administrator, read-only and without the talk', async () => {
    const { supplier, demander, centre, contractId, dealId } = people;
    const admin = await administrator(app);
    expect([await opens(authority), await opens(admin), await looks()]).toEqual([nothing, nothing, []]);
    await pay(people, {
      ...{ part: 'fixed', amount: yuan('200000.00'), date: today },
      proof: { fileId: receipt.fileId, kind: 'receipt' },
    });
    await give(supplier, 'contracts.makeEffective', contractId, { on: today });
    await give(supplier, 'contracts.complete', contractId);
    await app.settle();
    expect([await opens(authority), await opens(admin)]).toEqual([everything, everything]);

    const params = { contractId };
    const seen = await authority.call('contracts.inspect', { params });
    expect(seen).toMatchObject({
      ...{ state: 'completed', file: { name: 'contract.pdf' }, dealId: null, need: null, allowed: [], waits: [] },
      parties: [{ id: supplier.organisationId }, { id: demander.organisationId }],
      evidence: [{ number: '备2026-16', file: { name: 'contract.pdf' } }],
    });
    expect(seen.ledger.map(({ proof, awaitsMe }) => [proof?.kind, awaitsMe])).toEqual([
      [undefined, false],
      ['receipt', false],
    ]);
    for (const row of ['contracts.get', 'contracts.timeline', 'contracts.inspections'] as const)
      expect(await authority.refusal(row, { params })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await authority.refusal('deals.messages', { params: { dealId } })).toMatchObject({ code: 'NOT_FOUND' });
    const command = { commandId: newId(), expectedVersion: seen.version };
    expect((await authority.send('contracts.complete', { params, body: command })).ok).toBe(false);

    // the lines of the figure name what they rest on, by names that open
    const { items } = await authority.call('metrics.lines', {
      params: { centreId: centre.organisationId },
      query: { basis: 'receipt' },
    });
    expect(items).toMatchObject([
      {
        line: { proof: { fileId: receipt.fileId, name: 'contract.pdf', kind: 'receipt' } },
        contract: { isMine: false, file: { fileId: people.file.fileId }, sameFile: 0 },
        evidence: [{ file: { fileId: record.fileId } }],
      },
    ]);
    expect(items[0]?.contract.patents).toHaveLength(1);
    expect(items[0]?.contract.parties.map(({ part }) => part)).toEqual(['supplier', 'demander']);
  });

  it('says to those who are in it who opened what; looking again within the hour is the same look', async () => {
    const { centre, contractId } = people;
    const names = new Set(
      (await looks()).map(({ displayName, organisation }) => [displayName, organisation?.id].join()),
    );
    expect(names).toEqual(new Set([`Li Hua,${authority.organisationId}`, 'Administrator,']));
    const kinds = ['contract', 'file', 'file', 'file', 'archive'];
    const byAuthority = async () =>
      (await looks()).filter(({ organisation }) => organisation?.id === authority.organisationId);
    expect((await byAuthority()).map(({ what }) => what)).toEqual(kinds);
    expect((await byAuthority()).map(({ fileName }) => fileName)).toContain('contract.pdf');
    const before = clock.now();
    clock.set(new Date(before.getTime() + 3_600_000).toISOString());
    await opens(authority);
    expect((await byAuthority()).map(({ what }) => what)).toEqual([...kinds, ...kinds]);
    clock.set(before.toISOString());
    expect(await centre.call('contracts.inspections', { params: { contractId } })).toEqual({
      items: await looks(),
      nextCursor: null,
    });
    // whoever is in the contract leaves no entry
    const count = (await looks()).length;
    expect(await opens(centre)).toEqual(everything);
    expect(await looks()).toHaveLength(count);
  });

  it('is closed to everybody else: another centre, an authority of another place, who is no longer a member, a suspended organisation', async () => {
    const admin = await administrator(app);
    const change = async (who: Member, name: 'suspend' | 'approve') => {
      const params = { organisationId: who.organisationId };
      const { version } = await admin.call('organisations.get', { params });
      const body = { commandId: newId(), expectedVersion: version, decision: name, reason: 'x' };
      await admin.call('organisations.decide', { params, body });
    };
    const count = (await looks()).length;
    const former = await invite(app, authority, 'admin');
    const userId = (await former.call('accounts.me'))?.userId ?? '';
    const params = { organisationId: authority.organisationId };
    const { version } = await authority.call('organisations.get', { params });
    await authority.call('members.change', {
      params: { ...params, userId },
      body: { commandId: newId(), expectedVersion: version, role: null },
    });
    const suspended = await member(app, 'authority', { place: '330000', level: 'province' });
    await change(suspended, 'suspend');
    for (const who of [
      await member(app, 'centre'),
      await member(app, 'authority', { place: '320000', level: 'province' }),
      await member(app, 'university'),
      former,
      suspended,
      new Caller(app.address),
    ])
      expect(await opens(who)).toEqual(nothing);
    expect(await looks()).toHaveLength(count);
  });

  it('stays open to the centre that it counts for when that is let go, and is then entered as well', async () => {
    const { supplier, centre, contractId } = people;
    await answer(supplier, 'contracts.letCentreGo', contractId, { centreId: centre.organisationId });
    expect(await centre.refusal('contracts.get', { params: { contractId } })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await opens(centre)).toEqual(everything);
    expect((await looks()).at(-1)).toMatchObject({ organisation: { id: centre.organisationId }, what: 'archive' });
  });

  it('names two contracts that are on record with the very same file, so that they do not look like one counted twice', async () => {
    const centre = await member(app, 'centre');
    for (const words of ['one agreement', 'one agreement', 'another']) {
      const { contractId } = await sign(app, await freshDeal(app, { ...sides, centre }), licenceTerms, words);
      await give(sides.supplier, 'contracts.makeEffective', contractId, { on: today });
    }
    await app.settle();
    const params = { centreId: centre.organisationId };
    const { items } = await centre.call('metrics.lines', { params, query: { basis: 'effect' } });
    expect(items.map(({ contract }) => contract.sameFile).sort()).toEqual([0, 1, 1]);
  });

  it('is saved as one archive with a table of contents and digests; a paper that is damaged is left out and said to be', async () => {
    const { demander, contractId } = people;
    const saved = async () => {
      const response = await demander.send('contracts.archive', { params: { contractId } });
      expect(response.headers.get('content-type')).toBe('application/zip');
      return unzipped(Buffer.from(await response.arrayBuffer()));
    };
    const whole = await saved();
    expect([...whole.keys()]).toEqual([
      ...['01 contract.pdf', '02 contract.pdf', '03 contract.pdf'],
      ...['contents.csv', 'SHA256SUMS'],
    ]);
    expect(whole.get('03 contract.pdf')?.toString()).toBe('a receipt');
    const sums = whole.get('SHA256SUMS')?.toString().trim().split('\n') ?? [];
    for (const line of sums) {
      const [sha256, name = ''] = line.split('  ');
      expect(
        createHash('sha256')
          .update(whole.get(name) ?? '')
          .digest('hex'),
      ).toBe(sha256);
    }
    expect(sums).toHaveLength(3);
    const contents = whole.get('contents.csv')?.toString() ?? '';
    for (const part of ['Licence filing', '备2026-16', 'Receipt or slip', '200000.00 CNY', receipt.sha256])
      expect(contents).toContain(part);

    writeFileSync(app.app.files.pathOf(receipt.fileId), 'forged');
    const partial = await saved();
    expect([...partial.keys()]).toEqual([...['01 contract.pdf', '02 contract.pdf'], ...['contents.csv', 'SHA256SUMS']]);
    expect(partial.get('contents.csv')?.toString()).toContain('Missing or damaged, not included');
  });
});

/** The entries of an archive, as another reader of the format finds them. */
async function unzipped(archive: Buffer): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  const zip = await yauzl.fromBufferPromise(archive, { lazyEntries: true });
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer); // of a byte stream
    found.set(entry.fileName, Buffer.concat(chunks));
  }
  return found;
}
