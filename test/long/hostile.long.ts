import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { startApp } from '../support/app.ts';
import { hostile } from '../support/hostile.ts';
import { hostileWorld } from '../support/hostile-world.ts';
import { listPatent } from '../support/listings.ts';
import { member } from '../support/people.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const inputs = Number(process.env['INPUTS'] ?? 100_000);

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const heapMb = () => {
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
};
const percentile = (of: readonly number[], part: number) =>
  [...of].sort((a, b) => a - b)[Math.floor((of.length - 1) * part)] ?? NaN;

it(
  `${inputs} hostile inputs: no fault, no growth, and an ordinary person beside them is served (SEED=${seed})`,
  async () => {
    const app = await startApp();
    const { attackers, ids } = await hostileWorld(app);
    const world = hostile(app.address, attackers, ids, 10_000);
    const person = await member(app, 'university');
    const patentId = await listPatent(person);
    const times: number[] = [];
    let isOver = false;
    const reading = (async () => {
      while (!isOver) {
        const from = performance.now();
        await person.call('patents.get', { params: { patentId } });
        times.push(performance.now() - from);
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    })();
    const heaps: number[] = [];
    try {
      // the first tenth fills what is remembered on purpose
      const step = Math.ceil(inputs / 10);
      for (let n = 0; n < inputs; n += step) {
        await world.attack(seed + n, Math.min(step, inputs - n));
        heaps.push(Math.round(heapMb()));
      }
    } finally {
      isOver = true;
      await reading;
      world.close();
    }
    const [p50, p95] = [0.5, 0.95].map((part) => Math.round(percentile(times, part)));
    console.log(
      `answered: ${JSON.stringify(world.statuses)}; slowest ${Math.round(world.slowest())} ms; heap after each tenth, MB: ` +
        `${heaps.join(', ')}; an ordinary person's p50/p95 of ${times.length} readings: ${p50}/${p95} ms`,
    );
    expect(world.faults.slice(0, 20)).toEqual([]);
    expect(heaps.at(-1) ?? 0).toBeLessThan((heaps[0] ?? 0) * 1.5 + 20);
    expect((await app.app.checkpoints.audit()).faults).toEqual([]);
    await app.stop();
  },
  6 * 60 * 60_000,
);
