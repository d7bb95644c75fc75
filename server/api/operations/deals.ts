import { z } from 'zod';
import { findingCodes } from '../../domain/contracts/preflight.ts';
import { routes } from '../../domain/contracts/routes/routes.ts';
import type { DealEventType } from '../../domain/deals/deal-events.ts';
import { dealProcess, dealStates } from '../../domain/deals/deal-process.ts';
import { commandsOf } from '../../domain/process.ts';
import { command, date, id, instant, list, named, outcome, page, party, positiveMoney, version } from '../common.ts';
import { operation } from '../operation.ts';
import { timeline } from '../timeline.ts';
import { fileProof, reason, terms, titled } from './contracts.ts';

const dealId = z.strictObject({ dealId: id });
const side = z.enum(['supplier', 'demander']);

/** What the time line of a deal shows of each of its events. */
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
  file: fileProof.nullable(),
  confirmedBy: z.array(side),
  signedOn: date.nullable(),
  /** The contract that it became, as soon as that is there. */
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

/** Who may call: the parties and accompanying centres; the service finds out who is which in the deal. */
const parties = { roles: ['editor', 'signer'], also: 'a party of the deal' } as const;
const everybody = { roles: ['editor', 'signer'], also: 'a party of the deal or a centre that accompanies it' } as const;
const reader = { also: 'a party of the deal or a centre that accompanies it' } as const;

/** A command on a deal: all of them look alike but for their fields. */
const onDeal = <
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
    path: `/api/deals/:dealId/${path}`,
    changes: ['deals'],
    who,
    socket: true,
    params: dealId,
    body: z.strictObject({ ...command, ...fields }),
    out: outcome,
  });

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
    summary: 'One deal with its offers, the file to confirm, and what I may do now',
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
    out: timeline(shownOfDeal),
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
  'deals.confirmFile': operation({
    summary: 'Confirm exactly the bytes with this SHA-256 as the contract; when both have, it is signed',
    method: 'post',
    path: '/api/deals/:dealId/confirm-file',
    changes: ['deals', 'contracts', 'metrics'],
    who: { roles: ['signer'], also: 'a party of the deal' },
    socket: true,
    params: dealId,
    body: z.strictObject({ ...command, sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    out: outcome,
  }),
  'deals.withdrawConfirmation': operation({
    summary: 'Take my confirmation of the file back, before the other side has given its own',
    method: 'post',
    path: '/api/deals/:dealId/withdraw-confirmation',
    changes: ['deals'],
    who: { roles: ['signer'], also: 'a party of the deal' },
    socket: true,
    params: dealId,
    body: z.strictObject(command),
    out: outcome,
  }),
  'deals.inviteCentre': onDeal('Invite a centre to accompany the deal', 'invite-centre', { centreId: id }, parties),
  'deals.close': onDeal('End the talks without a contract', 'close', { reason }, parties),
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
    path: '/api/deals/:dealId/say',
    changes: ['deals.messages'],
    who: reader,
    socket: true,
    params: dealId,
    body: z.strictObject({ commandId: id, messageId: id, text: z.string().trim().min(1).max(4_000) }),
    out: outcome,
  }),
} as const;
