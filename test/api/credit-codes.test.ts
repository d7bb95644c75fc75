import { consentVersion } from '../../server/domain/accounts/consent.ts';
import { Caller, newId, startApp, type TestApp } from '../support/app.ts';
import { administrator, member, password, someCreditCode } from '../support/people.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

/** Somebody registers an organisation with a credit code; answers its id. */
async function register(creditCode: string, name: string, place = '330106'): Promise<string> {
  const id = newId();
  const admin = { email: `${id}@example.org`, password, displayName: '李华', consent: consentVersion };
  await new Caller(app.address).call('organisations.register', {
    body: { id, commandId: newId(), expectedVersion: 0, name, kind: 'company', creditCode, place, admin },
  });
  return id;
}
type Decision = 'approve' | 'refuse' | 'suspend';
async function decide(organisationId: string, decision: Decision, by?: Caller): Promise<Response> {
  const caller = by ?? (await administrator(app));
  const params = { organisationId };
  const { version } = await caller.call('organisations.get', { params });
  return caller.send('organisations.decide', {
    params,
    body: { commandId: newId(), expectedVersion: version, decision },
  });
}
const get = async (organisationId: string) =>
  (await administrator(app)).call('organisations.get', { params: { organisationId } });

describe('a credit code', () => {
  it('is kept from nobody by a registration that waits or was refused; who decides sees the others', async () => {
    const code = someCreditCode();
    const [squatter, owner] = [await register(code, '占号公司'), await register(code, '真正的公司')];
    expect(await get(owner)).toMatchObject({
      sameCode: [{ id: squatter, name: '占号公司', state: 'pending', isReadable: true }],
      allowed: ['approve', 'refuse'],
    });
    expect((await decide(squatter, 'refuse')).ok).toBe(true);
    expect((await decide(owner, 'approve')).ok).toBe(true);
    const third = await register(code, '第三家');
    expect(await (await decide(third, 'approve')).json()).toMatchObject({
      code: 'WRONG_STATE',
      message: expect.stringContaining('真正的公司'),
    });
  });

  it('goes to one of two that are approved at the same moment', async () => {
    const code = someCreditCode();
    const both = [await register(code, '甲公司'), await register(code, '乙公司')];
    const decided = await Promise.all(both.map((id) => decide(id, 'approve')));
    expect(decided.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('is free again once its organisation is suspended, which then cannot come back while another has it', async () => {
    const code = someCreditCode();
    const [first, second] = [await register(code, '甲公司'), await register(code, '乙公司')];
    await decide(first, 'approve');
    await decide(first, 'suspend');
    expect((await decide(second, 'approve')).ok).toBe(true);
    expect((await decide(first, 'approve')).ok).toBe(false);
  });

  it('in dispute is awarded with a reason, by who decides on both alone; repeated it happens once', async () => {
    const code = someCreditCode();
    const [holder, other] = [await register(code, '占号公司', '320106'), await register(code, '真正的公司')];
    await decide(holder, 'approve');
    expect((await get(other)).allowed).toEqual(['awardCode', 'refuse']);
    const request = {
      params: { organisationId: other },
      body: { commandId: newId(), expectedVersion: 1, reason: '以营业执照原件为准' },
    };
    const authority = await member(app, 'authority', { place: '330000', level: 'province' }); // the holder lies elsewhere
    expect(await authority.refusal('organisations.awardCode', request)).toMatchObject({ code: 'NOT_ALLOWED' });
    const stranger = await member(app, 'company');
    expect(await stranger.refusal('organisations.awardCode', request)).toMatchObject({ code: 'NOT_ALLOWED' });
    const operator = await administrator(app);
    const none = { ...request, body: { ...request.body, commandId: newId(), reason: ' ' } };
    expect(await operator.refusal('organisations.awardCode', none)).toMatchObject({ code: 'INVALID_INPUT' });
    const outcome = await operator.call('organisations.awardCode', request);
    expect(await operator.call('organisations.awardCode', request)).toEqual(outcome);
    expect(await get(other)).toMatchObject({ state: 'approved', decisionReason: '以营业执照原件为准' });
    expect(await get(holder)).toMatchObject({ state: 'suspended', decisionReason: '以营业执照原件为准', version: 3 });
  });
});
