type Figure = Readonly<{ mean: number; low: number; high: number }>;
type Comparison = Readonly<{ difference: number; low: number; high: number }>;

const three = (x: number): string => x.toFixed(3);
const signed = (x: number): string => `${x < 0 ? '−' : '+'}${Math.abs(x).toFixed(4)}`;

/** A mean with its confidence interval, formatted. */
export const figureValues = ({ mean, low, high }: Figure) => ({
  mean: three(mean),
  low: three(low),
  high: three(high),
});
export const comparisonValues = ({ difference, low, high }: Comparison) => ({
  mean: signed(difference),
  low: signed(low),
  high: signed(high),
});

/** The verdict of a paired test: an interval that contains 0 shows no difference. */
export function verdictOf({ difference, low, high }: Comparison): 'better' | 'worse' | 'same' | 'none' {
  if (difference === 0 && low === 0 && high === 0) return 'none';
  if (low > 0) return 'better';
  return high < 0 ? 'worse' : 'same';
}
