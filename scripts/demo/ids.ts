import { idFrom } from '../../server/platform/clock.ts';

/**
 * Ids of the demo, derived from the seed and a name: a repeated run gives the same commands, and those already done are
 * not done twice.
 */
export const idsFrom = (seed: number) => (name: string) => idFrom(`${seed} ${name}`);
export type Ids = ReturnType<typeof idsFrom>;
