import { seeded } from '../../scripts/generator/random.ts';
import { crashRounds } from '../support/crash-rounds.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

describe(`kill -9 at random moments (SEED=${seed})`, () => {
  it('loses nothing that was acknowledged in 40 kills', async () => {
    const { acknowledged, kept, failedByStore } = await crashRounds(2_000, 40, seeded(seed).next);
    expect(new Set(kept).size).toBe(kept.length);
    expect(acknowledged.filter((id) => !kept.includes(id))).toEqual([]);
    expect(failedByStore).toBe(0);
  });
});
