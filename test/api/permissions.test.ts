import type { Operation } from '../../server/api/operation.ts';
import { type OperationName, operations, type Operations } from '../../server/api/operations.ts';
import { Caller, newId, startApp, type TestApp } from '../support/app.ts';
import { freshDeal, licenceTerms, signedDeal, upload } from '../support/deals.ts';
import { beginImport, untilSettled } from '../support/imports.ts';
import { listPatent, publishNeed, stepNeed, stepPatent } from '../support/listings.ts';
import { invitationFor, invite } from '../support/members.ts';
import { administrator, member, type Member } from '../support/people.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const rows = Object.entries<Operation>(operations) as [OperationName, Operation][];
const codeOf = async (response: Response): Promise<string> =>
  response.ok ? 'OK' : ((await response.json()) as { code: string }).code;

/** What belongs to somebody. */
type Things = Readonly<{
  owner: Member;
  dealId: string;
  contractId: string;
  lineId: string;
  centreId: string;
  patentId: string;
  needId: string;
  importId: string;
  fileId: string;
  userId: string;
  invitationId: string;
}>;
type Attempt = Readonly<{ params?: Record<string, string>; body?: object; query?: Record<string, string> }>;

/** The operations that have a finer rule of their own: the compiler sees to it that each is tried. */
type Guarded = {
  [Name in OperationName]: Operations[Name]['who'] extends { also: string } ? Name : never;
}[OperationName];

const onDeal =
  (fields: object = {}) =>
  ({ dealId }: Things): Attempt => ({ params: { dealId }, body: fields });
const onContract =
  (fields: object = {}) =>
  ({ contractId }: Things): Attempt => ({ params: { contractId }, body: fields });
const readContract = ({ contractId }: Things): Attempt => ({ params: { contractId } });
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
  'organisations.awardCode': onOrganisation({ reason: 'x' }),
  'organisations.invite': onOrganisation({ invitationId: newId(), email: 'mole@example.org', role: 'admin' }),
  'invitations.list': ({ owner }) => ({ params: { organisationId: owner.organisationId } }),
  'invitations.revoke': ({ owner, invitationId }) => ({
    params: { organisationId: owner.organisationId, invitationId },
    body: {},
  }),
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
  'deals.attachFile': ({ dealId, fileId }) => ({ params: { dealId }, body: { fileId } }),
  'deals.confirmFile': onDeal({ sha256: '0'.repeat(64) }),
  'deals.withdrawConfirmation': onDeal(),
  'deals.invitations': () => ({}),
  'deals.proposeCentre': onDeal({ centreId: newId() }),
  'deals.agreeToCentre': onDeal({ centreId: newId() }),
  'deals.refuseCentre': onDeal({ centreId: newId() }),
  'deals.takeBackCentre': onDeal({ centreId: newId() }),
  'deals.letCentreGo': onDeal({ centreId: newId() }),
  'deals.acceptInvitation': onDeal(),
  'deals.declineInvitation': onDeal(),
  'deals.leave': onDeal(),
  'deals.close': onDeal({ reason: 'x' }),
  'deals.say': onDeal({ messageId: newId(), text: 'hello' }),
  'contracts.list': () => ({}),
  'contracts.counts': () => ({}),
  'contracts.get': readContract,
  'contracts.timeline': readContract,
  'contracts.invitations': () => ({}),
  'contracts.proposeCentre': onContract({ centreId: newId() }),
  'contracts.agreeToCentre': onContract({ centreId: newId() }),
  'contracts.refuseCentre': onContract({ centreId: newId() }),
  'contracts.takeBackCentre': onContract({ centreId: newId() }),
  'contracts.letCentreGo': onContract({ centreId: newId() }),
  'contracts.acceptInvitation': onContract(),
  'contracts.declineInvitation': onContract(),
  'contracts.leave': onContract(),
  'contracts.proposeShares': onContract({ shares: [] }),
  'contracts.confirmShares': onContract(),
  'contracts.makeEffective': onContract({ on: day }),
  'contracts.recordEvidence': onContract({ evidenceId: newId(), kind: 'filing', number: '1', date: day }),
  'contracts.confirmEvidence': onContract({ evidenceId: newId() }),
  'contracts.recordLine': onContract({
    ...{ lineId: newId(), kind: 'received', part: 'fixed', date: day },
    amount: { amount: '1.00', currency: 'CNY' },
  }),
  'contracts.confirmLine': onContract({ lineId: newId() }),
  'contracts.reverseLine': ({ contractId, lineId }) => ({
    params: { contractId },
    body: { lineId, reversalId: newId(), reason: 'x' },
  }),
  'contracts.agreeReversal': onContract({ lineId: newId() }),
  'contracts.refuseReversal': onContract({ lineId: newId(), reason: 'x' }),
  'contracts.complete': onContract(),
  'contracts.askEnd': onContract({ on: day, ground: 'void', stands: [], reason: 'x' }),
  'contracts.agreeEnd': onContract(),
  'contracts.refuseEnd': onContract({ reason: 'x' }),
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
  'contracts.list': { items: [], nextCursor: null },
  'contracts.counts': { awaitMe: 0 },
  'deals.invitations': { items: [], nextCursor: null },
  'contracts.invitations': { items: [], nextCursor: null },
};
const withoutVersion: readonly string[] = [
  'deals.say',
  ...(['deals', 'contracts'] as const).flatMap((thing) =>
    (['takeBackCentre', 'letCentreGo', 'acceptInvitation', 'declineInvitation', 'leave'] as const).map(
      (name) => `${thing}.${name}`,
    ),
  ),
  'imports.cancel',
  'members.issuePasswordLink',
  'invitations.revoke',
];
const creates: readonly string[] = ['parameters.set', 'patents.stepMany', 'imports.create'];

