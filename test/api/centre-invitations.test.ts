import { contractIdOf } from '../../server/features/contracts/contracts.service.ts';
import { dealIdOf } from '../../server/features/deals/deals.service.ts';
import { matchIdOf } from '../../server/features/matches/match-rules.ts';
import type { Operation } from '../../server/api/operation.ts';
import { type OperationName, operations } from '../../server/api/operations.ts';
import { newId, startApp, type TestApp } from '../support/app.ts';
import { answer, bringIn, freshDeal, give, licenceTerms, sign, upload } from '../support/deals.ts';
import { listPatent, publishNeed } from '../support/listings.ts';
import { administrator, member, type Member } from '../support/people.ts';
import { until } from '../support/progress.ts';
import { Listener } from '../support/socket.ts';

let app: TestApp;
/** Who is in everything from the start. */
let people: Readonly<Record<'supplier' | 'demander' | 'centre', Member>>;
let invited: Member;
/** Another centre, a company and an authority, who have no part in anything. */
let strangers: Member[];
/** A deal and a contract for all tests: each test leaves `invited` outside of them. */
let scenes: Readonly<Record<Thing, Scene>>;
beforeAll(async () => {
  app = await startApp();
  const [supplier, demander, centre] = await Promise.all([
    member(app, 'university'),
    member(app, 'company'),
    member(app, 'centre'),
  ]);
  people = { supplier, demander, centre };
  invited = await member(app, 'centre');
  strangers = await Promise.all([
    member(app, 'centre'),
    member(app, 'company'),
    member(app, 'authority', { place: '330000', level: 'province' }),
  ]);
  scenes = { deals: await scene('deals'), contracts: await scene('contracts') };
});
afterAll(() => app.stop());

const codeOf = async (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'OK',
    (error: unknown) => (error as { problem: { code: string } }).problem.code,
  );

type Thing = 'deals' | 'contracts';
/** What is secret stands in what was said, in the terms, in the file. */
const secret = '只在室内';

/** A deal with talk, agreed terms and a file; or the contract that followed from it. */
async function scene(thing: Thing) {
  const deal = await freshDeal(app, people);
  const { dealId, supplier, demander } = deal;
  const say = { commandId: newId(), messageId: newId(), text: secret };
  await supplier.call('deals.say', { params: { dealId }, body: say });
  const terms = { ...licenceTerms, territory: { codes: ['000000'], words: secret } };
  if (thing === 'contracts') {
    const { contractId, file } = await sign(app, deal, terms);
    return { ...deal, thing, id: contractId, fileId: file.fileId, streams: [`contract:${contractId}`] };
  }
  await give(supplier, 'deals.offer', dealId, { terms });
  await give(demander, 'deals.accept', dealId, { number: 1 });
  const { fileId } = await upload(supplier, `${secret} ${dealId}`);
  await give(supplier, 'deals.attachFile', dealId, { fileId });
  return { ...deal, thing, id: dealId, fileId, streams: [`deal:${dealId}`, `room:${dealId}`] };
}
type Scene = Awaited<ReturnType<typeof scene>>;

const reads = (Object.entries(operations) as [OperationName, Operation][]).filter(
  ([name, { method, path }]) =>
    method === 'get' &&
    /^(deals|contracts|matches|files|system\.events)/.test(name) &&
    /^[^:]*(:(dealId|contractId|fileId|stream)[^:]*)?$/.test(path),
);

/** The reading operations that answer somebody with anything of the thing but that it is asked into it. */
async function telling(who: Member, { id, thing, fileId, streams }: Scene): Promise<string[]> {
  const told = new Set<string>();
  for (const [name, { path }] of reads) {
    if (/Id/.test(path) && !path.includes(thing) && !path.includes(':fileId')) continue;
    for (const stream of path.includes(':stream') ? streams : ['']) {
      const response = await who.send(name, { params: { dealId: id, contractId: id, fileId, stream } });
      const text = await response.text();
      const isInvitation = name === `${thing}.invitations`;
      const isOfIt = path.includes(':') ? response.ok : text.includes(id) && !isInvitation;
      if (isOfIt || text.includes(secret)) told.add(name);
    }
  }
  return [...told].sort();
}

