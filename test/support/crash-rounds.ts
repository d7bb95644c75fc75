import { setTimeout as sleep } from 'node:timers/promises';
import type { Output } from '../../server/api/operations.ts';
import { Caller, newId, Refused } from './app.ts';
import { MortalServer } from './crash.ts';
import { asLongAsItMoves } from './progress.ts';

type Parameter = Output<'parameters.list'>['items'][number]['values'][number];

/**
 * Gives commands while server and store are killed at random moments. A command without an answer is repeated
 * unchanged. Returns what was acknowledged and what is stored in the end.
 */
export const crashRounds = (commands: number, kills: number, random: () => number) =>
  asLongAsItMoves((moved) => rounds(commands, kills, random, moved));

async function rounds(commands: number, kills: number, random: () => number, moved: () => void) {
  const server = new MortalServer();
  try {
    await server.start();
    const admin = await new Caller(server.address).signIn('admin@example.org', 'a long enough password');
    const acknowledged = new Map<string, number>();
    let failedByStore = 0;
    let isStoreDown = false;
    let left = kills;
    let isDone = false;

    const killer = (async () => {
      while (left > 0 && !isDone) {
        await sleep(100 + random() * 600);
        left--;
        moved();
        if (random() < 0.5) {
          isStoreDown = true;
          server.killStore();
        } else {
          isStoreDown = false;
          await server.killServer();
          await server.start();
        }
      }
    })();

    for (let n = 0; n < commands || left > 0; n++) {
      const body = {
        id: newId(),
        commandId: newId(),
        expectedVersion: 0 as const,
        key: 'price.publicityDays' as const,
      };
      const rest = { place: '330000', effectiveFrom: '2026-01-01', value: n, source: `round ${n}` };
      for (;;) {
        try {
          const { version } = await admin.call('parameters.set', { body: { ...body, ...rest } });
          acknowledged.set(body.id, version);
          moved();
          break;
        } catch (error) {
          if (error instanceof Refused) {
            if (isStoreDown && error.problem.code === 'INTERNAL') failedByStore++;
            // rate limited: the same command again, as any client would
            if (error.problem.code !== 'INTERNAL' && error.problem.code !== 'RATE_LIMITED') throw error;
          }
          await sleep(50); // the server is being restarted
        }
      }
    }
    isDone = true;
    await killer;
    const { items } = await admin.call('parameters.list');
    const kept = items.flatMap(({ values }): Parameter[] => values).filter(({ id }) => id !== null);
    const once = kept.map(({ id }) => id ?? '');
    return {
      acknowledged: [...acknowledged.keys()],
      kept: once,
      failedByStore,
      health: await admin.call('system.health'),
    };
  } finally {
    await server.end();
  }
}
