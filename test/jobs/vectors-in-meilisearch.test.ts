import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Meilisearch } from 'meilisearch';
import { Matcher } from '../../matching/index.ts';
import { createLogger } from '../../server/platform/logger.ts';
import { checkedCopy, packaged, packagedBinary } from '../../server/platform/search/meili-binary.ts';
import { type MeiliServer, ownMeili } from '../../server/platform/search/meili-process.ts';
import { plainPatent } from '../support/plain-patent.ts';

const binary = packagedBinary();

(binary ? describe : describe.skip)('the vectors of the semantic space', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vectors-'));
  let server: MeiliServer;
  beforeAll(async () => {
    const program = await checkedCopy(binary ?? '', folder, packaged.sha256);
    server = ownMeili({ program, folder, logger: createLogger('error') });
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('can be given to Meilisearch as they are, which then finds what is about the same matter', async () => {
    const matcher = new Matcher();
    const topics = [
      'anode cathode electrolyte separator',
      'gripper joint actuator sensor',
      'fertilizer soil root seed',
    ];
    const ids = topics.flatMap((text, topic) =>
      Array.from({ length: 20 }, (_, n) => {
        const words = text.split(' ').filter((_word, at) => (n + at) % 4 !== 0);
        const abstract = [...words, ...words.slice(0, n % 3), `part${n}`].join(' ');
        const id = `p${topic}-${n}`;
        matcher.putPatent(plainPatent(id, '', abstract));
        return id;
      }),
    );
    matcher.useSpace(matcher.buildSpace({ id: 'space', dimensions: 8 }));
    const vectorOf = (id: string): number[] => [...(matcher.vectorOfPatent(id) ?? [])];

    const { url, key } = await server.address();
    const client = new Meilisearch({ host: url, ...(key === undefined ? {} : { apiKey: key }) });
    const index = client.index('patents');
    await index.updateEmbedders({ meaning: { source: 'userProvided', dimensions: 8 } }).waitTask();
    await index
      .addDocuments(
        ids.map((id) => ({ id, _vectors: { meaning: vectorOf(id) } })),
        { primaryKey: 'id' },
      )
      .waitTask();
    for (const asked of ['p0-3', 'p1-7', 'p2-11']) {
      const vector = vectorOf(asked);
      const { hits } = await index.search<{ id: string }>('', {
        vector,
        hybrid: { embedder: 'meaning', semanticRatio: 1 },
        limit: 3,
      });
      expect(hits[0]?.id).toBe(asked);
      // it looks for the nearest approximately: further down it may miss some
      const [topic] = asked.split('-');
      expect(hits.map(({ id }) => id.split('-')[0])).toEqual([topic, topic, topic]);
    }
  });
});
