import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFrozenSet } from '../../server/features/matches/engine/frozen-set.ts';
import { matchingThread, type MatchingThread } from '../../server/features/matches/engine/matching-thread.ts';
import { spaceKeeper } from '../../server/features/matches/engine/space-keeper.ts';
import { workshop, type Workshop } from '../../server/features/matches/engine/workshop.ts';
import { compiled } from '../../server/platform/config.ts';
import { createLogger } from '../../server/platform/logger.ts';

const today = '2026-01-01';
const logger = createLogger('silent');
const set = readFrozenSet(compiled('server/features/matches/data/frozen-set.jsonl'));
const nothing = { patents: [], needs: [], gonePatents: [], goneNeeds: [] };
let folder: string;
let thread: MatchingThread;
let bench: Workshop;
const threads: MatchingThread[] = [];
const open = async (): Promise<MatchingThread> => {
  const opened = matchingThread(logger, () => undefined);
  threads.push(opened);
  await opened.ask('open', { file: join(folder, 'index.bin'), table: '', ipcTitles: '' });
  return opened;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'exchange-space-'));
  bench = workshop();
  thread = await open();
});
afterAll(async () => {
  for (const one of threads) await one.stop();
  await bench.stop();
  rmSync(folder, { recursive: true, force: true });
});

const keeper = () => spaceKeeper({ folder, index: join(folder, 'index.bin'), work: bench.work, logger });
const meaningOf = async (of: MatchingThread) => {
  const [first] = await of.ask('forNeed', { id: set.needs[0]?.need.id ?? '', limit: 1, today });
  const bar = first?.needSide.contributions.find(({ feature }) => feature === 'semantic');
  return { index: first?.versions.index, value: bar?.value };
};

describe('the semantic space of an index', () => {
  it('is not learned from a few patents', async () => {
    const few = set.patents.slice(0, 100).map((thing) => ({ thing, stamp: 's' }));
    await thread.ask('change', { ...nothing, patents: few });
    expect(await keeper().keep(thread.ask)).toBe(false);
    expect(await thread.ask('space', null)).toEqual({ id: null });
  });

  it('is learned beside it once there are enough, and from then on meaning counts and lists say which space it was', async () => {
    const patents = set.patents.map((thing) => ({ thing, stamp: 's' }));
    await thread.ask('change', {
      ...nothing,
      patents,
      needs: set.needs.map(({ need }) => ({ thing: need, stamp: 's' })),
    });
    // without a space nothing is known of meaning, so it counts neither for nor against a pair
    expect((await meaningOf(thread)).value).toBeUndefined();
    expect(await keeper().keep(thread.ask)).toBe(true);
    const { id } = await thread.ask('space', null);
    expect(id).toMatch(/^lsa-784-[0-9a-f]{8}$/);
    const { index, value } = await meaningOf(thread);
    expect(index).toContain(`+${id}`);
    expect(value).toBeGreaterThan(0.2);
  });

  it('stays as it is while the patents do, is saved with the index, and takes in what is new', async () => {
    const { id } = await thread.ask('space', null);
    const [patent] = set.patents;
    await thread.ask('change', { ...nothing, patents: [{ thing: { ...patent!, id: 'new' }, stamp: 's' }] });
    expect(await keeper().keep(thread.ask)).toBe(false);
    await thread.ask('save', null);
    const again = await open();
    expect(await again.ask('space', null)).toEqual({ id });
    expect(await meaningOf(again)).toEqual(await meaningOf(thread));
  });

  it('is learned anew when a tenth of the patents is gone', async () => {
    const { id } = await thread.ask('space', null);
    await thread.ask('change', { ...nothing, gonePatents: set.patents.slice(600).map((patent) => patent.id) });
    expect(await keeper().keep(thread.ask)).toBe(true);
    expect((await thread.ask('space', null)).id).not.toBe(id);
  });

  it('keeps its old one when the file of the new one cannot be used', async () => {
    const before = await thread.ask('space', null);
    writeFileSync(join(folder, 'space.bin'), 'not a space');
    await expect(thread.ask('useSpace', { file: join(folder, 'space.bin') })).rejects.toThrow();
    expect(await thread.ask('space', null)).toEqual(before);
  });
});

describe('the workshop', () => {
  it('says what went wrong, and does the next piece of work', async () => {
    const missing = { index: join(folder, 'nowhere.bin'), space: join(folder, 'never.bin') };
    const [failed, tried] = await Promise.allSettled([
      bench.work('buildSpace', missing),
      bench.work('tryWeights', { weights: [] }),
    ]);
    expect(failed).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('no index') } });
    expect(tried).toMatchObject({ status: 'fulfilled', value: { needs: 64, trials: [] } });
  });

  it('tells whoever waits when it closes', async () => {
    const closing = workshop();
    const waiting = closing.work('buildSpace', { index: join(folder, 'index.bin'), space: join(folder, 'late.bin') });
    const settled = expect(waiting).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await closing.stop();
    await settled;
  });
});
