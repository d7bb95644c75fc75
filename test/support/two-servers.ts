import { dateInShanghai } from '../../server/domain/calendar.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { Caller, sharedStore, startApp, type TestApp } from './app.ts';
import { MortalServer } from './crash.ts';

/**
 * One database behind two servers, each with its own connections: two in this process, one of which is `app`, or two
 * processes besides it. With `relays: 1` only one delivers events, which is faster: an event that one relay puts back
 * for the other waits a second.
 */
export async function twoServers({ asProcesses = false, relays = 2 }: { asProcesses?: boolean; relays?: 1 | 2 } = {}) {
  // on a standing clock an event put back for the other relay would wait forever
  const app = await startApp({ clock: systemClock });
  const { database, dataFolder } = app.config;
  const stops: (() => Promise<unknown>)[] = [];
  const addresses: string[] = [];
  if (asProcesses) {
    for (let n = 0; n < 2; n++) {
      const env = { MONGODB_URI: process.env['MONGODB_URI'] ?? (await sharedStore()), DATABASE: database };
      const server = new MortalServer({ ...env, DATA_DIR: dataFolder });
      await server.start();
      addresses.push(server.address);
      stops.push(() => server.killServer());
    }
  } else {
    const second: TestApp = await startApp({ clock: systemClock, env: { DATABASE: database }, dataFolder });
    addresses.push(app.address, second.address);
    if (relays === 1) await second.app.relay.stop();
    stops.push(() => second.stop(true));
  }
  return {
    app,
    today: dateInShanghai(systemClock.now()),
    /** A signed-in caller, connected to the first or the second server. */
    at: <One extends Caller>(door: number, who: One): Caller & One =>
      Object.assign(new Caller(addresses[door % 2] ?? app.address), who),
    stop: async () => {
      for (const stop of stops) await stop();
      await app.stop();
    },
  };
}

export type TwoServers = Awaited<ReturnType<typeof twoServers>>;

/**
 * Gives commands at both servers without a pause while a change forbids them. Returns how many commands had taken
 * effect when the change was answered, and how many in the end.
 */
export async function around(
  { at }: TwoServers,
  who: Caller,
  command: (door: Caller) => Promise<unknown>,
  change: () => Promise<unknown>,
  count: () => Promise<number>,
): Promise<{ answered: number; finally: number }> {
  let isOver = false;
  const before = await count();
  const streams = Promise.all(
    [0, 1, 0, 1].map(async (door) => {
      while (!isOver) await command(at(door, who)).catch(() => new Promise((resolve) => setTimeout(resolve, 2)));
    }),
  );
  while ((await count()) === before) await new Promise((resolve) => setTimeout(resolve, 5));
  await change();
  const answered = await count();
  isOver = true;
  await streams;
  return { answered, finally: await count() };
}
