import { Caller, newId, startApp, type TestApp } from '../support/app.ts';
import { applyAsExpert, expertBy, inviteExpert, profile } from '../support/experts.ts';
import { invite } from '../support/members.ts';
import { member, type Member } from '../support/people.ts';

let app: TestApp;
let centre: Member;
let authority: Member;
let university: Member;
beforeAll(async () => {
  app = await startApp();
  centre = await member(app, 'centre');
  authority = await member(app, 'authority', { place: '330000', level: 'province' });
  university = await member(app, 'university');
});
afterAll(() => app.stop());

const command = (expectedVersion: number) => ({ commandId: newId(), expectedVersion });
const idOf = async (who: Caller) => (await who.call('accounts.me'))?.userId ?? '';
const decide = async (who: Member, expertId: string, decision: 'confirm' | 'refuse' | 'end') => {
  const { version } = await who.call('experts.get', { params: { expertId } });
  return who.call('experts.decide', { params: { expertId }, body: { ...command(version), decision } });
};
const listed = async (who: Member, query: { state?: 'applied' | 'confirmed'; ipc?: string; word?: string } = {}) =>
  (await who.call('experts.list', { query })).items.map(({ id }) => id);
const waiting = async (who: Caller) =>
  (await who.call('inbox.mine', {})).items.map(({ what, count }) => [what, count] as const);

describe('a person', () => {
  it('applies, waits for those of the place, is confirmed, pauses, goes on and leaves', async () => {
    const who = await member(app, 'institute');
    const expertId = await idOf(who);
    const first = { ...command(0), invitationId: null, ...profile, organisation: '某研究院', past: [] };
    const outcome = await who.call('experts.apply', { body: first });
    expect(await who.call('experts.apply', { body: first })).toEqual(outcome); // the same once more
    await app.settle();
    for (const one of [centre, authority]) {
      expect(await waiting(one)).toContainEqual(['expert.decide', 1]);
      expect(await listed(one, { state: 'applied' })).toEqual([expertId]);
      expect(await listed(one)).not.toContain(expertId);
    }
    await decide(centre, expertId, 'confirm');
    await app.settle();
    expect(await waiting(authority)).not.toContainEqual(['expert.decide', 1]);
    expect(await listed(centre, { ipc: 'H01M', word: '锂 电池' })).toContain(expertId);
    expect(await listed(centre, { ipc: 'C09D' })).toEqual([]);
    expect((await who.call('experts.me')).expert).toMatchObject({ state: 'confirmed', ipc: ['H01M'], version: 2 });

    for (const [step, state] of [
      ['pause', 'paused'],
      ['resume', 'confirmed'],
      ['end', 'ended'],
    ] as const) {
      const { expert } = await who.call('experts.me');
      expect(expert?.allowed).toContain(step);
      await who.call('experts.step', { body: { ...command(expert?.version ?? 0), step } });
      expect((await who.call('experts.me')).expert?.state).toBe(state);
    }
    expect(await listed(centre)).not.toContain(expertId);
    await applyAsExpert(who, {}, { expectedVersion: 5 }); // and may come back
    expect((await who.call('experts.me')).expert?.state).toBe('applied');
  });

  it('whom somebody who confirms there has invited is in at once; the task goes with the answer', async () => {
    const who = await member(app, 'institute');
    const invitationId = await inviteExpert(centre, who.email);
    await app.settle();
    expect(await waiting(who)).toContainEqual(['expert.answerInvitation', 1]);
    expect((await who.call('experts.me')).invitations).toMatchObject([
      { id: invitationId, organisation: { id: centre.organisationId } },
    ]);
    await applyAsExpert(who, {}, { invitationId });
    await app.settle();
    expect(await waiting(who)).toEqual([]);
    expect(await who.call('experts.me')).toMatchObject({ expert: { state: 'confirmed' }, invitations: [] });
    expect(await centre.call('experts.invitations', {})).toMatchObject({ items: [{ state: 'accepted', allowed: [] }] });
    // an invitation by somebody of another place confirms nobody
    const other = await member(app, 'institute');
    const far = await member(app, 'centre', { place: '440106' });
    await applyAsExpert(other, {}, { invitationId: await inviteExpert(far, other.email) });
    expect((await other.call('experts.me')).expert?.state).toBe('applied');
  });

  it('declines; what is declined or withdrawn cannot be accepted', async () => {
    const who = await member(app, 'institute');
    const [one, two] = [await inviteExpert(centre, who.email), await inviteExpert(authority, who.email)];
    const params = (expertInvitationId: string) => ({ params: { expertInvitationId }, body: command(1) });
    await who.call('experts.declineInvitation', params(one));
    await authority.call('experts.withdrawInvitation', params(two));
    for (const invitationId of [one, two])
      expect(await who.refusal('experts.apply', { body: { ...command(0), invitationId, ...profile } })).toMatchObject({
        code: 'WRONG_STATE',
      });
    expect(await who.refusal('experts.declineInvitation', params(one))).toMatchObject({ code: 'STALE_VERSION' });
  });

  it('is not told by an invitation whether an address is an account’s', async () => {
    const who = await member(app, 'institute');
    const answers = [];
    for (const email of [who.email, 'nobody-at-all@example.org']) {
      const body = { id: newId(), ...command(0), expectedVersion: 0 as const, email };
      answers.push({ ...(await centre.call('experts.invite', { body })), id: '' });
    }
    expect(answers[0]).toEqual(answers[1]);
    const { items } = await centre.call('experts.invitations', {});
    const shownOf = (address: string) => {
      const { state, version, allowed } = items.find(({ email }) => email === address) ?? {};
      return { state, version, allowed };
    };
    expect(shownOf(who.email)).toEqual({ state: 'open', version: 1, allowed: ['withdraw'] });
    expect(shownOf('nobody-at-all@example.org')).toEqual(shownOf(who.email));
  });

  it('cannot confirm themselves, not even for a centre', async () => {
    const admin = await member(app, 'centre');
    await applyAsExpert(admin);
    const expertId = await idOf(admin);
    expect(
      await admin.refusal('experts.decide', { params: { expertId }, body: { ...command(1), decision: 'confirm' } }),
    ).toMatchObject({ code: 'NOT_ALLOWED' });
  });
});

