import fc from 'fast-check';
import { type CalendarDate, endOfTime } from '../../server/domain/calendar.ts';
import { DomainError } from '../../server/domain/errors.ts';
import { gathered, type Task, type TaskKind, taskOf } from '../../server/domain/tasks.ts';
import { taskKeeper } from '../../server/features/inbox/keeping.ts';
import { rebuildTasks } from '../../server/features/inbox/rebuild.ts';
import { tasksStore } from '../../server/features/inbox/tasks.store.ts';
import { dealIdOf } from '../../server/features/deals/deals.service.ts';
import { matchIdOf } from '../../server/features/matches/match-rules.ts';
import { type Database } from '../../server/platform/database/mongo.ts';
import { holdsStore } from '../../server/platform/database/holds.store.ts';
import type { WaitingThings } from '../../server/platform/waiting-things.ts';
import { Refused, newId, startApp, testClock, type TestApp } from '../support/app.ts';
import { give, licenceTerms, upload } from '../support/deals.ts';
import { beginImport, untilSettled } from '../support/imports.ts';
import { listPatent, publishNeed, stepNeed, stepPatent } from '../support/listings.ts';
import { administrator, member, type Member, password } from '../support/people.ts';
import { startPlatform, type TestPlatform } from '../support/platform.ts';

/** Everything that is kept of tasks, in an order of its own. */
async function kept(database: Database) {
  const all = async (name: string) => database.raw(name).find().sort({ _id: 1 }).lean();
  return { tasks: await all('tasks'), cells: await all('taskCells'), places: await all('taskPlaces') };
}
async function forget(database: Database): Promise<void> {
  for (const name of ['tasks', 'taskCells', 'taskPlaces']) await database.raw(name).deleteMany({});
}

