import { memberRoles, type MemberRole, organisationKinds } from '../../server/domain/actors.ts';
import type { AuthorityLevel } from '../../server/domain/jurisdiction.ts';
import type { OrganisationKind } from '../../server/domain/actors.ts';
import type { Operation } from '../../server/api/operation.ts';
import { type OperationName, operations, type Operations } from '../../server/api/operations.ts';
import { Caller, newId, startApp, type TestApp } from '../support/app.ts';
import { freshDeal, licenceTerms, upload } from '../support/deals.ts';
import { beginImport, untilItRests } from '../support/imports.ts';
import { listPatent, publishNeed } from '../support/listings.ts';
import { invite } from '../support/members.ts';
import { administrator, member, type Member } from '../support/people.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const rows = Object.entries<Operation>(operations) as [OperationName, Operation][];
const codeOf = async (response: Response): Promise<string> =>
  response.ok ? 'OK' : ((await response.json()) as { code: string }).code;

/** Somebody who calls, and who that is. */
type Somebody = Readonly<{
  is: string;
  caller: Caller;
  kind?: OrganisationKind;
  role?: MemberRole;
  isApproved?: boolean;
  isAdministrator?: boolean;
}>;

async function everybody(): Promise<Somebody[]> {
  const found: Somebody[] = [
    { is: 'the administrator', caller: await administrator(app), isAdministrator: true },
    {
      is: 'a company that waits for approval',
      caller: await member(app, 'company', { isApproved: false }),
      ...{ kind: 'company', role: 'admin', isApproved: false },
    },
  ];
  for (const kind of organisationKinds) {
    const level: { level?: AuthorityLevel } = kind === 'authority' ? { level: 'city' } : {};
    const admin = await member(app, kind, level);
    // roles mean the same in every kind, so all of them are tried where rows tell kinds apart
    const roles = kind === 'company' || kind === 'centre' || kind === 'authority' ? memberRoles : (['admin'] as const);
    for (const role of roles) {
      const caller = role === 'admin' ? admin : await invite(app, admin, role);
      found.push({ is: `${kind} ${role}`, caller, kind, role, isApproved: true });
    }
  }
  return found;
}

/** What the row of an operation promises, read independently of the code that keeps the promise. */
function isLetIn({ who }: Operation, { kind, role, isApproved, isAdministrator = false }: Somebody): boolean {
  if (who === 'anyone' || who === 'signedIn') return true;
  if (who === 'administrator') return isAdministrator;
  if (isAdministrator) return who.administrator === true;
  if (!kind || !role || !isApproved) return false;
  const isRole = role === 'admin' || !who.roles || who.roles.some((wanted) => wanted === role);
  return isRole && (!who.kinds || who.kinds.includes(kind));
}

