import { known, unknown, type Fit } from './fit.ts';

/** Closeness of two GB/T 4754 codes ("C3841"): same class 1, group 0.8, division 0.6, section 0.3, else 0. */
export function industryCloseness(a: string, b: string): number {
  let shared = 0;
  while (shared < Math.min(a.length, b.length) && a[shared] === b[shared]) shared++;
  if (a === b) return 1;
  return shared >= 4 ? 0.8 : shared === 3 ? 0.6 : shared >= 1 ? 0.3 : 0;
}

/** The closest pair of codes. `asking` is the side whose wish it is. */
export function industryFit(
  wanted: readonly string[] | undefined,
  offered: readonly string[] | undefined,
  asking: 'need' | 'patent' = 'need',
): Fit {
  const shown = { wanted: wanted ?? [], offered: offered ?? [] };
  if (!wanted?.length || !offered?.length)
    return asking === 'need' ? unknown(wanted?.[0], offered?.[0], shown) : unknown(offered?.[0], wanted?.[0], shown);
  return known(Math.max(...wanted.flatMap((w) => offered.map((o) => industryCloseness(w, o)))), shown);
}
