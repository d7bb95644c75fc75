import type { PriceBatch } from './price-batches.ts';
import type { MoneyWire } from '../money.ts';
import type { PublicTotal } from './public-totals.ts';

/** What was published of contracts: prices in the stream `prices:all`, figures of the exchange in `totals:all`. */
export type PriceEvents = {
  'totals.published': Readonly<{ total: Omit<PublicTotal, 'amount'> & Readonly<{ amount: MoneyWire }> }>;
  'prices.published': Readonly<{ batches: readonly PriceBatch<string>[] }>;
};
