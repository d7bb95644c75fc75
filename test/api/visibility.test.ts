import { matchIdOf } from '../../server/features/matches/match-rules.ts';
import type { Operation } from '../../server/api/operation.ts';
import { type OperationName, operations } from '../../server/api/operations.ts';
import { Caller, newId, startApp, type TestApp } from '../support/app.ts';
import { freshDeal, give, licenceTerms, signedDeal, upload } from '../support/deals.ts';
import { beginImport, untilSettled } from '../support/imports.ts';
import { listPatent, publishNeed } from '../support/listings.ts';
import { invite } from '../support/members.ts';
import { administrator, member, type Member } from '../support/people.ts';
import { ask } from '../support/questions.ts';
import { until } from '../support/progress.ts';
import { Listener } from '../support/socket.ts';
import { triedWebhook } from '../support/webhooks.ts';

/** What only those may read who are meant: it stands in every text of the things of this test. */
const secret = '秘而不宣';
const budgetTo = { amount: '7654321.00', currency: 'CNY' } as const;

let app: TestApp;
let company: Member;
beforeAll(async () => {
  app = await startApp();
  company = await member(app, 'company');
});
afterAll(() => app.stop());

const command = (expectedVersion = 0) => ({ commandId: newId(), expectedVersion });

/** What belongs to an organisation or waits for it, and the need of somebody else that invites it. */
async function thingsOf(organisation: Member) {
  const { organisationId } = organisation;
  const texts = { title: `${secret}装置`, description: secret, budgetTo };
  const supplier = await member(app, 'university');
  const invited = [organisationId, supplier.organisationId];
  // the company has one need for each organisation: needs of one text would be one need
  const needTexts = { ...texts, description: `${secret} ${organisationId}` };
  const needId = await publishNeed(company, { ...needTexts, visibility: 'targeted', invited });
  const ownNeed = await publishNeed(organisation, texts, { isPublic: false });
  const listed = await listPatent(organisation, { title: '高镍正极材料' });
  const patentId = await listPatent(organisation, { title: secret }, { isPublic: false });
  const importId = await beginImport(organisation, `专利名称\n${secret}`, { name: `${secret}.csv` });
  await untilSettled(app, organisation, importId);
  const { fileId } = await upload(organisation, secret);
  await app.settle();
  await company.call('matches.showInterest', { params: { needId, patentId: listed }, body: command() });
  const people = { supplier, demander: company, needId, centre: organisation };
  const { dealId } = await freshDeal(app, people);
  await organisation.call('deals.say', {
    params: { dealId },
    body: { commandId: newId(), messageId: newId(), text: secret },
  });
  const terms = { ...licenceTerms, territory: { codes: ['330000'], words: secret } };
  await give(company, 'deals.offer', dealId, { terms });
  const { contractId } = await signedDeal(app, terms, people);
  await app.settle();
  await organisation.call('watches.watch', { params: { kind: 'need', thingId: needId }, body: command() });
  const questionId = await ask(organisation, 'need', needId, secret);
  const { webhookId, deliveryId } = await triedWebhook(organisation);
  const streams = [
    ...[`need:${needId}`, `need:${ownNeed}`, `patent:${patentId}`, `import:${importId}`],
    ...[`contract:${contractId}`, `deal:${dealId}`, `room:${dealId}`, `question:${questionId}`],
    ...[`match:${matchIdOf(needId, listed)}`, `organisation:${organisationId}`],
  ];
  const params: Readonly<Record<string, readonly string[]>> = {
    ...{ organisationId: [organisationId], centreId: [organisationId], userId: [newId()], stream: streams },
    ...{ needId: [needId, ownNeed], patentId: [patentId, listed], dealId: [dealId], importId: [importId] },
    ...{ contractId: [contractId], webhookId: [webhookId], deliveryId: [deliveryId], questionId: [questionId] },
    ...{ expertId: [newId()], expertInvitationId: [newId()] },
    ...{ fileId: [fileId], kind: ['need'], thingId: [needId, ownNeed], name: ['none'] },
  };
  return { streams, params };
}

const reading = (Object.entries(operations) as [OperationName, Operation][]).filter(
  ([, { method }]) => method === 'get',
);

/** Every request that a reading operation can be asked with about these things. */
function requests(path: string, params: Readonly<Record<string, readonly string[]>>): Record<string, string>[] {
  let found: Record<string, string>[] = [{}];
  for (const [, name = ''] of path.matchAll(/:(\w+)/g)) {
    const values = params[name];
    if (!values) throw new Error(`the test has nothing to ask for ${name} in ${path}`);
    found = found.flatMap((one) => values.map((value) => ({ ...one, [name]: value })));
  }
  return found;
}

/** The reading operations whose answers to somebody hold what is secret, or money of the need. */
async function tellingTo(who: Member, params: Readonly<Record<string, readonly string[]>>): Promise<string[]> {
  const telling = new Set<string>();
  for (const [name, { path }] of reading) {
    for (const one of requests(path, params)) {
      const answer = await (await who.send(name, { params: one })).text();
      if (answer.includes(secret) || answer.includes(budgetTo.amount)) telling.add(name);
    }
  }
  return [...telling];
}