/** The streams of the thing that somebody may join. */
async function joined(who: Member, { streams }: Scene): Promise<string[]> {
  const listener = new Listener(app.address, who);
  const open: string[] = [];
  for (const stream of streams) if ((await listener.join(stream)).ok) open.push(stream);
  listener.close();
  return open;
}
const invitations = async (who: Member, { thing, id }: Scene) =>
  (await who.call(`${thing}.invitations`, { query: {} })).items.filter((item) => item.id === id);
const standings = async ({ thing, id, supplier }: Scene) => {
  const params = { dealId: id, contractId: id };
  const { standings: all } =
    thing === 'deals' ? await supplier.call('deals.get', { params }) : await supplier.call('contracts.get', { params });
  return all.flatMap(({ centre, standing }) => (centre.id === invited.organisationId ? [standing] : []));
};

describe.each(['deals', 'contracts'] as const)('a centre that is proposed for one of the %s', (thing) => {
  const whole =
    thing === 'deals'
      ? ['deals.get', 'deals.list', 'deals.messages', 'deals.preflight', 'deals.timeline']
      : ['contracts.get', 'contracts.list', 'contracts.timeline'];
  const everything = [...whole, 'files.download', 'system.events'].sort();

  it('sees nothing before both sides want it, only that it is asked before it accepts, then everything, and nothing any more when it is gone', async () => {
    const here = scenes[thing];
    const { id, supplier, demander, patentId, streams } = here;
    const centreId = invited.organisationId;
    const sees = async () => ({
      told: await telling(invited, here),
      joined: await joined(invited, here),
      asked: (await invitations(invited, here)).length,
    });
    const nothing = { told: [], joined: [], asked: 0 };
    expect(await telling(here.centre, here)).toEqual(expect.arrayContaining(everything)); // or this could not fail
    expect(await sees()).toEqual(nothing);

    await give(supplier, `${thing}.proposeCentre`, id, { centreId });
    expect(await sees()).toEqual(nothing);
    expect(await codeOf(answer(invited, `${thing}.acceptInvitation`, id))).toBe('NOT_FOUND');
    // the other side finds it among what waits for it
    const waiting = await demander.call(`${thing}.list`, { query: { awaitsMe: 'true' } });
    expect(waiting.items.map((item) => item.id)).toContain(id);

    await give(demander, `${thing}.agreeToCentre`, id, { centreId });
    expect(await sees()).toEqual({ ...nothing, asked: 1 });
    const { title } = await supplier.call('patents.get', { params: { patentId } });
    const names = async (who: Member) => {
      const { organisationId } = who;
      return {
        id: organisationId,
        name: (await supplier.call('organisations.get', { params: { organisationId } })).name,
      };
    };
    expect(await invitations(invited, here)).toEqual([
      { id, supplier: await names(supplier), demander: await names(demander), subject: title },
    ]);
    for (const other of [strangers[0]!, here.centre]) expect(await invitations(other, here)).toEqual([]);
    for (const other of strangers.slice(1))
      expect(await codeOf(other.call(`${thing}.invitations`, { query: {} }))).toBe('NOT_ALLOWED');
    // being asked lets it do nothing but answer
    const inside =
      thing === 'deals'
        ? give(invited, 'deals.attachFile', id, { fileId: newId() })
        : give(invited, 'contracts.proposeShares', id, { shares: [] });
    expect(await codeOf(inside)).toBe('NOT_FOUND');

    await answer(invited, `${thing}.acceptInvitation`, id);
    expect(await sees()).toEqual({ told: expect.arrayContaining(everything), joined: streams, asked: 0 });
    expect(await standings(here)).toEqual(['in']);

    const listener = new Listener(app.address, invited);
    for (const stream of streams) await listener.join(stream);
    await answer(demander, `${thing}.letCentreGo`, id, { centreId });
    if (thing === 'deals') {
      const say = { commandId: newId(), messageId: newId(), text: `${secret} unter uns` };
      await supplier.call('deals.say', { params: { dealId: id }, body: say });
    } else await give(supplier, 'contracts.proposeShares', id, { shares: [] });
    const isOut = () => streams.every((stream) => listener.left.includes(stream));
    await until(() => isOut() || listener.hints.length > 0);
    listener.close();
    expect(listener.hints.map(({ type }) => type)).toEqual([]);
    expect(await sees()).toEqual(nothing);
    expect(await codeOf(answer(invited, `${thing}.acceptInvitation`, id))).toBe('NOT_FOUND');
  });

  it('is asked, answered for and let go by whoever may, and by nobody else', async () => {
    const here = scenes[thing];
    const { id, supplier, demander, centre } = here;
    const centreId = invited.organisationId;
    const all = { supplier, demander, centre, invited, another: strangers[0]!, company: strangers[1]! };
    /** What each is answered, until one succeeds. */
    const tried = async (
      name: 'proposeCentre' | 'agreeToCentre' | 'refuseCentre',
      whom: readonly (keyof typeof all)[],
    ) => {
      const version = (await supplier.call(`${thing}.list`, { query: {} })).items.find(
        (item) => item.id === id,
      )!.version;
      const answers: string[] = [];
      for (const who of whom) {
        const body = { commandId: newId(), expectedVersion: version, centreId };
        answers.push(
          await codeOf(all[who].looseCall(`${thing}.${name}`, { params: { dealId: id, contractId: id }, body })),
        );
      }
      return answers;
    };
    const answered = async (
      name: 'takeBackCentre' | 'letCentreGo' | 'acceptInvitation' | 'declineInvitation' | 'leave',
      whom: readonly (keyof typeof all)[],
    ) => {
      const answers: string[] = [];
      const fields = name === 'takeBackCentre' || name === 'letCentreGo' ? { centreId } : {};
      for (const who of whom) {
        const body = { commandId: newId(), ...fields };
        answers.push(
          await codeOf(all[who].looseCall(`${thing}.${name}`, { params: { dealId: id, contractId: id }, body })),
        );
      }
      return answers;
    };
    const outside = ['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'];
    expect(await tried('proposeCentre', ['invited', 'another', 'company', 'centre', 'supplier'])).toEqual([
      ...outside,
      ...['NOT_ALLOWED', 'OK'],
    ]);
    expect(await tried('agreeToCentre', ['invited', 'another', 'company', 'centre', 'supplier', 'demander'])).toEqual([
      ...outside,
      ...['NOT_ALLOWED', 'WRONG_STATE', 'OK'],
    ]);
    const notCentres = ['NOT_ALLOWED', 'NOT_ALLOWED', 'NOT_ALLOWED'];
    expect(
      await answered('acceptInvitation', ['company', 'supplier', 'demander', 'another', 'centre', 'invited']),
    ).toEqual([...notCentres, 'NOT_FOUND', 'WRONG_STATE', 'OK']);
    expect(await answered('letCentreGo', ['another', 'company', 'centre', 'invited', 'demander'])).toEqual([
      ...['NOT_FOUND', 'NOT_FOUND', 'NOT_ALLOWED', 'NOT_ALLOWED', 'OK'],
    ]);
    // refused, taken back, declined, left: each by its own
    expect(await tried('proposeCentre', ['demander'])).toEqual(['OK']);
    expect(await tried('refuseCentre', ['centre', 'demander', 'supplier'])).toEqual([
      'NOT_ALLOWED',
      'WRONG_STATE',
      'OK',
    ]);
    expect(await tried('proposeCentre', ['demander'])).toEqual(['OK']);
    expect(await answered('takeBackCentre', ['centre', 'supplier', 'demander'])).toEqual([
      ...['NOT_ALLOWED', 'WRONG_STATE', 'OK'],
    ]);
    expect([await tried('proposeCentre', ['demander']), await tried('agreeToCentre', ['supplier'])]).toEqual([
      ['OK'],
      ['OK'],
    ]);
    expect(await answered('declineInvitation', ['company', 'supplier', 'another', 'centre', 'invited'])).toEqual([
      ...['NOT_ALLOWED', 'NOT_ALLOWED', 'NOT_FOUND', 'WRONG_STATE', 'OK'],
    ]);
    await bringIn(thing, id, { supplier, demander, centre: invited });
    expect(await answered('leave', ['company', 'supplier', 'another', 'invited', 'invited'])).toEqual([
      ...['NOT_ALLOWED', 'NOT_ALLOWED', 'NOT_FOUND', 'OK', 'NOT_FOUND'],
    ]);
    expect(await standings(here)).toEqual([]);
  });

  it('is an approved centre, and no party', async () => {
    const { id, supplier, demander } = scenes[thing];
    for (const centreId of [demander.organisationId, supplier.organisationId, strangers[1]!.organisationId, newId()])
      expect(await codeOf(give(supplier, `${thing}.proposeCentre`, id, { centreId }))).toBe('INVALID_INPUT');
    const notYet = await member(app, 'centre', { isApproved: false });
    const centreId = notYet.organisationId;
    expect(await codeOf(give(supplier, `${thing}.proposeCentre`, id, { centreId }))).toBe('INVALID_INPUT');
  });
});

