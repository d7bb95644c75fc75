import { type Caller, newId, startApp, type TestApp, testClock } from '../support/app.ts';
import { freshDeal, give, licenceTerms, signedDeal } from '../support/deals.ts';
import { listPatent, publishNeed, stepNeed, stepPatent } from '../support/listings.ts';
import { invite } from '../support/members.ts';
import { administrator, member, type Member } from '../support/people.ts';

const clock = testClock();
let app: TestApp;
/** Two sides and a centre between them, who have several deals. */
let people: Record<'supplier' | 'demander' | 'centre', Member>;
/** A colleague of the demander in each role. */
let colleagues: Record<'editor' | 'signer' | 'reviewer', Member>;
beforeAll(async () => {
  app = await startApp({ clock });
  const [supplier, demander, centre] = [
    await member(app, 'university'),
    await member(app, 'company'),
    await member(app, 'centre'),
  ];
  people = { supplier, demander, centre };
  colleagues = {
    editor: await invite(app, demander, 'editor'),
    signer: await invite(app, demander, 'signer'),
    reviewer: await invite(app, demander, 'reviewer'),
  };
});
afterAll(() => app.stop());

/** What waits for somebody in one thing, or in any. */
const tasksOf = async (who: Caller, thingId?: string, whose: 'mine' | 'organisation' = 'mine') => {
  await app.settle();
  const { items } = await who.call('inbox.mine', { query: { whose, limit: 100 } });
  return items.filter(({ thing }) => thingId === undefined || thing?.id === thingId);
};
const kindsOf = async (who: Caller, thingId?: string) => (await tasksOf(who, thingId)).map(({ what }) => what);
const taskOf = async (who: Caller, what: string, thingId?: string) => {
  const found = (await tasksOf(who, thingId, 'organisation')).find((task) => task.what === what);
  if (!found) throw new Error(`${what} does not wait`);
  return found;
};
/** A fresh deal in which the supplier has made an offer, and the task that the demander has by it. */
const offered = async () => {
  const { dealId } = await freshDeal(app, people);
  await give(people.supplier, 'deals.offer', dealId, { terms: licenceTerms });
  const { id } = await taskOf(people.demander, 'deal.answerOffer', dealId);
  return { dealId, id };
};
const noticesOf = async (who: Caller) => {
  await app.settle();
  return (await who.call('inbox.notices')).items;
};
const take = (taskId: string) => ({ params: { taskId }, body: { commandId: newId() } });
const countOf = async (who: Caller) => {
  await app.settle();
  return who.call('inbox.count');
};
const userOf = async (who: Caller) => (await who.call('accounts.me'))?.userId ?? '';
/** Gives a member another role; null: takes him out of the organisation. */
const change = async (admin: Member, who: Caller, role: 'reviewer' | null) => {
  const { organisationId } = admin;
  const { version } = await admin.call('organisations.get', { params: { organisationId } });
  const params = { organisationId, userId: await userOf(who) };
  await admin.call('members.change', { params, body: { commandId: newId(), expectedVersion: version, role } });
};