let things: Things;
/** Whoever has a part in the things: of each operation one of them may ask. */
let parties: Caller[];
let strangers: Member[];
const kindsOfStrangers = ['university', 'company', 'centre', 'authority'] as const;
/** Who is no longer, or not yet, a member of an approved organisation. */
let outsiders: Record<'anonymous' | 'pending' | 'refused' | 'suspended' | 'former member', Caller>;
beforeAll(async () => {
  const { dealId, supplier: owner, demander, centre } = await freshDeal(app);
  const { contractId } = await signedDeal(app, undefined, { supplier: owner, demander, centre });
  const { ledger } = await owner.call('contracts.get', { params: { contractId } });
  const { fileId } = await upload(owner, 'a list');
  const importId = await beginImport(owner, '专利名称\n某种装置');
  await untilSettled(app, owner, importId);
  const me = await owner.call('accounts.me');
  things = {
    ...{
      owner,
      dealId,
      contractId,
      lineId: ledger[0]?.id ?? '',
      centreId: centre.organisationId,
      fileId,
      importId,
      userId: me?.userId ?? '',
      invitationId: (await invitationFor(owner, 'invited@example.org')).params.invitationId,
    },
    patentId: await listPatent(owner, {}, { isPublic: false }),
    needId: await publishNeed(owner, {}, { isPublic: false }),
  };
  const admin = await administrator(app);
  parties = [owner, demander, centre, admin];
  strangers = [
    await member(app, 'university'),
    await member(app, 'company'),
    await member(app, 'centre'),
    await member(app, 'authority', { place: '320000', level: 'province' }),
  ];
  const former = await invite(app, owner, 'admin');
  const left = await former.call('accounts.me');
  const { version } = await owner.call('organisations.get', { params: { organisationId: owner.organisationId } });
  await owner.call('members.change', {
    params: { organisationId: owner.organisationId, userId: left?.userId ?? '' },
    body: { commandId: newId(), expectedVersion: version, role: null },
  });
  outsiders = {
    anonymous: new Caller(app.address),
    pending: await member(app, 'company', { isApproved: false }),
    refused: await member(app, 'centre', { isApproved: false }),
    suspended: await member(app, 'university'),
    'former member': former,
  };
  await decide(outsiders.refused as Member, 'refuse', 1);
  await decide(outsiders.suspended as Member, 'suspend', 2);
});

const decide = async ({ organisationId }: Member, decision: 'refuse' | 'suspend', expectedVersion: number) =>
  (await administrator(app)).call('organisations.decide', {
    params: { organisationId },
    body: { commandId: newId(), expectedVersion, decision, reason: 'x' },
  });

/** Every operation, asked for the things where it is about one of them. */
async function ask(caller: Caller, name: OperationName, expectedVersion = 1): Promise<Response> {
  const row: Operation = operations[name];
  const somewhere = { params: Object.fromEntries([...row.path.matchAll(/:(\w+)/g)].map(([, key]) => [key, newId()])) };
  const { body, ...rest }: Attempt =
    name in attempts ? attempts[name as Guarded](things) : { ...somewhere, ...(row.body ? { body: {} } : {}) };
  const version = withoutVersion.includes(name)
    ? {}
    : { expectedVersion: creates.includes(name) ? 0 : expectedVersion };
  return caller.send(name, { ...rest, ...(body ? { body: { commandId: newId(), ...version, ...body } } : {}) });
}

