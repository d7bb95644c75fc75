import type { PriceBatch } from './price-batches.ts';

/** What contracts cost, as it was published: stream `prices:all`. */
export type PriceEvents = {
  'prices.published': Readonly<{ batches: readonly PriceBatch<string>[] }>;
};
