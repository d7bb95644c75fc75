import { z } from 'zod';
import { perCentreEvent } from '../domain/centre-invitations.ts';
import { contractProcess, contractStates } from '../domain/contracts/contract-process.ts';
import { endGrounds, rightKinds, waitings } from '../domain/contracts/contract.ts';
import { evidenceKinds } from '../domain/contracts/evidence.ts';
import type { ContractEventType } from '../domain/contracts/contract-events.ts';
import { contractParts, lineKinds, lineParts, proofKinds } from '../domain/contracts/ledger.ts';
import { routes } from '../domain/contracts/routes/routes.ts';
import { commandsOf } from '../domain/process.ts';
import { date, id, instant, money, named, party, positiveMoney, version } from './common.ts';
import { centreFields } from './centres.ts';
import { fileProof, shownFile, terms, titled } from './dealing.ts';

/** Per event of a contract, the part of its data that time lines show. */
export const shownOfContract = {
  'contract.opened': {},
  'contract.carriedOver': {},
  'contract.centreInvited': {},
  ...perCentreEvent('contract', {}),
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
  'contract.ranOut': { on: date },
} as const satisfies Record<ContractEventType, z.ZodRawShape>;

const part = z.enum(contractParts);
const level = z.int().min(0).max(4);

export const share = z.strictObject({ centreId: id, weight: z.int().min(1).max(10_000) });

const ledgerLine = z.strictObject({
  id,
  kind: z.enum(lineKinds),
  part: z.enum(lineParts),
  amount: money,
  date,
  statedBy: z.enum([...contractParts, 'both']),
  isConfirmed: z.boolean(),
  proof: shownFile.extend({ kind: z.enum(proofKinds) }).nullable(),
  reverses: id.nullable(),
  level,
  /** The other side stated it, and the caller's side has not confirmed it. */
  awaitsMe: z.boolean(),
  /** Not reversed, and no reversal is asked for. */
  stands: z.boolean(),
  /** `askEnd` must say how much of it stands. */
  mayEnd: z.boolean(),
});

const evidence = z.strictObject({
  id,
  kind: z.enum(evidenceKinds),
  number: z.string(),
  date,
  file: shownFile.nullable(),
  /** Null: found in the register by the exchange. */
  filedBy: party.nullable(),
  confirmedBy: z.array(party),
  /** Only then it counts, see `domain/contracts/evidence.ts`. */
  isConfirmed: z.boolean(),
  awaitsMe: z.boolean(),
});

export const contractSummary = z.strictObject({
  id,
  version,
  state: z.enum(contractStates),
  parties: z.array(party.extend({ part })),
  centres: z.array(party),
  need: titled.nullable(),
  patents: z.array(titled),
  /** Null when the contract does not come from a deal. */
  dealId: id.nullable(),
  route: z.enum(routes),
  upfront: positiveMoney,
  /** What each side has to do. */
  waits: z.array(z.strictObject({ side: part, what: z.enum(waitings) })),
  /** The caller's side; null for a centre. */
  mySide: part.nullable(),
  updatedAt: instant,
});

export const contract = contractSummary.extend({
  ...centreFields,
  /** Centres that keep a share although they are gone. */
  formerCentres: z.array(party),
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
  file: shownFile.nullable(),
  signedOn: date,
  effectiveOn: date.nullable(),
  completedOn: date.nullable(),
  endedOn: date.nullable(),
  /** The last day of its term; null before it is in force, and without a term. */
  termEndsOn: date.nullable(),
  /** The same day, once it has passed and the patents are free again. */
  ranOutOn: date.nullable(),
  evidence: z.array(evidence),
  centreShares: z.array(share),
  proposedShares: z
    .strictObject({ shares: z.array(share), confirmedBy: z.array(part), reason: z.string().nullable() })
    .nullable(),
  ledger: z.array(ledgerLine),
  /** Requests to reverse a line. */
  reversals: z.array(
    z.strictObject({
      lineId: id,
      id,
      by: part,
      state: z.enum(['asked', 'done', 'refused']),
      reason: z.string().nullable(),
    }),
  ),
  /** One side's request to end the contract, not yet answered. */
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
  CentreShare: share,
  LedgerLine: ledgerLine,
  Evidence: evidence,
  ContractSummary: contractSummary,
  Contract: contract,
});
