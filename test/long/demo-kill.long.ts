import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { history, replay } from '../../scripts/demo/history.ts';
import { nobodyYet } from '../../scripts/demo/load.ts';
import { mainJob } from '../../scripts/demo/main-job.ts';
import { play } from '../../scripts/demo/play.ts';
import { createWorld, demoPassword } from '../../scripts/demo/world.ts';
import { seeded } from '../../scripts/generator/random.ts';
import { dateInShanghai } from '../../server/domain/calendar.ts';
import { Money } from '../../server/domain/money.ts';
import { MortalServer } from '../support/crash.ts';
import { asLongAsItMoves, until } from '../support/progress.ts';
import { nothingTold, StubbornCaller } from '../support/stubborn.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

describe(`the demo, with kill -9 of the server and of the store at random moments (SEED=${seed})`, () => {
  const random = seeded(seed).next;
  const server = new MortalServer({ ADMIN_PASSWORD: demoPassword });
  const told = nothingTold();
  afterAll(() => server.end());

  it('loses nothing that was acknowledged, does nothing twice, and moves the amount by exactly what the ledger says', async () => {
    await server.start();
    let isOver = false;
    const killed = { server: 0, store: 0 };
    const killer = (async () => {
      let rest = 1;
      let done = 0;
      for (;;) {
        // so many answers later, and then in the middle of something
        const next = told.answered + 1 + Math.floor(random() * 60 * rest);
        while (told.answered < next && !isOver) await sleep(5);
        await sleep(random() * 60);
        if (isOver) return;
        // a list that takes longer to read than the machine stays up would never come in: later each time, until a
        // command is done again
        rest = told.acknowledged > done ? 1 : rest + 1;
        done = told.acknowledged;
        if (random() < 0.5) {
          killed.store++;
          server.killStore();
        } else {
          killed.server++;
          await server.killServer();
          await server.start();
        }
      }
    })();

    const now = () => new Date();
    const today = dateInShanghai(now());
    const whole = createWorld(42, today);
    const isThere = ({ email }: { email: string }) =>
      /^(authority|centre-[ab]|university-[1-4]|company-[1-6])@/.test(email);
    const those = <Things>(lists: ReadonlyMap<string, Things>) =>
      new Map([...lists].filter(([email]) => isThere({ email })));
    const world = {
      ...whole,
      organisations: whole.organisations.filter(isThere),
      inventions: those(whole.inventions),
      // the server's clock stands at today: what was wanted before would not be taken
      wants: new Map(
        [...those(whole.wants)].map(([email, wants]) => [email, wants.filter(({ wantedBy }) => wantedBy > today)]),
      ),
    };
    const { people, played } = await asLongAsItMoves(async (moved) => {
      told.moved = moved;
      const callerAt = (address: string) => new StubbornCaller(address, told);
      const people = await nobodyYet(server.address, callerAt);
      await replay(history(world, people, server.address, callerAt));
      return { people, played: await play(server.address, 'killed', mainJob(world, 0), world, people, now) };
    });
    isOver = true;
    await killer;
    console.log(
      `killed ${killed.server} × server, ${killed.store} × store; ${told.acknowledged} commands and ${told.files.size} files acknowledged, ${told.unanswered} requests sent again`,
    );
    expect(played.isExact).toBe(true);
    expect(told.failures).toEqual([]);
    expect(killed.server).toBeGreaterThan(3);
    expect(killed.store).toBeGreaterThan(3);

    const inhabitants = [...people.byEmail.values()];
    const page = { query: { limit: 100 } } as const;

    // every deal is as its last acknowledgement said: no step is missing, none happened twice
    const messages: string[] = [];
    for (const { caller } of inhabitants) {
      for (const { id: dealId, mySide } of (await caller.call('deals.list', page)).items) {
        if (mySide !== 'supplier') continue;
        const deal = await caller.call('deals.get', { params: { dealId } });
        const acknowledged = told.deals.get(deal.id) ?? 1; // opened by the exchange itself
        expect([deal.id, deal.version]).toEqual([deal.id, acknowledged]);
        const params = { dealId };
        const { items } = await caller.call('deals.timeline', { params, ...page });
        expect(items.map(({ seq }) => seq)).toEqual(Array.from({ length: acknowledged }, (_, n) => n + 1));
        messages.push(...(await caller.call('deals.messages', { params, ...page })).items.map(({ id }) => id));
        if (!deal.contractId) continue;
        const opened = { params: { contractId: deal.contractId } };
        const { version } = await caller.call('contracts.get', opened);
        expect([deal.contractId, version]).toEqual([deal.contractId, told.contracts.get(deal.contractId) ?? 1]);
        const { items: happened } = await caller.call('contracts.timeline', { ...opened, ...page });
        expect(happened.map(({ seq }) => seq)).toEqual(Array.from({ length: version }, (_, n) => n + 1));
      }
    }
    expect(messages.sort()).toEqual([...told.messages].sort());
    expect(told.deals.size).toBeGreaterThan(5);

    // every file has the bytes that were acknowledged, every list is in, once
    for (const [fileId, { sha256, by }] of told.files) {
      const bytes = await (await by.send('files.download', { params: { fileId } })).text();
      expect([fileId, createHash('sha256').update(bytes).digest('hex')]).toEqual([fileId, sha256]);
    }
    for (const { caller, email } of inhabitants) {
      const titles = world.inventions.get(email)?.map(({ title }) => title);
      if (titles) {
        const { items } = await caller.call('patents.mine', page);
        expect(items.map(({ title }) => title).sort()).toEqual(titles.sort());
      }
    }

    // what a killed server had taken up waits until its lease ends (half a minute): nothing else may differ meanwhile,
    // it must come, and nothing be parked
    const compared = () => people.administrator.call('metrics.compare');
    const { waiting, differences } = await compared();
    console.log(`${waiting} contracts wait for the relay`);
    expect(differences).toEqual([]);
    const relay = async () => (await people.administrator.call('system.health')).relay;
    await until(async () => (await relay())?.oldestPendingSeconds === 0);
    expect(await relay()).toEqual({ oldestPendingSeconds: 0, parked: 0 });

    // the centres' amounts are their completed contracts, to the cent, and everything holds together
    for (const { caller, id, kind } of inhabitants.filter((it) => it.kind === 'centre')) {
      expect(kind).toBe('centre');
      const amounts: Money[] = [];
      for (const { id: contractId, state } of (await caller.call('contracts.list', page)).items) {
        if (state !== 'completed') continue;
        const { ledger, centreShares } = await caller.call('contracts.get', { params: { contractId } });
        expect(centreShares).toEqual([{ centreId: id, weight: 10_000 }]);
        const counts = ({ kind: what, part }: (typeof ledger)[number]) =>
          (what === 'contracted' && part === 'fixed') || what === 'contributed' || what === 'drawn';
        amounts.push(...ledger.filter(counts).map(({ amount }) => Money.fromWire(amount)));
      }
      const { headline } = await caller.call('metrics.get', { params: { centreId: id } });
      const shown = Money.sum(
        headline.map(({ amount }) => Money.fromWire(amount)),
        'CNY',
      );
      expect(shown.toString()).toBe(Money.sum(amounts, 'CNY').toString());
      expect(shown.isPositive()).toBe(true);
    }
    expect(await compared()).toMatchObject({ waiting: 0, differences: [] });
    const audit = await server.run('audit.js');
    expect([audit.code, audit.said]).toEqual([0, expect.stringContaining('✓')]);
  });
});
