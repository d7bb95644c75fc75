import { crashRounds } from '../support/crash-rounds.ts';

describe('kill -9 of the server and of the store, in the middle of work', () => {
  it('loses nothing that was acknowledged, does nothing twice, and fails no request because of the store', async () => {
    const kinds = [0.2, 0.9, 0.3, 0.1]; // store, then server
    const { acknowledged, kept, failedByStore } = await crashRounds(40, 2, () => kinds.shift() ?? 0.5);
    expect(new Set(kept).size).toBe(kept.length);
    expect(acknowledged.filter((id) => !kept.includes(id))).toEqual([]);
    expect(failedByStore).toBe(0);
  });
});