describe('tasks that are kept', () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startPlatform((database) => {
      tasksStore(database);
      holdsStore(database);
      return [];
    });
    await platform.prepare();
  });
  afterAll(() => platform.stop());

  type World = Map<string, readonly Task[]>;
  const sourceOf = (kind: 'deal' | 'patent', world: World): WaitingThings => ({
    kind,
    isQueued: kind === 'patent',
    types: [],
    touchedBy: () => Promise.resolve([]),
    present: (ids) =>
      Promise.resolve(
        new Map(ids.flatMap((id) => (world.has(id) ? [[id, { tasks: world.get(id) ?? [], audience: [] }]] : []))),
      ),
    pagesOfIds: async function* () {
      yield await Promise.resolve([...world.keys()]);
    },
    named: () => Promise.resolve(new Map()),
  });
  const day = fc.constantFrom(null, '2026-05-04' as CalendarDate, '2026-05-05' as CalendarDate);
  const id = fc.constantFrom('1', '2', '3', '4', '5', '6');
  const step = fc.record({
    kind: fc.constantFrom('deal' as const, 'patent' as const),
    id,
    isGone: fc.boolean(),
    tasks: fc.uniqueArray(
      fc.record({
        at: fc.constantFrom(0, 1),
        owner: fc.constantFrom('a', 'b'),
        due: day,
        parts: fc.subarray(['x', 'y']),
      }),
      { maxLength: 3, selector: ({ at, owner }) => `${at} ${owner}` },
    ),
    /** Whether it is told of at once, or together with what comes later. */
    isTold: fc.boolean(),
  });
  const kinds: Readonly<Record<'deal' | 'patent', readonly [TaskKind, TaskKind]>> = {
    deal: ['deal.answerOffer', 'deal.sign'],
    patent: ['patent.review', 'patent.confirm'],
  };

  it('are what the present things say, and the same again when they are made anew: on random histories', async () => {
    const { database, clock } = platform;
    const store = tasksStore(database);
    const keep = taskKeeper({ store, holds: holdsStore(database), clock });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (history) => {
        await forget(database);
        const worlds = { deal: new Map() as World, patent: new Map() as World };
        const sources = { deal: sourceOf('deal', worlds.deal), patent: sourceOf('patent', worlds.patent) };
        const untold = { deal: new Set<string>(), patent: new Set<string>() };
        for (const [at, { kind, id: thingId, isGone, tasks, isTold }] of history.entries()) {
          const thing = `${kind}:${thingId}`;
          const list = tasks.map(({ at: which, owner, ...task }) =>
            taskOf(kinds[kind][which === 0 ? 0 : 1], {
              thing,
              organisationId: owner,
              ...task,
              ...(kind === 'patent' ? { parts: [] } : {}),
            }),
          );
          if (isGone) worlds[kind].delete(thingId);
          else worlds[kind].set(thingId, list);
          untold[kind].add(thingId);
          if (!isTold && at < history.length - 1) continue;
          for (const [which, ids] of Object.entries(untold) as ['deal' | 'patent', Set<string>][]) {
            if (ids.size > 0) await database.transaction(() => keep(sources[which], [...ids]));
            ids.clear();
          }
        }
        const found = await kept(database);
        const single = [...worlds.deal.values()].flat();
        expect(found.tasks.map(({ _id, due, parts }) => [_id, due, parts])).toEqual(
          single.map(({ id: task, due, parts }) => [task, due, parts]).sort(),
        );
        const queues = gathered([...worlds.patent.values()].flat());
        expect(await store.queues(['a', 'b'], endOfTime)).toEqual(queues);

        await forget(database);
        await rebuildTasks({ database, store, sources: Object.values(sources), keep });
        expect(await kept(database)).toEqual(found);
        expect((await rebuildTasks({ database, store, sources: Object.values(sources), keep })).differences).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it('are put right by a rebuild, whatever was lost, left over, or counted wrong', async () => {
    const { database, clock } = platform;
    await forget(database);
    const store = tasksStore(database);
    const keep = taskKeeper({ store, holds: holdsStore(database), clock });
    const task = (what: TaskKind, thing: string) => taskOf(what, { thing, organisationId: 'a' });
    const sources = [
      sourceOf(
        'deal',
        new Map([
          ['1', [task('deal.sign', 'deal:1')]],
          ['2', [task('deal.sign', 'deal:2')]],
        ]),
      ),
      sourceOf('patent', new Map(['1', '2', '3'].map((one) => [one, [task('patent.review', `patent:${one}`)]]))),
    ];
    const rebuild = () => rebuildTasks({ database, store, sources, keep });
    expect(await rebuild()).toMatchObject({ things: 5, differences: 5 });
    const right = await kept(database);
    await database.raw('tasks').deleteOne({ _id: 'deal.sign@a:deal:1' });
    await database.raw('tasks').updateOne({ _id: 'deal.sign@a:deal:2' }, { $set: { count: 5 } });
    const left = { ...right.tasks[0], _id: 'deal.sign@a:deal:gone', thing: 'deal:gone' };
    await database.raw('tasks').create([left]);
    await database.raw('taskPlaces').deleteOne({ _id: 'patent:2' });
    await database.raw('taskPlaces').create([{ _id: 'patent:gone', v: 1, cells: ['patent.review@a'] }]);
    await database.raw('taskCells').updateOne({}, { $set: { count: 77 } });
    expect((await rebuild()).differences).toBeGreaterThan(3);
    expect(await kept(database)).toEqual(right);
    expect((await rebuild()).differences).toBe(0);
  });
});

describe('the tasks of an exchange in which anything happens', () => {
  const clock = testClock();
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ clock });
  });
  afterAll(() => app.stop());

  /** Things that people do, each from two numbers; refused ones change nothing. */
  const acts = ({ supplier, demander, centre, admin, ids }: Readonly<World>) => {
    const any = <One>(list: readonly One[], n: number): One | undefined => list[n % Math.max(1, list.length)];
    const pair = (n: number) => ({ patentId: any(ids.patents, n) ?? '', needId: any(ids.needs, n >> 1) ?? '' });
    const side = (n: number) => (n % 2 === 0 ? supplier : demander);
    const onPair = async (
      who: Member,
      name: 'matches.showInterest' | 'matches.recommend' | 'matches.decline',
      n: number,
    ) => {
      const params = pair(n);
      const { head } = app.app.events;
      const { seq } = await head(`match:${matchIdOf(params.needId, params.patentId)}`);
      const more = name === 'matches.decline' ? { reason: 'price', text: '' } : {};
      await who.looseCall(name, { params, body: { commandId: newId(), expectedVersion: seq, ...more } });
      await app.settle();
    };
    const dealId = (n: number) => dealIdOf(matchIdOf(pair(n).needId, pair(n).patentId));
    const file = { sha256: '' };
    return [
      async () => void ids.patents.push(await listPatent(supplier, { title: newId() })),
      async () => void ids.needs.push(await publishNeed(demander, { title: newId(), description: newId() })),
      (n) => onPair(supplier, 'matches.showInterest', n),
      (n) => onPair(demander, 'matches.showInterest', n),
      (n) => onPair(demander, 'matches.showInterest', n + 1),
      (n) => onPair(centre, 'matches.recommend', n),
      (n) => onPair(side(n), 'matches.decline', n),
      (n) =>
        give(side(n), 'deals.offer', dealId(n), { terms: licenceTerms, validUntil: n % 3 === 0 ? '2026-05-20' : null }),
      (n) => give(side(n), 'deals.accept', dealId(n), { number: 1 }),
      async (n) => {
        const { fileId, sha256 } = await upload(side(n), newId());
        file.sha256 = sha256;
        await give(side(n), 'deals.attachFile', dealId(n), { fileId });
      },
      (n) => give(side(n), 'deals.confirmFile', dealId(n), { sha256: file.sha256 }),
      (n) =>
        side(n).call('deals.say', {
          params: { dealId: dealId(n) },
          body: { commandId: newId(), messageId: newId(), text: 'x' },
        }),
      (n) => side(n).call('deals.readMessages', { params: { dealId: dealId(n) }, body: { upTo: n % 5 } }),
      (n) => stepPatent(supplier, any(ids.patents, n) ?? '', n % 2 === 0 ? 'withdraw' : 'publish'),
      (n) => stepNeed(demander, any(ids.needs, n) ?? '', n % 2 === 0 ? 'close' : 'publish'),
      async () => void (await untilSettled(app, supplier, await beginImport(supplier, `专利名称,摘要\n${newId()},x`))),
      async (n) => {
        const id = await member(app, 'company', { isApproved: false, place: '650100' });
        if (n % 2 === 0) return;
        const body = { commandId: newId(), expectedVersion: 1, decision: 'approve' as const };
        await admin.call('organisations.decide', { params: { organisationId: id.organisationId }, body });
      },
      async (n) =>
        void (await member(app, 'authority', { level: 'province', place: n % 2 === 0 ? '650000' : '320000' })),
      async (n) => {
        clock.forward((n % 12) * 86_400_000);
        await app.app.scheduler.runDue();
        for (const who of [supplier, demander, centre]) await who.signIn(who.email, password); // sessions end after 30 days
        await admin.signIn('admin@example.org', 'a long enough password');
      },
    ] satisfies ((n: number) => Promise<unknown>)[];
  };
  type World = {
    supplier: Member;
    demander: Member;
    centre: Member;
    admin: Awaited<ReturnType<typeof administrator>>;
    ids: { patents: string[]; needs: string[] };
  };

  it('are the same when they are deleted and made anew', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: 18 }), fc.nat({ max: 60 })), { minLength: 30, maxLength: 40 }),
        async (history) => {
          const [supplier, demander, centre] = [
            await member(app, 'university'),
            await member(app, 'company'),
            await member(app, 'centre'),
          ];
          const world: World = {
            supplier,
            demander,
            centre,
            admin: await administrator(app),
            ids: { patents: [], needs: [] },
          };
          const all = acts(world);
          for (const first of [0, 1, 0]) await all[first]?.(0);
          for (const [which, n] of history) {
            await all[which]?.(n).catch((error: unknown) => {
              if (!(error instanceof Refused) && !(error instanceof DomainError)) throw error;
            });
          }
          await app.settle();
          const { database, inbox } = app.app;
          const found = await kept(database);
          expect(found.tasks.length).toBeGreaterThan(0);
          await forget(database);
          await inbox.rebuild();
          expect(await kept(database)).toEqual(found);
        },
      ),
      { numRuns: 1 },
    );
  });
});
