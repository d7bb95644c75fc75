import { contractAudience } from '../../domain/contracts/contract-visibility.ts';
import { type Contract, type Right, waitingIn } from '../../domain/contracts/contract.ts';
import type { CarriedOver } from '../../domain/contracts/contract-events.ts';
import type { Evidence, EvidenceKind } from '../../domain/contracts/evidence.ts';
import { type LedgerLine, toRecord } from '../../domain/contracts/ledger.ts';
import type { RightsEntry } from '../../domain/contracts/rights-book.ts';
import { rulesOf } from '../../domain/contracts/routes/routes.ts';
import { concerning } from '../../domain/event.ts';
import { idFrom } from '../../platform/clock.ts';
import type { Part, Raw } from '../../platform/database/migrations.ts';
import type { RawDocument } from '../../platform/database/mongo.ts';
import { fromStored, toStored } from '../../platform/database/money.store.ts';
import { canonical, eventHash, noHash } from '../../platform/events/chain.ts';
import { waitingFor } from '../../platform/events/event.store.ts';
import { forEach, moved } from '../parts.ts';
import { historyOf, oldDeal, type OldDeal, withTerritory } from './deal-of-version-1.ts';

/** As in the feature when version 2 was made; repeated here because a migration must never change. */
const contractIdOf = (dealId: string): string => idFrom(`contract of ${dealId}`);
/** The seq that a note of the deal gets in its contract: negative, as the contract's own events count from 1. */
const before = (seq: number): number => -seq;

const stateOf = { signed: 'signed', effective: 'effective', completed: 'completed', terminated: 'ended' } as const;

/** The ledger of a deal, with confirmations. Contracted lines have no proof of their own any more. */
async function ledgerOf(raw: Raw, { _id: dealId, confirmedLines }: OldDeal): Promise<LedgerLine[]> {
  const rows = await raw('ledger_lines').find({ dealId }).sort({ seq: 1, position: 1 }).lean<RawDocument[]>();
  return rows.map((row) => newLine(row, confirmedLines));
}

function newLine({ line: kept }: RawDocument, confirmedLines: readonly string[]): LedgerLine {
  const line = fromStored(kept) as LedgerLine; // as version 1 wrote it, but for the kind of its proof
  const proof = line.proof && line.kind !== 'contracted' ? { ...line.proof, kind: 'receipt' as const } : null;
  return { ...line, proof, isConfirmed: line.isConfirmed || confirmedLines.includes(line.id) };
}

async function rightsOf(raw: Raw, patentIds: readonly string[]): Promise<Right[]> {
  const found = await raw('patents')
    .find({ _id: { $in: [...patentIds] } })
    .lean<RawDocument[]>();
  return patentIds.map((patentId) => {
    const content = (found.find(({ _id }) => _id === patentId)?.['content'] ?? {}) as Record<
      string,
      string | undefined
    >;
    const { legalStatus, grantedOn, applicationNumber, publicationNumber } = content;
    const isPending = legalStatus === 'pending' || (legalStatus === undefined && grantedOn === undefined);
    const number = applicationNumber ?? publicationNumber ?? null;
    return { kind: isPending ? 'patentApplication' : 'patent', number, patentId, proof: null };
  });
}

