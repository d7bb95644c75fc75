import { randomBytes } from 'node:crypto';
import { consentVersion } from '../../server/domain/accounts/consent.ts';
import { Caller, newId, startApp, testClock, type TestApp } from '../support/app.ts';
import { administrator, member, password, someCreditCode } from '../support/people.ts';

const clock = testClock();
let app: TestApp;
beforeAll(async () => {
  app = await startApp({ clock });
});
afterAll(() => app.stop());

const nobody = () => new Caller(app.address);
const pdf = (bytes = 100) => new Uint8Array(Buffer.concat([Buffer.from('%PDF-1.7 '), randomBytes(bytes)]));
const upload = (organisationId: string, fileId: string, raw: Uint8Array<ArrayBuffer> = pdf(), name = '执照.pdf') =>
  nobody().send('organisations.uploadLicence', { params: { organisationId, fileId }, query: { name }, raw });
const registration = (changes: object = {}) => {
  const id = newId();
  const admin = { email: `${id}@example.org`, password, displayName: '李华', consent: consentVersion };
  return {
    ...{
      id,
      commandId: newId(),
      expectedVersion: 0 as const,
      name: `某公司${id.slice(0, 8)}`,
      kind: 'company' as const,
    },
    ...{ creditCode: someCreditCode(), place: '330106', admin },
    ...changes,
  };
};
/** An organisation that was registered with a licence, and its first admin, who is signed in. */
async function registered(raw = pdf()) {
  const fileId = newId();
  const body = { ...registration(), licenceFileId: fileId };
  expect((await upload(body.id, fileId, raw)).status).toBe(200);
  await nobody().call('organisations.register', { body });
  const registrant = await nobody().signIn(body.admin.email, password);
  return { organisationId: body.id, fileId, registrant };
}
const decide = async (organisationId: string, decision: 'approve' | 'refuse', expectedVersion = 1) =>
  (await administrator(app)).call('organisations.decide', {
    params: { organisationId },
    body: { commandId: newId(), expectedVersion, decision },
  });
const licenceFor = (caller: Caller, organisationId: string, query = {}) =>
  caller.send('organisations.licence', { params: { organisationId }, query });
const setParameter = async (key: string, value: number, place: string) =>
  (await administrator(app)).looseCall('parameters.set', {
    body: {
      ...{ id: newId(), commandId: newId(), expectedVersion: 0, key, place, value },
      ...{ effectiveFrom: '2026-01-01', source: '试' },
    },
  });

