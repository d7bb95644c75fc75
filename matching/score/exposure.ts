/**
 * Exposure control, separate from the score: what was shown often this week makes room for others. `(1 + shown /
 * cap)^-½`; 1 when it was not shown.
 */
export function exposureFactor(shownThisWeek: number, cap: number): number {
  return (1 + Math.max(0, shownThisWeek) / Math.max(1, cap)) ** -0.5;
}
