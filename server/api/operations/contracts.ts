import { z } from 'zod';
import { contractProcess, contractStates } from '../../domain/contracts/contract-process.ts';
import { endGrounds, rightKinds, waitings } from '../../domain/contracts/contract.ts';
import { evidenceKinds } from '../../domain/contracts/evidence.ts';
import type { ContractEventType } from '../../domain/contracts/contract-events.ts';
import { contractParts, lineKinds, lineParts, proofKinds } from '../../domain/contracts/ledger.ts';
import { exclusivities, royaltyBases } from '../../domain/contracts/routes/route-terms.ts';
import { routes } from '../../domain/contracts/routes/routes.ts';
import { commandsOf } from '../../domain/process.ts';
import {
  command,
  date,
  id,
  instant,
  list,
  money,
  named,
  outcome,
  page,
  party,
  positiveMoney,
  version,
} from '../common.ts';
import { operation } from '../operation.ts';
import { timeline } from '../timeline.ts';

/** What the time line of a contract shows of each of its events. */
export const shownOfContract = {
  'contract.opened': {},
  'contract.carriedOver': {},
  'contract.centreInvited': {},
  'contract.sharesProposed': {},
  'contract.sharesConfirmed': { isComplete: z.boolean() },
  'contract.madeEffective': { effectiveOn: date },
  'contract.evidenceRecorded': {},
  'contract.evidenceConfirmed': {},
  'contract.lineRecorded': {},
  'contract.lineConfirmed': { lineId: id },
  'contract.reversalAsked': { lineId: id },
  'contract.reversalRefused': { lineId: id },
  'contract.lineReversed': { askedBy: z.enum(contractParts) },
  'contract.completed': { completedOn: date },
  'contract.endAsked': { on: date },
  'contract.endRefused': {},
  'contract.ended': { on: date },
} as const satisfies Record<ContractEventType, z.ZodRawShape>;

const contractId = z.strictObject({ contractId: id });
const part = z.enum(contractParts);
const basisPoints = z.int().min(1).max(10_000);
const level = z.int().min(0).max(4);

/** Codes of areas that can be compared (GB/T 2260, `000000` is the whole country; ISO 3166), and the parties' own words. */
const territory = z.strictObject({
  codes: z.union([z.array(z.string().max(6)).min(1).max(300), z.literal('all')]),
  words: z.string().trim().min(1).max(200),
});
/** Structured terms, as offered, accepted and signed. */
export const terms = z.strictObject({
  route: z.enum(routes),
  exclusivity: z.enum(exclusivities).nullable(),
  territory,
  termMonths: z.int().min(1).max(240).nullable(),
  upfront: positiveMoney,
  royalty: z.strictObject({ base: z.enum(royaltyBases), rate: basisPoints }).nullable(),
  equityShare: basisPoints.nullable(),
});
export const fileProof = z.strictObject({ fileId: id, sha256: z.string() });
export const titled = z.strictObject({ id, title: z.string() });
export const reason = z.string().trim().min(1).max(500);
const share = z.strictObject({ centreId: id, weight: z.int().min(1).max(10_000) });

const ledgerLine = z.strictObject({
  id,
  kind: z.enum(lineKinds),
  part: z.enum(lineParts),
  amount: money,
  date,
  statedBy: z.enum([...contractParts, 'both']),
  isConfirmed: z.boolean(),
  proof: fileProof.extend({ kind: z.enum(proofKinds) }).nullable(),
  reverses: id.nullable(),
  level,
  /** It is the other side's word, and mine is missing. */
  awaitsMe: z.boolean(),
  /** Nothing was taken back of it, and nobody asked to. */
  stands: z.boolean(),
  /** An end must say how much of it stands. */
  mayEnd: z.boolean(),
});

