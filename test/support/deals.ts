import { system } from '../../server/domain/actors.ts';
import { concerning } from '../../server/domain/event.ts';
import { contractIdOf } from '../../server/features/contracts/contracts.service.ts';
import { dealIdOf } from '../../server/features/deals/deals.service.ts';
import type { Body, OperationName, Output, Request } from '../../server/api/operations.ts';
import type { Caller } from './app.ts';
import { newId, type TestApp } from './app.ts';
import { member, type Member } from './people.ts';

export const licenceTerms = {
  route: 'licence',
  exclusivity: 'ordinary',
  territory: { codes: ['000000'], words: '全国' },
  termMonths: 36,
  upfront: { amount: '200000.00', currency: 'CNY' },
  royalty: { base: 'sales', rate: 300 },
  equityShare: null,
} as const satisfies Body<'deals.offer'>['terms'];

export const transferTerms = {
  ...licenceTerms,
  ...{ route: 'transfer', exclusivity: null, termMonths: null, royalty: null },
} as const satisfies Body<'deals.offer'>['terms'];

/** A supplier, a demander and a centre in a new deal, opened by a mutual match. */
export async function freshDeal(
  app: TestApp,
  patentIds: string[] = [newId()],
  wanted?: Readonly<{ supplier?: Member; demander?: Member; centre?: Member; needId?: string }>,
) {
  const [supplier, demander, centre] = [
    wanted?.supplier ?? (await member(app, 'university')),
    wanted?.demander ?? (await member(app, 'company')),
    wanted?.centre ?? (await member(app, 'centre')),
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

type DealCommandName = Extract<OperationName, `deals.${string}` | `contracts.${string}`>;
type Fields<Name extends OperationName> = Omit<Request<Name>['body'], 'commandId' | 'expectedVersion'>;
export type Terms = Fields<'deals.offer'>['terms'];

/** Gives a command on a deal or contract at its present version, with a new command id. */
export async function give<Name extends DealCommandName>(
  caller: Caller,
  name: Name,
  id: string,
  ...[fields]: object extends Fields<Name> ? [fields?: Fields<Name>] : [fields: Fields<Name>]
): Promise<Output<Name>> {
  const isDeal = name.startsWith('deals.');
  const { version } = isDeal
    ? await caller.call('deals.get', { params: { dealId: id } })
    : await caller.call('contracts.get', { params: { contractId: id } });
  const params = isDeal ? { dealId: id } : { contractId: id };
  const request = { params, body: { commandId: newId(), expectedVersion: version, ...fields } };
  return (await caller.looseCall(name, request)) as Output<Name>; // the type of the table's row
}

/** Uploads a small file; returns its id and digest. */
export async function upload(caller: Caller, content: string): Promise<{ fileId: string; sha256: string }> {
  const params = { fileId: newId() };
  return caller.call('files.upload', {
    params,
    query: { name: 'contract.pdf' },
    raw: new TextEncoder().encode(content),
  });
}

/** Takes a new deal to a signed contract in which the centre has the whole share. */
export async function signedDeal(
  app: TestApp,
  terms: Terms = licenceTerms,
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
  const file = await upload(supplier, `contract of ${dealId}`);
  await give(supplier, 'deals.attachFile', dealId, { fileId: file.fileId });
  await give(supplier, 'deals.confirmFile', dealId, { sha256: file.sha256 });
  await give(demander, 'deals.confirmFile', dealId, { sha256: file.sha256 });
  const contractId = contractIdOf(dealId);
  await app.settle();
  await give(centre, 'contracts.proposeShares', contractId, {
    shares: [{ centreId: centre.organisationId, weight: 10_000 }],
  });
  await give(supplier, 'contracts.confirmShares', contractId);
  await give(demander, 'contracts.confirmShares', contractId);
  return { ...people, contractId, file };
}

type People = Pick<Awaited<ReturnType<typeof signedDeal>>, 'contractId' | 'supplier' | 'demander'>;

/** An official act that the supplier files and the demander confirms. */
export async function fileEvidence(
  { contractId, supplier, demander }: People,
  evidence: Omit<Fields<'contracts.recordEvidence'>, 'evidenceId'>,
) {
  const evidenceId = newId();
  await give(supplier, 'contracts.recordEvidence', contractId, { evidenceId, ...evidence });
  await give(demander, 'contracts.confirmEvidence', contractId, { evidenceId });
}

/** A payment that the demander enters and the supplier confirms; returns the line's id. */
export async function pay(
  { contractId, supplier, demander }: Pick<People, 'contractId' | 'supplier' | 'demander'>,
  line: Omit<Fields<'contracts.recordLine'>, 'lineId' | 'kind'> & Partial<Pick<Fields<'contracts.recordLine'>, 'kind'>>,
): Promise<string> {
  const lineId = newId();
  await give(demander, 'contracts.recordLine', contractId, { lineId, kind: 'received', ...line });
  await give(supplier, 'contracts.confirmLine', contractId, { lineId });
  return lineId;
}

/** Ends a contract with no amount standing: the demander asks, the supplier agrees. */
export async function endContract(
  { contractId, supplier, demander }: People,
  ground: 'terminated' | 'void',
  on: string,
) {
  const { ledger } = await demander.call('contracts.get', { params: { contractId } });
  const stands = ledger.flatMap(({ id, mayEnd }) =>
    mayEnd ? [{ lineId: id, amount: { amount: '0.00', currency: 'CNY' as const } }] : [],
  );
  await give(demander, 'contracts.askEnd', contractId, { on, ground, stands, reason: 'x' });
  await give(supplier, 'contracts.agreeEnd', contractId);
}