it('bad profiles are refused where they are wrong', async () => {
  const refused = (entry: object) =>
    university.looseRefusal('experts.apply', {
      body: { ...command(0), invitationId: null, ...profile, ...entry },
    });
  for (const [entry, field] of [
    [{ ipc: ['电池'] }, 'ipc'],
    [{ past: [{ name: '某大学', from: 2020, to: 2019 }] }, 'past'],
    [{ past: [{ name: '某大学', from: 2020, to: 2027 }] }, 'past'],
    [{ place: '999999' }, 'place'],
    [{ mostAtOnce: 0 }, 'mostAtOnce'],
    [{ title: 'x'.repeat(101) }, 'title'],
    [{ words: Array.from({ length: 51 }, (_, at) => `w${at}`) }, 'words'],
  ] as const) {
    const { code, fields } = await refused(entry);
    expect([code, fields[0]?.path]).toEqual(['INVALID_INPUT', expect.stringContaining(field)]);
  }
});

it('the pool is for authorities and centres; an application for those of the place; nobody else learns of either', async () => {
  const who = await member(app, 'institute');
  const expertId = await idOf(who);
  await applyAsExpert(who, { place: '440106' });
  const far = await member(app, 'centre', { place: '440300' });
  const params = { params: { expertId } };
  for (const one of [centre, authority]) {
    expect(await one.refusal('experts.get', params)).toMatchObject({ code: 'NOT_FOUND' });
    expect(
      await one.refusal('experts.decide', { ...params, body: { ...command(1), decision: 'confirm' } }),
    ).toMatchObject({ code: 'NOT_FOUND' });
    expect(await listed(one, { state: 'applied' })).not.toContain(expertId);
  }
  await decide(far, expertId, 'confirm');
  expect(await centre.call('experts.get', params)).toMatchObject({ state: 'confirmed', allowed: [] });
  expect(await centre.refusal('experts.decide', { ...params, body: { ...command(2), decision: 'end' } })).toMatchObject(
    { code: 'NOT_ALLOWED' },
  );
  for (const one of [university, new Caller(app.address)])
    for (const name of ['experts.list', 'experts.get'] as const)
      expect(await one.looseRefusal(name, params)).toMatchObject({ code: expect.stringMatching(/^NOT_A/) as string });
  // deciding is for reviewers
  const editor = await invite(app, far, 'editor');
  expect(await editor.refusal('experts.decide', { ...params, body: { ...command(2), decision: 'end' } })).toMatchObject(
    { code: 'NOT_ALLOWED' },
  );
});

it('of two who decide at once one is told that the other was first', async () => {
  const who = await member(app, 'institute');
  const expertId = await idOf(who);
  await applyAsExpert(who);
  const answers = await Promise.allSettled(
    [centre, authority].map((one, at) =>
      one.call('experts.decide', {
        params: { expertId },
        body: { ...command(1), decision: at === 0 ? 'confirm' : 'refuse' },
      }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const lost = answers.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
  expect(lost.reason).toMatchObject({ problem: { code: 'STALE_VERSION' } });
});

it('events hold no profile and no address', async () => {
  const who = await member(app, 'institute');
  const expertId = await expertBy(centre, who, { title: '高级工程师', words: ['秘密'], organisation: '某保密单位' });
  const told = JSON.stringify(await app.app.events.ofStream(`expert:${expertId}`));
  for (const text of ['高级工程师', '秘密', '某保密单位', who.email]) expect(told).not.toContain(text);
});
