import { Caller, newId, startApp, type TestApp, testClock } from '../support/app.ts';
import { freshDeal } from '../support/deals.ts';
import { listPatent } from '../support/listings.ts';
import { joins } from '../support/members.ts';
import { administrator, member, password, someCreditCode } from '../support/people.ts';
import { until } from '../support/progress.ts';
import { Listener } from '../support/socket.ts';

const clock = testClock();
let app: TestApp;
beforeAll(async () => {
  app = await startApp({ clock });
});
afterAll(() => app.stop());

/** Somebody who belongs to two organisations, signed in and acting for the first. */
async function ofTwo() {
  const [first, second] = [await member(app, 'university'), await member(app, 'company')];
  clock.forward(1_000); // the first is the one it has belonged to longer
  await joins(first, second);
  return { who: first, first: first.organisationId, second: second.organisationId, colleague: second };
}
const actFor = (who: Caller, organisationId: string) =>
  who.call('accounts.actFor', { body: { organisationId } }).then(() => void (who.actingFor = organisationId));
const patent = () => ({ id: newId(), commandId: newId(), expectedVersion: 0 as const, title: `装置 ${newId()}` });

describe('a person who belongs to several organisations', () => {
  it('joins another by an invitation to its address, and founds one too, signed in', async () => {
    const { who, first, second } = await ofTwo();
    const me = await who.call('accounts.me');
    expect(me?.organisation?.id).toBe(first);
    expect(me?.memberships.map(({ organisation, role }) => [organisation.id, role])).toEqual([
      [first, 'admin'],
      [second, 'admin'],
    ]);
    clock.forward(1_000);
    const id = newId();
    const founded = { id, name: '某某公司', kind: 'company' as const, creditCode: someCreditCode(), place: '330106' };
    await who.call('organisations.register', { body: { ...founded, commandId: newId(), expectedVersion: 0 } });
    expect((await who.call('accounts.me'))?.memberships.map(({ state }) => state)).toEqual([
      ...['approved', 'approved', 'pending'],
    ]);
  });

  it('acts for one at a time, in this session alone, and sees what that one may see', async () => {
    const { who, first, second } = await ofTwo();
    who.actingFor = first;
    const patentId = await listPatent(who, {}, { isPublic: false });
    const elsewhere = await new Caller(app.address).signIn(who.email, password);
    await actFor(who, second);
    expect((await who.call('accounts.me'))?.organisation?.id).toBe(second);
    expect(await who.refusal('patents.get', { params: { patentId } })).toMatchObject({ code: 'NOT_FOUND' });
    expect((await elsewhere.call('accounts.me'))?.organisation?.id).toBe(first);
    const body = patent();
    await who.call('patents.create', { body });
    const events = await app.app.events.ofStream(`patent:${body.id}`, 0, 10);
    expect(events.map(({ by }) => by.organisationId)).toEqual([second]);
    await actFor(who, first);
    expect(await who.call('patents.get', { params: { patentId } })).toMatchObject({ id: patentId });
  });

  it('acts for no organisation that it does not belong to', async () => {
    const { who } = await ofTwo();
    const other = await member(app, 'centre');
    const body = { organisationId: other.organisationId };
    who.actingFor = (await who.call('accounts.me'))?.organisation?.id;
    expect(await who.refusal('accounts.actFor', { body })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await new Caller(app.address).refusal('accounts.actFor', { body })).toMatchObject({
      code: 'NOT_AUTHENTICATED',
    });
  });

  it.each(['http', 'socket'])(
    'gives no command from a page of another organisation than the session acts for (%s)',
    async (door) => {
      const { who, first, second } = await ofTwo();
      who.actingFor = first;
      await actFor(who, second); // in a second window
      const { dealId } = await freshDeal(app);
      const say = () => ({ params: { dealId }, body: { commandId: newId(), messageId: newId(), text: 'x' } });
      const listener = new Listener(app.address, who);
      const give = async (actingFor: string | undefined) => {
        if (door === 'socket') {
          const answer = await listener.call('deals.say', { ...say(), ...(actingFor ? { actingFor } : {}) });
          return (answer as { problem: { code: string; fields: unknown } }).problem;
        }
        who.actingFor = actingFor;
        return who.refusal('deals.say', say());
      };
      for (const stale of [first, undefined, 'none', newId()]) {
        expect(await give(stale)).toMatchObject({ code: 'CONFLICT', fields: [{ path: 'actingFor' }] });
      }
      expect(await give(second)).toMatchObject({ code: 'NOT_FOUND' }); // heard, and told nothing of a strange deal
      listener.close();
    },
  );

  it('needs not say for whom as long as it belongs to one, and is heard when it says so', async () => {
    const one = await member(app, 'university');
    await one.call('patents.create', { body: patent() });
    one.actingFor = one.organisationId;
    await one.call('patents.create', { body: patent() });
    one.actingFor = newId();
    expect(await one.refusal('patents.create', { body: patent() })).toMatchObject({ code: 'CONFLICT' });
  });

  it('leaves the rooms of the organisation that it no longer acts for', async () => {
    const { who, first, second } = await ofTwo();
    who.actingFor = first;
    const stream = `organisation:${first}`;
    const listener = new Listener(app.address, who);
    expect(await listener.join(stream)).toMatchObject({ ok: true });
    await actFor(who, second);
    await until(() => listener.left.includes(stream));
    expect(await listener.join(stream)).toMatchObject({ ok: false });
    expect(await listener.join(`organisation:${second}`)).toMatchObject({ ok: true });
    listener.close();
  });

  it('acts for the one that is left when a membership ends, joins again, and is no member twice', async () => {
    const { who, first, second, colleague } = await ofTwo();
    who.actingFor = first;
    await actFor(who, second);
    const { userId } = (await who.call('accounts.me')) ?? {};
    const params = { organisationId: second };
    const { version } = await colleague.call('organisations.get', { params });
    await colleague.call('members.change', {
      params: { ...params, userId: userId ?? '' },
      body: { commandId: newId(), expectedVersion: version, role: null },
    });
    expect(await who.refusal('patents.create', { body: patent() })).toMatchObject({ code: 'CONFLICT' });
    const me = await who.call('accounts.me');
    expect([me?.organisation?.id, me?.memberships.length]).toEqual([first, 1]);
    expect((await colleague.call('members.list', { params })).items).toHaveLength(1);

    who.actingFor = first;
    await joins(who, colleague);
    expect((await who.call('accounts.me'))?.memberships).toHaveLength(2);
    await expect(joins(who, colleague)).rejects.toThrow('CONFLICT');
  });

  it('gets no password link from the admin of one of them, which would open the others', async () => {
    const { who, second, colleague } = await ofTwo();
    const { userId } = (await who.call('accounts.me')) ?? {};
    const params = { organisationId: second, userId: userId ?? '' };
    const body = { commandId: newId(), linkId: newId() };
    expect(await colleague.refusal('members.issuePasswordLink', { params, body })).toMatchObject({
      code: 'NOT_ALLOWED',
    });
    const { items } = await colleague.call('members.list', { params: { organisationId: second } });
    expect(items.find((one) => one.userId === userId)?.allowed).toEqual(['changeMember']);
    const admin = await administrator(app);
    expect(await admin.call('members.issuePasswordLink', { params, body })).toMatchObject({ id: userId });
  });
});

it('sockets behind a proxy are counted by the address that it passes on', async () => {
  const [few, many] = [
    { points: 3, duration: 60 },
    { points: 1_000, duration: 60 },
  ];
  const behind = await startApp({
    limits: { guesses: many, anonymous: few, person: many },
    env: { TRUST_PROXY: '1' },
  });
  const knock = async (address: string) => {
    const listener = new Listener(behind.address, { cookie: '', language: 'en' }, { 'x-forwarded-for': address });
    const answer = await listener.join('deal:none');
    listener.close();
    return answer.ok ? 'OK' : (answer.problem as { code: string }).code;
  };
  try {
    for (let knocks = 0; knocks < 3; knocks++) expect(await knock('203.0.113.7')).toBe('NOT_FOUND');
    expect(await knock('203.0.113.7')).toBe('RATE_LIMITED');
    expect(await knock('1.1.1.1, 203.0.113.7')).toBe('RATE_LIMITED'); // what the caller writes itself counts for nothing
    expect(await knock('203.0.113.8')).toBe('NOT_FOUND');
  } finally {
    await behind.stop();
  }
});
