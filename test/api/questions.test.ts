import { matchIdOf } from '../../server/features/matches/match-rules.ts';
import { Caller, newId, startApp, type TestApp, testClock } from '../support/app.ts';
import { listPatent, publishNeed, stepNeed, stepPatent } from '../support/listings.ts';
import { invite } from '../support/members.ts';
import { administrator, member, type Member } from '../support/people.ts';
import { ask, giveInQuestion } from '../support/questions.ts';

const clock = testClock('2026-05-04T02:00:00.000Z');
let app: TestApp;
let university: Member;
let company: Member;
let stranger: Member;
let patentId: string;
let count = 0;
beforeAll(async () => {
  app = await startApp({ clock });
  university = await member(app, 'university', { name: '海州理工大学' });
  company = await member(app, 'company', { name: '海州电机有限公司' });
  stranger = await member(app, 'company');
  patentId = await listPatent(university, {
    title: '一种电机转子的冷却结构',
    abstract: '在电机转子内设置螺旋冷却流道，降低转子温升，适用于高速电机。',
    ipc: ['H02K 9/19'],
  });
  await app.settle();
});
afterAll(() => app.stop());

const command = (expectedVersion = 0) => ({ commandId: newId(), expectedVersion });
const rotor = '需要降低高速电机转子温升的冷却结构。';
/** Needs of one organisation with the same text are one need. */
const needOf = (who: Member, entry: object = {}) =>
  publishNeed(who, { title: `寻找冷却结构 ${++count}`, description: `${rotor}${count}`, ...entry });
const interest = (who: Caller, needId: string, patent = patentId, expectedVersion = 0) =>
  who.call('matches.showInterest', { params: { needId, patentId: patent }, body: command(expectedVersion) });
const needsFor = (who: Caller, query: object = {}, patent = patentId) =>
  who.call('matches.needsFor', { params: { patentId: patent }, query });
const inboxOf = async (who: Caller) => (await who.call('inbox.mine', { query: { limit: 100 } })).items;
const question = (who: Caller, questionId: string) => who.call('questions.get', { params: { questionId } });
const typesOf = async (stream: string) => (await app.app.events.ofStream(stream)).map(({ type }) => type);
const codeOf = async (refused: Promise<{ code: string }>) => (await refused).code;

describe('what can be chosen for a patent or a need', () => {
  it('is what the own organisation has on offer, the best fitting first, each with its match as it stands', async () => {
    const other = await needOf(company, { title: '寻找饮料配方', description: '一种低糖饮料配方。' });
    const fitting = await needOf(company);
    const draft = await publishNeed(company, { title: '草稿', description: '草稿' }, { isPublic: false });
    await app.settle();
    const { items, isMore } = await needsFor(company);
    expect(items.map(({ need }) => need.id)).toEqual(expect.arrayContaining([fitting, other]));
    expect(items[0]).toMatchObject({
      need: { id: fitting },
      ...{ mySide: 'demander', version: 0, state: 'suggested', allowed: expect.arrayContaining(['showInterest']) },
    });
    expect(items[0]?.score).toBeGreaterThan(items.find(({ need }) => need.id === other)?.score ?? 1);
    expect(items.map(({ need }) => need.id)).not.toContain(draft);
    expect(isMore).toBe(false);
    expect((await needsFor(company, { text: '饮料' })).items.map(({ need }) => need.id)).toEqual([other]);
    expect((await needsFor(company, { limit: 1 })).isMore).toBe(true);

    await interest(company, other);
    expect((await needsFor(company)).items[0]).toMatchObject({ need: { id: other }, state: 'interestedByDemander' });
    await stepNeed(company, other, 'close');
    await app.settle();
    expect((await needsFor(company)).items.map(({ need }) => need.id)).not.toContain(other);
    await stepNeed(company, fitting, 'close');
  });

  it('is for a need the own patents, also by a part of their number', async () => {
    const needId = await needOf(company);
    const second = await listPatent(university, { title: '一种饮料', publicationNumber: 'CN112345678A' });
    await app.settle();
    const patentsFor = async (query: object = {}) =>
      (await university.call('matches.patentsFor', { params: { needId }, query })).items;
    expect((await patentsFor())[0]).toMatchObject({ patent: { id: patentId }, mySide: 'supplier' });
    expect((await patentsFor({ text: '12345678' })).map(({ patent }) => patent.id)).toEqual([second]);
    await stepNeed(company, needId, 'close');
  });

  it('is of another organisation only beside an own thing, and only what it shows as its own', async () => {
    const named = await needOf(company);
    const anonymous = await needOf(company, { visibility: 'anonymous' });
    const targeted = await needOf(company, { visibility: 'targeted', invited: [stranger.organisationId] });
    await app.settle();
    const of = company.organisationId;
    const found = (await needsFor(university, { of })).items.map(({ need }) => need.id);
    expect(found).toContain(named);
    for (const hidden of [anonymous, targeted]) expect(found).not.toContain(hidden);
    const own = (await needsFor(company)).items.map(({ need }) => need.id);
    for (const mine of [named, anonymous, targeted]) expect(own).toContain(mine);
    expect(await codeOf(stranger.refusal('matches.needsFor', { params: { patentId }, query: { of } }))).toBe(
      'NOT_ALLOWED',
    );
    expect(await codeOf(university.refusal('matches.needsFor', { params: { patentId } }))).toBe('NOT_ALLOWED'); // its own
    expect(await codeOf(university.refusal('matches.patentsFor', { params: { needId: targeted } }))).toBe('NOT_FOUND');
    for (const id of [named, anonymous, targeted]) await stepNeed(company, id, 'close');
  });

  it('is nothing for what is not on offer, and for whoever is not a member of an approved organisation', async () => {
    const draft = await listPatent(university, { title: '未公开的装置' }, { isPublic: false });
    expect(await codeOf(company.refusal('matches.needsFor', { params: { patentId: draft } }))).toBe('NOT_FOUND');
    const pending = await member(app, 'company', { isApproved: false });
    expect(await codeOf(pending.refusal('matches.needsFor', { params: { patentId } }))).toBe('NOT_ALLOWED');
    const nobody = new Caller(app.address);
    expect(await codeOf(nobody.refusal('matches.needsFor', { params: { patentId } }))).toBe('NOT_AUTHENTICATED');
  });
});