const evidence = z.strictObject({
  id,
  kind: z.enum(evidenceKinds),
  number: z.string(),
  date,
  file: fileProof.nullable(),
  /** Null: found in the register by the exchange itself. */
  filedBy: party.nullable(),
  confirmedBy: z.array(party),
  /** It counts: somebody other than its author says so too. */
  isConfirmed: z.boolean(),
  awaitsMe: z.boolean(),
});

const summary = z.strictObject({
  id,
  version,
  state: z.enum(contractStates),
  parties: z.array(party.extend({ part })),
  centres: z.array(party),
  need: titled.nullable(),
  patents: z.array(titled),
  /** The deal that it comes from, if it does. */
  dealId: id.nullable(),
  route: z.enum(routes),
  upfront: positiveMoney,
  /** What waits for whom. */
  waits: z.array(z.strictObject({ side: part, what: z.enum(waitings) })),
  /** Which side I am on, if any. */
  mySide: part.nullable(),
  updatedAt: instant,
});

const contract = summary.extend({
  origin: z.enum(['deal', 'openLicence', 'pool', 'roadshowLead', 'concludedElsewhere']),
  subject: z.array(
    z.strictObject({
      kind: z.enum(rightKinds),
      number: z.string().nullable(),
      patentId: id.nullable(),
      proof: fileProof.nullable(),
    }),
  ),
  terms,
  file: fileProof.nullable(),
  signedOn: date,
  effectiveOn: date.nullable(),
  completedOn: date.nullable(),
  endedOn: date.nullable(),
  evidence: z.array(evidence),
  centreShares: z.array(share),
  proposedShares: z
    .strictObject({ shares: z.array(share), confirmedBy: z.array(part), reason: z.string().nullable() })
    .nullable(),
  ledger: z.array(ledgerLine),
  /** Who asked to take which line back, why, and what became of it. */
  reversals: z.array(
    z.strictObject({
      lineId: id,
      id,
      by: part,
      state: z.enum(['asked', 'done', 'refused']),
      reason: z.string().nullable(),
    }),
  ),
  /** How one side wants it to end; the other has not agreed yet. */
  wantedEnd: z
    .strictObject({
      by: part,
      on: date,
      ground: z.enum(endGrounds),
      stands: z.array(z.strictObject({ lineId: id, amount: positiveMoney })),
      reason: z.string().nullable(),
    })
    .nullable(),
  allowed: z.array(z.enum(commandsOf(contractProcess))),
});

named({
  Territory: territory,
  Terms: terms,
  FileProof: fileProof,
  Titled: titled,
  CentreShare: share,
  LedgerLine: ledgerLine,
});
named({ Evidence: evidence, ContractSummary: summary, Contract: contract });

/** Who may call: the parties and accompanying centres; the service finds out who is which. */
const parties = { roles: ['editor', 'signer'], also: 'a party of the contract' } as const;
const everybody = {
  roles: ['editor', 'signer'],
  also: 'a party of the contract or a centre that accompanies it',
} as const;
const reader = { also: 'a party of the contract or a centre that accompanies it' } as const;

/** A command on a contract: all of them look alike but for their fields. */
const onContract = <
  const Path extends string,
  const Fields extends z.ZodRawShape,
  const W extends typeof parties | typeof everybody,
>(
  summaryText: string,
  path: Path,
  fields: Fields,
  who: W,
) =>
  operation({
    summary: summaryText,
    method: 'post',
    path: `/api/contracts/:contractId/${path}`,
    changes: ['contracts', 'metrics'],
    who,
    socket: true,
    params: contractId,
    body: z.strictObject({ ...command, ...fields }),
    out: outcome,
  });