describe('how centres stand in a deal', () => {
  it('goes over to its contract; who is let go there leaves the room of the deal as well', async () => {
    const deal = await freshDeal(app, people);
    const { dealId, supplier, demander, centre } = deal;
    const another = strangers[0]!;
    await bringIn('deals', dealId, { supplier, demander, centre: another });
    const centreId = invited.organisationId;
    await give(supplier, 'deals.proposeCentre', dealId, { centreId });
    await give(demander, 'deals.agreeToCentre', dealId, { centreId });
    const { contractId } = await sign(app, deal, licenceTerms);
    const contract = await supplier.call('contracts.get', { params: { contractId } });
    expect(contract.standings.map((one) => [one.centre.id, one.standing])).toEqual([
      [centre.organisationId, 'in'],
      [another.organisationId, 'in'],
      [centreId, 'asked'],
    ]);
    // the page of the deal no longer says how that went on
    const { standings: ofDeal } = await supplier.call('deals.get', { params: { dealId } });
    expect(ofDeal.map(({ standing }) => standing)).toEqual(['in', 'in']);
    // it is asked once, in the place that goes on
    const asked = async (thing: Thing) =>
      (await invited.call(`${thing}.invitations`, { query: {} })).items.map(({ id }) => id);
    expect(await asked('deals')).not.toContain(dealId);
    expect(await asked('contracts')).toContain(contractId);
    expect(await codeOf(answer(invited, 'deals.acceptInvitation', dealId))).toBe('NOT_FOUND');
    await answer(invited, 'contracts.acceptInvitation', contractId);
    expect(await codeOf(invited.call('deals.get', { params: { dealId } }))).toBe('NOT_FOUND'); // the talk was before it

    const gone = { centreId: another.organisationId };
    expect(await codeOf(answer(supplier, 'deals.letCentreGo', dealId, gone))).toBe('WRONG_STATE');
    await another.call('deals.get', { params: { dealId } });
    await answer(supplier, 'contracts.letCentreGo', contractId, gone);
    await answer(invited, 'contracts.leave', contractId);
    await app.settle();
    for (const who of [another, invited]) {
      expect(await codeOf(who.call('deals.get', { params: { dealId } }))).toBe('NOT_FOUND');
      expect(await codeOf(who.call('deals.messages', { params: { dealId } }))).toBe('NOT_FOUND');
      expect(await codeOf(who.call('contracts.get', { params: { contractId } }))).toBe('NOT_FOUND');
    }
    expect(contractIdOf(dealId)).toBe(contractId);
  });

  it('begins with the centre that recommended the match; a side that was interested before it must agree first', async () => {
    const { supplier, demander } = people;
    const centre = invited;
    const params = {
      patentId: await listPatent(supplier, { title: newId() }),
      needId: await publishNeed(demander, { title: newId(), description: newId() }),
    };
    const at = (expectedVersion: number) => ({ params, body: { commandId: newId(), expectedVersion } });
    await demander.call('matches.showInterest', at(0));
    await centre.call('matches.recommend', at(1));
    await supplier.call('matches.showInterest', at(2));
    await app.settle();
    const dealId = dealIdOf(matchIdOf(params.needId, params.patentId));
    const { match } = await centre.call('matches.explain', { params });
    expect([match.state, match.dealId]).toEqual(['mutual', null]); // no way into a room in which it is not
    expect(await codeOf(centre.call('deals.get', { params: { dealId } }))).toBe('NOT_FOUND');
    const deal = await demander.call('deals.get', { params: { dealId } });
    expect(deal).toMatchObject({
      centres: [],
      centreAwaits: ['demander'],
      standings: [{ standing: 'proposed', proposedBy: 'supplier', allowed: ['agreeToCentre', 'refuseCentre'] }],
    });
    await give(demander, 'deals.agreeToCentre', dealId, { centreId: centre.organisationId });
    await answer(centre, 'deals.acceptInvitation', dealId);
    await centre.call('deals.get', { params: { dealId } });
  });

  it('ends with the talks: a closed room asks nobody, and its centre may still go', async () => {
    const { dealId, supplier, demander, centre } = await freshDeal(app, people);
    const centreId = invited.organisationId;
    await give(supplier, 'deals.proposeCentre', dealId, { centreId });
    await give(demander, 'deals.agreeToCentre', dealId, { centreId });
    await give(supplier, 'deals.close', dealId, { reason: 'x' });
    expect(await codeOf(answer(invited, 'deals.acceptInvitation', dealId))).toBe('NOT_FOUND');
    expect(await codeOf(give(demander, 'deals.proposeCentre', dealId, { centreId }))).toBe('WRONG_STATE');
    const waiting = await demander.call('deals.list', { query: { awaitsMe: 'true' } });
    expect(waiting.items.map((item) => item.id)).not.toContain(dealId);
    await answer(centre, 'deals.leave', dealId);
    expect(await codeOf(centre.call('deals.get', { params: { dealId } }))).toBe('NOT_FOUND');
  });
});

