/** A count of things by industry, as their owners write it. */
export type IndustryCount = Readonly<{ value: string; count: number }>;
/** Supply and demand of one industry: `texts` are what owners wrote, `code` its division of GB/T 4754 where they say it. */
export type Industry = Readonly<{ code: string | null; texts: readonly string[]; needs: number; patents: number }>;

/** The division (`C38`) of a text that begins with or contains a code of GB/T 4754. */
export const divisionOf = (text: string): string | null =>
  /(?<![A-Za-z])([A-T]\d{2})\d{0,2}(?!\d)/.exec(text)?.[1] ?? null;

/**
 * Supply and demand by industry: texts with a code by their division, others by themselves. Those in which most is wanted
 * or offered, at most `most`; where needs are many for the patents there are, first. Pure.
 */
export function industriesOf(
  needs: readonly IndustryCount[],
  patents: readonly IndustryCount[],
  most: number,
): Industry[] {
  const found = new Map<string, { code: string | null; texts: string[]; needs: number; patents: number }>();
  const add = (side: 'needs' | 'patents', { value, count }: IndustryCount) => {
    const code = divisionOf(value);
    const one = found.get(code ?? value) ?? { code, texts: [], needs: 0, patents: 0 };
    if (!one.texts.includes(value)) one.texts.push(value);
    one[side] += count;
    found.set(code ?? value, one);
  };
  for (const one of needs) add('needs', one);
  for (const one of patents) add('patents', one);
  return [...found.values()]
    .sort((a, b) => b.needs + b.patents - (a.needs + a.patents))
    .slice(0, most)
    .sort((a, b) => want(b) - want(a) || b.needs - a.needs);
}

/** How much is wanted for what is offered. */
const want = ({ needs, patents }: Industry): number => (needs + 1) / (patents + 1);