describe('interest with what was chosen', () => {
  it('shown by both sides at once, by two people each, stands once for each side and opens one deal', async () => {
    const needId = await needOf(company);
    await app.settle();
    const colleagues = [
      university,
      await invite(app, university, 'editor'),
      company,
      await invite(app, company, 'editor'),
    ];
    let left = colleagues;
    for (let version = 0; version < 2; version++) {
      const tries = await Promise.allSettled(left.map((one) => interest(one, needId, patentId, version)));
      left = left.filter((_, at) => tries[at]?.status === 'rejected');
      for (const one of tries)
        if (one.status === 'rejected')
          expect((one.reason as { problem: { code: string } }).problem.code).toMatch(/STALE_VERSION|WRONG_STATE/);
    }
    expect(left).toHaveLength(2);
    await app.settle();
    expect(await typesOf(`match:${matchIdOf(needId, patentId)}`)).toEqual([
      'match.interestShown',
      'match.becameMutual',
    ]);
    const chosen = (await needsFor(company)).items.find(({ need }) => need.id === needId);
    expect(await typesOf(`deal:${chosen?.dealId ?? ''}`)).toEqual(['deal.opened']);
    for (const late of left)
      expect(
        await codeOf(late.refusal('matches.showInterest', { params: { needId, patentId }, body: command(2) })),
      ).toBe('WRONG_STATE');
  });

  it('is refused with own things, and by a suspended organisation', async () => {
    const own = await needOf(university);
    const body = command();
    const pair = { params: { needId: own, patentId }, body };
    expect(await university.refusal('matches.showInterest', pair)).toMatchObject({ details: { gates: 'sameParty' } });
    const suspended = await member(app, 'company');
    const needId = await needOf(suspended);
    const admin = await administrator(app);
    const params = { organisationId: suspended.organisationId };
    await admin.call('organisations.decide', { params, body: { ...command(2), decision: 'suspend' } });
    expect(
      await codeOf(suspended.refusal('matches.showInterest', { params: { needId, patentId }, body: command() })),
    ).toBe('NOT_ALLOWED');
  });

  it('tells nobody in which place the owner of an anonymous need lies', async () => {
    const place = '650203';
    const hidden = await member(app, 'company', { place });
    const needId = await needOf(hidden, { visibility: 'anonymous' });
    await app.settle();
    await interest(hidden, needId);
    const texts = [
      await university.call('matches.explain', { params: { needId, patentId } }),
      await university.call('needs.get', { params: { needId } }),
      await new Caller(app.address).call('needs.list', {}),
      await university.call('matches.mine', {}),
    ].map((answer) => JSON.stringify(answer));
    for (const text of texts) expect(text).not.toContain(place);
    const { deadline } = await hidden.call('needs.get', { params: { needId } });
    expect(deadline).toMatchObject({ place }); // or this could not fail
    await stepNeed(hidden, needId, 'close');
  });
});

