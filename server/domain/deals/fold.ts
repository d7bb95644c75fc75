import { typesIn } from '../event.ts';
import type { FactOf } from '../events.ts';
import { Money } from '../money.ts';
import type { DealEvents, DealEventType, LineRecord } from './deal-events.ts';
import type { LedgerLine } from './ledger.ts';
import type { CountedDeal } from './metrics.ts';

const nothing: CountedDeal = {
  route: null,
  contract: null,
  evidence: [],
  ledger: [],
  effectiveOn: null,
  completedOn: null,
  shares: [],
  corrections: [],
};

type Folds = { readonly [Type in DealEventType]: (deal: CountedDeal, data: DealEvents[Type]) => CountedDeal };

/** Talk about terms moves no amount. */
const unmoved = (deal: CountedDeal): CountedDeal => deal;
const withLines = (deal: CountedDeal, { lines }: Readonly<{ lines: readonly LineRecord[] }>): CountedDeal => ({
  ...deal,
  ledger: [...deal.ledger, ...lines.map(lineFromRecord)],
});

/** What each event makes of what counts. */
const folds: Folds = {
  'deal.opened': unmoved,
  'deal.offered': unmoved,
  'deal.offerWithdrawn': unmoved,
  'deal.accepted': (deal, { terms: { route } }) => ({ ...deal, route }),
  'deal.reopened': (deal) => ({ ...deal, route: null, contract: null }),
  'deal.contractAttached': (deal, { fileId, sha256 }) => ({ ...deal, contract: { fileId, sha256 } }),
  'deal.signed': (deal, data) => (data.isComplete ? withLines(deal, data) : deal),
  'deal.centreInvited': unmoved,
  'deal.sharesProposed': unmoved,
  /** Before completion shares replace those before; afterwards they correct them from a day on. */
  'deal.sharesConfirmed': (deal, { shares, isComplete, correctedOn: on }) => {
    if (!isComplete) return deal;
    return on ? { ...deal, corrections: [...deal.corrections, { on, shares }] } : { ...deal, shares };
  },
  'deal.madeEffective': (deal, { effectiveOn }) => ({ ...deal, effectiveOn }),
  'deal.evidenceRecorded': (deal, { evidence }) => ({ ...deal, evidence: [...deal.evidence, evidence] }),
  'deal.dueRecorded': withLines,
  'deal.receiptRecorded': withLines,
  'deal.refundRecorded': withLines,
  'deal.contributionRecorded': withLines,
  'deal.drawdownRecorded': withLines,
  'deal.lineConfirmed': (deal, { lineId }) => ({
    ...deal,
    ledger: deal.ledger.map((line) => (line.id === lineId ? { ...line, isConfirmed: true } : line)),
  }),
  'deal.reversalAsked': unmoved,
  'deal.reversalRefused': unmoved,
  'deal.lineReversed': withLines,
  'deal.completed': (deal, { completedOn }) => ({ ...deal, completedOn }),
  'deal.closed': unmoved,
  'deal.terminated': unmoved,
};

/** Every event of a deal, and those after which what counts of a deal may be another. */
export const dealEventTypes = typesIn(folds);
export const movingEvents = dealEventTypes.filter((type) => folds[type] !== unmoved);

const fold = <Type extends DealEventType>(deal: CountedDeal, type: Type, data: DealEvents[Type]): CountedDeal =>
  folds[type](deal, data);

/** What counts of a deal, from its events alone: the proof that no total depends on anything but the chain. */
export function foldDeal(events: Iterable<FactOf<DealEventType>>): CountedDeal {
  let deal = nothing;
  for (const { type, data } of events) deal = fold(deal, type, data);
  return deal;
}

const lineFromRecord = (line: LineRecord): LedgerLine => ({ ...line, amount: Money.fromWire(line.amount) });
