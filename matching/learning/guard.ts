import { random } from '../semantic/random.ts';

export interface PairedTest {
  /** Mean of candidate minus current. */
  readonly difference: number;
  /** 95 % confidence interval of the difference, by resampling the pairs. */
  readonly low: number;
  readonly high: number;
}

/** Compares two systems on the same queries. Deterministic for a given seed. */
export function pairedBootstrap(
  candidate: readonly number[],
  current: readonly number[],
  rounds = 2000,
  seed = 1,
): PairedTest {
  const differences = candidate.map((x, i) => x - (current[i] ?? 0));
  const { mean: difference, low, high } = bootstrap(differences, rounds, seed);
  return { difference, low, high };
}

/** The mean and its 95 % confidence interval. */
export function bootstrap(
  values: readonly number[],
  rounds = 2000,
  seed = 1,
): { mean: number; low: number; high: number } {
  if (values.length === 0) return { mean: 0, low: 0, high: 0 };
  const next = random(seed);
  const means = Array.from({ length: rounds }, () => {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[Math.floor(next() * values.length)] ?? 0;
    return sum / values.length;
  }).sort((a, b) => a - b);
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return { mean, low: means[Math.floor(rounds * 0.025)] ?? mean, high: means[Math.floor(rounds * 0.975)] ?? mean };
}

/**
 * Whether new weights may be used: only if they are not worse on average on any tested set, however little, since small
 * losses that no test can prove would add up from night to night.
 */
export function mayGoLive(tests: readonly PairedTest[]): boolean {
  return tests.every((test) => test.difference >= 0);
}
