import { z } from 'zod';
import { dealStates } from '../../domain/deals/deal-process.ts';
import { evidenceKinds } from '../../domain/deals/deal.ts';
import { lineKinds, lineParts } from '../../domain/deals/ledger.ts';
import { findingCodes } from '../../domain/deals/preflight.ts';
import { exclusivities, routes, royaltyBases } from '../../domain/deals/terms.ts';
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

const dealId = z.strictObject({ dealId: id });
const side = z.enum(['supplier', 'demander']);
const basisPoints = z.int().min(1).max(10_000);

/** Structured terms, as offered, accepted and signed. */
export const terms = z.strictObject({
  route: z.enum(routes),
  exclusivity: z.enum(exclusivities).nullable(),
  territory: z.string().trim().min(1).max(200),
  termMonths: z.int().min(1).max(240).nullable(),
  upfront: positiveMoney,
  royalty: z.strictObject({ base: z.enum(royaltyBases), rate: basisPoints }).nullable(),
  equityShare: basisPoints.nullable(),
});
const proof = z.strictObject({ fileId: id, sha256: z.string() });
const share = z.strictObject({ centreId: id, weight: z.int().min(1).max(10_000) });

export const ledgerLine = z.strictObject({
  id,
  kind: z.enum(lineKinds),
  part: z.enum(lineParts),
  amount: money,
  date,
  statedBy: z.enum(['supplier', 'demander', 'both']),
  isConfirmed: z.boolean(),
  proof: proof.nullable(),
  reverses: id.nullable(),
  level: z.int().min(0).max(4),
});

const offerStates = ['open', 'superseded', 'withdrawn', 'accepted'] as const;
const summary = z.strictObject({
  id,
  version,
  state: z.enum(dealStates),
  supplier: party,
  demander: party,
  centres: z.array(party),
  need: z.strictObject({ id, title: z.string() }).nullable(),
  patents: z.array(z.strictObject({ id, title: z.string() })),
  /** Whose answer is awaited. */
  awaits: side.nullable(),
  /** Which side I am on, if any. */
  mySide: side.nullable(),
  /** The last terms on the table. */
  lastOffer: z
    .strictObject({
      number: z.int(),
      by: side,
      state: z.enum(offerStates),
      route: z.enum(routes),
      upfront: positiveMoney,
    })
    .nullable(),
  updatedAt: instant,
});

const deal = summary.extend({
  matchId: id.nullable(),
  offers: z.array(
    z.strictObject({
      number: z.int(),
      by: side,
      terms,
      at: instant,
      validUntil: date.nullable(),
      state: z.enum(offerStates),
      /** The fields that differ from the offer before. */
      changed: z.array(z.string()),
    }),
  ),
  agreed: z.strictObject({ number: z.int(), terms }).nullable(),
  contract: proof.nullable(),
  signedBy: z.array(side),
  signedOn: date.nullable(),
  effectiveOn: date.nullable(),
  completedOn: date.nullable(),
  evidence: z.array(z.strictObject({ kind: z.enum(evidenceKinds), number: z.string(), date, file: proof.nullable() })),
  centreShares: z.array(share),
  proposedShares: z
    .strictObject({ shares: z.array(share), confirmedBy: z.array(side), reason: z.string().nullable() })
    .nullable(),
  ledger: z.array(ledgerLine),
  /** Who asked to take which line back, why, and what became of it. */
  reversals: z.array(
    z.strictObject({
      lineId: id,
      id,
      by: side,
      state: z.enum(['asked', 'done', 'refused']),
      reason: z.string().nullable(),
    }),
  ),
  allowed: z.array(z.string()),
});

const finding = z.strictObject({
  code: z.enum(findingCodes),
  severity: z.enum(['blocks', 'warns']),
  source: z.string(),
  patentId: id,
});
const reason = z.string().trim().min(1).max(500);

/** Who may call: the parties and accompanying centres; the service finds out who is which in the deal. */
const party_ = { roles: ['editor', 'signer'], also: 'a party of the deal' } as const;
const anyone_ = { roles: ['editor', 'signer'], also: 'a party of the deal or a centre that accompanies it' } as const;
const reader = { also: 'a party of the deal or a centre that accompanies it' } as const;

/** A command on a deal: all of them look alike but for their fields. */
const onDeal = <
  const Path extends string,
  const Fields extends z.ZodRawShape,
  const W extends typeof party_ | typeof anyone_,
>(
  summaryText: string,
  path: Path,
  fields: Fields,
  who: W,
) =>
  operation({
    summary: summaryText,
    method: 'post',
    path: `/api/deals/:dealId/${path}`,
    who,
    socket: true,
    params: dealId,
    body: z.strictObject({ ...command, ...fields }),
    out: outcome,
  });

named({ Terms: terms, Proof: proof, CentreShare: share, LedgerLine: ledgerLine, DealSummary: summary, Deal: deal });

