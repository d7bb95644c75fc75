import { startApp, type TestApp } from '../support/app.ts';
import { freshDeal, give, signedDeal } from '../support/deals.ts';
import { member } from '../support/people.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

/** Whom the last event of a stream concerns. */
const concerned = async (stream: string) =>
  (await app.app.events.ofStream(stream)).at(-1)?.concerns.organisationIds.toSorted();

describe('what brings somebody in concerns whom it brings in, and everybody who was there', () => {
  it('a centre that is invited into a deal, or into its contract', async () => {
    const invited = await member(app, 'centre');
    const talk = await freshDeal(app);
    await give(talk.supplier, 'deals.inviteCentre', talk.dealId, { centreId: invited.organisationId });
    const contract = await signedDeal(app);
    await give(contract.demander, 'contracts.inviteCentre', contract.contractId, { centreId: invited.organisationId });
    for (const [stream, { supplier, demander, centre }] of [
      [`deal:${talk.dealId}`, talk],
      [`contract:${contract.contractId}`, contract],
    ] as const)
      expect(await concerned(stream)).toEqual(
        [supplier, demander, centre, invited].map(({ organisationId }) => organisationId).sort(),
      );
  });
});