describe('every operation, called by everybody', () => {
  it('lets in whom its row names, by kind and by role, and refuses all others before it looks at anything', async () => {
    const wrong: string[] = [];
    const someId = newId();
    for (const somebody of await everybody()) {
      for (const [name, row] of rows) {
        if (row.who === 'anyone') continue;
        const params = Object.fromEntries([...row.path.matchAll(/:(\w+)/g)].map(([, key]) => [key, someId]));
        const code = await codeOf(await somebody.caller.send(name, { params, ...(row.body ? { body: {} } : {}) }));
        const isRefused = code === 'NOT_ALLOWED' || code === 'NOT_AUTHENTICATED';
        if (isRefused === isLetIn(row, somebody)) wrong.push(`${name} for ${somebody.is}: ${code}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

/** What belongs to somebody. */
type Things = Readonly<{
  owner: Member;
  dealId: string;
  centreId: string;
  patentId: string;
  needId: string;
  importId: string;
  fileId: string;
  userId: string;
}>;
type Attempt = Readonly<{ params?: Record<string, string>; body?: object; query?: Record<string, string> }>;

/** The operations that have a finer rule of their own: the compiler sees to it that each is tried. */
type Guarded = {
  [Name in OperationName]: Operations[Name]['who'] extends { also: string } ? Name : never;
}[OperationName];

const onDeal =
  (fields: object = {}) =>
  ({ dealId }: Things): Attempt => ({ params: { dealId }, body: fields });
const readDeal = ({ dealId }: Things): Attempt => ({ params: { dealId } });
const onOrganisation =
  (fields: object = {}) =>
  ({ owner }: Things): Attempt => ({ params: { organisationId: owner.organisationId }, body: fields });
const onPatent =
  (fields: object) =>
  ({ patentId }: Things): Attempt => ({ params: { patentId }, body: fields });
const onNeed =
  (fields: object) =>
  ({ needId }: Things): Attempt => ({ params: { needId }, body: fields });
const onPair =
  (fields: object = {}) =>
  ({ needId, patentId }: Things): Attempt => ({ params: { needId, patentId }, body: fields });
const readImport = ({ importId }: Things): Attempt => ({ params: { importId } });
const day = '2026-05-04';

/** A request for somebody else's thing that would succeed for its owner; command ids and versions are added. */
const attempts: Record<Guarded, (things: Things) => Attempt> = {
  'system.events': ({ dealId }) => ({ params: { stream: `deal:${dealId}` } }),
  'organisations.decide': onOrganisation({ decision: 'suspend' }),
  'organisations.invite': onOrganisation({ invitationId: newId(), email: 'mole@example.org', role: 'admin' }),
  'members.list': ({ owner }) => ({ params: { organisationId: owner.organisationId } }),
  'members.change': ({ owner, userId }) => ({
    params: { organisationId: owner.organisationId, userId },
    body: { role: 'reviewer' },
  }),
  'members.issuePasswordLink': ({ owner, userId }) => ({
    params: { organisationId: owner.organisationId, userId },
    body: { linkId: newId() },
  }),
  'parameters.set': () => ({
    body: { id: newId(), key: 'dormancy.years', place: '330000', effectiveFrom: day, value: 9, source: 'x' },
  }),
  'files.download': ({ fileId }) => ({ params: { fileId } }),
  'deals.list': () => ({}),
  'deals.counts': () => ({}),
  'deals.get': readDeal,
  'deals.timeline': readDeal,
  'deals.preflight': readDeal,
  'deals.messages': readDeal,
  'deals.offer': onDeal({ terms: licenceTerms }),
  'deals.withdrawOffer': onDeal(),
  'deals.accept': onDeal({ number: 1 }),
  'deals.reopen': onDeal(),
  'deals.attachContract': ({ dealId, fileId }) => ({ params: { dealId }, body: { fileId } }),
  'deals.sign': onDeal({ sha256: '0'.repeat(64) }),
  'deals.inviteCentre': ({ dealId, centreId }) => ({ params: { dealId }, body: { centreId } }),
  'deals.proposeShares': onDeal({ shares: [] }),
  'deals.confirmShares': onDeal(),
  'deals.makeEffective': onDeal({ on: day }),
  'deals.recordEvidence': onDeal({ kind: 'filing', number: '1', date: day }),
  'deals.recordLine': onDeal({
    ...{ lineId: newId(), kind: 'received', part: 'fixed', date: day },
    amount: { amount: '1.00', currency: 'CNY' },
  }),
  'deals.confirmLine': onDeal({ lineId: newId() }),
  'deals.reverseLine': onDeal({ lineId: newId(), reversalId: newId(), reason: 'x' }),
  'deals.agreeReversal': onDeal({ lineId: newId() }),
  'deals.refuseReversal': onDeal({ lineId: newId(), reason: 'x' }),
  'deals.complete': onDeal(),
  'deals.close': onDeal({ reason: 'x' }),
  'deals.terminate': onDeal({ on: day, reason: 'x' }),
  'deals.say': onDeal({ messageId: newId(), text: 'hello' }),
  'metrics.get': ({ centreId }) => ({ params: { centreId } }),
  'metrics.lines': ({ centreId }) => ({ params: { centreId } }),
  'patents.revise': onPatent({ title: 'mine now' }),
  'patents.step': onPatent({ step: 'publish' }),
  'patents.stepMany': ({ patentId }) => ({ body: { id: newId(), patentIds: [patentId], step: 'publish' } }),
  'needs.revise': onNeed({ title: 'mine now' }),
  'needs.step': onNeed({ step: 'publish' }),
  'imports.create': ({ fileId }) => ({ body: { id: newId(), fileId, subject: 'patents' } }),
  'imports.get': readImport,
  'imports.rows': readImport,
  'imports.problems': readImport,
  'imports.readAs': ({ importId }) => ({ params: { importId }, body: { fields: ['title'] } }),
  'imports.start': ({ importId }) => ({ params: { importId }, body: {} }),
  'imports.cancel': ({ importId }) => ({ params: { importId }, body: {} }),
  'matches.forNeed': ({ needId }) => ({ params: { needId } }),
  'matches.classes': ({ needId }) => ({ params: { needId } }),
  'matches.forPatent': ({ patentId }) => ({ params: { patentId } }),
  'matches.explain': ({ needId, patentId }) => ({ params: { needId, patentId } }),
  'matches.showInterest': onPair(),
  'matches.decline': onPair({ reason: 'price' }),
  'matches.recommend': onPair(),
};
/** What lists and counts answer whoever has nothing. */
const nothingOfTheirs: Readonly<Record<string, object>> = {
  'deals.list': { items: [], nextCursor: null },
  'deals.counts': { awaitMe: 0 },
};
const withoutVersion: readonly string[] = ['deals.say', 'imports.cancel', 'members.issuePasswordLink'];
const creates: readonly string[] = ['parameters.set', 'patents.stepMany', 'imports.create'];

describe("somebody else's things", () => {
  let things: Things;
  let strangers: Member[];
  beforeAll(async () => {
    const { dealId, supplier: owner, centre } = await freshDeal(app);
    const { fileId } = await upload(owner, 'a list');
    const importId = await beginImport(owner, '专利名称\n某种装置');
    await untilItRests(app, owner, importId);
    const me = await owner.call('accounts.me');
    things = {
      ...{ owner, dealId, centreId: centre.organisationId, fileId, importId, userId: me?.userId ?? '' },
      patentId: await listPatent(owner, {}, { isPublic: false }),
      needId: await publishNeed(owner, {}, { isPublic: false }),
    };
    strangers = [
      await member(app, 'university'),
      await member(app, 'company'),
      await member(app, 'centre'),
      await member(app, 'authority', { place: '320000', level: 'province' }),
    ];
  });

  const streams = () =>
    [
      `deal:${things.dealId}`,
      `room:${things.dealId}`,
      `patent:${things.patentId}`,
      `need:${things.needId}`,
      `import:${things.importId}`,
      `organisation:${things.owner.organisationId}`,
      `user:${things.userId}`,
    ] as const;

  it.each(Object.keys(attempts) as Guarded[])(
    '%s: are not there for strangers, whatever version they claim to have seen, and stay as they are',
    async (name) => {
      const count = async () =>
        (await Promise.all(streams().map((stream) => app.app.events.head(stream)))).map((head) => head.seq);
      const before = await count();
      for (const stranger of strangers) {
        const { body, ...rest } = attempts[name](things);
        const versions =
          !body || withoutVersion.includes(name) ? [undefined] : creates.includes(name) ? [0] : [0, 1, 7];
        for (const expectedVersion of versions) {
          const command = { commandId: newId(), ...(expectedVersion === undefined ? {} : { expectedVersion }) };
          const response = await stranger.send(name, { ...rest, ...(body ? { body: { ...command, ...body } } : {}) });
          const own = nothingOfTheirs[name];
          if (own) {
            expect(await response.json()).toMatchObject(own);
            continue;
          }
          const problem = (await response.json()) as { code: string; fields: { path: string }[] };
          // a file that one does not have is a wrong field of one's own import
          const isMissingFile = name === 'imports.create' && problem.fields[0]?.path === 'fileId';
          expect([isMissingFile ? 'NOT_FOUND' : problem.code]).toEqual([
            expect.stringMatching(/^NOT_(FOUND|ALLOWED)$/),
          ]);
        }
      }
      expect(await count()).toEqual(before);
    },
  );

  it('are followed by nobody else: no stream of them is shown', async () => {
    for (const stranger of [...strangers, new Caller(app.address)]) {
      for (const stream of streams()) {
        const code = await codeOf(await stranger.send('system.events', { params: { stream } }));
        expect(code).toMatch(/^NOT_(FOUND|AUTHENTICATED)$/);
      }
    }
  });
});
