import { idFrom } from '../../server/platform/clock.ts';

/**
 * Ids of the demo exchange follow from the seed and a name: a run that was interrupted says the same commands again, and
 * what had been acknowledged is not done twice.
 */
export const idsFrom = (seed: number) => (name: string) => idFrom(`${seed} ${name}`);
export type Ids = ReturnType<typeof idsFrom>;
