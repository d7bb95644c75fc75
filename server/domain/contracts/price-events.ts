import type { PriceBatch } from './price-batches.ts';
import type { PublicTotal } from './public-totals.ts';

/** What was published of contracts: prices in the stream `prices:all`, figures of the exchange in `totals:all`. */
export type PriceEvents = {
  'totals.published': Readonly<{ total: PublicTotal }>;
  'prices.published': Readonly<{ batches: readonly PriceBatch<string>[] }>;
};
