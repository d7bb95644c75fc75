const day = 86_400_000;

/** Days from calendar date `from` to `to` (`YYYY-MM-DD`); NaN when one is not a date. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / day);
}

export const daysPerYear = 365.25;
