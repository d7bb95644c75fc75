import { startApp, type TestApp } from '../support/app.ts';
import { answer, freshDeal, give, licenceTerms, signedDeal } from '../support/deals.ts';
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
  it('a centre, from when it is asked into a deal or into its contract until it is gone; not what happens before it accepts', async () => {
    const invited = await member(app, 'centre');
    const { organisationId: centreId } = invited;
    const [talk, contract] = [await freshDeal(app), await signedDeal(app)];
    for (const [thing, id, { supplier, demander, centre }] of [
      ['deals', talk.dealId, talk],
      ['contracts', contract.contractId, contract],
    ] as const) {
      const inside = [supplier, demander, centre].map(({ organisationId }) => organisationId).sort();
      const withIt = [...inside, centreId].sort();
      const stream = `${thing.slice(0, -1)}:${id}`;
      const after = async (step: Promise<unknown>) => {
        await step;
        return concerned(stream);
      };
      const something = () =>
        thing === 'deals'
          ? give(supplier, 'deals.offer', id, { terms: licenceTerms })
          : give(supplier, 'contracts.proposeShares', id, { shares: [] });
      expect(await after(give(supplier, `${thing}.proposeCentre`, id, { centreId }))).toEqual(inside);
      expect(await after(give(demander, `${thing}.agreeToCentre`, id, { centreId }))).toEqual(withIt);
      expect(await after(something())).toEqual(inside);
      expect(await after(answer(invited, `${thing}.acceptInvitation`, id))).toEqual(withIt);
      expect(await after(something())).toEqual(withIt);
      expect(await after(answer(demander, `${thing}.letCentreGo`, id, { centreId }))).toEqual(withIt);
      expect(await after(something())).toEqual(inside);
    }
  });
});
