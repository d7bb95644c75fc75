import type { Output } from '../../../server/api/operations.ts';

export type Patent = Output<'patents.get'>;

/** Months in years and months, to say them. */
export const lifeLeft = (remainingMonths: number): { years: number; months: number } => ({
  years: Math.floor(remainingMonths / 12),
  months: remainingMonths % 12,
});
