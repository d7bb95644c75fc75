import { z } from 'zod';
import { perCentreEvent } from '../../domain/centre-invitations.ts';
import { findingCodes } from '../../domain/contracts/preflight.ts';
import { routes } from '../../domain/contracts/routes/routes.ts';
import type { DealEventType } from '../../domain/deals/deal-events.ts';
import { dealProcess, dealStates } from '../../domain/deals/deal-process.ts';
import { commandsOf } from '../../domain/process.ts';
import { date, id, instant, list, named, outcome, page, party, positiveMoney, version } from '../common.ts';
import { centreFields, centreOperations } from '../centres.ts';
import { callersOf, commandsOn, counts, listQuery, reason, shownFile, terms, titled } from '../dealing.ts';
import { operation } from '../operation.ts';
import { timeline } from '../timeline.ts';

const side = z.enum(['supplier', 'demander']);

/** Per event of a deal, the part of its data that time lines show. */
export const shownOfDeal = {
  'deal.opened': {},
  'deal.offered': { number: z.int() },
  'deal.offerWithdrawn': { number: z.int() },
  'deal.accepted': { number: z.int() },
  'deal.reopened': {},
  'deal.fileAttached': {},
  'deal.fileConfirmed': {},
  'deal.confirmationWithdrawn': {},
  'deal.signed': { signedOn: date },
  'deal.centreInvited': {},
  ...perCentreEvent('deal', {}),
  'deal.closed': {},
} as const satisfies Record<DealEventType, z.ZodRawShape>;

const offerStates = ['open', 'superseded', 'withdrawn', 'accepted'] as const;
const summary = z.strictObject({
  id,
  version,
  state: z.enum(dealStates),
  supplier: party,
  demander: party,
  centres: z.array(party),
  need: titled.nullable(),
  patents: z.array(titled),
  /** The side whose answer is awaited. */
  awaits: side.nullable(),
  /** The sides that have yet to agree to a centre, or refuse it. */
  centreAwaits: z.array(side),
  /** The caller's side; null for a centre. */
  mySide: side.nullable(),
  /** The latest offer. */
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
  ...centreFields,
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
  file: shownFile.nullable(),
  confirmedBy: z.array(side),
  signedOn: date.nullable(),
  /** Null until the contract is opened. */
  contractId: id.nullable(),
  allowed: z.array(z.enum(commandsOf(dealProcess))),
});

named({ DealSummary: summary, Deal: deal });

const finding = z.strictObject({
  code: z.enum(findingCodes),
  severity: z.enum(['blocks', 'warns']),
  source: z.string(),
  patentId: id,
});

const { parties, signers, everybody, readers } = callersOf('deal');
const params = z.strictObject({ dealId: id });
const onDeal = commandsOn('deals/:dealId', params, ['deals']);

export const dealsOperations = {
  'deals.list': operation({
    summary: 'My deals, the last changed first',
    method: 'get',
    path: '/api/deals',
    who: readers,
    query: listQuery(dealStates),
    out: list(summary),
  }),
  'deals.counts': operation({
    summary: 'How many deals my organisation has in each state, and how many wait for it',
    method: 'get',
    path: '/api/deals/counts',
    who: readers,
    out: counts(dealStates),
  }),
  'deals.get': operation({
    summary: 'One deal with its offers, the file to confirm, and what I may do now',
    method: 'get',
    path: '/api/deals/:dealId',
    who: readers,
    socket: true,
    params,
    out: deal,
  }),
  'deals.timeline': operation({
    summary: 'What happened in a deal, in order',
    method: 'get',
    path: '/api/deals/:dealId/timeline',
    who: readers,
    params,
    query: z.strictObject(page),
    out: timeline(shownOfDeal),
  }),
  'deals.preflight': operation({
    summary: 'What the law says about signing the agreed terms (or the open offer) now',
    method: 'get',
    path: '/api/deals/:dealId/preflight',
    who: readers,
    params,
    out: z.strictObject({ findings: z.array(finding), maySign: z.boolean() }),
  }),
  'deals.offer': onDeal(
    'Put terms on the table; they replace the offer before',
    'offer',
    { terms, validUntil: date.nullable().default(null) },
    parties,
  ),
  'deals.withdrawOffer': onDeal('Take my open offer back', 'withdraw-offer', {}, parties),
  'deals.accept': onDeal('Accept one exact offer of the other side', 'accept', { number: z.int().min(1) }, parties),
  'deals.reopen': onDeal(
    'Go back from agreed terms to talks, before both have confirmed the file',
    'reopen',
    {},
    parties,
  ),
  'deals.attachFile': onDeal('Name the file that both are to confirm', 'attach-file', { fileId: id }, everybody),
  'deals.confirmFile': {
    ...onDeal(
      'Confirm exactly the bytes with this SHA-256 as the contract; when both have, it is signed',
      'confirm-file',
      { sha256: z.string().regex(/^[0-9a-f]{64}$/) },
      signers,
    ),
    changes: ['deals', 'contracts', 'metrics'],
  },
  'deals.withdrawConfirmation': onDeal(
    'Take my confirmation of the file back, before the other side has given its own',
    'withdraw-confirmation',
    {},
    signers,
  ),
  ...centreOperations('deal', params, ['deals']),
  'deals.close': onDeal('End the talks without a contract', 'close', { reason }, parties),
  'deals.messages': operation({
    summary: 'What was said in the room, newest first',
    method: 'get',
    path: '/api/deals/:dealId/messages',
    who: readers,
    params,
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
  'deals.readMessages': operation({
    summary: 'Say that somebody of my organisation has read the room up to a message; less than before changes nothing',
    method: 'post',
    path: '/api/deals/:dealId/messages/read',
    changes: ['inbox'],
    who: readers,
    params,
    body: z.strictObject({ upTo: z.int().min(1) }),
    out: z.strictObject({}),
  }),
  'deals.say': operation({
    summary: 'Say something in the room',
    method: 'post',
    path: '/api/deals/:dealId/say',
    changes: ['deals.messages'],
    who: readers,
    socket: true,
    params,
    body: z.strictObject({ commandId: id, messageId: id, text: z.string().trim().min(1).max(4_000) }),
    out: outcome,
  }),
} as const;