export const contractsOperations = {
  'contracts.list': operation({
    summary: 'My contracts, the last changed first',
    method: 'get',
    path: '/api/contracts',
    who: reader,
    query: z.strictObject({
      ...page,
      state: z.enum(contractStates).optional(),
      awaitsMe: z.stringbool().optional(),
      patentId: id.optional(),
      needId: id.optional(),
    }),
    out: list(summary),
  }),
  'contracts.counts': operation({
    summary: 'How many contracts my organisation has in each state, and how many wait for it',
    method: 'get',
    path: '/api/contracts/counts',
    who: reader,
    out: z.strictObject({
      states: z.array(z.strictObject({ state: z.enum(contractStates), count: z.int() })),
      awaitMe: z.int(),
    }),
  }),
  'contracts.get': operation({
    summary: 'One contract with its parties, terms, file, evidence, ledger, shares, and what I may do now',
    method: 'get',
    path: '/api/contracts/:contractId',
    who: reader,
    socket: true,
    params: contractId,
    out: contract,
  }),
  'contracts.timeline': operation({
    summary: 'What happened in a contract, in order',
    method: 'get',
    path: '/api/contracts/:contractId/timeline',
    who: reader,
    params: contractId,
    query: z.strictObject(page),
    out: timeline(shownOfContract),
  }),
  'contracts.inviteCentre': onContract(
    'Invite a centre to accompany the contract',
    'invite-centre',
    { centreId: id },
    parties,
  ),
  'contracts.proposeShares': onContract(
    'Propose the shares of the centres: weights that total 10,000, or none; with the reason once it is completed',
    'propose-shares',
    { shares: z.array(share).max(20), reason: reason.nullable().default(null) },
    everybody,
  ),
  'contracts.confirmShares': onContract('Confirm the proposed shares', 'confirm-shares', {}, parties),
  'contracts.makeEffective': onContract(
    'Record the day on which the contract took effect',
    'make-effective',
    { on: date },
    parties,
  ),
  'contracts.recordEvidence': onContract(
    'Record an official act: registration, filing, certificate, valuation …',
    'record-evidence',
    {
      evidenceId: id,
      kind: z.enum(evidenceKinds).exclude(['registerEvent']),
      number: z.string().trim().min(1).max(80),
      date,
      fileId: id.nullable().default(null),
    },
    everybody,
  ),
  'contracts.confirmEvidence': onContract(
    'Say that evidence is right which the other side, or a centre, recorded: only then it counts',
    'confirm-evidence',
    { evidenceId: id },
    parties,
  ),
  'contracts.recordLine': onContract(
    'Enter money: due, received, refunded, contributed or drawn',
    'record-line',
    {
      lineId: id,
      kind: z.enum(lineKinds).exclude(['contracted']),
      part: z.enum(lineParts),
      amount: positiveMoney,
      date,
      proof: z
        .strictObject({ fileId: id, kind: z.enum(proofKinds) })
        .nullable()
        .default(null),
    },
    parties,
  ),
  'contracts.confirmLine': onContract(
    'Confirm a line that the other side entered',
    'confirm-line',
    { lineId: id },
    parties,
  ),
  'contracts.reverseLine': onContract(
    "Ask that a line is taken back by its opposite; one's own unproved word is taken back at once",
    'reverse-line',
    { lineId: id, reversalId: id, reason },
    parties,
  ),
  'contracts.agreeReversal': onContract(
    'Agree to a reversal that the other side asked for',
    'agree-reversal',
    { lineId: id },
    parties,
  ),
  'contracts.refuseReversal': onContract(
    "Refuse a reversal, or withdraw one's own request",
    'refuse-reversal',
    { lineId: id, reason },
    parties,
  ),
  'contracts.complete': onContract(
    'Complete the contract: the condition of its route holds',
    'complete',
    {},
    everybody,
  ),
  'contracts.askEnd': onContract(
    'Ask to end the contract, and say of every line how much of it stands',
    'ask-end',
    {
      on: date,
      ground: z.enum(endGrounds),
      stands: z.array(z.strictObject({ lineId: id, amount: positiveMoney })).max(2_000),
      reason,
    },
    parties,
  ),
  'contracts.agreeEnd': onContract('Agree to the end that the other side asked for', 'agree-end', {}, parties),
  'contracts.refuseEnd': onContract("Refuse an end, or withdraw one's own request", 'refuse-end', { reason }, parties),
} as const;
