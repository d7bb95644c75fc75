import { startApp, type TestApp } from '../support/app.ts';
import { hostile } from '../support/hostile.ts';
import { hostileWorld } from '../support/hostile-world.ts';

const seed = Number(process.env['SEED'] ?? 1);
let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

it(
  `2,000 hostile inputs for every operation are answered, none by a fault (seeds from ${seed})`,
  async () => {
    const { attackers, ids } = await hostileWorld(app);
    const world = hostile(app.address, attackers, ids);
    try {
      await world.attack(seed, 2_000);
      expect(world.faults).toEqual([]);
      // most is refused, and enough gets through to say that not everything stops at the door
      expect(world.statuses['200']).toBeGreaterThan(100);
      expect(world.statuses['400']).toBeGreaterThan(100);
    } finally {
      world.close();
    }
  },
  30 * 60_000,
);