const streams = () =>
  [
    `deal:${things.dealId}`,
    `room:${things.dealId}`,
    `contract:${things.contractId}`,
    `patent:${things.patentId}`,
    `need:${things.needId}`,
    `import:${things.importId}`,
    `organisation:${things.owner.organisationId}`,
    `user:${things.userId}`,
  ] as const;
const heads = async () =>
  (await Promise.all(streams().map((stream) => app.app.events.head(stream)))).map((head) => head.seq);

/** What a caller was answered by each operation that is not for anyone, other than `expected`. */
async function answersOtherThan(expected: string, caller: Caller, open: readonly unknown[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const [name, { who }] of rows) {
    if (open.includes(who)) continue;
    const code = await codeOf(await ask(caller, name));
    if (code !== expected) wrong.push(`${name}: ${code}`);
  }
  return wrong;
}

// kinds × roles × operations are proved on `authorise` (test/unit/domain/permissions.test.ts); that the door asks it with the
// row of each operation, and services ask whose the thing is, is proved here
describe('every operation, for whoever has no part in the exchange', () => {
  it('asks an anonymous caller to sign in', async () => {
    expect(await answersOtherThan('NOT_AUTHENTICATED', outsiders.anonymous, ['anyone'])).toEqual([]);
  });

  it.each(['pending', 'refused', 'suspended'] as const)('refuses a member of a %s organisation', async (which) => {
    expect(await answersOtherThan('NOT_ALLOWED', outsiders[which], ['anyone', 'signedIn'])).toEqual([]);
  });

  it('refuses a former member of the very organisation whose things they are', async () => {
    const wrong = await answersOtherThan('NOT_ALLOWED', outsiders['former member'], ['anyone', 'signedIn']);
    expect(wrong).toEqual([]);
  });
});

describe("somebody else's things", () => {
  it.each(Object.keys(attempts) as Guarded[])(
    '%s: are not there for strangers, whatever version they claim to have seen, and stay as they are',
    async (name) => {
      const before = await heads();
      const { who, body }: Operation = operations[name];
      // of a kind that may call it: who may not is refused by kind
      const kinds = typeof who === 'object' ? who.kinds : undefined;
      const those = strangers.filter((_, at) => !kinds || kinds.includes(kindsOfStrangers[at] ?? 'company'));
      const stranger = those[0] ?? strangers[0]!;
      for (const version of body && !withoutVersion.includes(name) && !creates.includes(name) ? [1, 7] : [0]) {
        const response = await ask(stranger, name, version);
        const own = nothingOfTheirs[name];
        if (own) {
          expect(await response.json()).toMatchObject(own);
          continue;
        }
        const problem = (await response.json()) as { code: string; fields: { path: string }[] };
        // a file that one does not have is a wrong field of one's own command
        const isMissingFile = problem.code === 'INVALID_INPUT' && problem.fields[0]?.path === 'fileId';
        expect(isMissingFile ? 'NOT_FOUND' : problem.code).toMatch(/^NOT_(FOUND|ALLOWED)$/);
      }
      expect(await heads()).toEqual(before);
    },
  );

  it('are followed by nobody else: no stream of them is shown', async () => {
    for (const other of [...strangers, ...Object.values(outsiders)]) {
      for (const stream of streams()) {
        const code = await codeOf(await other.send('system.events', { params: { stream } }));
        expect(code).toMatch(/^NOT_(FOUND|AUTHENTICATED|ALLOWED)$/);
      }
    }
  });
});

describe('things one has a part in', () => {
  beforeAll(async () => {
    // a centre has a part in what is public
    await stepPatent(things.owner, things.patentId, 'publish');
    await stepNeed(things.owner, things.needId, 'publish');
  });

  it.each(Object.keys(attempts) as Guarded[])('%s: somebody who has is not refused', async (name) => {
    const codes: string[] = [];
    for (const party of parties) {
      codes.push(await codeOf(await ask(party, name, 99)));
      if (!/^NOT_/.test(codes.at(-1) ?? '')) return;
    }
    throw new Error(`everybody is refused: ${codes.join()}`);
  });

  it('are out of reach once the own organisation is suspended', async () => {
    const { owner } = things;
    const { version } = await owner.call('organisations.get', { params: { organisationId: owner.organisationId } });
    await decide(owner, 'suspend', version);
    expect(await answersOtherThan('NOT_ALLOWED', owner, ['anyone', 'signedIn'])).toEqual([]);
  });
});
