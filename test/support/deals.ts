import { contractIdOf } from '../../server/features/contracts/contracts.service.ts';
import { dealIdOf } from '../../server/features/deals/deals.service.ts';
import { matchIdOf } from '../../server/features/matches/match-rules.ts';
import type { Body, OperationName, Output, Request } from '../../server/api/operations.ts';
import type { Caller } from './app.ts';
import { newId, type TestApp } from './app.ts';
import { listPatent, publishNeed } from './listings.ts';
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

/** Who and what a deal is about: a listed patent of its supplier, a published need of its demander. The rest is made. */
type About = Readonly<{ supplier?: Member; patentId?: string; demander?: Member; needId?: string; centre?: Member }>;

/** A fresh deal: the centre recommended the patent for the need, and both sides showed interest. */
export async function freshDeal(app: TestApp, about: About = {}) {
  const [supplier, demander, centre] = await Promise.all([
    about.supplier ?? member(app, 'university'),
    about.demander ?? member(app, 'company'),
    about.centre ?? member(app, 'centre'),
  ]);
  const [patentId, needId] = await Promise.all([
    // each of its own kind: they find no other match
    about.patentId ?? listPatent(supplier, { title: newId() }),
    about.needId ?? publishNeed(demander, { title: newId(), description: newId() }),
  ]);
  const pair = (expectedVersion: number) => ({
    params: { patentId, needId },
    body: { commandId: newId(), expectedVersion },
  });
  await centre.call('matches.recommend', pair(0));
  await demander.call('matches.showInterest', pair(1));
  await supplier.call('matches.showInterest', pair(2));
  await app.settle();
  return { dealId: dealIdOf(matchIdOf(needId, patentId)), patentId, supplier, demander, centre };
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

/** Gives a command that holds in whatever version: the answer of a centre, or an end of trust. */
export async function answer<Name extends AnswerName>(
  caller: Caller,
  name: Name,
  id: string,
  ...[fields]: object extends Answered<Name> ? [fields?: Answered<Name>] : [fields: Answered<Name>]
): Promise<Output<Name>> {
  const params = name.startsWith('deals.') ? { dealId: id } : { contractId: id };
  return (await caller.looseCall(name, { params, body: { commandId: newId(), ...fields } })) as Output<Name>; // as above
}
export type AnswerName =
  `${'deals' | 'contracts'}.${'takeBackCentre' | 'letCentreGo' | 'acceptInvitation' | 'declineInvitation' | 'leave'}`;
type Answered<Name extends OperationName> = Omit<Request<Name>['body'], 'commandId'>;

/** Brings a centre into a deal or contract: one side proposes it, the other agrees, it accepts. */
export async function bringIn(
  thing: 'deals' | 'contracts',
  id: string,
  { supplier, demander, centre }: Readonly<Record<'supplier' | 'demander' | 'centre', Member>>,
): Promise<void> {
  const { organisationId: centreId } = centre;
  await give(supplier, `${thing}.proposeCentre`, id, { centreId });
  await give(demander, `${thing}.agreeToCentre`, id, { centreId });
  await answer(centre, `${thing}.acceptInvitation`, id);
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

/** A signed contract in which the centre has everything. */
export const signedDeal = async (app: TestApp, terms: Terms = licenceTerms, about: About = {}) =>
  sign(app, await freshDeal(app, about), terms);

/** Takes a fresh deal to its contract; `words`: what its file says, of each contract something else. */
export async function sign(
  app: TestApp,
  deal: Awaited<ReturnType<typeof freshDeal>>,
  terms: Terms,
  words = `contract of ${deal.dealId}`,
) {
  const { dealId, supplier, demander, centre } = deal;
  await give(supplier, 'deals.offer', dealId, { terms });
  await give(demander, 'deals.accept', dealId, { number: 1 });
  const file = await upload(supplier, words);
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
  return { ...deal, contractId, file };
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
