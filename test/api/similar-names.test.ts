import { consentVersion } from '../../server/domain/accounts/consent.ts';
import { Caller, newId, startApp, type TestApp } from '../support/app.ts';
import { administrator, member, type Member, password, someCreditCode } from '../support/people.ts';

let app: TestApp;
let admin: Caller;
beforeAll(async () => {
  app = await startApp();
  admin = await administrator(app);
});
afterAll(() => app.stop());

/** Somebody registers an organisation with a name; answers its id. */
async function register(name: string, place = '330106'): Promise<string> {
  const [id, creditCode] = [newId(), someCreditCode()];
  const founder = { email: `${id}@example.org`, password, displayName: '李华', consent: consentVersion };
  await new Caller(app.address).call('organisations.register', {
    body: { id, commandId: newId(), expectedVersion: 0, name, kind: 'company', creditCode, place, admin: founder },
  });
  return id;
}
async function decide(organisationId: string, decision: 'approve' | 'refuse' | 'suspend'): Promise<void> {
  const params = { organisationId };
  const { version } = await admin.call('organisations.get', { params });
  await admin.call('organisations.decide', {
    params,
    body: { commandId: newId(), expectedVersion: version, decision },
  });
}
const namesakes = async (organisationId: string, to: Caller = admin) =>
  (await to.call('organisations.get', { params: { organisationId } })).sameName;

describe('names of organisations that look alike', () => {
  it.each([
    ['width', '星河科技（杭州）有限公司', '星河科技(杭州)有限公司'],
    ['letters of double width', 'ＡＢＣ新材料', 'ABC新材料'],
    ['case', 'Nova Materials', 'NOVA materials'],
    ['spaces', '远山 智能 装备', '远山智能装备'],
    ['punctuation', '东海·能源，有限公司', '东海能源有限公司'],
  ])('are shown to the reviewer where they differ in %s only', async (_what, first, second) => {
    const [known, copy] = [await register(first), await register(second)];
    await decide(known, 'approve');
    expect(await namesakes(copy)).toEqual([
      { id: known, name: expect.any(String), state: 'approved', isReadable: true },
    ]);
    expect(await namesakes(known)).toMatchObject([{ id: copy, state: 'pending' }]);
    const { items } = await admin.call('organisations.list', { query: { state: 'pending' } });
    expect(items.find(({ id }) => id === copy)?.sameName).toMatchObject([{ id: known }]);
  });

  it('are others where they differ in a character, and no longer shown once refused or suspended', async () => {
    const [one, other] = [await register('江南大学'), await register('江北大学')];
    expect(await namesakes(one)).toEqual([]);
    const [refused, suspended] = [await register('江 北 大 学'), await register('江北-大学')];
    await decide(refused, 'refuse');
    await decide(suspended, 'approve');
    expect(await namesakes(other)).toMatchObject([{ id: suspended }]);
    await decide(suspended, 'suspend');
    expect(await namesakes(other)).toEqual([]);
  });

  it('are told to an authority for its place, with no link to what it may not open, and to nobody else', async () => {
    const [here, elsewhere] = [await register('北山制药', '330106'), await register('北山 制药', '320106')];
    const authority = await member(app, 'authority', { place: '330000', level: 'province' });
    expect(await namesakes(here, authority)).toMatchObject([{ id: elsewhere, state: 'pending', isReadable: false }]);
    await decide(elsewhere, 'approve');
    expect(await namesakes(here, authority)).toMatchObject([{ id: elsewhere, isReadable: true }]);
    await decide(here, 'approve');
    const others: readonly Caller[] = [new Caller(app.address), await member(app, 'company')];
    for (const other of others) expect(await namesakes(here, other)).toEqual([]);
    const own: Member = await member(app, 'university', { name: '北山制药!' });
    expect(await namesakes(own.organisationId, own)).toEqual([]);
  });
});