/** The contract that a deal of version 1 contained. Its evidence is unconfirmed: version 1 had no confirmation. */
async function contractOf(
  raw: Raw,
  deal: OldDeal,
  state: Contract['state'],
  history: Awaited<ReturnType<typeof historyOf>>,
) {
  const { content, supplierId, demanderId } = deal;
  const { agreed, signedOn, effectiveOn, completedOn } = content;
  if (!agreed || !signedOn) throw new Error(`deal ${deal._id} is signed, but nothing was agreed`);
  const evidence = content.evidence.map((item, at): Evidence => {
    const id = idFrom(`evidence ${at} of ${deal._id}`);
    return {
      ...item,
      kind: item.kind as EvidenceKind,
      id,
      filedBy: history.filedBy[at] ?? supplierId,
      confirmedBy: [],
    };
  });
  const contract: Contract = {
    ...{ id: contractIdOf(deal._id), version: 1, state, needId: deal.needId, centreIds: deal.centreIds },
    centreInvitations: [],
    origin: { kind: 'deal', dealId: deal._id, matchId: deal.matchId },
    parties: [
      { organisationId: supplierId, part: 'supplier' },
      { organisationId: demanderId, part: 'demander' },
    ],
    subject: await rightsOf(raw, deal.patentIds),
    terms: withTerritory(agreed.terms),
    ...{
      file: content.contract,
      signedOn,
      effectiveOn,
      completedOn,
      endedOn: history.endedOn,
      ranOutOn: null,
      wantedEnd: null,
      evidence,
    },
    centreShares: content.centreShares,
    proposedShares: content.proposedShares && {
      ...content.proposedShares,
      proposedIn: before(content.proposedShares.proposedIn ?? 0),
    },
    ledger: await ledgerOf(raw, deal),
    reversals: (content.reversals ?? []).map((one) => ({
      ...one,
      state: one.state as 'asked' | 'done' | 'refused',
      askedIn: before(one.askedIn),
    })),
  };
  return contract;
}

/** The one event with which the contract's own chain begins: all that counted, and where the deal's chain ended. */
async function carryOver(raw: Raw, deal: OldDeal, contract: Contract, history: Awaited<ReturnType<typeof historyOf>>) {
  const { origin, needId, parties, centreIds, subject, file, signedOn, state, effectiveOn, completedOn, endedOn } =
    contract;
  const { territory, upfront, ...terms } = contract.terms;
  const data: CarriedOver = {
    ...{ origin, needId, parties, centreIds, subject, file, signedOn, state, effectiveOn, completedOn, endedOn },
    terms: {
      ...terms,
      upfront: upfront.toJSON(),
      territory: { codes: territory.codes, wordsDigest: history.wordsDigest },
    },
    ...{ evidence: contract.evidence, lines: contract.ledger.map(toRecord) },
    ...{ shares: history.shares, corrections: history.corrections, head: history.head },
  };
  const stream = `contract:${contract.id}`;
  const concerns = concerning({
    organisations: contractAudience(contract),
    things: [
      ...[stream, `deal:${deal._id}`, ...(deal.matchId ? [`match:${deal.matchId}`] : [])],
      ...(needId ? [`need:${needId}`] : []),
      ...deal.patentIds.map((id) => `patent:${id}`),
    ],
  });
  const event = {
    ...{ v: 2, stream, seq: 1, commandId: idFrom(`carry over ${deal._id}`), type: 'contract.carriedOver' },
    by: { kind: 'system' as const },
    data: JSON.parse(canonical(data)) as Record<string, unknown>,
    ...{ concerns, prevHash: noHash },
  };
  const hash = eventHash({ ...event, at: deal.updatedAt.toISOString() });
  await raw('events').create([
    // the figures are made of it as soon as a server runs
    {
      _id: idFrom(`event of ${stream}`),
      ...event,
      at: deal.updatedAt,
      hash,
      requestDigest: hash,
      pending: waitingFor(['metrics']),
    },
  ]);
}

