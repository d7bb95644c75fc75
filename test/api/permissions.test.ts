import type { Operation } from '../../server/api/operation.ts';
import { type OperationName, operations } from '../../server/api/operations.ts';
import { say } from '../../server/domain/messages.ts';
import { Caller, newId, startApp, type TestApp } from '../support/app.ts';
import { hasVersion, requestOf, type Things } from '../support/attempts.ts';
import { freshDeal, signedDeal, upload } from '../support/deals.ts';
import { applyAsExpert, inviteExpert } from '../support/experts.ts';
import { beginImport, untilSettled } from '../support/imports.ts';
import { listPatent, publishNeed, stepNeed, stepPatent } from '../support/listings.ts';
import { invitationFor, invite } from '../support/members.ts';
import { administrator, member, type Member, password } from '../support/people.ts';
import { Listener } from '../support/socket.ts';
import { ask as askAbout } from '../support/questions.ts';
import { triedWebhook } from '../support/webhooks.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const rows = Object.entries<Operation>(operations) as [OperationName, Operation][];
const codeOf = async (response: Response): Promise<string> =>
  response.ok ? 'OK' : ((await response.json()) as { code: string }).code;

/** The operations that have a finer rule of their own. */
const guarded = rows.flatMap(([name, { who }]) => (typeof who === 'object' && who.also ? [name] : []));

