import { setTimeout as sleep } from 'node:timers/promises';
import type { MeiliAddress } from '../../server/platform/search/meili-process.ts';
import type { Patent } from './sets.ts';

type Answer = Readonly<{ taskUid: number; status: string; hits: { id: string }[]; estimatedTotalHits: number }>;

/** The peer: the same documents in an index with default settings. Answers the first twenty ids and the total. */
export async function plainMeilisearch({ url, key = '' }: MeiliAddress, patents: readonly Patent[]) {
  const call = async (path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(url + path, {
      method: body === undefined ? 'GET' : 'POST',
      // a compressed answer would cost a constant 44 ms
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'accept-encoding': 'identity' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await response.json()) as Answer; // of Meilisearch's own making
  };
  const done = async ({ taskUid }: Answer): Promise<void> => {
    for (let status = ''; status !== 'succeeded'; await sleep(50)) {
      ({ status } = await call(`/tasks/${taskUid}`));
      if (status === 'failed') throw new Error('a Meilisearch task failed');
    }
  };
  for (let at = 0; at < patents.length; at += 1_000)
    await done(await call('/indexes/plain/documents?primaryKey=id', patents.slice(at, at + 1_000)));
  return async (text: string) => {
    const { hits, estimatedTotalHits } = await call('/indexes/plain/search', { q: text, attributesToRetrieve: ['id'] });
    return { ids: hits.map(({ id }) => id), total: estimatedTotalHits };
  };
}
