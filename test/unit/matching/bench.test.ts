import type { Query } from '../../../scripts/bench/data.ts';
import { report } from '../../../scripts/bench/report.ts';
import { measure, type System } from '../../../scripts/bench/system.ts';

const query = (n: number): Query => ({
  id: `q${n}`,
  title: `question ${n}`,
  objective: '',
  body: '',
  ipc: [],
  isPatent: false,
  relevant: new Set([`d${n}`]),
  dropped: new Set(),
});
const queries = Array.from({ length: 60 }, (_, n) => query(n));
const benchmark = { corpus: 'made', docs: [], sets: [{ name: 'made, questions', queries }] };

/** Answers right for even questions only (or for all), each after so many seconds of its own clock. */
function answering(seconds: number, right: (n: number) => boolean): { system: System; now: () => number } {
  let clock = 0;
  const system: System = {
    build: () => Promise.resolve(),
    search: ({ id }) => {
      clock += seconds * 1000;
      return Promise.resolve(right(Number(id.slice(1))) ? [`d${id.slice(1)}`] : ['another']);
    },
    memory: () => 1,
    configuration: '',
    close: () => Promise.resolve(),
  };
  return { system, now: () => clock };
}

const run = (name: string, seconds: number, limits?: { seconds: number; queries: number }) => {
  const { system, now } = answering(seconds, name === 'ours' ? () => true : (n) => n % 2 === 0);
  return measure(name, system, benchmark, limits, now);
};
const slow = () => run('slow', 50, { seconds: 180, queries: Infinity });
const info = { machine: 'm', bench: 'b', queries: 'dev' };

test('a slow system is asked until its time is over, a quick one everything', async () => {
  const asked = async (result: ReturnType<typeof run>) => (await result).sets[0]?.asked ?? [];
  expect(await asked(slow())).toHaveLength(4); // the fourth begins at 150 s
  expect(await asked(run('slow', 0.001, { seconds: 180, queries: 7 }))).toHaveLength(7);
  const all = await asked(run('quick', 1, { seconds: 180, queries: Infinity }));
  expect([...all].sort()).toEqual(queries.map(({ id }) => id).sort());
});

test('what is asked first is a sample and not the beginning, the same for every system', async () => {
  const [four, all] = [(await slow()).sets[0]?.asked ?? [], (await run('ours', 0.005)).sets[0]?.asked ?? []];
  expect(four).toEqual(all.slice(0, 4));
  expect(four).not.toEqual(queries.slice(0, 4).map(({ id }) => id));
});

test('the table says how many were asked, and sets ours beside them over the same queries', async () => {
  const results = [await run('ours', 0.005), await slow()];
  const { text, json } = report(results, [], info);
  const line = (json as { lines: Record<string, unknown>[] }).lines.find(({ system }) => system === 'slow');
  const wrong = (results[1]?.sets[0]?.asked ?? []).filter((id) => Number(id.slice(1)) % 2 === 1).length;
  expect(line).toMatchObject({
    queries: 4,
    of: 60,
    oursMinus: { difference: wrong / 4 },
    timesOurs: { p50: 10_000, p95: 10_000 },
  });
  expect(text).toMatch(/slow +4 of 60 /);
  expect(text).toMatch(/a random sample/);
  expect(report(results.slice(0, 1), [], info).text).not.toMatch(/ of 60/);
});
