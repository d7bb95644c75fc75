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
  const patentId = await listPatent(supplier, { industry: 'C38' });
  const needId = await publishNeed(demander, { industry: 'C3841 锂离子电池制造' });
  // what not everybody finds counts in no figure that everybody sees
  await listPatent(supplier, { industry: 'C38' }, { isPublic: false });
  await publishNeed(demander, {
    title: '定向',
    industry: 'C38',
    visibility: 'targeted',
    invited: [supplier.organisationId],
  });
  await publishNeed(demander, { title: '匿名', visibility: 'anonymous' });
  const [organisationId, centreId] = [supplier.organisationId, centre.organisationId];
  things = { patentId, needId, organisationId, centreId, kind: 'patent', thingId: patentId, stream: `need:${needId}` };
});
afterAll(() => app.stop());

const reads = (Object.entries(operations) as [OperationName, Operation][]).filter(([, { method }]) => method === 'get');
const ofSearch = reads.map(([name]) => name).filter((name) => name.startsWith('search.'));
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

  it('the public home has its figures and industries, counted in the database, and lacks the newest alone', async () => {
    const overview = await new Caller(app.address).call('overview.get');
    expect(overview).toMatchObject({ patents: 1, needs: 2, needsThisWeek: 2, newPatents: null, newNeeds: null });
    expect(overview.industries).toEqual([
      { code: 'C38', texts: ['C3841 锂离子电池制造', 'C38'], needs: 1, patents: 1 },
    ]);
    expect(overview.minimum.contracts).toBeGreaterThan(0);
  });

  it('health says so, and what is written is written', async () => {
    const { ok, parts } = await new Caller(app.address).call('system.health', {});
    expect({ ok, search: parts['search']?.ok }).toEqual({ ok: false, search: false });
    await listPatent(people.supplier, { title: newId() });
  });
});