describe('the share of a centre', () => {
  it('cannot be given to one that is asked', async () => {
    const { id, supplier, demander } = scenes.contracts;
    const centreId = invited.organisationId;
    await give(supplier, 'contracts.proposeCentre', id, { centreId });
    await give(demander, 'contracts.agreeToCentre', id, { centreId });
    const shares = [{ centreId, weight: 10_000 }];
    expect(await codeOf(give(supplier, 'contracts.proposeShares', id, { shares }))).toBe('INVALID_INPUT');
    await answer(invited, 'contracts.acceptInvitation', id);
    await give(supplier, 'contracts.proposeShares', id, { shares });
    // what was only proposed for it lapses when it goes
    await answer(invited, 'contracts.leave', id);
    expect(await supplier.call('contracts.get', { params: { contractId: id } })).toMatchObject({
      proposedShares: null,
    });
  });

  it('stays with it when it is gone, named on the page of the parties, and in its figures', async () => {
    const { id, supplier, centre } = scenes.contracts;
    const [params, centreId] = [{ contractId: id }, centre.organisationId];
    await answer(supplier, 'contracts.letCentreGo', id, { centreId });
    expect(await supplier.call('contracts.get', { params })).toMatchObject({
      centres: [],
      centreShares: [{ centreId, weight: 10_000 }],
      formerCentres: [{ id: centreId }],
    });
    expect(await codeOf(centre.call('contracts.get', { params }))).toBe('NOT_FOUND');
    await centre.call('metrics.get', { params: { centreId } });
  });
});

it('an authority or the administrator gets into no room by any of it', async () => {
  for (const who of [strangers[2]!, await administrator(app)]) {
    expect(
      await codeOf(
        who.looseCall('deals.acceptInvitation', { params: { dealId: scenes.deals.id }, body: { commandId: newId() } }),
      ),
    ).toBe('NOT_ALLOWED');
  }
});