describe('the licence of a registration', () => {
  it('is seen by its members and by whoever decides on it, also before the decision, and by nobody else', async () => {
    const raw = pdf();
    const { organisationId, fileId, registrant } = await registered(raw);
    const [authority, elsewhere, company, admin] = [
      await member(app, 'authority', { place: '330100', level: 'city' }),
      await member(app, 'authority', { place: '320000', level: 'province' }),
      await member(app, 'company'),
      await administrator(app),
    ];
    for (const caller of [registrant, authority, admin]) {
      const { licence } = await caller.call('organisations.get', { params: { organisationId } });
      expect(licence).toEqual({ fileId, name: '执照.pdf' });
      const shown = await licenceFor(caller, organisationId, { isShown: 'true' });
      expect(shown.headers.get('content-type')).toBe('application/pdf');
      expect(new Uint8Array(await shown.arrayBuffer())).toEqual(raw);
    }
    for (const caller of [elsewhere, company]) {
      expect((await licenceFor(caller, organisationId)).status).toBe(404);
      expect((await caller.send('files.download', { params: { fileId } })).status).toBe(404);
    }
    expect((await licenceFor(nobody(), organisationId)).status).toBe(401);

    await decide(organisationId, 'approve');
    expect((await company.call('organisations.get', { params: { organisationId } })).licence).toBeNull();
    expect((await licenceFor(company, organisationId)).status).toBe(404);
    expect((await licenceFor(authority, organisationId)).status).toBe(200);
    const { usedBytes } = await registrant.call('files.space');
    expect(usedBytes).toBe(raw.length); // it is the organisation's own file now
  });

  it('is a PDF, PNG or JPEG by its bytes, of 10 MB at most, whatever its name says', async () => {
    const [id, fileId] = [newId(), newId()];
    const page = await upload(id, fileId, new Uint8Array(Buffer.from('<script>alert(1)</script>')));
    expect([page.status, await page.json()]).toMatchObject([
      400,
      { message: 'Only a PDF, PNG or JPEG is taken here.' },
    ]);
    expect((await upload(id, fileId, pdf(10 * 2 ** 20))).status).toBe(400);
    expect((await upload(id, fileId, new Uint8Array())).status).toBe(400);
    expect((await upload(id, fileId)).status).toBe(200); // what was refused has not taken its id
  });

  it('belongs to the one registration that it was uploaded for, and stays as it was sent', async () => {
    const fileId = newId();
    const mine = { ...registration(), licenceFileId: fileId };
    const raw = pdf();
    const twice = await Promise.all([1, 2].map(() => upload(mine.id, fileId, raw)));
    expect(twice.map(({ status }) => status)).toEqual([200, 200]);
    expect((await upload(mine.id, fileId)).status).toBe(409); // other bytes

    const theirs = { ...registration(), licenceFileId: fileId };
    const gone = { code: 'INVALID_INPUT', fields: [{ path: 'licenceFileId' }] };
    expect(await nobody().refusal('organisations.register', { body: theirs })).toMatchObject(gone);
    await nobody().call('organisations.register', { body: mine });
    await nobody().call('organisations.register', { body: mine }); // a repeat
    expect((await upload(mine.id, newId())).status).toBe(403);
    const company = await member(app, 'company');
    const own = newId();
    await company.call('files.upload', { params: { fileId: own }, query: { name: 'a.pdf' }, raw: pdf() });
    expect(
      await nobody().refusal('organisations.register', { body: { ...registration(), licenceFileId: own } }),
    ).toMatchObject(gone);
  });

  it('is asked for only where the place says so', async () => {
    await setParameter('account.licenceNeeded', 1, '340000');
    const problem = await nobody().refusal('organisations.register', { body: registration({ place: '340104' }) });
    expect(problem).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'licenceFileId' }] });
    const fileId = newId();
    const body = { ...registration({ place: '340104' }), licenceFileId: fileId };
    await upload(body.id, fileId);
    await nobody().call('organisations.register', { body });
    await nobody().call('organisations.register', { body: registration() });
  });

  it('goes after a day when no registration names it, and when the registration was refused', async () => {
    const unused = newId();
    expect((await upload(newId(), unused)).status).toBe(200);
    const [refused, waiting] = [await registered(), await registered()];
    await decide(refused.organisationId, 'refuse');
    expect((await licenceFor(refused.registrant, refused.organisationId)).status).toBe(404);
    clock.forward(2 * 86_400_000);
    await app.app.files.tidy(clock.now());
    for (const fileId of [unused, refused.fileId]) expect(await app.app.files.find(fileId)).toBeNull();
    expect((await licenceFor(waiting.registrant, waiting.organisationId)).status).toBe(200);
  });

  it('takes no more space, with those of all others that wait, than is set aside for them', async () => {
    await setParameter('account.licenceMegabytes', 2, '000000');
    const sent = [];
    for (let at = 0; at < 4; at++) sent.push((await upload(newId(), newId(), pdf(900_000))).status);
    expect(sent.filter((status) => status === 200).length).toBeLessThanOrEqual(2);
    expect(sent.at(-1)).toBe(507);
    const company = await member(app, 'company'); // without a licence
    await company.call('files.upload', { params: { fileId: newId() }, query: { name: 'a.pdf' }, raw: pdf(900_000) });
  });
});
