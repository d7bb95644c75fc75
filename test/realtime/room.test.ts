import { type StreamKind, streams } from '../../server/api/streams.ts';
import { matchIdOf } from '../../server/features/matches/match-rules.ts';
import { Caller, newId, startApp, startBeside, type TestApp } from '../support/app.ts';
import { freshDeal, give, licenceTerms, signedDeal } from '../support/deals.ts';
import { expertBy, inviteExpert } from '../support/experts.ts';
import { beginImport } from '../support/imports.ts';
import { listPatent, publishNeed } from '../support/listings.ts';
import { invite } from '../support/members.ts';
import { administrator, member } from '../support/people.ts';
import { ask } from '../support/questions.ts';
import { until } from '../support/progress.ts';
import { Listener } from '../support/socket.ts';

let app: TestApp;
let open: Listener[] = [];
beforeAll(async () => {
  app = await startApp();
});
afterEach(() => {
  for (const listener of open) listener.close();
  open = [];
});
afterAll(() => app.stop());

const listen = (caller: ConstructorParameters<typeof Listener>[1], headers = {}, address = app.address): Listener => {
  const listener = new Listener(address, caller, headers);
  open.push(listener);
  return listener;
};

describe('a room', () => {
  it('lets two sides negotiate over sockets, each hearing at once what the other does', async () => {
    const { dealId, supplier, demander } = await freshDeal(app);
    const [left, right] = [listen(supplier), listen(demander)];
    for (const listener of [left, right]) {
      expect(await listener.join(`deal:${dealId}`)).toMatchObject({ ok: true });
      expect(await listener.join(`room:${dealId}`)).toMatchObject({ ok: true });
    }
    const params = { dealId };
    const say = { commandId: newId(), messageId: newId(), text: '您好，我们对该专利感兴趣' };
    expect(await right.call('deals.say', { params, body: say })).toMatchObject({ ok: true });
    await until(() => left.hints.some(({ text }) => text === say.text));

    const offer = { commandId: newId(), expectedVersion: 1, terms: licenceTerms };
    expect(await left.call('deals.offer', { params, body: offer })).toEqual({
      ok: true,
      result: { id: dealId, version: 2 },
    });
    await until(() => right.hints.some(({ type, seq }) => type === 'deal.offered' && seq === 2));
    expect(
      await right.call('deals.accept', { params, body: { commandId: newId(), expectedVersion: 2, number: 1 } }),
    ).toMatchObject({ ok: true });
    await until(() => left.hints.some(({ type }) => type === 'deal.accepted'));
    expect(await right.call('deals.get', { params })).toMatchObject({ ok: true, result: { state: 'agreed' } });
  });

  it('gives the same errors as HTTP, and does not serve operations that are not for sockets', async () => {
    const { dealId, supplier } = await freshDeal(app);
    const listener = listen(supplier);
    const body = { commandId: newId(), expectedVersion: 9, terms: licenceTerms };
    expect(await listener.call('deals.offer', { params: { dealId }, body })).toMatchObject({
      ok: false,
      problem: { code: 'STALE_VERSION', status: 412 },
    });
    expect(await listener.call('deals.offer', { params: { dealId }, body: { ...body, terms: {} } })).toMatchObject({
      ok: false,
      problem: { code: 'INVALID_INPUT' },
    });
    for (const name of ['accounts.me', 'toString', '__proto__', 'nothing']) {
      expect(await listener.call(name, {})).toMatchObject({ ok: false, problem: { code: 'NOT_FOUND' } });
    }
  });

  it('is closed to strangers, to people who are not signed in, and to pages of other sites', async () => {
    const { dealId, supplier } = await freshDeal(app);
    const stranger = listen(await member(app, 'company'));
    const nobody = listen({ cookie: '', language: 'en' });
    for (const listener of [stranger, nobody]) {
      for (const stream of [`deal:${dealId}`, `room:${dealId}`, 'deal:', 'nothing:x', 'constructor:x']) {
        expect(await listener.join(stream)).toMatchObject({ ok: false, problem: { code: 'NOT_FOUND' } });
      }
    }
    expect(await nobody.call('deals.get', { params: { dealId } })).toMatchObject({
      ok: false,
      problem: { code: 'NOT_AUTHENTICATED' },
    });
    await give(supplier, 'deals.offer', dealId, { terms: licenceTerms });
    expect(stranger.hints).toEqual([]);

    const foreign = listen(supplier, { origin: 'https://elsewhere.example' });
    await until(() => !foreign.socket.connected && foreign.socket.active);
    expect(foreign.socket.connected).toBe(false);
  });

  it('is left when the permission goes', async () => {
    const { dealId, supplier, demander } = await freshDeal(app);
    const listener = listen(demander);
    expect(await listener.join(`deal:${dealId}`)).toMatchObject({ ok: true });
    const admin = await administrator(app);
    const params = { organisationId: demander.organisationId };
    await admin.call('organisations.decide', {
      params,
      body: { commandId: newId(), expectedVersion: 2, decision: 'suspend' },
    });
    await until(() => listener.left.includes(`deal:${dealId}`));
    await give(supplier, 'deals.offer', dealId, { terms: licenceTerms });
    expect(listener.hints.filter(({ type }) => type === 'deal.offered')).toEqual([]);
  });

  it('is shut as soon as its person signs out, and a socket of an ended session is nobody', async () => {
    const { dealId, supplier, demander } = await freshDeal(app);
    const listener = listen(demander);
    expect(await listener.join(`room:${dealId}`)).toMatchObject({ ok: true });
    await demander.call('accounts.signOut');
    await until(() => !listener.socket.connected);
    const text = '只给仍在线的人看';
    await supplier.call('deals.say', { params: { dealId }, body: { commandId: newId(), messageId: newId(), text } });
    expect(listener.hints.map((hint) => hint.text)).not.toContain(text);

    const elsewhere = listen(supplier);
    expect(await elsewhere.join(`room:${dealId}`)).toMatchObject({ ok: true });
    // the same person signs out at another server, of which this one hears nothing
    const other = await startBeside(app);
    try {
      const there = new Caller(other.address);
      there.cookie = supplier.cookie;
      await there.call('accounts.signOut');
    } finally {
      await other.stop();
    }
    expect(await elsewhere.call('deals.get', { params: { dealId } })).toMatchObject({
      ok: false,
      problem: { code: 'NOT_AUTHENTICATED' },
    });
    expect(await elsewhere.join(`deal:${dealId}`)).toMatchObject({ ok: false, problem: { code: 'NOT_FOUND' } });
  });

  it('hears nothing of people who never were in it', async () => {
    const { dealId, supplier, demander } = await freshDeal(app);
    const [inside, outside] = [listen(supplier), listen(demander)];
    await inside.join(`room:${dealId}`);
    const heard: unknown[] = [];
    inside.socket.on('presence', (message) => heard.push(message));
    await outside.leave(`room:${dealId}`);
    outside.socket.emit('typing', { stream: `room:${dealId}` });
    await outside.join(`room:${dealId}`);
    await until(() => heard.length > 0);
    expect(heard).toEqual([expect.objectContaining({ isHere: true, isTyping: false })]);
  });

  it('tells after a lost connection what was missed, from the sequence number on', async () => {
    const { dealId, supplier, demander } = await freshDeal(app);
    const listener = listen(demander);
    await listener.join(`deal:${dealId}`);
    listener.socket.io.engine.close(); // the network goes
    await give(supplier, 'deals.offer', dealId, { terms: licenceTerms });
    await until(() => listener.socket.connected);
    const { items } = await demander.call('system.events', {
      params: { stream: `deal:${dealId}` },
      query: { after: 1 },
    });
    expect(items).toMatchObject([{ seq: 2, type: 'deal.offered' }]);
    await listener.join(`deal:${dealId}`);
    await give(supplier, 'deals.withdrawOffer', dealId);
    await until(() => listener.hints.some(({ type }) => type === 'deal.offerWithdrawn'));
  });

  it('alone names people: no other kind of stream tells its followers, who may be anonymous, who acts or is present', async () => {
    const { dealId, contractId, supplier, demander, centre } = await signedDeal(app);
    const expert = await member(app, 'institute');
    const patentId = await listPatent(supplier);
    const needId = await publishNeed(demander);
    const importId = await beginImport(supplier, '专利名称\n某装置');
    await app.settle();
    const params = { needId, patentId };
    await demander.call('matches.showInterest', { params, body: { commandId: newId(), expectedVersion: 0 } });
    const ids: Record<StreamKind, string> = {
      ...{ deal: dealId, contract: contractId, room: dealId, patent: patentId, need: needId, import: importId },
      ...{ match: matchIdOf(needId, patentId), organisation: supplier.organisationId, inbox: supplier.organisationId },
      question: await ask(demander, 'patent', patentId),
      ...{ expert: await expertBy(centre, expert), expertInvitation: await inviteExpert(centre, expert.email) },
    };
    const anonymous = { cookie: '', language: 'en' as const };
    const people = await Promise.all(
      [supplier, demander].map(async (who) => (await who.call('accounts.me'))?.userId ?? ''),
    );
    const followed: StreamKind[] = [];
    for (const kind of Object.keys(streams) as StreamKind[]) {
      const stream = `${kind}:${ids[kind]}`;
      const [one, another] = [listen(supplier), listen(supplier)];
      const others = [listen(anonymous), listen(demander), listen(await member(app, 'university'))];
      const heard: unknown[] = [];
      for (const { socket } of [one, another, ...others]) socket.onAny((...message) => heard.push(message));
      for (const listener of others) if ((await listener.join(stream)).ok) heard.push(await listener.join(stream));
      heard.push(await one.join(stream), await another.join(stream));
      another.socket.emit('typing', { stream });
      heard.push(await another.leave(stream), await another.join(stream));
      for (const listener of [one, ...others]) await listener.join(stream); // what was told before has arrived then
      if (people.some((id) => JSON.stringify(heard).includes(id))) followed.push(kind);
    }
    expect(followed).toEqual(['room']);
  });

  it('shows who is there and who types, and keeps neither', async () => {
    const { dealId, supplier, demander } = await freshDeal(app);
    const [left, right] = [listen(supplier), listen(demander)];
    await left.join(`room:${dealId}`);
    const answer = await right.join(`room:${dealId}`);
    expect(answer).toMatchObject({ ok: true, result: { present: [expect.any(String)] } });
    await until(() => left.present.size === 1);
    right.close();
    await until(() => left.present.size === 0);
  });

  it('tells whoever comes second that the first is there, also of two who come at the same moment', async () => {
    const { dealId, supplier, demander } = await freshDeal(app);
    const [first, second] = await Promise.all(
      [supplier, demander].map(async (who) => (await who.call('accounts.me'))?.userId ?? ''),
    );
    for (let round = 0; round < 10; round++) {
      const [left, right] = [listen(supplier), listen(demander)];
      const answers = await Promise.all([left.join(`room:${dealId}`), right.join(`room:${dealId}`)]);
      const [toFirst, toSecond] = answers.map((answer) => new Set(answer.ok ? answer.result.present : []));
      await until(() => (toFirst?.has(second ?? '') ?? false) || left.present.has(second ?? ''));
      await until(() => (toSecond?.has(first ?? '') ?? false) || right.present.has(first ?? ''));
      for (const listener of [left, right]) {
        await listener.leave(`room:${dealId}`);
        listener.close();
      }
    }
  });

  it('takes nobody for gone who has it open in another window', async () => {
    const { dealId, supplier, demander } = await freshDeal(app);
    const [left, right, again, late] = [listen(supplier), listen(demander), listen(demander), listen(demander)];
    for (const one of [left, right, again]) await one.join(`room:${dealId}`);
    await until(() => left.present.size === 1);
    right.close();
    await again.leave(`room:${dealId}`);
    await until(() => left.present.size === 0);
    await late.join(`room:${dealId}`);
    await again.join(`room:${dealId}`);
    await until(() => left.present.size === 1);
    const gone: unknown[] = [];
    left.socket.on('presence', (message) => message.isHere || gone.push(message));
    await late.leave(`room:${dealId}`);
    await supplier.call('deals.say', {
      params: { dealId },
      body: { commandId: newId(), messageId: newId(), text: '还在吗' },
    });
    await until(() => left.hints.length > 0);
    expect(gone).toEqual([]);
    expect(left.present.size).toBe(1);
  });

  it('spans several server processes on one database', async () => {
    const other = await startBeside(app);
    try {
      const { dealId, supplier, demander } = await freshDeal(app);
      const far = listen(demander, {}, other.address);
      expect(await far.join(`deal:${dealId}`)).toMatchObject({ ok: true });
      await give(supplier, 'deals.offer', dealId, { terms: licenceTerms });
      await until(() => far.hints.some(({ type }) => type === 'deal.offered'));
      far.close();
    } finally {
      await other.stop();
    }
  });
});

