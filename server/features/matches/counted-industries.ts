/** How many pairs lie in each division of GB/T 4754, by code, as a list with names, the most first. */
export const countedIndustries = (counts: ReadonlyMap<string, number>, nameOf: (code: string) => string) =>
  [...counts].map(([code, count]) => ({ code, name: nameOf(code), count })).sort((a, b) => b.count - a.count);
