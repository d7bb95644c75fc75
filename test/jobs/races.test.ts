import { accountsStore } from '../../server/features/accounts/accounts.store.ts';
import { patentsBulk } from '../../server/features/patents/patents.bulk.ts';
import { patentsStore } from '../../server/features/patents/patents.store.ts';
import { watchesStore } from '../../server/features/watches/watches.store.ts';
import { holdsStore } from '../../server/platform/database/holds.store.ts';
import { sha256 } from '../../server/platform/events/chain.ts';
import { mostWatches } from '../../server/domain/watches.ts';
import { type Caller, newId, type Refused, startApp, type TestApp } from '../support/app.ts';
import { answer, type AnswerName, bringIn, freshDeal, give } from '../support/deals.ts';
import { holdNextCommit } from '../support/held-commit.ts';
import { beginImport, someNumber, start, untilSettled } from '../support/imports.ts';
import { listPatent, publishNeed, stepNeed, stepPatent } from '../support/listings.ts';
import { invite } from '../support/members.ts';
import { administrator, member, type Member } from '../support/people.ts';
import { until } from '../support/progress.ts';
import { rawEvents } from '../support/raw-events.store.ts';
import { rightsRaces } from '../support/rights-races.ts';
import { around, type TwoServers, twoServers } from '../support/two-servers.ts';

let servers: TwoServers;
let app: TestApp;
beforeAll(async () => {
  servers = await twoServers({ relays: 1 });
  app = servers.app;
});
afterAll(() => servers.stop());

/** `OK`, or the code of the refusal. */
const codeOf = (call: () => Promise<unknown>): Promise<string> =>
  call().then(
    () => 'OK',
    (error: unknown) => (error as Refused).problem.code,
  );
const events = (filter: Record<string, unknown>) => rawEvents(app.app.database).count(filter);
const create = () => ({ id: newId(), commandId: newId(), expectedVersion: 0 as const });
const enterPatent = (door: Caller) => door.call('patents.create', { body: { ...create(), title: newId() } });

describe('when the answer to a change has been given, nothing that rests on what was before is done any more', () => {
  it('a member is removed while it enters patents', async () => {
    const admin = await member(app, 'university');
    const { organisationId } = admin;
    for (let round = 0; round < 2; round++) {
      const editor = await invite(app, admin, 'editor');
      const userId = (await editor.call('accounts.me'))?.userId ?? '';
      const remove = async () => {
        const { version } = await admin.call('organisations.get', { params: { organisationId } });
        const body = { commandId: newId(), expectedVersion: version, role: null };
        await admin.call('members.change', { params: { organisationId, userId }, body });
      };
      const counts = await around(servers, editor, enterPatent, remove, () => events({ 'by.userId': userId }));
      expect(counts.finally).toBe(counts.answered);
    }
  });

  it('an organisation is suspended while its member enters patents', async () => {
    const decider = await administrator(app);
    for (let round = 0; round < 2; round++) {
      const admin = await member(app, 'university');
      const { organisationId } = admin;
      const suspend = async () => {
        const { version } = await decider.call('organisations.get', { params: { organisationId } });
        const body = { commandId: newId(), expectedVersion: version, decision: 'suspend' as const, reason: 'a test' };
        await decider.call('organisations.decide', { params: { organisationId }, body });
      };
      const counts = await around(servers, admin, enterPatent, suspend, () =>
        events({ 'by.organisationId': organisationId }),
      );
      expect(counts.finally).toBe(counts.answered);
    }
  });

  it('reviews are switched on while patents are published', async () => {
    const owner = await member(app, 'university');
    const waiting: string[] = [];
    for (let n = 0; n < 32; n++) waiting.push(await listPatent(owner, { title: newId() }, { isPublic: false }));
    const publish = async (door: Caller) => {
      const patentId = waiting.pop();
      if (!patentId) return new Promise((resolve) => setTimeout(resolve, 5));
      return door.call('patents.step', {
        params: { patentId },
        body: { commandId: newId(), expectedVersion: 1, step: 'publish' },
      });
    };
    const choose = () =>
      owner.call('reviews.choose', { body: { commandId: newId(), expectedVersion: 0, patents: true, needs: false } });
    const filter = { 'by.organisationId': owner.organisationId, type: 'patent.stepped' };
    const counts = await around(servers, owner, publish, choose, () => events(filter));
    expect(counts.finally).toBe(counts.answered);
  });

  it('a listing is withdrawn while others show interest in it', async () => {
    const [owner, seeker] = [await member(app, 'university'), await member(app, 'company')];
    const patentId = await listPatent(owner, { title: newId() });
    const needs: string[] = [];
    for (let n = 0; n < 16; n++) needs.push(await publishNeed(seeker, { title: newId(), description: newId() }));
    const show = async (door: Caller) => {
      const needId = needs.pop();
      if (!needId) return new Promise((resolve) => setTimeout(resolve, 5));
      return door.call('matches.showInterest', {
        params: { needId, patentId },
        body: { commandId: newId(), expectedVersion: 0 },
      });
    };
    const filter = { type: 'match.interestShown', 'data.patentId': patentId };
    const counts = await around(
      servers,
      seeker,
      show,
      () => stepPatent(owner, patentId, 'withdraw'),
      () => events(filter),
    );
    expect(counts.finally).toBe(counts.answered);
  });
});

