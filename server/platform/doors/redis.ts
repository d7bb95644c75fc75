import { createAdapter } from '@socket.io/redis-adapter';
import { createClient } from 'redis';
import type { HealthPart } from '../health.ts';
import { describeError, type Logger } from '../logger.ts';
import type { Commits } from '../events/commits.ts';
import type { Realtime } from './realtime.ts';

/**
 * Joins several server processes through Redis: presence is shared, and a commit in one wakes the others at once. Without
 * Redis, or while it is away, they find each other's events within a second. Nothing is stored in it.
 */
export async function openRedis(url: string, logger: Logger) {
  const publisher = createClient({
    url,
    // a lost message does no harm: the others find the event by themselves
    commandsQueueMaxLength: 1_000,
    socket: { reconnectStrategy: (tries) => Math.min(tries * 100, 5_000) },
  });
  const subscriber = publisher.duplicate();
  for (const client of [publisher, subscriber]) {
    client.on('error', (error: unknown) => logger.warn({ error: describeError(error) }, 'Redis is away'));
    await client.connect();
  }
  return {
    /** Joins this process's sockets with those of others; `wake` is called when another process has committed. */
    join: ({ door }: Pick<Realtime, 'door'>, commits: Commits, wake: () => void): void => {
      door.adapter(createAdapter(patient(publisher), patient(subscriber)));
      door.on('committed', wake);
      commits.subscribe(() => void door.serverSideEmit('committed'));
    },
    check: async (): Promise<HealthPart> =>
      publisher.isReady ? { ok: true, key: 'health.redis.ok' } : { ok: false, key: 'health.redis.away' },
    close: async (): Promise<void> => {
      for (const client of [publisher, subscriber]) {
        if (client.isReady) await client.close();
        else client.destroy();
      }
    },
  };
}

/**
 * The adapter does not await its commands, so one that fails while Redis is away would end the process as an unhandled
 * rejection. This catches them; the client's `error` event reports the failure.
 */
function patient<Client extends object>(client: Client): Client {
  return new Proxy(client, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return (...parameters: unknown[]): unknown => {
        const result: unknown = Reflect.apply(member, target, parameters);
        if (result instanceof Promise) result.catch(() => undefined);
        return result;
      };
    },
  });
}
