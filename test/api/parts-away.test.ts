import type { Operation } from '../../server/api/operation.ts';
import { type OperationName, operations } from '../../server/api/operations.ts';
import { Caller, newId, startApp, type TestApp } from '../support/app.ts';
import { listPatent, publishNeed } from '../support/listings.ts';
import { administrator, member, type Member } from '../support/people.ts';

let app: TestApp;
let people: Readonly<Record<'supplier' | 'demander' | 'centre', Member>>;
let things: Readonly<Record<string, string>>;
beforeAll(async () => {
  // nothing listens there: the engine is away from the beginning to the end
  app = await startApp({ env: { SEARCH: 'auto', MEILI_URL: 'http://127.0.0.1:9', MEILI_KEY: 'none' } });
  people = {
    supplier: await member(app, 'university'),
    demander: await member(app, 'company'),
    centre: await member(app, 'centre'),
  };
  const { supplier, demander, centre } = people;
  const [patentId, needId] = [await listPatent(supplier), await publishNeed(demander)];
  const [organisationId, centreId] = [supplier.organisationId, centre.organisationId];
  things = { patentId, needId, organisationId, centreId, kind: 'patent', thingId: patentId, stream: `need:${needId}` };
});
afterAll(() => app.stop());

const reads = (Object.entries(operations) as [OperationName, Operation][]).filter(([, { method }]) => method === 'get');
// the public home counts what a visitor finds
const ofSearch = reads.map(([name]) => name).filter((name) => name.startsWith('search.') || name === 'overview.get');
const paramsOf = ({ path }: Operation) =>
  Object.fromEntries([...path.matchAll(/:(\w+)/g)].map(([, key = '']) => [key, things[key] ?? newId()]));

describe('while the search engine is away', () => {
  it.each(ofSearch)('%s answers that it is not available, and when to ask again', async (name) => {
    for (const query of [{}, { text: '电池' }, { text: '电池', ipc: 'H01M' }]) {
      const response = await new Caller(app.address).send(name, { query });
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('5');
      expect(await response.json()).toMatchObject({ code: 'UNAVAILABLE', details: { retryAfterSeconds: 5 } });
    }
  });

  it('every other reading operation answers as always, and none by a fault', async () => {
    const faults: string[] = [];
    let answered = 0;
    for (const caller of [people.supplier, people.demander, people.centre, await administrator(app)]) {
      for (const [name, row] of reads) {
        if (ofSearch.includes(name)) continue;
        const { status } = await caller.send(name, { params: paramsOf(row) });
        if (status === 200) answered++;
        if (status >= 500) faults.push(`${name}: ${status}`);
      }
    }
    expect(faults).toEqual([]);
    expect(answered).toBeGreaterThan(60);
  });

  it('health says so, and what is written is written', async () => {
    const { ok, parts } = await new Caller(app.address).call('system.health', {});
    expect({ ok, search: parts['search']?.ok }).toEqual({ ok: false, search: false });
    await listPatent(people.supplier, { title: newId() });
  });
});
