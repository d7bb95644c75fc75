import { contractIdOf } from '../../server/features/contracts/contracts.service.ts';
import { endContract, licenceTerms, type Terms, transferTerms, freshDeal, give, upload } from '../support/deals.ts';
import { Caller, newId, startApp, startBeside, type TestApp } from '../support/app.ts';
import { listPatent } from '../support/listings.ts';
import { member, type Member } from '../support/people.ts';

/** One database, two servers with connections of their own. */
let app: TestApp;
let other: TestApp;
let owner: Member;
let buyers: readonly Member[];
let centre: Member;
beforeAll(async () => {
  app = await startApp();
  other = await startBeside(app);
  owner = await member(app, 'university');
  buyers = [await member(app, 'company'), await member(app, 'company')];
  centre = await member(app, 'centre');
});
afterAll(async () => {
  await other.stop();
  await app.stop();
});

const there = (who: Member) => Object.assign(new Caller(other.address), { cookie: who.cookie });
const exclusive = { ...licenceTerms, exclusivity: 'exclusive' } as const;

/** Two deals on one patent, each agreed and signed by its supplier: only the demanders' signatures are missing. */
async function almostSigned(terms: readonly [Terms, Terms]) {
  const patentId = await listPatent(owner, { title: newId() });
  const deals = [];
  for (const [n, demander] of buyers.entries()) {
    const wanted = terms[n] ?? exclusive;
    const { dealId } = await freshDeal(app, { supplier: owner, patentId, demander, centre });
    await give(owner, 'deals.offer', dealId, { terms: wanted });
    await give(demander, 'deals.accept', dealId, { number: 1 });
    const { fileId, sha256 } = await upload(owner, `contract of ${dealId}`);
    await give(owner, 'deals.attachFile', dealId, { fileId });
    await give(owner, 'deals.confirmFile', dealId, { sha256 });
    const { version } = await demander.call('deals.get', { params: { dealId } });
    const body = { commandId: newId(), expectedVersion: version, sha256 };
    deals.push({
      dealId,
      demander,
      sign: (door: Caller) => door.call('deals.confirmFile', { params: { dealId }, body }),
    });
  }
  return deals;
}

/** The last signatures at once, each through a server of its own; how many succeeded, and what the others heard. */
async function signTogether([first, second]: Awaited<ReturnType<typeof almostSigned>>) {
  if (!first || !second) throw new Error('there are two deals');
  const results = await Promise.allSettled([first.sign(first.demander), second.sign(there(second.demander))]);
  const refused = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []));
  return { signed: results.length - refused.length, refused };
}

describe('two contracts on one patent, signed last at the same moment', () => {
  it.each([
    ['two exclusive licences', [exclusive, exclusive], 'exclusiveRunning'],
    ['two transfers', [transferTerms, transferTerms], 'alreadyTransferred'],
  ] as const)('%s: one is signed, the other hears why not', async (_, terms, finding) => {
    for (let round = 0; round < 2; round++) {
      const deals = await almostSigned(terms);
      expect(await signTogether(deals)).toEqual({ signed: 1, refused: [expect.stringContaining(finding)] });
    }
  });

  it('once one has ended, the other can be signed; what is transferred cannot be licensed by whoever sold it', async () => {
    const [sold, licensed] = await almostSigned([transferTerms, exclusive]);
    if (!sold || !licensed) throw new Error('there are two deals');
    await sold.sign(sold.demander);
    await expect(licensed.sign(licensed.demander)).rejects.toThrow('alreadyTransferred');
    await app.settle();
    const contractId = contractIdOf(sold.dealId);
    await endContract({ contractId, supplier: owner, demander: sold.demander }, 'terminated', '2026-05-04');
    await licensed.sign(licensed.demander);
    const { state } = await owner.call('deals.get', { params: { dealId: licensed.dealId } });
    expect(state).toBe('signed');
  });
});
