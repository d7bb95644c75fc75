import { rightsBookStore } from '../../server/features/contracts/rights-book.store.ts';
import { Caller, startApp, type TestApp, testClock } from '../support/app.ts';
import {
  endContract,
  fileEvidence,
  freshDeal,
  give,
  licenceTerms,
  sign,
  signedDeal,
  transferTerms,
} from '../support/deals.ts';
import { listPatent, publishNeed } from '../support/listings.ts';
import { member } from '../support/people.ts';

let app: TestApp;
const clock = testClock();
beforeAll(async () => {
  app = await startApp({ clock });
});
afterAll(() => app.stop());

/** A listed patent: what a deal on it is about, and how it is now. */
async function listedPatent() {
  const supplier = await member(app, 'university');
  const patentId = await listPatent(supplier);
  return { about: { supplier, patentId }, now: () => supplier.call('patents.get', { params: { patentId } }) };
}

describe('a listing', () => {
  it('is in talks while somebody negotiates, and on offer again when the talks end', async () => {
    const patent = await listedPatent();
    const one = await freshDeal(app, patent.about);
    const two = await freshDeal(app, patent.about);
    await app.settle();
    expect(await patent.now()).toMatchObject({ state: 'inTalks' });
    await give(one.supplier, 'deals.close', one.dealId, { reason: 'x' });
    await app.settle();
    expect(await patent.now()).toMatchObject({ state: 'inTalks' });
    await give(two.demander, 'deals.close', two.dealId, { reason: 'x' });
    await app.settle();
    expect(await patent.now()).toMatchObject({ state: 'published' });
  });

  it('is locked by a signed transfer, converted by its completion, which resets its dormancy, and on offer again when it is void', async () => {
    const patent = await listedPatent();
    const company = await member(app, 'company');
    const needId = await publishNeed(company);
    const people = await signedDeal(app, transferTerms, { ...patent.about, demander: company, needId });
    await app.settle();
    expect(await patent.now()).toMatchObject({ state: 'locked' });
    await give(people.supplier, 'contracts.makeEffective', people.contractId, { on: '2026-05-04' });
    await fileEvidence(people, { kind: 'registration', number: '2026050400001', date: '2026-05-04' });
    await give(people.supplier, 'contracts.complete', people.contractId);
    await app.settle();
    expect(await patent.now()).toMatchObject({ state: 'converted', dormancy: { isDormant: false } });
    const needState = async () => (await company.call('needs.get', { params: { needId } })).state;
    expect(await needState()).toBe('solved');

    await endContract(people, 'void', '2026-05-04');
    await app.settle();
    expect(await patent.now()).toMatchObject({ state: 'published' });
    expect(await needState()).toBe('answered');
    await signedDeal(app, transferTerms, patent.about);
  });

  it('cannot be sold twice: the second contract is refused by the law', async () => {
    const patent = await listedPatent();
    const [one, two] = [await freshDeal(app, patent.about), await freshDeal(app, patent.about)];
    await sign(app, one, transferTerms);
    await expect(sign(app, two, transferTerms)).rejects.toThrow('alreadyTransferred');
  });

  it('of which an exclusive licence has run out is on offer again, and nobody has a right to it any more', async () => {
    const patent = await listedPatent();
    const { patentId } = patent.about;
    const terms = { ...licenceTerms, exclusivity: 'exclusive' as const, termMonths: 1 };
    const people = await signedDeal(app, terms, patent.about);
    await give(people.supplier, 'contracts.makeEffective', people.contractId, { on: '2026-05-04' });
    await fileEvidence(people, { kind: 'filing', number: '备2026-1', date: '2026-05-04' });
    await give(people.supplier, 'contracts.complete', people.contractId);
    await app.settle();
    expect(await patent.now()).toMatchObject({ state: 'converted' });
    const taken = async () => (await rightsBookStore(app.app.database).of(patentId)).entries.length;
    const night = async (until: string) => {
      clock.forward(Date.parse(until) - clock.now().getTime());
      await app.app.scheduler.runDue();
      await app.settle();
    };
    await night('2026-06-04T12:00:00Z');
    expect(await taken()).toBe(1);
    await night('2026-06-05T18:00:00Z');
    expect(await taken()).toBe(0);
    const params = { patentId };
    expect(await new Caller(app.address).call('patents.get', { params })).toMatchObject({ state: 'published' });
  });
});
