import { system } from '../../server/domain/actors.ts';
import { concerning } from '../../server/domain/event.ts';
import { dealIdOf } from '../../server/features/deals/deals.service.ts';
import type { Body, OperationName } from '../../server/api/operations.ts';
import type { Caller } from './app.ts';
import { newId, type TestApp } from './app.ts';
import { member, type Member } from './people.ts';

export const licenceTerms = {
  route: 'licence',
  exclusivity: 'ordinary',
  territory: '全国',
  termMonths: 36,
  upfront: { amount: '200000.00', currency: 'CNY' },
  royalty: { base: 'sales', rate: 300 },
  equityShare: null,
} as const satisfies Body<'deals.offer'>['terms'];

/** A supplier, a demander and a centre in one fresh deal, as a match of both sides opens it. */
export async function freshDeal(
  app: TestApp,
  patentIds: string[] = [newId()],
  wanted?: Readonly<{ supplier?: Member; demander?: Member; needId?: string }>,
) {
  const [supplier, demander, centre] = [
    wanted?.supplier ?? (await member(app, 'university')),
    wanted?.demander ?? (await member(app, 'company')),
    await member(app, 'centre'),
  ];
  const matchId = newId();
  await app.app.commands.execute(
    { operation: 'test.match', stream: `match:${matchId}`, actor: system, body: { commandId: newId() } },
    async () => ({
      type: 'match.becameMutual',
      data: {
        needId: wanted?.needId ?? newId(),
        patentId: patentIds[0] ?? '',
        supplierId: supplier.organisationId,
        demanderId: demander.organisationId,
        centreId: centre.organisationId,
        terms: null,
      },
      concerns: concerning({}),
    }),
  );
  await app.settle();
  return { dealId: dealIdOf(matchId), supplier, demander, centre };
}

type DealCommandName = Extract<OperationName, `deals.${string}`>;

/** Gives a command on the deal as it is now: the version is read, the command id is new. */
export async function give(caller: Caller, name: DealCommandName, dealId: string, fields: object = {}) {
  const { version } = await caller.call('deals.get', { params: { dealId } });
  const request = { params: { dealId }, body: { commandId: newId(), expectedVersion: version, ...fields } };
  return caller.call(name, request as never); // the caller of this helper knows the command's fields
}

/** Uploads a small file; answers its id and digest. */
export async function upload(caller: Caller, content: string): Promise<{ fileId: string; sha256: string }> {
  const params = { fileId: newId() };
  return caller.call('files.upload', {
    params,
    query: { name: 'contract.pdf' },
    raw: new TextEncoder().encode(content),
  });
}

/** Takes a fresh deal to a signed contract in which the centre has everything. */
export async function signedDeal(
  app: TestApp,
  terms: object = licenceTerms,
  patentIds: string[] = [newId()],
  wanted?: Parameters<typeof freshDeal>[2],
) {
  const people: { dealId: string; supplier: Member; demander: Member; centre: Member } = await freshDeal(
    app,
    patentIds,
    wanted,
  );
  const { dealId, supplier, demander, centre } = people;
  await give(supplier, 'deals.offer', dealId, { terms });
  await give(demander, 'deals.accept', dealId, { number: 1 });
  await give(centre, 'deals.proposeShares', dealId, { shares: [{ centreId: centre.organisationId, weight: 10_000 }] });
  await give(supplier, 'deals.confirmShares', dealId);
  await give(demander, 'deals.confirmShares', dealId);
  const contract = await upload(supplier, `contract of ${dealId}`);
  await give(supplier, 'deals.attachContract', dealId, { fileId: contract.fileId });
  await give(supplier, 'deals.sign', dealId, { sha256: contract.sha256 });
  await give(demander, 'deals.sign', dealId, { sha256: contract.sha256 });
  return { ...people, contract };
}