describe('what waits for an organisation', () => {
  it('is taken by one of those who may do it: others see by whom, and it is gone from their own list', async () => {
    const { dealId, id } = await offered();
    const { supplier, demander } = people;
    const { editor, signer, reviewer } = colleagues;
    const answerOf = (who: Caller) => taskOf(who, 'deal.answerOffer', dealId);
    expect((await answerOf(editor)).allowed).toEqual(['take']);
    expect((await answerOf(reviewer)).allowed).toEqual([]);
    expect(await reviewer.refusal('inbox.take', take(id))).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await supplier.refusal('inbox.take', take(id))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await editor.refusal('inbox.handBack', take(id))).toMatchObject({ code: 'NOT_ALLOWED' });

    const before = [(await countOf(editor)).waiting, (await countOf(signer)).waiting];
    const request = take(id);
    const outcome = await editor.call('inbox.take', request);
    expect(await editor.call('inbox.take', request)).toEqual(outcome);
    expect(await signer.refusal('inbox.take', take(id))).toMatchObject({ code: 'WRONG_STATE' });
    expect(await answerOf(editor)).toMatchObject({ takenBy: { isMe: true }, allowed: ['handBack'] });
    expect(await answerOf(signer)).toMatchObject({ takenBy: { name: 'editor', isMe: false }, allowed: [] });
    expect([await kindsOf(editor, dealId), await kindsOf(signer, dealId)]).toEqual([['deal.answerOffer'], []]);
    expect([(await countOf(editor)).waiting, (await countOf(signer)).waiting]).toEqual([
      before[0],
      Number(before[1]) - 1,
    ]);

    expect(await signer.refusal('inbox.handBack', take(id))).toMatchObject({ code: 'NOT_ALLOWED' });
    await demander.call('inbox.handBack', take(id)); // an admin
    await signer.call('inbox.take', take(id));
    await signer.call('inbox.handBack', take(id));
    expect(await kindsOf(editor, dealId)).toEqual(['deal.answerOffer']);

    await give(demander, 'deals.accept', dealId, { number: 1 });
    expect(await kindsOf(editor, dealId)).not.toContain('deal.answerOffer');
    expect(await editor.refusal('inbox.take', take(id))).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('of two who take it at once is taken by one', async () => {
    const { id } = await offered();
    const two = [people.demander, colleagues.editor];
    const answers = await Promise.all(two.map((who) => who.send('inbox.take', take(id))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('goes back to all when the one who took it leaves, or has no longer the role to do it', async () => {
    const { demander } = people;
    const { dealId, id } = await offered();
    const [leaver, changed] = [await invite(app, demander, 'editor'), await invite(app, demander, 'signer')];
    await leaver.call('inbox.take', take(id));
    await change(demander, leaver, null);
    expect(await taskOf(demander, 'deal.answerOffer', dealId)).toMatchObject({ takenBy: null });
    await changed.call('inbox.take', take(id));
    await change(demander, changed, 'reviewer');
    expect(await taskOf(demander, 'deal.answerOffer', dealId)).toMatchObject({ takenBy: null });
  });

  it('stays taken and read when all tasks are made anew, and is nobody’s when it comes again', async () => {
    const { supplier, demander } = people;
    const { dealId, id } = await offered();
    await demander.call('inbox.take', take(id));
    await demander.call('inbox.read', { body: { items: [id, 'something else'], isRead: true } });
    const { database, inbox } = app.app;
    for (const name of ['tasks', 'taskCells', 'taskPlaces']) await database.raw(name).deleteMany({});
    await inbox.rebuild();
    const kept = await taskOf(demander, 'deal.answerOffer', dealId);
    expect(kept).toMatchObject({ takenBy: { isMe: true }, isRead: true });

    await give(demander, 'deals.offer', dealId, { terms: licenceTerms });
    await app.settle();
    await give(supplier, 'deals.offer', dealId, { terms: licenceTerms });
    const again = await taskOf(demander, 'deal.answerOffer', dealId);
    expect(again).toMatchObject({ id, takenBy: null, isRead: false });
  });

  it('is not my own while I do not want to hear of its kind or of the thing; my colleagues still do', async () => {
    const { demander } = people;
    const { editor } = colleagues;
    const { dealId } = await offered();
    const mute = (what: { kind: string } | { thing: { kind: string; id: string } }, isMuted: boolean) =>
      demander.call('inbox.mute', { body: { what, isMuted } });
    const own = async (who: Caller) => kindsOf(who, dealId);
    for (const what of [{ kind: 'deal.answerOffer' }, { thing: { kind: 'deal', id: dealId } }]) {
      const { waiting } = await countOf(demander);
      await mute(what, true);
      expect([await own(demander), await own(editor)]).toEqual([[], ['deal.answerOffer']]);
      expect(await taskOf(demander, 'deal.answerOffer', dealId)).toMatchObject({ isMuted: true });
      expect((await countOf(demander)).waiting).toBeLessThan(waiting);
      await mute(what, false);
    }
    expect(await own(demander)).toEqual(['deal.answerOffer']);
    await mute({ thing: { kind: 'deal', id: dealId } }, true);
    await mute({ kind: 'deal.answerOffer' }, true);
    expect(await demander.call('inbox.settings')).toMatchObject({
      mutedKinds: [{ kind: 'deal.answerOffer', text: 'Answer the offer of the other side' }],
      mutedThings: [{ kind: 'deal', id: dealId, title: expect.stringMatching(/.+/) }],
    });
    await mute({ kind: 'deal.answerOffer' }, false);
  });

  it('is in the order of its days, page by page, with queues among the others', async () => {
    const university = await member(app, 'university');
    for (const validUntil of ['2026-05-09', null, '2026-05-06']) {
      const { demander, dealId } = await freshDeal(app, { ...people, supplier: university });
      await give(demander, 'deals.offer', dealId, { terms: licenceTerms, validUntil });
    }
    const body = { commandId: newId(), expectedVersion: 0, patents: true, needs: false };
    await university.call('reviews.choose', { body });
    for (const _ of [1, 2]) {
      const patentId = await listPatent(university, { title: newId() }, { isPublic: false });
      await stepPatent(university, patentId, 'submit');
    }
    const days: (string | null)[] = [];
    await app.settle();
    for (let cursor: string | undefined; ;) {
      const { items, nextCursor } = await university.call('inbox.mine', {
        query: { limit: 1, ...(cursor ? { cursor } : {}) },
      });
      days.push(...items.map(({ what, due, count }) => (what === 'patent.review' ? `${count} reviews` : due)));
      if (!nextCursor) break;
      cursor = nextCursor;
    }
    expect(days).toEqual(['2026-05-06', '2026-05-09', null, '2 reviews']);
  });

  it('waits for who operates the installation, too: once for all, and never told twice', async () => {
    await member(app, 'company', { isApproved: false, place: '540100' });
    const admin = await administrator(app);
    const near = await member(app, 'authority', { place: '540000', level: 'province' });
    const decide = await taskOf(admin, 'organisation.decide');
    expect(decide).toMatchObject({ count: 1, allowed: ['take'] });
    expect(await taskOf(near, 'organisation.decide')).toMatchObject({ count: 1 });
    await admin.call('inbox.take', take(decide.id));
    expect(await near.refusal('inbox.take', take(decide.id))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await taskOf(near, 'organisation.decide')).toMatchObject({ takenBy: null });
    await admin.call('inbox.handBack', take(decide.id));
  });
});

describe('what is new', () => {
  it('is told to all whom it concerns but its author, and read by each for himself', async () => {
    const { supplier, demander, centre, dealId } = await freshDeal(app, people);
    const { editor: colleague } = colleagues;
    await supplier.call('inbox.readAll', { body: { upTo: clock.now().toISOString() } });
    clock.forward(1_000);
    await give(supplier, 'deals.offer', dealId, { terms: licenceTerms });
    await give(demander, 'deals.accept', dealId, { number: 1 });
    const [accepted, ...before] = await noticesOf(supplier);
    expect(accepted).toMatchObject({
      ...{ kind: 'deal.accepted', text: 'An offer was accepted: terms are agreed', count: 1, isRead: false },
      ...{ thing: { kind: 'deal', id: dealId }, title: expect.stringMatching(/.+/) },
    });
    expect(before.every(({ isRead }) => isRead)).toBe(true);
    expect((await countOf(supplier)).news).toBe(1);
    // who made the offer is not told of it, nor is he for whom it waits; the centre between them is
    const toldOf = async (who: Caller) =>
      (await noticesOf(who)).flatMap(({ kind, thing }) => (thing?.id === dealId ? [kind] : [])).sort();
    for (const who of [supplier, demander, colleague]) expect(await toldOf(who)).not.toContain('deal.offered');
    expect(await toldOf(centre)).toEqual(['deal.accepted', 'deal.offered']);

    await supplier.call('inbox.read', { body: { items: [accepted?.id ?? ''], isRead: true } });
    expect((await countOf(supplier)).news).toBe(0);
    expect((await countOf(centre)).news).toBeGreaterThan(1);
    await supplier.call('inbox.read', { body: { items: [accepted?.id ?? ''], isRead: false } });
    expect((await countOf(supplier)).news).toBe(1);
    await supplier.call('inbox.mute', { body: { what: { kind: 'deal.accepted' }, isMuted: true } });
    expect((await noticesOf(supplier)).map(({ kind }) => kind)).not.toContain('deal.accepted');
    expect((await countOf(supplier)).news).toBe(0);
  });

  it('of one’s own organisation is told to colleagues, not to who did it', async () => {
    const { supplier, demander } = await signedDeal(app, undefined, { demander: people.demander });
    const colleague = await invite(app, supplier, 'editor');
    const signed = async (who: Caller) => (await noticesOf(who)).filter(({ kind }) => kind === 'deal.signed').length;
    // the demander signed last
    expect([await signed(demander), await signed(supplier), await signed(colleague)]).toEqual([0, 1, 1]);
  });

  it('is shown without a title once the thing may not be seen any more', async () => {
    const { supplier, centre, contractId } = await signedDeal(app, undefined, people);
    await give(supplier, 'contracts.makeEffective', contractId, { on: '2026-05-04' });
    const titles = async () =>
      (await noticesOf(centre)).flatMap(({ thing, title }) => (thing?.id === contractId ? [title] : []));
    expect((await titles()).every((title) => title !== null)).toBe(true);
    const body = { commandId: newId(), centreId: centre.organisationId };
    await supplier.call('contracts.letCentreGo', { params: { contractId }, body });
    expect((await titles()).length).toBeGreaterThan(1); // it is told that it was let go
    expect((await titles()).every((title) => title === null)).toBe(true);
    const { length } = await titles();
    await give(supplier, 'contracts.proposeShares', contractId, { shares: [] });
    expect(await titles()).toHaveLength(length);
  });

  it('reaches a person whose role changed wherever he is, and says nothing of a match to whom its need is hidden', async () => {
    const company = await member(app, 'company');
    const leaver = await invite(app, company, 'editor');
    await change(company, leaver, 'reviewer');
    expect((await noticesOf(leaver)).map(({ kind }) => kind)).toContain('organisation.memberChanged');
    expect((await noticesOf(company)).map(({ kind }) => kind)).not.toContain('organisation.memberChanged');

    const [supplier, demander] = [await member(app, 'university'), company];
    const patentId = await listPatent(supplier, { title: newId() });
    const needId = await publishNeed(demander, { title: newId(), description: newId() });
    const params = { patentId, needId };
    await supplier.call('matches.showInterest', { params, body: { commandId: newId(), expectedVersion: 0 } });
    expect(await kindsOf(demander)).toContain('match.answer');
    await stepNeed(demander, needId, 'close');
    expect(await kindsOf(demander)).not.toContain('match.answer');
    await demander.call('matches.decline', {
      params,
      body: { commandId: newId(), expectedVersion: 1, reason: 'price' },
    });
    expect((await noticesOf(supplier)).map(({ kind }) => kind)).not.toContain('match.declined');
  });
});
