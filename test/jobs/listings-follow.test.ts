import { newId, startApp, type TestApp } from '../support/app.ts';
import { endContract, fileEvidence, freshDeal, give, transferTerms, signedDeal } from '../support/deals.ts';
import { publishNeed } from '../support/listings.ts';
import { member } from '../support/people.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

/** A listed patent; answers its id and how it is now. */
async function listedPatent() {
  const owner = await member(app, 'university');
  const id = newId();
  await owner.call('patents.create', {
    body: { id, commandId: newId(), expectedVersion: 0, title: '一种液冷板', holders: ['某大学'] },
  });
  await owner.call('patents.step', {
    params: { patentId: id },
    body: { commandId: newId(), expectedVersion: 1, step: 'publish' },
  });
  return { id, now: () => owner.call('patents.get', { params: { patentId: id } }) };
}

describe('a listing', () => {
  it('is in talks while somebody negotiates, and on offer again when the talks end', async () => {
    const patent = await listedPatent();
    const one = await freshDeal(app, [patent.id]);
    const two = await freshDeal(app, [patent.id]);
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
    const wanted = { demander: company, needId };
    const people = await signedDeal(app, transferTerms, [patent.id], wanted);
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
    await signedDeal(app, transferTerms, [patent.id]);
  });

  it('cannot be sold twice: the second contract is refused by the law', async () => {
    const patent = await listedPatent();
    await signedDeal(app, transferTerms, [patent.id]);
    await expect(signedDeal(app, transferTerms, [patent.id])).rejects.toThrow('alreadyTransferred');
  });
});
