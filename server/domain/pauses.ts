const minute = 60_000;
const pauses = [5_000, 30_000, 2 * minute, 10 * minute, 30 * minute, 60 * minute, 2 * 60 * minute, 4 * 60 * minute];

/**
 * The pause before the next try at what is outside (a webhook, a mail) after so many in a row failed (1 or more), in
 * milliseconds; from the ninth on six hours.
 */
export const pauseAfter = (failures: number): number => pauses[failures - 1] ?? 6 * 60 * minute;