/** What lists and counts answer whoever has nothing. */
const nothingOfTheirs: Readonly<Record<string, object>> = {
  'deals.list': { items: [], nextCursor: null },
  'deals.counts': { awaitMe: 0 },
  'contracts.list': { items: [], nextCursor: null },
  'contracts.counts': { awaitMe: 0 },
  'deals.invitations': { items: [], nextCursor: null },
  'contracts.invitations': { items: [], nextCursor: null },
};
let things: Things;
/** Whoever has a part in the things: of each operation one of them may ask. */
let parties: Caller[];
let strangers: Member[];
const kindsOfStrangers = ['university', 'company', 'centre', 'authority'] as const;
/** Who is no longer, or not yet, a member of an approved organisation. */
let outsiders: Record<'anonymous' | 'pending' | 'refused' | 'suspended' | 'former member', Caller>;
beforeAll(async () => {
  const { dealId, patentId: offered, supplier: owner, demander, centre } = await freshDeal(app);
  const { contractId } = await signedDeal(app, undefined, { supplier: owner, demander, centre });
  const { ledger } = await owner.call('contracts.get', { params: { contractId } });
  const { fileId } = await upload(owner, 'a list');
  const importId = await beginImport(owner, '专利名称\n某种装置');
  await untilSettled(app, owner, importId);
  const me = await owner.call('accounts.me');
  const sessions = await owner.call('accounts.sessions');
  // of another place than all strangers, so that they may not know of who applies there
  const farCentre = await member(app, 'centre', { place: '440106' });
  await applyAsExpert(owner, { place: '440106' });
  things = {
    ...{
      owner,
      expertInvitationId: await inviteExpert(farCentre, owner.email),
      dealId,
      contractId,
      lineId: ledger[0]?.id ?? '',
      centreId: centre.organisationId,
      fileId,
      importId,
      userId: me?.userId ?? '',
      sessionId: sessions.items[0]?.id ?? '',
      invitationId: (await invitationFor(owner, 'invited@example.org')).params.invitationId,
      questionId: await askAbout(demander, 'patent', offered),
      ...(await triedWebhook(owner)),
    },
    patentId: await listPatent(owner, {}, { isPublic: false }),
    needId: await publishNeed(owner, {}, { isPublic: false }),
  };
  const admin = await administrator(app);
  parties = [owner, demander, centre, admin, farCentre];
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

const ask = (caller: Caller, name: OperationName, expectedVersion = 1): Promise<Response> =>
  caller.send(name, requestOf(name, things, expectedVersion));

const streams = () =>
  [
    `deal:${things.dealId}`,
    `room:${things.dealId}`,
    `contract:${things.contractId}`,
    `patent:${things.patentId}`,
    `need:${things.needId}`,
    `import:${things.importId}`,
    `organisation:${things.owner.organisationId}`,
    `question:${things.questionId}`,
    `webhook:${things.webhookId}`,
    `user:${things.userId}`,
    `expert:${things.userId}`,
    `expertInvitation:${things.expertInvitationId}`,
  ] as const;
const heads = async () =>
  (await Promise.all(streams().map((stream) => app.app.events.head(stream)))).map((head) => head.seq);

type Outsider = keyof typeof outsiders;
type Answer = Readonly<{ code: string; message: string }>;

/** What the row says of who asks: the sentence by which `authorise` refuses, or null where it lets them in. */
function refusalOf({ who }: Operation, which: Outsider): string | null {
  if (who === 'anyone') return null;
  if (which === 'anonymous') return say('common.notAuthenticated', 'en');
  if (who === 'signedIn') return null;
  const isMember = which !== 'former member';
  return say(isMember && who !== 'administrator' ? 'accounts.notApproved' : 'common.notAllowed', 'en');
}
const refusals = (['common.notAuthenticated', 'common.notAllowed', 'accounts.notApproved'] as const).map((key) =>
  say(key, 'en'),
);

/** The rows whose answer is otherwise than they say of who asks. */
async function wrongAnswers(which: Outsider, of: typeof rows, answer: (name: OperationName) => Promise<Answer>) {
  const wrong: string[] = [];
  for (const [name, row] of of) {
    const { code, message } = await answer(name);
    const wanted = refusalOf(row, which);
    const isRight = wanted === null ? !refusals.includes(message) : message === wanted && /^NOT_A/.test(code);
    if (!isRight) wrong.push(`${name}: ${code} ${message}`);
  }
  return wrong;
}

/** These end the session of who asks, so they are the last that they ask. */
const ending: readonly string[] = ['accounts.endSession', 'accounts.signOut'];
const signingOutLast = [...rows].sort(([a], [b]) => ending.indexOf(a) - ending.indexOf(b));
const classes = ['anonymous', 'pending', 'refused', 'suspended', 'former member'] as const satisfies Outsider[];

// kinds × roles × operations are proved on `authorise` (test/unit/domain/permissions.test.ts); that the door asks it with the
// row of each operation, and services ask whose the thing is, is proved here
describe('every operation of the table', () => {
  it('is asked for with a request that is valid in all its parts, so that only who asks can be what is refused', () => {
    const invalid = rows.flatMap(([name, row]) =>
      (['params', 'query', 'body'] as const).flatMap((part) => {
        const parsed = row[part]?.safeParse(requestOf(name, things)[part] ?? {});
        return parsed?.success === false ? [`${name} ${part}: ${parsed.error.message}`] : [];
      }),
    );
    expect(invalid).toEqual([]);
  });

  it.each(classes)('refuses whoever is %s as its row says, and nothing changes', async (which) => {
    const [caller, before] = [outsiders[which], await heads()];
    const answer = async (name: OperationName): Promise<Answer> => {
      const response = await ask(caller, name);
      return response.ok ? { code: 'OK', message: '' } : ((await response.json()) as Answer);
    };
    expect(await wrongAnswers(which, signingOutLast, answer)).toEqual([]);
    expect(await heads()).toEqual(before);
    if (which !== 'anonymous') await caller.signIn((caller as Member).email, password);
  });

  it.each(classes)('refuses whoever is %s over the socket alike, where it has one', async (which) => {
    const [listener, before] = [new Listener(app.address, outsiders[which]), await heads()];
    const onSocket = rows.filter(([, { socket }]) => socket);
    expect(onSocket.length).toBeGreaterThan(20);
    const answer = async (name: OperationName): Promise<Answer> => {
      const reply = await listener.call(name, requestOf(name, things));
      return reply.ok ? { code: 'OK', message: '' } : (reply.problem as Answer); // of the one error body
    };
    expect(await wrongAnswers(which, onSocket, answer)).toEqual([]);
    expect(await heads()).toEqual(before);
    listener.close();
  });

  it.each(rows.filter(([, { who }]) => who === 'signedIn' || who === 'anyone').map(([name]) => name))(
    '%s: open as it is, gives nobody what is another’s',
    async (name) => {
      const before = await heads();
      for (const stranger of strangers) {
        const { params = {}, body = {} } = requestOf(name, things);
        const response = await ask(stranger, name);
        const text = await response.text();
        if (Object.keys(params).length > 0 || 'organisationId' in body)
          if (!openToAll.includes(name)) expect(`${response.status} ${text}`).toMatch(/NOT_(FOUND|ALLOWED)/);
        expect(text).not.toContain(things.userId);
        if (name === 'accounts.signOut') await stranger.signIn(stranger.email, password);
      }
      expect(await heads()).toEqual(before);
    },
  );
});
/** Of an approved organisation its page is public; nothing is similar to what is not on offer; a watch says nothing of the thing, and of none there is nothing to stop. */
const openToAll: readonly OperationName[] = [
  'organisations.get',
  'patents.similar',
  'watches.get',
  'watches.stop',
  'watches.see',
];

describe("somebody else's things", () => {
  it.each(guarded)(
    '%s: are not there for strangers, whatever version they claim to have seen, and stay as they are',
    async (name) => {
      const before = await heads();
      const { who }: Operation = operations[name];
      // of a kind that may call it: who may not is refused by kind
      const kinds = typeof who === 'object' ? who.kinds : undefined;
      const those = strangers.filter((_, at) => !kinds || kinds.includes(kindsOfStrangers[at] ?? 'company'));
      const stranger = those[0] ?? strangers[0]!;
      for (const version of hasVersion(name) ? [1, 7] : [0]) {
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

  it.each(guarded)('%s: somebody who has is not refused', async (name) => {
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
    const answer = async (name: OperationName): Promise<Answer> => {
      const response = await ask(owner, name);
      return response.ok ? { code: 'OK', message: '' } : ((await response.json()) as Answer);
    };
    expect(await wrongAnswers('suspended', signingOutLast, answer)).toEqual([]);
  });
});
