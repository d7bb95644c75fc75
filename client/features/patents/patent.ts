import type { Output } from '../../../server/api/operations.ts';

export type Patent = Output<'patents.get'>;

/** Splits months into years and months for display. */
export const lifeLeft = (remainingMonths: number): { years: number; months: number } => ({
  years: Math.floor(remainingMonths / 12),
  months: remainingMonths % 12,
});
