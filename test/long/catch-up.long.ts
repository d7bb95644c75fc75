import { lateReader } from '../support/catch-up.ts';

it('a reader that comes to 10,000 events ends where one from the start is, killed ten times on its way', async () => {
  const seen = await lateReader(10_000, [20, 50, 100, 200, 400, 800, 1_600, 1_600, 3_000, 3_000]);
  expect(seen.new).toEqual(seen.old);
  expect(Object.keys(seen.new)).toHaveLength(seen.streams);
  expect(seen.stillBehind).toEqual([]);
}, 1_200_000);
