/** What a list to import may have at most: what the page promises and the parser accepts is this one number. */
export const listLimits = {
  /** Some 50,000 patents with abstracts as CSV. */
  megabytes: 30,
  /** Entries, beside header, totals and notes. */
  rows: 100_000,
} as const;
