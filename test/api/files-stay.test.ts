import { z } from 'zod';
import type { Operation } from '../../server/api/operation.ts';
import { type OperationName, operations } from '../../server/api/operations.ts';
import { dateInShanghai } from '../../server/domain/calendar.ts';
import { newId, startApp, type TestApp, testClock } from '../support/app.ts';
import { freshDeal, give, licenceTerms, signedDeal, upload } from '../support/deals.ts';
import { member, type Member } from '../support/people.ts';

let app: TestApp;
const clock = testClock();
const today = dateInShanghai(clock.now());
beforeAll(async () => {
  app = await startApp({ clock });
});
afterAll(() => app.stop());

/** Every operation whose body names a file, however deep in it. */
const naming = (Object.entries(operations) as [OperationName, Operation][]).flatMap(([name, { body }]) =>
  body && JSON.stringify(z.toJSONSchema(body, { unrepresentable: 'any', io: 'input' })).includes('"fileId"')
    ? [name]
    : [],
);

type Scene = Readonly<{ dealId: string; contractId: string }>;
/** A body that names a file, in a deal whose terms are agreed or in a contract. */
const attempts: Readonly<Record<string, (scene: Scene, fileId: string) => { params?: object; body: object }>> = {
  'deals.attachFile': ({ dealId }, fileId) => ({ params: { dealId }, body: { fileId } }),
  'contracts.recordEvidence': ({ contractId }, fileId) => ({
    params: { contractId },
    body: { evidenceId: newId(), kind: 'filing', number: '1', date: today, fileId },
  }),
  'contracts.recordLine': ({ contractId }, fileId) => ({
    params: { contractId },
    body: {
      ...{ lineId: newId(), kind: 'received', part: 'fixed', date: today },
      amount: { amount: '1.00', currency: 'CNY' },
      proof: { fileId, kind: 'receipt' },
    },
  }),
  'imports.create': (_, fileId) => ({ body: { id: newId(), expectedVersion: 0, fileId, subject: 'patents' } }),
};

/** Names a file in a command on the thing as it is now; answers the code. */
async function name(operation: OperationName, who: Member, scene: Scene, fileId: string): Promise<string> {
  const { params = {}, body } = attempts[operation]!(scene, fileId); // the first test saw to it
  const { version: expectedVersion } = operation.startsWith('deals.')
    ? await who.call('deals.get', { params: { dealId: scene.dealId } })
    : await who.call('contracts.get', { params: { contractId: scene.contractId } });
  const answer = await who.send(operation, { params, body: { commandId: newId(), expectedVersion, ...body } } as never);
  return answer.ok ? 'OK' : ((await answer.json()) as { code: string }).code;
}

const mayRead = async (who: Member, fileId: string) => (await who.send('files.download', { params: { fileId } })).ok;

describe('a file that a command names', () => {
  it('is tried here for every operation that can name one', () => {
    expect(naming.toSorted()).toEqual(Object.keys(attempts).sort());
  });

  it("is one's own, or already in this very thing: no file of the other side, of a centre or of another deal comes in", async () => {
    const elsewhere = await signedDeal(app);
    const { supplier, demander } = elsewhere;
    const sides = { supplier, demander };
    const signed = await signedDeal(app, licenceTerms, sides);
    const agreed = await freshDeal(app, { ...sides, centre: signed.centre });
    await give(supplier, 'deals.offer', agreed.dealId, { terms: licenceTerms });
    await give(demander, 'deals.accept', agreed.dealId, { number: 1 });
    const scene = { dealId: agreed.dealId, contractId: signed.contractId };
    const { centre } = signed;
    const stranger = await member(app, 'company');
    const foreign = {
      otherSide: (await upload(demander, 'unpublished research')).fileId,
      centre: (await upload(centre, 'report of the centre')).fileId,
      // both sides may read it, but neither may pass it on: the other deal has a circle of its own
      otherDeal: elsewhere.file.fileId,
      stranger: (await upload(stranger, 'not theirs')).fileId,
      nothing: newId(),
    };
    for (const operation of naming) {
      for (const [whose, fileId] of Object.entries(foreign)) {
        // the supplier owns the file of the other deal, so there it is the demander who tries
        const who = whose === 'otherDeal' ? demander : supplier;
        const code = await name(operation, who, scene, fileId);
        expect(`${operation} ${whose} ${code}`).toMatch(/INVALID_INPUT$/);
      }
      if (operation.startsWith('contracts.recordEvidence') || operation === 'deals.attachFile')
        expect(await name(operation, centre, scene, foreign.otherSide)).toBe('INVALID_INPUT');
    }
    for (const who of [supplier, demander, centre])
      for (const [whose, fileId] of Object.entries(foreign)) {
        const isOwn = (whose === 'otherSide' && who === demander) || (whose === 'centre' && who === centre);
        const isInIt = whose === 'otherDeal' && who !== centre;
        expect(`${whose} ${await mayRead(who, fileId)}`).toBe(`${whose} ${isOwn || isInIt}`);
      }

    for (const operation of naming) {
      const own = await upload(supplier, `own file for ${operation}`);
      expect(`${operation} ${await name(operation, supplier, scene, own.fileId)}`).toBe(`${operation} OK`);
      // in it now, so the other side may name it as well
      if (operation !== 'imports.create') expect(await name(operation, demander, scene, own.fileId)).toBe('OK');
    }
    expect(await name('contracts.recordLine', demander, scene, signed.file.fileId)).toBe('OK');
  });
});
