import { z } from 'zod';
import { contractStates } from '../../domain/contracts/contract-process.ts';
import { endGrounds } from '../../domain/contracts/contract.ts';
import { inspected } from '../../domain/contracts/inspection-events.ts';
import { evidenceKinds } from '../../domain/contracts/evidence.ts';
import { lineKinds, lineParts, proofKinds } from '../../domain/contracts/ledger.ts';
import { languages } from '../../domain/languages.ts';
import { date, id, instant, list, page, party, positiveMoney } from '../common.ts';
import { centreOperations } from '../centres.ts';
import { contract, contractSummary, share, shownOfContract } from '../contract.ts';
import { callersOf, commandsOn, counts, listQuery, reason } from '../dealing.ts';
import { downloaded, operation } from '../operation.ts';
import { timeline } from '../timeline.ts';

const { parties, everybody, readers } = callersOf('contract');
/** Whoever is in the contract, too; only others' looks are entered. */
const behindFigure = {
  administrator: true,
  also: 'in the contract, or may see figures in which it counts: the centre itself, an authority of its place',
} as const;
const params = z.strictObject({ contractId: id });
const onContract = commandsOn('contracts/:contractId', params, ['contracts', 'metrics']);

export const contractsOperations = {
  'contracts.list': operation({
    summary: 'My contracts, the last changed first',
    method: 'get',
    path: '/api/contracts',
    who: readers,
    query: listQuery(contractStates),
    out: list(contractSummary),
  }),
  'contracts.counts': operation({
    summary: 'How many contracts my organisation has in each state, and how many wait for it',
    method: 'get',
    path: '/api/contracts/counts',
    who: readers,
    out: counts(contractStates),
  }),
  'contracts.get': operation({
    summary: 'One contract with its parties, terms, file, evidence, ledger, shares, and what I may do now',
    method: 'get',
    path: '/api/contracts/:contractId',
    who: readers,
    socket: true,
    params,
    out: contract,
  }),
  'contracts.timeline': operation({
    summary: 'What happened in a contract, in order',
    method: 'get',
    path: '/api/contracts/:contractId/timeline',
    who: readers,
    params,
    query: z.strictObject(page),
    out: timeline(shownOfContract),
  }),
  'contracts.inspect': operation({
    summary:
      'What makes a figure that I may see: the contract, its receipts and evidence, without the talk; the look is entered for its parties',
    method: 'get',
    path: '/api/contracts/:contractId/inspection',
    who: behindFigure,
    params,
    out: contract,
  }),
  'contracts.inspections': operation({
    summary: 'Who, not in the contract, looked at it, at one of its files or at all of them, in order',
    method: 'get',
    path: '/api/contracts/:contractId/inspections',
    who: readers,
    params,
    query: z.strictObject(page),
    out: list(
      z.strictObject({
        seq: z.int(),
        at: instant,
        displayName: z.string(),
        /** Null: an administrator of the installation. */
        organisation: party.nullable(),
        what: z.enum(inspected),
        /** The file that was looked at. */
        fileName: z.string().nullable(),
      }),
    ),
  }),
  'contracts.archive': operation({
    summary:
      'The papers of a contract (file, official records, receipts) as one ZIP with a table of contents and digests',
    method: 'get',
    path: '/api/contracts/:contractId/archive',
    who: behindFigure,
    params,
    /** Of the table of contents; the caller's own when absent. */
    query: z.strictObject({ language: z.enum(languages).optional() }),
    out: downloaded,
    download: { mediaType: 'application/zip' },
  }),
  // who is gone from a contract is gone from the room of its deal
  ...centreOperations('contract', params, ['contracts', 'deals']),
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