const decide = async (organisationId: string, decision: 'refuse' | 'suspend') => {
  const admin = await administrator(app);
  const { version } = await admin.call('organisations.get', { params: { organisationId } });
  await admin.call('organisations.decide', { params: { organisationId }, body: { ...command(version), decision } });
};

/** The streams of these that somebody gets into, at the socket or by asking what he missed. */
async function openTo(who: Member, streams: readonly string[]): Promise<string[]> {
  const listener = new Listener(app.address, who);
  try {
    const open: string[] = [];
    for (const stream of streams) {
      const joined = await listener.join(stream);
      const read = await who.send('system.events', { params: { stream } });
      if (joined.ok || read.ok) open.push(stream);
    }
    return open;
  } finally {
    listener.close();
  }
}

describe('people', () => {
  it('are named to nobody outside: no read answers an anonymous caller or an unrelated organisation with an id of a person', async () => {
    const centre = await member(app, 'centre');
    const colleague = await invite(app, centre, 'editor');
    const { params } = await thingsOf(centre);
    const ids: string[] = [];
    for (const who of [centre, colleague, company]) ids.push((await who.call('accounts.me'))?.userId ?? '');
    const outside = [new Caller(app.address), await member(app, 'university'), await member(app, 'centre')];
    const namedTo = async (who: Caller) => {
      const naming = new Set<string>();
      for (const [name, { path }] of reading) {
        for (const one of requests(path, params)) {
          const answer = await (await who.send(name, { params: one })).text();
          if (ids.some((id) => answer.includes(id))) naming.add(name);
        }
      }
      return [...naming];
    };
    expect(await namedTo(centre)).toEqual(expect.arrayContaining(['members.list', 'deals.messages'])); // or this could not fail
    for (const who of outside) expect(await namedTo(who)).toEqual([]);
  });
});

describe('who does not act for an approved organisation', () => {
  it('reads nothing confidential, whatever was theirs or meant for them, and follows none of it: suspended, and removed while signed in', async () => {
    const centre = await member(app, 'centre');
    const former = await invite(app, centre, 'admin');
    const { params, streams } = await thingsOf(centre);
    const [needId = ''] = params['needId'] ?? [];
    await former.call('watches.watch', { params: { kind: 'need', thingId: needId }, body: command() });
    const told = await tellingTo(former, params);
    for (const name of ['needs.list', 'needs.mine', 'search.needs', 'matches.mine', 'deals.messages', 'files.download'])
      expect(told).toContain(name); // or this test could not fail
    expect(told.length).toBeGreaterThan(15);
    expect(await openTo(former, streams)).toEqual(streams);

    const [gone, suspended] = [new Listener(app.address, former), new Listener(app.address, centre)];
    for (const listener of [gone, suspended]) for (const stream of streams) await listener.join(stream);
    const { organisationId } = centre;
    const { items } = await centre.call('members.list', { params: { organisationId } });
    const userId = items.find(({ email }) => email === former.email)?.userId ?? '';
    const { version } = await centre.call('organisations.get', { params: { organisationId } });
    await centre.call('members.change', {
      params: { organisationId, userId },
      body: { ...command(version), role: null },
    });
    expect(await tellingTo(former, params)).toEqual([]);
    expect(await openTo(former, streams)).toEqual([]);
    await until(() => streams.every((stream) => gone.left.includes(stream)));
    expect(suspended.left).toEqual([]);

    await decide(organisationId, 'suspend');
    expect(await tellingTo(centre, params)).toEqual([]);
    expect(await openTo(centre, streams)).toEqual([]);
    await until(() => streams.every((stream) => suspended.left.includes(stream)));
    for (const listener of [gone, suspended]) listener.close();
  });

  it.each(['pending', 'refused'])(
    'reads no need that invites a %s organisation, and follows neither it nor the organisation',
    async (state) => {
      const who = await member(app, 'centre', { isApproved: false });
      const { organisationId } = who;
      const needId = await publishNeed(company, {
        ...{ title: `${secret} ${state}`, description: secret, budgetTo },
        ...{ visibility: 'targeted', invited: [organisationId] },
      });
      await app.settle();
      if (state === 'refused') await decide(organisationId, 'refuse');
      const ids = [needId];
      const params = {
        ...{ organisationId: [organisationId], centreId: [organisationId], needId: ids, patentId: ids, dealId: ids },
        ...{ contractId: ids, webhookId: ids, deliveryId: ids, questionId: ids },
        ...{ expertId: ids, expertInvitationId: ids },
        ...{ userId: ids, importId: ids, fileId: ids, kind: ['need'], thingId: ids, name: ['none'], stream: ids },
      };
      expect(await tellingTo(who, params)).toEqual([]);
      expect(await openTo(who, [`need:${needId}`, `organisation:${organisationId}`])).toEqual([]);
    },
  );
});