async function keep(raw: Raw, deal: OldDeal, contract: Contract) {
  const { id, version, state, needId, ledger: _, ...content } = contract; // lines are moved by another part
  const awaited = new Set(waitingIn(contract).map(({ side }) => side));
  await raw('contracts').create([
    {
      ...{ _id: id, v: 1, version, state, needId, patentIds: deal.patentIds, matchId: deal.matchId },
      organisationIds: contractAudience(contract),
      awaitedIds: contract.parties.flatMap(({ organisationId, part }) => (awaited.has(part) ? [organisationId] : [])),
      ...{ updatedAt: deal.updatedAt, content: toStored(content), confirmedLines: deal.confirmedLines },
    },
  ]);
  const asked = [...contract.reversals.map(({ askedIn }) => askedIn), contract.proposedShares?.proposedIn ?? 0];
  for (const seq of new Set(asked)) {
    const note = await raw('deal_notes')
      .findById(`${deal._id}#${before(seq)}`)
      .lean<RawDocument | null>();
    if (note)
      await raw('contractNotes').create([{ _id: `${id}#${seq}`, v: 1, contractId: id, seq, text: note['text'] }]);
  }
}

/** The deal of version 2: talks, offers, and the file that both sides confirmed. */
function lastOf({ content, ...deal }: OldDeal, awaits: unknown): RawDocument {
  const { confirmedLines: _, ...rest } = deal;
  const isSigned = deal.state in stateOf;
  return {
    ...rest,
    state: isSigned ? 'signed' : deal.state,
    awaits: isSigned ? null : awaits,
    content: toStored({
      offers: content.offers.map((offer) => ({ ...offer, terms: withTerritory(offer.terms) })),
      agreed: content.agreed && { ...content.agreed, terms: withTerritory(content.agreed.terms) },
      ...{ file: content.contract, confirmedBy: content.signedBy, signedOn: content.signedOn },
      ...{ patentIds: deal.patentIds, centreIds: deal.centreIds },
    }),
  };
}

/** Writes the rights book of a patent from its contracts, in the order of their signatures. */
async function writeBook(raw: Raw, patentId: string): Promise<void> {
  const deals = await raw('deals').find({ patentIds: patentId, state: 'signed' }).lean<RawDocument[]>();
  const ids = deals.map(({ _id }) => contractIdOf(_id));
  const rows = await raw('contracts')
    .find({ _id: { $in: ids }, state: { $ne: 'ended' } })
    .lean<RawDocument[]>();
  const contracts = rows.map(({ _id, content }) => ({ ...(fromStored(content) as Contract), id: _id })); // as `keep` wrote
  contracts.sort((one, other) => (one.signedOn < other.signedOn ? -1 : one.signedOn > other.signedOn ? 1 : 0));
  const entries = contracts.flatMap(({ id, terms }): RightsEntry[] => {
    const takes = rulesOf(terms.route).takes(terms);
    return takes === 'nothing' ? [] : [{ contractId: id, takes, territory: terms.territory }];
  });
  const book = { _id: patentId, v: 1, version: 1, entries };
  if (entries.length > 0) await raw('rightsBooks').replaceOne({ _id: patentId }, book, { upsert: true });
}

export const contracts: readonly Part[] = [
  forEach('what was signed is a contract, whose chain begins with all that counted', 'deals', async (document, raw) => {
    const deal = oldDeal(document);
    if (deal.state === 'talks' || deal.state === 'agreed' || deal.state === 'closed') return;
    const history = await historyOf(raw, deal._id);
    const contract = await contractOf(raw, deal, stateOf[deal.state], history);
    await keep(raw, deal, contract);
    await carryOver(raw, deal, contract, history);
  }),
  ...moved('ledger_lines', 'ledgerLines', ({ dealId, ...row }) => {
    const line = newLine({ ...row }, []);
    return { ...row, contractId: contractIdOf(String(dealId)), line: toStored(line) };
  }),
  forEach('a deal ends with the signature', 'deals', async (document, raw) => {
    await raw('deals').replaceOne({ _id: document._id }, lastOf(oldDeal(document), document['awaits']));
  }),
  forEach('each patent has a book of what was taken of it', 'contracts', async ({ patentIds }, raw) => {
    for (const patentId of patentIds as string[]) await writeBook(raw, patentId); // as `keep` wrote
  }),
  ...moved('deal_notes', 'dealNotes'),
  { what: 'amounts follow from contracts', drop: 'amount_lines' },
];
