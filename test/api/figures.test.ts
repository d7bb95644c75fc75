import type { Operation } from '../../server/api/operation.ts';
import { type OperationName, operations } from '../../server/api/operations.ts';
import { dateInShanghai } from '../../server/domain/calendar.ts';
import { wholeCountry } from '../../server/domain/place.ts';
import { Caller, newId, startApp, type TestApp, testClock } from '../support/app.ts';
import { give, licenceTerms, pay, signedDeal } from '../support/deals.ts';
import { listPatent, publishNeed } from '../support/listings.ts';
import { administrator, member, type Member, password } from '../support/people.ts';

let app: TestApp;
const clock = testClock();
beforeAll(async () => {
  app = await startApp({ clock });
});
afterAll(() => app.stop());

/** Every operation that reads, but for the state of the installation and of one's own session. */
const reading = (Object.entries(operations) as [OperationName, Operation][]).filter(
  ([name, { method }]) => method === 'get' && !/^(accounts|system|checkpoints)\./.test(name),
);
/** What public listings change for everybody: what is listed, and how often words are used there. */
const ofListings = /^(patents|needs)\.list$|^search\.|^overview\.get$|^matches\.(explain|forPatent)$/;

/** All that somebody is answered about its own things, by operation. */
async function everythingFor(who: Member, own: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const [name, { path }] of reading) {
    const params = Object.fromEntries([...path.matchAll(/:(\w+)/g)].map(([, key = '']) => [key, own[key] ?? newId()]));
    const answer = await who.send(name, { params });
    answers[name] = answer.ok ? await answer.text() : String(answer.status);
  }
  return answers;
}

let price = 100_000;
/** A licence from first word to completion, at a price that no other has. */
async function completeOne(supplier: Member, demander: Member, centre: Member) {
  const today = dateInShanghai(clock.now());
  price += 70_000;
  const upfront = { amount: `${price}.00`, currency: 'CNY' as const };
  const scene = await signedDeal(app, { ...licenceTerms, upfront }, { supplier, demander, centre });
  await give(supplier, 'contracts.makeEffective', scene.contractId, { on: today });
  await pay(scene, { part: 'fixed', amount: upfront, date: today });
  await give(centre, 'contracts.complete', scene.contractId);
  return { contractId: scene.contractId, dealId: scene.dealId, amount: `"${price}.00"` };
}

const publishPrices = async () => {
  for (const name of ['contracts.prices', 'contracts.totals']) {
    const job = app.app.jobHandlers.find(({ kind }) => kind === name)!; // it is one of them
    await job.run({ data: {} } as never, clock.now());
  }
};

/** Fewer than shipped, because each contract takes seconds to make; the rule itself has tests with the shipped ones. */
const least = { 'figures.contracts': 4, 'figures.suppliers': 2, 'figures.demanders': 2 } as const;

describe('what an unrelated university is told', () => {
  it('says nothing of three deals of others, nor of enough of one supplier; of enough it says the year and two digits', async () => {
    for (const [key, value] of Object.entries(least) as [keyof typeof least, number][])
      await (
        await administrator(app)
      ).call('parameters.set', {
        body: {
          ...{ id: newId(), commandId: newId(), expectedVersion: 0, key, place: wholeCountry },
          ...{ effectiveFrom: '2026-01-01', value, source: 'a test' },
        },
      });
    const university = await member(app, 'university');
    const centre = await member(app, 'centre');
    const suppliers = await Promise.all(Array.from({ length: 2 }, () => member(app, 'university')));
    const demanders = await Promise.all(Array.from({ length: 2 }, () => member(app, 'company')));
    const routes = { routes: ['ordinaryLicence' as const] };
    const patentId = await listPatent(university, { title: '固态电池电解质', ...routes });
    const needId = await publishNeed(university, { title: '固态电池电解质', description: '固态电池电解质', ...routes });
    await publishNeed(demanders[0]!, { title: '固态电池电解质', description: '固态电池电解质', ...routes });
    await app.settle();
    const own = { patentId, needId, organisationId: university.organisationId, kind: 'need', thingId: needId };
    const look = () => everythingFor(university, own);
    const withoutListings = (answers: Awaited<ReturnType<typeof look>>) =>
      Object.entries(answers).filter(([name]) => !ofListings.test(name));
    const band = async () =>
      (await university.call('matches.forPatent', { params: { patentId } })).items[0]?.reasons.terms.price;
    /** What anybody is told of contracts. */
    const done = async () => (await new Caller(app.address).call('overview.get')).contracts;
    const waitAMonth = async () => {
      clock.forward(32 * 86_400_000);
      await university.signIn(university.email, password);
      for (const who of [...suppliers, ...demanders, centre]) await who.signIn(who.email, password);
    };

    const before = await band();
    expect(before).toMatchObject({ basis: 'reference', deals: 0 });
    const calm = await look();
    const others = [];
    for (const at of [0, 1, 0]) others.push(await completeOne(suppliers[0]!, demanders[at]!, centre));
    await app.settle();
    const told = await look();
    expect(withoutListings(told)).toEqual(withoutListings(calm));
    const secrets = others.flatMap((other) => Object.values(other));
    expect(Object.keys(told).filter((name) => secrets.some((secret) => told[name]?.includes(secret)))).toEqual([]);
    expect(await band()).toEqual(before);
    await waitAMonth();
    await publishPrices();
    expect(await band()).toEqual(before);
    expect(await done()).toBeNull();

    await completeOne(suppliers[0]!, demanders[1]!, centre);
    await waitAMonth();
    await publishPrices();
    expect(await band()).toEqual(before);

    await completeOne(suppliers[1]!, demanders[0]!, centre);
    await publishPrices();
    expect(await band()).toEqual(before); // the newest wait
    expect(await done()).toBeNull();
    await waitAMonth();
    await publishPrices();
    expect(await band()).toMatchObject({
      ...{ basis: 'comparables', deals: 5, year: Number(dateInShanghai(clock.now()).slice(0, 4)) },
      low: { amount: expect.stringMatching(/^[1-9]\d0+\.00$/) },
    });
    // once published a contract is in no other band, and nothing moves until there are enough new ones
    const published = await band();
    const known = await done();
    expect(known).toMatchObject({ count: 5, level: 2, amount: { amount: expect.stringMatching(/^[1-9]\d0+\.00$/) } });
    for (const at of [0, 1, 0]) await completeOne(suppliers[at]!, demanders[1 - at]!, centre);
    await waitAMonth(); // of enough organisations, but three only
    await publishPrices();
    expect(await band()).toEqual(published);
    expect(await done()).toEqual(known);
  });
});
