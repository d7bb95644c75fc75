import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Meilisearch, MeilisearchApiError, MeilisearchRequestError, MeilisearchRequestTimeOutError } from 'meilisearch';
import { meiliNear } from './meili-near.ts';
import type { MeiliServer } from './meili-process.ts';
import { hasSettings, kept, paramsOf, queryOf, settingsOf } from './meili-query.ts';
import {
  type IndexDefinition,
  type IndexWriter,
  type Reading,
  SearchAway,
  type SearchEngine,
  type SearchHit,
  type SearchResult,
} from './search-engine.ts';

/** Documents per request. */
const batchSize = 1_000;
const taskLimitMs = 10 * 60_000;
/** An index under construction that is older than this was left by a crash. */
const abandonedMs = 86_400_000;

/**
 * Search by Meilisearch. `prefix` (the database's name) separates exchanges that share one server. A written document
 * is in Meilisearch's durable queue when the promise resolves; a write that fails later shows on `/health`.
 */
export function meiliEngine(server: MeiliServer, prefix: string, reading: Reading): SearchEngine {
  let client: Meilisearch | undefined;
  const connect = async (): Promise<Meilisearch> => {
    const { url, key } = await server.address();
    if (client?.config.host !== url) {
      client = new Meilisearch({
        host: url,
        ...(key === undefined ? {} : { apiKey: key }),
        // A compressed answer comes in two segments, and the second waits 40 ms for a delayed acknowledgement.
        requestInit: { headers: { 'accept-encoding': 'identity' } },
        timeout: 10_000,
      });
    }
    return client;
  };
  /** What is known of each index: how many documents have a piece. */
  const nears = new Map<string, ReturnType<typeof meiliNear>>();
  const uidOf = ({ name }: IndexDefinition) => `${prefix}-${name}`;
  const wait = { timeout: taskLimitMs, interval: 25 };
  const unfinished = ['enqueued', 'processing'] as const;

  /** Waits for all tasks of the index `uid`, or of the whole server. */
  const settle = async (uid?: string): Promise<void> => {
    for (const deadline = performance.now() + taskLimitMs; performance.now() < deadline; await sleep(25)) {
      const { tasks } = await connect();
      const open = await tasks.getTasks({ statuses: [...unfinished], ...(uid ? { indexUids: [uid] } : {}), limit: 1 });
      if (open.total === 0) return;
    }
    throw new SearchAway('Meilisearch does not come to an end with its tasks');
  };
  const failedTasks = async (uid?: string): Promise<number> => {
    const { tasks } = await connect();
    const found = await tasks.getTasks({ statuses: ['failed'], types: ['documentAdditionOrUpdate'], limit: 1000 });
    return found.results.filter(({ indexUid }) => (uid ? indexUid === uid : indexUid?.startsWith(`${prefix}-`))).length;
  };

  const writerOf = (uid: string, index: IndexDefinition): IndexWriter => ({
    put: async (documents) => {
      const target = (await connect()).index(uid);
      for (let from = 0; from < documents.length; from += batchSize) {
        const batch = documents.slice(from, from + batchSize).map((document) => kept(document, index, reading));
        await target.addDocuments(batch, { primaryKey: 'id' });
      }
    },
    remove: async (ids) => {
      if (ids.length > 0) await (await connect()).index(uid).deleteDocuments([...ids]);
    },
  });

  const exists = async (uid: string): Promise<boolean> => {
    try {
      await (await connect()).getRawIndex(uid);
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  };

  return {
    name: 'meilisearch',
    isInMemory: false,
    standing: async (index) => {
      try {
        const found = await (await connect()).index(uidOf(index)).getSettings();
        return hasSettings(found, settingsOf(index)) ? 'sound' : 'otherSettings';
      } catch (error) {
        if (isMissing(error)) return 'missing';
        throw isAway(error) ? new SearchAway(messageOf(error)) : error;
      }
    },
    lostWrites: (index) => failedTasks(uidOf(index)),
    writer: (index) => writerOf(uidOf(index), index),

    search: async (index, query) => {
      try {
        const meili = await connect();
        const found = await meili.index(uidOf(index)).search<{ id: string }>(queryOf(query.words), paramsOf(query));
        return resultOf(found, query.fields);
      } catch (error) {
        throw awayOr(error);
      }
    },
    near: async (index, query) => {
      const uid = uidOf(index);
      const near = nears.get(uid) ?? meiliNear(uid, hitOf);
      nears.set(uid, near);
      try {
        return await near(await connect(), query);
      } catch (error) {
        throw awayOr(error);
      }
    },

    rebuild: async (index, fill) => {
      const meili = await connect();
      const uid = uidOf(index);
      const fresh = `${uid}-new-${randomBytes(4).toString('hex')}`;
      const { results } = await meili.getRawIndexes({ limit: 1000 });
      for (const old of results) {
        const age = Date.now() - Date.parse(old.createdAt);
        if (old.uid.startsWith(`${uid}-new-`) && age > abandonedMs) await meili.deleteIndex(old.uid);
      }
      await meili.createIndex(fresh, { primaryKey: 'id' }).waitTask(wait);
      await meili.index(fresh).updateSettings(settingsOf(index)).waitTask(wait);
      await fill(writerOf(fresh, index));
      await settle(fresh);
      const failed = await failedTasks(fresh);
      if (failed > 0) throw new Error(`Meilisearch refused ${failed} batches of ${fresh}`);
      if (!(await exists(uid))) await meili.createIndex(uid, { primaryKey: 'id' }).waitTask(wait); // a swap needs both
      const swap = await meili.swapIndexes([{ indexes: [uid, fresh], rename: false }]).waitTask(wait);
      if (swap.status !== 'succeeded') throw new Error(`Meilisearch did not swap ${fresh}: ${swap.error?.code}`);
      await meili.deleteIndex(fresh).waitTask(wait);
      await meili.tasks.deleteTasks({ statuses: ['failed'], indexUids: [uid] }).waitTask(wait); // replaced by the swap
    },

    settle: () => settle(),

    health: async () => {
      try {
        const { pkgVersion: version } = await (await connect()).getVersion();
        return { ok: true, key: server.isOurs ? 'health.search.own' : 'health.search.remote', details: { version } };
      } catch {
        return { ok: false, key: server.isOurs ? 'health.search.ownAway' : 'health.search.remoteAway' };
      }
    },

    stop: () => server.stop(),
  };
}

type Found = Readonly<{
  hits: readonly Record<string, unknown>[];
  estimatedTotalHits?: number;
  facetDistribution?: Record<string, Record<string, number>>;
}>;

function resultOf(found: Found, fields: readonly string[]): SearchResult {
  return {
    total: found.estimatedTotalHits ?? found.hits.length,
    hits: found.hits.map((hit) => hitOf(hit, fields)),
    facets: Object.fromEntries(
      Object.entries(found.facetDistribution ?? {}).map(([facet, counts]) => [
        facet,
        Object.entries(counts)
          .map(([value, count]) => ({ value, count }))
          .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)),
      ]),
    ),
  };
}

function hitOf(hit: Record<string, unknown>, fields: readonly string[]): SearchHit {
  const texts = fields.map((field) => {
    const value = hit[field];
    return [field, Array.isArray(value) ? value.join('；') : typeof value === 'string' ? value : ''];
  });
  return { id: String(hit['id']), texts: Object.fromEntries(texts) as Record<string, string> }; // as above
}

const codeOf = (error: unknown): string => (error instanceof MeilisearchApiError ? (error.cause?.code ?? '') : '');
const isMissing = (error: unknown): boolean => codeOf(error) === 'index_not_found';
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'away');

/** The answers of an index that lacks its settings: our queries ask nothing that the settings do not allow. */
const unfit = ['invalid_search_filter', 'invalid_search_facets', 'invalid_search_sort'];

const isAway = (error: unknown): boolean =>
  error instanceof MeilisearchRequestError ||
  error instanceof MeilisearchRequestTimeOutError ||
  ['index_not_found', 'internal', ...unfit].includes(codeOf(error));

const awayOr = (error: unknown): unknown => (isAway(error) ? new SearchAway(messageOf(error)) : error);