describe('a question', () => {
  const aboutPatent = () => listPatent(university, { title: `一种装置 ${++count}` });

  it('is asked, waits at home for whom it is for, is seen, answered, read, asked on, and withdrawn', async () => {
    const about = await aboutPatent();
    const id = await ask(company, 'patent', about, '能否用于高湿环境？');
    const waiting = async (who: Caller) => {
      await app.settle();
      return (await inboxOf(who)).filter(({ thing }) => thing?.id === id);
    };
    expect(await waiting(university)).toMatchObject([
      { what: 'question.answer', due: '2026-05-18', others: ['海州电机有限公司'], mayDo: true },
    ]);
    expect(await waiting(company)).toEqual([]);
    expect(await question(company, id)).toMatchObject({
      ...{ state: 'asked', myRole: 'asker', seenAt: null, other: { name: '海州理工大学' } },
      ...{ text: '能否用于高湿环境？', deadline: { days: 14, lastDay: '2026-05-18' }, allowed: ['withdraw'] },
    });

    // whoever asked does not mark it as seen; who is asked does, once
    const see = (who: Caller, version: number) =>
      who.call('questions.see', { params: { questionId: id }, body: { version } });
    await see(company, 1);
    expect(await question(company, id)).toMatchObject({ seenAt: null });
    clock.forward(60_000);
    const seenAt = clock.now().toISOString();
    await see(university, 1);
    clock.forward(60_000);
    await see(university, 1);
    expect(await question(company, id)).toMatchObject({ seenAt, version: 1, words: [{ seenAt }] });

    await giveInQuestion(university, 'answer', id, '可以，须加涂层。');
    const answered = await question(company, id);
    expect(answered).toMatchObject({
      ...{ state: 'answered', answeredAt: clock.now().toISOString(), seenAt: null, deadline: null },
      words: [
        { role: 'asker', seenAt },
        { role: 'owner', text: '可以，须加涂层。', seenAt: null },
      ],
      allowed: ['askMore'],
    });
    expect(await waiting(university)).toEqual([]);
    expect(await waiting(company)).toMatchObject([{ what: 'question.read', others: [] }]);
    await see(company, 1); // an old page
    expect(await waiting(company)).toHaveLength(1);
    await see(company, answered.version);
    expect(await waiting(company)).toEqual([]);

    await giveInQuestion(company, 'askMore', id, '涂层由谁提供？');
    expect(await question(university, id)).toMatchObject({
      ...{ state: 'asked', allowed: ['answer', 'decline'], deadline: { lastDay: '2026-05-18' } },
    });
    await giveInQuestion(company, 'withdraw', id);
    expect(await waiting(university)).toEqual([]);
    expect(await typesOf(`question:${id}`)).toEqual([
      ...['question.asked', 'question.answered', 'question.askedMore', 'question.withdrawn'],
    ]);
    const timeline = await company.call('questions.timeline', { params: { questionId: id } });
    expect(timeline.items.map(({ organisation }) => organisation?.name)).toEqual([
      ...['海州电机有限公司', '海州理工大学', '海州电机有限公司', '海州电机有限公司'],
    ]);
    const events = JSON.stringify(await app.app.events.ofStream(`question:${id}`));
    for (const text of ['高湿', '涂层']) expect(events).not.toContain(text);
  });

  it('that nobody answers in time is shown as unanswered, waits no longer, and may be answered late', async () => {
    const about = await aboutPatent();
    const id = await ask(company, 'patent', about);
    const { lastDay } = (await question(company, id)).deadline ?? {};
    clock.set(`${lastDay}T10:00:00.000Z`);
    await app.app.scheduler.runDue();
    expect(await question(company, id)).toMatchObject({ state: 'asked' }); // its last day is not over
    clock.forward(2 * 86_400_000);
    await app.app.scheduler.runDue();
    await app.app.scheduler.runDue();
    expect(await question(company, id)).toMatchObject({ state: 'unanswered', deadline: null, allowed: [] });
    expect(await typesOf(`question:${id}`)).toEqual(['question.asked', 'question.lapsed']);
    const whats = async (who: Caller) =>
      (await inboxOf(who)).flatMap(({ what, thing }) => (thing?.id === id ? [what] : []));
    await app.settle();
    expect(await whats(university)).toEqual([]);
    expect(await whats(company)).toEqual(['question.read']);
    await giveInQuestion(university, 'answer', id, '抱歉，来迟了。');
    expect(await question(company, id)).toMatchObject({ state: 'answered' });
  });

  it('may be declined with or without a word; then it can be asked anew', async () => {
    const about = await aboutPatent();
    const id = await ask(company, 'patent', about);
    await giveInQuestion(university, 'decline', id, '涉密，不便回答。');
    expect(await question(company, id)).toMatchObject({
      ...{ state: 'declined', allowed: [], words: [{}, { role: 'owner', text: '涉密，不便回答。' }] },
    });
    const again = await ask(company, 'patent', about);
    await giveInQuestion(university, 'decline', again);
    expect((await question(company, again)).words).toHaveLength(1);
  });

  it('is there for the two sides alone, whose lists hold it, by thing and by state', async () => {
    const about = await aboutPatent();
    const id = await ask(company, 'patent', about);
    for (const who of [stranger, await member(app, 'centre')]) {
      expect(await codeOf(who.refusal('questions.get', { params: { questionId: id } }))).toBe('NOT_FOUND');
      expect(
        await codeOf(
          who.refusal('questions.answer', { params: { questionId: id }, body: { ...command(1), text: 'x' } }),
        ),
      ).toBe('NOT_FOUND');
    }
    const listed = async (who: Caller, query: object) =>
      (await who.call('questions.list', { query: { limit: 100, ...query } })).items.map((one) => one.id);
    expect(await listed(company, { box: 'asked', thingId: about })).toEqual([id]);
    expect(await listed(university, { box: 'received', state: 'asked' })).toContain(id);
    expect(await listed(university, { box: 'received', state: 'answered' })).not.toContain(id);
    expect(await listed(company, { box: 'received' })).toEqual([]);
    expect(await listed(stranger, { box: 'asked' })).toEqual([]);
    // the wrong side, and members whose matter it is not
    const reviewer = await invite(app, university, 'reviewer');
    expect(
      await codeOf(
        reviewer.refusal('questions.answer', { params: { questionId: id }, body: { ...command(1), text: 'x' } }),
      ),
    ).toBe('NOT_ALLOWED');
    for (const [who, name] of [
      [company, 'answer'],
      [university, 'askMore'],
    ] as const)
      expect(
        await codeOf(
          who.refusal(`questions.${name}`, { params: { questionId: id }, body: { ...command(1), text: 'x' } }),
        ),
      ).toBe('NOT_ALLOWED');
    expect(await question(reviewer, id)).toMatchObject({ myRole: 'owner' });
  });

  it('is refused about own things, what one may not know, what is not on offer, twice, and without a text', async () => {
    const refusal = (who: Caller, thingId: string, text = 'x', kind: 'patent' | 'need' = 'patent') =>
      who.refusal('questions.ask', { body: { id: newId(), ...command(), expectedVersion: 0, kind, thingId, text } });
    const about = await aboutPatent();
    expect(await codeOf(refusal(university, about))).toBe('CONFLICT');
    const targeted = await needOf(company, { visibility: 'targeted', invited: [stranger.organisationId] });
    expect(await codeOf(refusal(university, targeted, 'x', 'need'))).toBe('NOT_FOUND');
    expect(await codeOf(refusal(company, about, '  '))).toBe('INVALID_INPUT');
    const id = await ask(company, 'patent', about);
    expect(await codeOf(refusal(company, about))).toBe('CONFLICT');
    const pending = await member(app, 'company', { isApproved: false });
    expect(await codeOf(refusal(pending, about))).toBe('NOT_ALLOWED');
    expect(await codeOf(refusal(new Caller(app.address), about))).toBe('NOT_AUTHENTICATED');

    await stepPatent(university, about, 'withdraw');
    expect(await codeOf(refusal(stranger, about))).toBe('NOT_FOUND');
    // who asked keeps the name that it had
    expect(await question(company, id)).toMatchObject({ thing: { isVisible: false, title: `一种装置 ${count - 1}` } });
    await stepNeed(company, targeted, 'close');
  });

  it('repeated is asked once; with an old version it is refused; of two at once about one thing one stands', async () => {
    const about = await aboutPatent();
    const body = { id: newId(), ...command(), expectedVersion: 0 as const, kind: 'patent' as const, thingId: about };
    const first = await company.call('questions.ask', { body: { ...body, text: '一' } });
    expect(await company.call('questions.ask', { body: { ...body, text: '一' } })).toEqual(first);
    expect(await codeOf(company.refusal('questions.ask', { body: { ...body, text: '二' } }))).toBe('CONFLICT');
    const answer = { params: { questionId: body.id }, body: { ...command(1), text: '答' } };
    const both = await Promise.allSettled([
      university.call('questions.answer', answer),
      company.call('questions.withdraw', { params: answer.params, body: command(1) }),
    ]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await typesOf(`question:${body.id}`)).toHaveLength(2);
    expect(
      await codeOf(university.refusal('questions.answer', { ...answer, body: { ...command(1), text: '答' } })),
    ).toBe('STALE_VERSION');

    const other = await aboutPatent();
    const tries = await Promise.allSettled(['甲', '乙', '丙'].map((text) => ask(company, 'patent', other, text)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is one of so many a day for an organisation, also of several members at once, by the parameter', async () => {
    const asker = await member(app, 'company', { place: '330106' });
    const colleague = await invite(app, asker, 'reviewer');
    await (
      await administrator(app)
    ).call('parameters.set', {
      body: {
        ...{ id: newId(), commandId: newId(), expectedVersion: 0, key: 'question.perDay', place: '330106' },
        ...{ effectiveFrom: '2026-05-01', value: 3, source: '试点通知' },
      },
    });
    const about: string[] = [];
    for (let n = 0; n < 5; n++) about.push(await aboutPatent());
    const tries = await Promise.allSettled(about.map((id, at) => ask(at % 2 ? asker : colleague, 'patent', id)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    const refused = tries.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason).toMatchObject({ problem: { code: 'CONFLICT', details: { limit: 3 } } });
    clock.forward(86_400_000);
    await ask(asker, 'patent', await aboutPatent());
  });

  it('about an anonymous need, answered, tells nowhere whose the need is, nor where', async () => {
    const hidden = await member(app, 'company', { name: '隐名制造有限公司', place: '650204' });
    const needId = await needOf(hidden, { visibility: 'anonymous' });
    const asker = await member(app, 'institute', { name: '海州研究院' });
    const id = await ask(asker, 'need', needId);
    await giveInQuestion(hidden, 'answer', id, '可以。');
    expect(await question(hidden, id)).toMatchObject({ myRole: 'owner', other: { name: '海州研究院' } });
    const params = { questionId: id };
    await app.settle();
    const shown = [
      await question(asker, id),
      await asker.call('questions.list', { query: { thingId: needId } }),
      await asker.call('questions.timeline', { params }),
      await inboxOf(asker),
      await asker.call('system.events', { params: { stream: `question:${id}` } }),
    ].map((answer) => JSON.stringify(answer));
    for (const text of shown)
      for (const secret of [hidden.organisationId, '隐名制造', '650204']) expect(text).not.toContain(secret);
    expect(shown[0]).toContain('"other":null');
    expect(JSON.stringify(await hidden.call('questions.timeline', { params }))).toContain('隐名制造'); // or this could not fail
    await stepNeed(hidden, needId, 'close');
  });

  it('shows the match that came of it, and the deal; one with an anonymous need only once both are interested', async () => {
    const about = await aboutPatent();
    const id = await ask(company, 'patent', about);
    const [named, anonymous] = [await needOf(company), await needOf(company, { visibility: 'anonymous' })];
    await app.settle();
    const shown = async (who: Caller) => (await question(who, id)).matches.map(({ need, state }) => [need.id, state]);
    expect(await shown(company)).toEqual([]);
    await interest(company, named, about);
    await interest(company, anonymous, about);
    expect((await shown(company)).sort()).toEqual(
      [anonymous, named].map((needId) => [needId, 'interestedByDemander']).sort(),
    );
    expect(await shown(university)).toEqual([[named, 'interestedByDemander']]);
    await interest(university, anonymous, about, 1);
    await app.settle();
    expect(await shown(university)).toContainEqual([anonymous, 'mutual']);
    const mutual = (await question(university, id)).matches.find(({ state }) => state === 'mutual');
    expect(mutual?.dealId).toMatch(/-/);
    for (const needId of [named]) await stepNeed(company, needId, 'close');
  });
});
