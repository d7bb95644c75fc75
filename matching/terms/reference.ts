import type { Route } from '../types.ts';

/**
 * What deals of universities and institutes were worth on average: 23,006 transfers, 14,263 licences and 472 equity
 * contributions of 4,028 institutions in 2023 (yearly report on technology transfer, as cited in the press), CNY.
 */
export const referenceAmounts: { readonly year: number; readonly mean: Readonly<Partial<Record<Route, number>>> } = {
  year: 2023,
  mean: {
    transfer: 461_000,
    'exclusive-licence': 635_000,
    'sole-licence': 635_000,
    'ordinary-licence': 635_000,
    'open-licence': 635_000,
    equity: 9_460_000,
  },
};

/** How far from the mean such deals usually lie; an estimate of the house, to be replaced by comparable deals. */
export const referenceSpread = { low: 0.3, high: 2.5 } as const;

/**
 * "Generally" not exceeded by the fee of an open licence: a fixed fee in CNY, shares of net sales and of profit.
 * Source: Guidelines for Patent Examination, part V chapter 11.
 */
export const openLicenceLimits = { fixedFee: 20_000_000, netSalesShare: 0.2, profitShare: 0.4 } as const;
