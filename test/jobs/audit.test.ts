import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FactOf } from '../../server/domain/events.ts';
import { type Checkpoint, createCheckpoints } from '../../server/platform/events/checkpoints.ts';
import { startPlatform, type TestPlatform } from '../support/platform.ts';
import { rawEvents } from '../support/raw-events.store.ts';

let platform: TestPlatform;
let checkpoints: ReturnType<typeof createCheckpoints>;
beforeEach(async () => {
  platform = await startPlatform();
  await platform.prepare();
  checkpoints = createCheckpoints(platform.dataFolder, platform.events);
  for (let n = 1; n <= 4; n++)
    for (const stream of ['deal:a', 'deal:b']) await platform.tell(stream, marked(String(n)));
});
afterEach(() => platform.stop());

const marked = (reason: string): FactOf => ({ type: 'deal.closed', data: { reason, by: 'supplier' } });

const faults = async () => (await checkpoints.audit()).faults;

describe('the audit', () => {
  it('finds nothing where nothing was touched', async () => {
    await checkpoints.write(platform.clock.now());
    await platform.tell('deal:a', marked('5'));
    expect(await checkpoints.audit()).toEqual({ streams: 2, events: 9, checkpoints: 1, faults: [] });
  });

  it('finds a changed content', async () => {
    await rawEvents(platform.database).change({ stream: 'deal:a', seq: 2 }, { 'data.reason': '1000000' });
    expect(await faults()).toEqual([{ stream: 'deal:a', seq: 2, what: 'changed content' }]);
  });

  it('finds a changed author, time or order', async () => {
    await rawEvents(platform.database).change({ stream: 'deal:a', seq: 2 }, { at: new Date(0) });
    await rawEvents(platform.database).change({ stream: 'deal:b', seq: 3 }, { by: { kind: 'person', userId: 'x' } });
    expect((await faults()).map((fault) => fault.what)).toEqual(['changed content', 'changed content']);
  });

  it('finds a missing event, and a changed one whose own hash was made to fit', async () => {
    await rawEvents(platform.database).remove({ stream: 'deal:a', seq: 3 });
    await rawEvents(platform.database).forge('deal:b', { data: { reason: '9' } }, { seq: 2 });
    const found = await faults();
    expect(found).toContainEqual({ stream: 'deal:a', seq: 3, what: 'gap' });
    expect(found).toContainEqual({ stream: 'deal:b', seq: 3, what: 'broken link' });
  });

  it('finds by the checkpoints outside the database that a whole chain was rewritten or cut off', async () => {
    await checkpoints.write(platform.clock.now());
    await rawEvents(platform.database).forge('deal:a', { data: { reason: '7' } }, { relink: true });
    await rawEvents(platform.database).remove({ stream: 'deal:b' });
    expect((await faults()).map(({ what, stream }) => [stream, what])).toEqual([
      ['deal:a', 'history rewritten'],
      ['deal:b', 'history rewritten'],
    ]);
  });

  it('verifies against what somebody kept elsewhere, when here the checkpoints went with the chain', async () => {
    const name = await checkpoints.write(platform.clock.now());
    const ours = join(platform.dataFolder, 'checkpoints');
    const elsewhere = mkdtempSync(join(tmpdir(), 'exchange-kept-'));
    renameSync(join(ours, name), join(elsewhere, name));
    await rawEvents(platform.database).remove({ stream: 'deal:b', seq: { $gt: 2 } });
    expect(await faults()).toEqual([]);
    expect((await checkpoints.audit(elsewhere)).faults).toEqual([
      { checkpoint: name, stream: 'deal:b', what: 'history rewritten' },
    ]);
    rmSync(elsewhere, { recursive: true });
  });

  it('goes on past a checkpoint that is no longer whole, and names a change once, by the first that swore otherwise', async () => {
    const first = await checkpoints.write(platform.clock.now());
    platform.clock.forward(86_400_000);
    const second = await checkpoints.write(platform.clock.now());
    platform.clock.forward(86_400_000);
    const third = await checkpoints.write(platform.clock.now());
    writeFileSync(join(platform.dataFolder, 'checkpoints', second), '{"at": "20');
    await rawEvents(platform.database).remove({ stream: 'deal:a', seq: 4 });
    const found = await checkpoints.audit();
    expect(found.checkpoints).toBe(3);
    expect(found.faults).toEqual([
      { checkpoint: second, what: 'bad signature' },
      { checkpoint: first, stream: 'deal:a', what: 'history rewritten' },
    ]);
    expect(third > second).toBe(true);
  });

  it('finds a checkpoint that was changed with the chain', async () => {
    await checkpoints.write(platform.clock.now());
    const folder = join(platform.dataFolder, 'checkpoints');
    const file = join(folder, readdirSync(folder)[0] ?? '');
    const checkpoint = JSON.parse(readFileSync(file, 'utf8')) as Checkpoint;
    writeFileSync(file, JSON.stringify({ ...checkpoint, heads: {} }));
    expect((await faults()).map(({ what }) => what)).toEqual(['bad signature']);
  });
});