export const dealsOperations = {
  'deals.list': operation({
    summary: 'My deals, the last changed first',
    method: 'get',
    path: '/api/deals',
    who: reader,
    query: z.strictObject({
      ...page,
      state: z.enum(dealStates).optional(),
      awaitsMe: z.stringbool().optional(),
      patentId: id.optional(),
      needId: id.optional(),
    }),
    out: list(summary),
  }),
  'deals.counts': operation({
    summary: 'How many deals my organisation has in each state, and how many wait for it',
    method: 'get',
    path: '/api/deals/counts',
    who: reader,
    out: z.strictObject({
      states: z.array(z.strictObject({ state: z.enum(dealStates), count: z.int() })),
      awaitMe: z.int(),
    }),
  }),
  'deals.get': operation({
    summary: 'One deal with its offers, contract, evidence, ledger, and what I may do now',
    method: 'get',
    path: '/api/deals/:dealId',
    who: reader,
    socket: true,
    params: dealId,
    out: deal,
  }),
  'deals.timeline': operation({
    summary: 'What happened in a deal, in order',
    method: 'get',
    path: '/api/deals/:dealId/timeline',
    who: reader,
    params: dealId,
    query: z.strictObject(page),
    out: list(
      z.strictObject({
        seq: z.int(),
        type: z.string(),
        at: instant,
        organisation: party.nullable(),
        data: z.record(z.string(), z.unknown()),
        /** What its author wrote with it. */
        note: z.string().nullable(),
      }),
    ),
  }),
  'deals.preflight': operation({
    summary: 'What the law says about signing the agreed terms (or the open offer) now',
    method: 'get',
    path: '/api/deals/:dealId/preflight',
    who: reader,
    params: dealId,
    out: z.strictObject({ findings: z.array(finding), maySign: z.boolean() }),
  }),
  'deals.offer': onDeal(
    'Put terms on the table; they replace the offer before',
    'offers',
    { terms, validUntil: date.nullable().default(null) },
    party_,
  ),
  'deals.withdrawOffer': onDeal('Take my open offer back', 'offers/withdrawal', {}, party_),
  'deals.accept': onDeal('Accept one exact offer of the other side', 'acceptance', { number: z.int().min(1) }, party_),
  'deals.reopen': onDeal('Go back from agreed terms to talks, before anything is signed', 'reopening', {}, party_),
  'deals.attachContract': onDeal('Name the file that is to be signed', 'contract', { fileId: id }, anyone_),
  'deals.sign': operation({
    summary: 'Sign exactly the bytes with this SHA-256',
    method: 'post',
    path: '/api/deals/:dealId/signatures',
    who: { roles: ['signer'], also: 'a party of the deal' },
    socket: true,
    params: dealId,
    body: z.strictObject({ ...command, sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    out: outcome,
  }),
  'deals.inviteCentre': onDeal('Invite a centre to accompany the deal', 'centres', { centreId: id }, party_),
  'deals.proposeShares': onDeal(
    'Propose the shares of the centres: weights that total 10,000, or none; with the reason once the deal is completed',
    'shares',
    { shares: z.array(share).max(20), reason: reason.nullable().default(null) },
    anyone_,
  ),
  'deals.confirmShares': onDeal('Confirm the proposed shares', 'shares/confirmation', {}, party_),
  'deals.makeEffective': onDeal('Record the day on which the contract took effect', 'effect', { on: date }, party_),
  'deals.recordEvidence': onDeal(
    'Record an official act: registration, filing, certificate, valuation …',
    'evidence',
    {
      kind: z.enum(evidenceKinds).exclude(['registerEvent']),
      number: z.string().trim().min(1).max(80),
      date,
      fileId: id.nullable().default(null),
    },
    anyone_,
  ),
  'deals.recordLine': onDeal(
    'Enter money: due, received, refunded, contributed or drawn',
    'ledger',
    {
      lineId: id,
      kind: z.enum(lineKinds).exclude(['contracted']),
      part: z.enum(lineParts),
      amount: positiveMoney,
      date,
      proofFileId: id.nullable().default(null),
    },
    party_,
  ),
  'deals.confirmLine': onDeal(
    'Confirm a line that the other side entered',
    'ledger/confirmation',
    { lineId: id },
    party_,
  ),
  'deals.reverseLine': onDeal(
    "Ask that a line is taken back by its opposite; one's own unproved word is taken back at once",
    'ledger/reversal',
    { lineId: id, reversalId: id, reason },
    party_,
  ),
  'deals.agreeReversal': onDeal(
    'Agree to a reversal that the other side asked for',
    'ledger/reversal-agreement',
    { lineId: id },
    party_,
  ),
  'deals.refuseReversal': onDeal(
    "Refuse a reversal, or withdraw one's own request",
    'ledger/reversal-refusal',
    { lineId: id, reason },
    party_,
  ),
  'deals.complete': onDeal('Complete the deal: the condition of its route holds', 'completion', {}, anyone_),
  'deals.close': onDeal('End the talks without a contract', 'closing', { reason }, party_),
  'deals.terminate': onDeal('End the contract early', 'termination', { on: date, reason }, party_),
  'deals.messages': operation({
    summary: 'What was said in the room, newest first',
    method: 'get',
    path: '/api/deals/:dealId/messages',
    who: reader,
    params: dealId,
    query: z.strictObject(page),
    out: list(
      z.strictObject({
        id,
        seq: z.int(),
        by: id,
        organisation: party,
        displayName: z.string(),
        text: z.string(),
        at: instant,
      }),
    ),
  }),
  'deals.say': operation({
    summary: 'Say something in the room',
    method: 'post',
    path: '/api/deals/:dealId/messages',
    who: reader,
    socket: true,
    params: dealId,
    body: z.strictObject({ commandId: id, messageId: id, text: z.string().trim().min(1).max(4_000) }),
    out: outcome,
  }),
} as const;