describe('what only so many may do, is not done by more at the same moment', () => {
  it('of two servers that start on an empty database, one makes the first administrator', async () => {
    for (let round = 0; round < 2; round++) {
      const DATABASE = `test-${newId().slice(0, 13)}`;
      const [one, two] = await Promise.all(
        ['one', 'two'].map((name) =>
          startApp({ env: { DATABASE, ADMIN_EMAIL: `${name}@example.org` }, dataFolder: app.config.dataFolder }),
        ),
      );
      const made = one && (await rawEvents(one.app.database).count({ type: 'user.administratorMade' }));
      await two?.stop(true);
      await one?.stop();
      expect(made).toBe(1);
    }
  });

  it('a person watches no more things than it may', async () => {
    const owner = await member(app, 'university');
    const patents = [];
    for (let n = 0; n < 4; n++) patents.push(await listPatent(owner, { title: newId() }));
    const seeker = await member(app, 'company');
    const userId = (await seeker.call('accounts.me'))?.userId ?? '';
    const store = watchesStore(app.app.database);
    const [state, since] = ['watching' as const, new Date()];
    for (let n = 1; n < mostWatches; n++) {
      await store.save({
        ...{
          _id: newId(),
          v: 1,
          version: 1,
          userId,
          kind: 'patent',
          thingId: newId(),
          state,
          title: '',
          organisationId: null,
        },
        ...{ since, orderAt: since, changedAt: null, seenAt: null },
      });
    }
    const results = await Promise.allSettled(
      patents.map((thingId, door) =>
        servers.at(door, seeker).call('watches.watch', {
          params: { kind: 'patent', thingId },
          body: { commandId: newId(), expectedVersion: 0 },
        }),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await store.count(userId)).toBe(mostWatches);
  });
});

describe('of two decisions that would not both be right, when one was decided before the other was written', () => {
  let alone: TestApp;
  beforeAll(async () => {
    alone = await startApp();
    await Promise.all([alone.app.relay.stop(), alone.app.scheduler.stop()]); // no transactions but ours
  });
  afterAll(() => alone.stop());

  it.each(['patents', 'needs'] as const)(
    'two lists of one organisation that hold the same %s enter them once',
    async (subject) => {
      const owner = await member(alone, subject === 'patents' ? 'university' : 'company');
      const list =
        subject === 'patents' ? `专利名称,申请号\n一种水泵,${someNumber(1)}` : '标题,描述\n寻找水泵,需要一种水泵';
      for (const name of ['one.csv', 'two.csv']) {
        const preview = await untilSettled(alone, owner, await beginImport(owner, list, { name, subject }));
        await start(owner, preview);
      }
      const { held, letGo } = holdNextCommit();
      const first = alone.app.scheduler.runOne();
      await held;
      await alone.app.scheduler.runOne();
      letGo();
      await first;
      await alone.app.scheduler.runDue();
      const { items } = await owner.call(`${subject}.mine`);
      expect(items).toHaveLength(1);
    },
  );

  /** By the work of two imports itself: their jobs take turns, until the lease of one runs out. */
  it('two lists of one organisation that know one patent by different numbers enter it once', async () => {
    const { organisationId } = await member(alone, 'university');
    const { database } = alone.app;
    const accounts = accountsStore(database);
    const work = patentsBulk({
      store: patentsStore(database),
      organisations: accounts.organisations,
      reviewsRequired: () => Promise.resolve(false),
      restOnReviews: () => Promise.resolve(),
      digest: sha256,
      termsOf: () => Promise.resolve(() => null),
      newId,
      holds: holdsStore(database),
    });
    const write = (numbers: { applicationNumber?: string }) => {
      const content = {
        ...{ title: '一种水泵', publicationNumber: 'CN107077077B', ...numbers },
        ...{ holders: [], inventors: [], ipc: [], locarno: [], keywords: [], routes: [] },
      };
      return database.transaction(() =>
        work.write(organisationId, [{ row: 2, content }], { now: new Date('2026-05-04'), publish: false }),
      );
    };
    const { held, letGo } = holdNextCommit();
    const first = write({ applicationNumber: someNumber(77) });
    await held;
    expect(await write({})).toMatchObject({ created: [] });
    letGo();
    expect(await first).toMatchObject({ created: [expect.any(String)] });
  });

  it.each(['patent', 'need'] as const)(
    'no interest is shown once the withdrawal of the %s was answered',
    async (kind) => {
      const [owner, seeker] = [await member(alone, 'university'), await member(alone, 'company')];
      const [patentId, needId] = [await listPatent(owner), await publishNeed(seeker)];
      const shown = () => rawEvents(alone.app.database).count({ type: 'match.interestShown' });
      const { held, letGo } = holdNextCommit();
      const interest = (kind === 'patent' ? seeker : owner)
        .call('matches.showInterest', {
          params: { needId, patentId },
          body: { commandId: newId(), expectedVersion: 0 },
        })
        .catch(() => undefined); // which of the two comes first is open
      await held;
      await (kind === 'patent' ? stepPatent(owner, patentId, 'withdraw') : stepNeed(seeker, needId, 'close'));
      const answered = await shown();
      letGo();
      await interest;
      expect(await shown()).toBe(answered);
    },
  );
});

describe('a centre in a room, when of two commands one was decided before the other was written', () => {
  let alone: TestApp;
  let people: Readonly<Record<'supplier' | 'demander' | 'centre' | 'invited', Member>>;
  const asked: string[] = [];
  beforeAll(async () => {
    alone = await startApp();
    const [supplier, demander, centre, invited] = await Promise.all([
      member(alone, 'university'),
      member(alone, 'company'),
      member(alone, 'centre'),
      member(alone, 'centre'),
    ]);
    people = { supplier, demander, centre, invited };
    const { organisationId: centreId } = invited;
    for (let n = 0; n < 5; n++) {
      const { dealId } = await freshDeal(alone, { supplier, demander, centre });
      await give(supplier, 'deals.proposeCentre', dealId, { centreId });
      await give(demander, 'deals.agreeToCentre', dealId, { centreId });
      asked.push(dealId);
    }
    await Promise.all([alone.app.relay.stop(), alone.app.scheduler.stop()]); // no transactions but ours
  });
  afterAll(() => alone.stop());

  /** What `first` and `second` are answered when the second comes while the first is held at its commit. */
  const whileHeld = async (first: () => Promise<unknown>, second: () => Promise<unknown>) => {
    const { held, letGo } = holdNextCommit();
    const answers = [codeOf(first)];
    await held;
    const isOver = codeOf(second);
    answers.push(isOver);
    void isOver.then(letGo); // the first goes on when the second was answered, or was undone for its sake
    return Promise.all(answers);
  };
  const scene = () => {
    const dealId = asked.pop()!;
    const { supplier, demander, invited } = people;
    const centreId = invited.organisationId;
    return {
      accept: () => answer(invited, 'deals.acceptInvitation', dealId),
      decline: () => answer(invited, 'deals.declineInvitation', dealId),
      takeBack: () => answer(supplier, 'deals.takeBackCentre', dealId, { centreId }),
      letGo: () => answer(supplier, 'deals.letCentreGo', dealId, { centreId }),
      close: () => give(demander, 'deals.close', dealId, { reason: 'x' }),
      outcome: async () => {
        const { standings } = await supplier.call('deals.get', { params: { dealId } });
        const types = (await alone.app.events.ofStream(`deal:${dealId}`)).slice(3).map(({ type }) => type);
        return [...types, standings.find(({ centre }) => centre.id === centreId)?.standing ?? 'outside'].join(' ');
      },
    };
  };

  it('a centre that accepts is in, and a side that takes its word back meanwhile is told so', async () => {
    const { accept, takeBack, outcome } = scene();
    expect(await whileHeld(accept, takeBack)).toEqual(['OK', 'WRONG_STATE']);
    expect(await outcome()).toBe('deal.centreJoined in');
  });

  it('a side that takes its word back has it, and a centre that accepts meanwhile finds nothing', async () => {
    const { accept, takeBack, outcome } = scene();
    expect(await whileHeld(takeBack, accept)).toEqual(['OK', 'NOT_FOUND']);
    expect(await outcome()).toBe('deal.centreTakenBack outside');
  });

  it('nobody is let go before it is in', async () => {
    const { accept, letGo, outcome } = scene();
    expect(await whileHeld(accept, letGo)).toEqual(['OK', 'WRONG_STATE']);
    expect(await outcome()).toBe('deal.centreJoined in');
    expect(await codeOf(letGo)).toBe('OK');
    expect(await outcome()).toBe('deal.centreJoined deal.centreLetGo outside');
  });

  it('talks that end ask nobody any more', async () => {
    const { accept, close, outcome } = scene();
    expect(await whileHeld(close, accept)).toEqual(['OK', 'NOT_FOUND']);
    expect(await outcome()).toBe('deal.closed outside');
  });

  it('who says something is let go only when it was said', async () => {
    const { supplier, invited } = people;
    const dealId = asked.pop()!;
    await answer(invited, 'deals.acceptInvitation', dealId);
    const said = () => rawEvents(alone.app.database).count({ stream: `room:${dealId}` });
    const { held, letGo } = holdNextCommit();
    const body = { commandId: newId(), messageId: newId(), text: 'still here' };
    const saying = codeOf(() => invited.call('deals.say', { params: { dealId }, body }));
    await held;
    let answered: number | null = null;
    const { organisationId: centreId } = invited;
    const ending = answer(supplier, 'deals.letCentreGo', dealId, { centreId }).then(async () => {
      answered = await said();
    });
    // it is let go at once, and answered when nothing that rests on its place is under way
    const isGone = { stream: `deal:${dealId}`, type: 'deal.centreLetGo' };
    await until(async () => (await rawEvents(alone.app.database).count(isGone)) > 0);
    await Promise.race([ending, new Promise((resolve) => setTimeout(resolve, 500))]);
    letGo();
    await ending;
    await saying;
    expect(answered).toBe(await said());
  });
});

describe('a centre in a room', () => {
  /** At once at both servers; the codes of the answers, in this order. */
  const atOnce = (...work: readonly ((door: number) => Promise<unknown>)[]) =>
    Promise.all(work.map((one, door) => codeOf(() => one(door))));
  const scene = async () => {
    const deal = await freshDeal(app);
    const invited = await member(app, 'centre');
    const centreId = invited.organisationId;
    const { version } = await deal.supplier.call('deals.get', { params: { dealId: deal.dealId } });
    const params = { dealId: deal.dealId };
    const proposes = (who: Caller) => (door: number) =>
      servers
        .at(door, who)
        .call('deals.proposeCentre', { params, body: { commandId: newId(), expectedVersion: version, centreId } });
    const says = (who: Caller, name: AnswerName) => (door: number) =>
      answer(servers.at(door, who), name, deal.dealId, /Invitation|leave/.test(name) ? {} : { centreId });
    const standing = async () =>
      (await deal.supplier.call('deals.get', { params })).standings.find(({ centre }) => centre.id === centreId) ??
      null;
    const told = async () =>
      (await app.app.events.ofStream(`deal:${deal.dealId}`))
        .map(({ type }) => type)
        .filter((type) => /centre/.test(type));
    return { ...deal, invited, centreId, params, proposes, says, standing, told };
  };

  it('is proposed once, however many sides propose it at once', async () => {
    for (let round = 0; round < 3; round++) {
      const { supplier, demander, proposes, standing, told } = await scene();
      const answers = await atOnce(proposes(supplier), proposes(demander));
      expect(answers.toSorted()).toEqual(['OK', 'STALE_VERSION']);
      const proposedBy = answers[0] === 'OK' ? 'supplier' : 'demander';
      expect([await standing(), await told()]).toMatchObject([
        { standing: 'proposed', proposedBy },
        ['deal.centreProposed'],
      ]);
    }
  });

  it('is in or it is not, when it accepts while a side takes its word back or lets it go', async () => {
    for (const wanted of ['takeBackCentre', 'letCentreGo', 'takeBackCentre', 'letCentreGo'] as const) {
      const { dealId, supplier, demander, invited, centreId, says, standing, told } = await scene();
      await give(supplier, 'deals.proposeCentre', dealId, { centreId });
      await give(demander, 'deals.agreeToCentre', dealId, { centreId });
      const [accepted, ended] = await atOnce(
        says(invited, 'deals.acceptInvitation'),
        says(demander, `deals.${wanted}`),
      );
      const steps = (await told()).slice(2);
      // each of the two is as if it had come first or last: what was answered OK was done, and nothing else
      if (wanted === 'takeBackCentre') {
        expect(['OK WRONG_STATE deal.centreJoined in', 'NOT_FOUND OK deal.centreTakenBack outside']).toContain(
          [accepted, ended, ...steps, (await standing())?.standing ?? 'outside'].join(' '),
        );
      } else {
        expect(['OK OK deal.centreJoined deal.centreLetGo outside', 'OK WRONG_STATE deal.centreJoined in']).toContain(
          [accepted, ended, ...steps, (await standing())?.standing ?? 'outside'].join(' '),
        );
      }
    }
  });

  it('says nothing any more once it was answered that it is let go', async () => {
    const { dealId, supplier, demander, invited, centreId, params } = await scene();
    await bringIn('deals', dealId, { supplier, demander, centre: invited });
    const say = (door: Caller) =>
      door.call('deals.say', { params, body: { commandId: newId(), messageId: newId(), text: 'still here' } });
    const letGo = () => answer(supplier, 'deals.letCentreGo', dealId, { centreId });
    const said = () => events({ type: 'room.messageSent', 'by.organisationId': centreId });
    const counts = await around(servers, invited, say, letGo, said);
    expect(counts.finally).toBe(counts.answered);
  });
});

it('whatever is signed, takes effect and ends at once: rights that exclude each other never stand together', async () => {
  const { faults, signed, refused } = await rightsRaces(servers, 16, 14);
  expect(faults).toEqual([]);
  expect(signed).toBeGreaterThan(2);
  expect(refused).toBeGreaterThan(0);
});
