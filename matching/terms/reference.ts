import type { Route } from '../types.ts';

/**
 * Mean value of deals of universities and institutes in CNY: 23,006 transfers, 14,263 licences and 472 equity
 * contributions of 4,028 institutions in 2023 (yearly report on technology transfer, as cited in the press).
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

/** Usual spread of such deals around the mean: our own estimate, until there are enough comparable deals. */
export const referenceSpread = { low: 0.3, high: 2.5 } as const;

/**
 * What the fee of an open licence should "generally" not exceed: a fixed fee in CNY, shares of net sales and of profit.
 * Source: Guidelines for Patent Examination, part V chapter 11.
 */
export const openLicenceLimits = { fixedFee: 20_000_000, netSalesShare: 0.2, profitShare: 0.4 } as const;
