import { Money, type MoneyWire } from '../money.ts';
import type { Deal } from './deal.ts';
import type { LedgerLine } from './ledger.ts';
import type { CountedDeal } from './metrics.ts';
import type { Route } from './terms.ts';

/** A ledger line as an event holds it. */
type LineWire = Omit<LedgerLine, 'amount'> & { amount: MoneyWire };

/** An event as stored: its type and data. */
export type DealEvent = Readonly<{ type: string; data: Readonly<Record<string, unknown>> }>;

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

/**
 * What counts of a deal, from its events alone: the proof that no total depends on anything but the chain. The data of
 * an event is what `decide.ts` wrote into it, hence the casts.
 */
export function foldDeal(events: Iterable<DealEvent>): CountedDeal {
  let deal = nothing;
  for (const { type, data } of events) {
    const lines = (data['lines'] as LineWire[] | undefined) ?? [];
    if (lines.length > 0) deal = { ...deal, ledger: [...deal.ledger, ...lines.map(lineFromWire)] };
    switch (type) {
      case 'deal.accepted':
        deal = { ...deal, route: (data['terms'] as { route: Route }).route };
        break;
      case 'deal.reopened':
        deal = { ...deal, route: null, contract: null };
        break;
      case 'deal.contractAttached':
        deal = { ...deal, contract: { fileId: data['fileId'] as string, sha256: data['sha256'] as string } };
        break;
      case 'deal.sharesConfirmed':
        if (data['isComplete'] === true) deal = withShares(deal, data);
        break;
      case 'deal.madeEffective':
        deal = { ...deal, effectiveOn: data['effectiveOn'] as CountedDeal['effectiveOn'] };
        break;
      case 'deal.completed':
        deal = { ...deal, completedOn: data['completedOn'] as CountedDeal['completedOn'] };
        break;
      case 'deal.evidenceRecorded':
        deal = { ...deal, evidence: [...deal.evidence, data['evidence'] as Deal['evidence'][number]] };
        break;
      case 'deal.lineConfirmed':
        deal = {
          ...deal,
          ledger: deal.ledger.map((line) => (line.id === data['lineId'] ? { ...line, isConfirmed: true } : line)),
        };
        break;
      default: // talk about terms moves no amount
    }
  }
  return deal;
}

/** Before completion shares replace those before; afterwards they correct them from a day on. */
function withShares(deal: CountedDeal, data: DealEvent['data']): CountedDeal {
  const shares = data['shares'] as CountedDeal['shares'];
  const on = (data['correctedOn'] ?? null) as CountedDeal['completedOn'];
  return on ? { ...deal, corrections: [...deal.corrections, { on, shares }] } : { ...deal, shares };
}

const lineFromWire = (line: LineWire): LedgerLine => ({ ...line, amount: Money.fromWire(line.amount) });