describe('an inbox', () => {
  const waitsFor = async (who: Caller) => (await who.call('inbox.mine')).items.map(({ what }) => what);

  it('says within a second that somebody is interested, also at another server, and that a colleague has answered', async () => {
    const [supplier, demander] = [await member(app, 'university'), await member(app, 'company')];
    const colleague = await invite(app, supplier, 'editor');
    const params = { patentId: await listPatent(supplier, { title: newId() }), needId: await publishNeed(demander) };
    const other = await startBeside(app);
    const [here, there] = [listen(supplier), listen(colleague, {}, other.address)];
    const stream = `inbox:${supplier.organisationId}`;
    for (const listener of [here, there]) expect(await listener.join(stream)).toMatchObject({ ok: true });
    await app.settle();
    const heard = () => here.hints.length;
    const before = heard();
    await demander.call('matches.showInterest', { params, body: { commandId: newId(), expectedVersion: 0 } });
    const shownAt = performance.now();
    await until(() => heard() > before, heard, 5);
    expect(performance.now() - shownAt).toBeLessThan(1_000);
    expect(await waitsFor(supplier)).toEqual(['match.answer']);
    await until(() => there.hints.some(({ stream: of }) => of === stream));
    expect(await waitsFor(colleague)).toEqual(['match.answer']);

    const [hints, hintsThere] = [heard(), there.hints.length];
    const body = { commandId: newId(), expectedVersion: 1, reason: 'price' as const };
    await colleague.call('matches.decline', { params, body });
    await until(() => heard() > hints && there.hints.length > hintsThere);
    for (const who of [supplier, colleague]) expect(await waitsFor(who)).toEqual([]);
    await other.stop();
  });

  it('is followed by nobody else, and no longer by who has left', async () => {
    const [company, stranger] = [await member(app, 'company'), await member(app, 'company')];
    const leaver = await invite(app, company, 'editor');
    const stream = `inbox:${company.organisationId}`;
    for (const who of [stranger, await administrator(app), { cookie: '', language: 'en' as const }])
      expect(await listen(who).join(stream)).toMatchObject({ ok: false, problem: { code: 'NOT_FOUND' } });
    expect(await listen(company).join('inbox:operators')).toMatchObject({ ok: false });
    const listener = listen(leaver);
    expect(await listener.join(stream)).toMatchObject({ ok: true });
    const me = await leaver.call('accounts.me');
    const params = { organisationId: company.organisationId };
    const { version } = await company.call('organisations.get', { params });
    await company.call('members.change', {
      params: { ...params, userId: me?.userId ?? '' },
      body: { commandId: newId(), expectedVersion: version, role: null },
    });
    await until(() => listener.left.includes(stream));
  });
});
