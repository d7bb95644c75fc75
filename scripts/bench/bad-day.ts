import { setTimeout as sleep } from 'node:timers/promises';
import type { Output } from '../../server/api/operations.ts';
import { newId } from '../../test/support/app.ts';
import { listPatent } from '../../test/support/listings.ts';
import type { Member } from '../../test/support/people.ts';
import { Caller } from '../lib/caller.ts';

type HealthBody = Output<'system.health'>;

/** One client that writes and reads without a pause, and remembers what was acknowledged. */
export function steadyClient(who: Member) {
  const acknowledged = new Set<string>();
  const counts = { written: 0, refused: 0, read: 0, unread: 0 };
  let slowestMs = 0;
  let isOver = false;
  const timed = async (work: () => Promise<unknown>): Promise<boolean> => {
    const from = performance.now();
    try {
      await work();
      return true;
    } catch {
      await sleep(100); // a client that is refused does not hammer
      return false;
    } finally {
      slowestMs = Math.max(slowestMs, performance.now() - from);
    }
  };
  const running = (async () => {
    for (let n = 0; !isOver; n++) {
      const wasWritten = await timed(async () => {
        acknowledged.add(await listPatent(who, { title: `一种不间断登记的水泵 ${newId().slice(0, 8)}` }));
      });
      counts[wasWritten ? 'written' : 'refused']++;
      const wasRead = await timed(() => who.call('patents.mine', { query: { limit: 5 } }));
      counts[wasRead ? 'read' : 'unread']++;
      await sleep(50);
    }
  })();
  return {
    /** What happened since it was asked last. */
    since: () => {
      const now = { ...counts, slowestMs: Math.round(slowestMs) };
      Object.assign(counts, { written: 0, refused: 0, read: 0, unread: 0 });
      slowestMs = 0;
      return now;
    },
    acknowledged: (): ReadonlySet<string> => new Set(acknowledged),
    stop: async (): Promise<void> => {
      isOver = true;
      await running;
    },
  };
}

/** Asks `/api/health` four times a second and remembers what it said and when. */
export function watchHealth(address: string) {
  const since = performance.now();
  const seconds = () => (performance.now() - since) / 1_000;
  const notWell = new Set<string>();
  let firstNotWell: number | undefined;
  let slowest = 0;
  let unanswered = 0;
  let last: HealthBody | undefined;
  let isOver = false;
  const anybody = new Caller(address, 'en');
  const running = (async () => {
    while (!isOver) {
      const from = performance.now();
      try {
        last = await anybody.call('system.health');
        if (!last.ok) firstNotWell ??= seconds();
        for (const [name, { ok }] of Object.entries(last.parts)) if (!ok) notWell.add(name);
      } catch {
        last = undefined;
        unanswered++;
      }
      slowest = Math.max(slowest, (performance.now() - from) / 1_000);
      await sleep(250);
    }
  })();
  return {
    isWell: () => last?.ok === true,
    end: async (): Promise<string> => {
      isOver = true;
      await running;
      const said =
        firstNotWell === undefined
          ? 'well all the time'
          : `not well after ${firstNotWell.toFixed(1)} s: ${[...notWell].join(', ')}`;
      return `${said}; slowest answer ${slowest.toFixed(1)} s${unanswered > 0 ? `; ${unanswered} asked in vain` : ''}`;
    },
  };
}
