import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readIndexFile, writeIndexFile } from '../../server/features/matches/engine/index-file.ts';
import {
  type MatchingThread,
  matchingThread,
  ThreadAway,
} from '../../server/features/matches/engine/matching-thread.ts';
import type { MatchNeed, MatchPatent } from '../../matching/index.ts';
import { compiled } from '../../server/platform/config.ts';
import { createLogger } from '../../server/platform/logger.ts';

const logger = createLogger('silent');
const patent = (id: string, title: string): { thing: MatchPatent; stamp: string } => ({
  thing: { id, holderId: 'h', title, abstract: '', ipc: [], routes: [] },
  stamp: `1.${id}`,
});
const need = (id: string, title: string): { thing: MatchNeed; stamp: string } => ({
  thing: { id, demanderId: 'd', title, body: '', routes: [] },
  stamp: `1.${id}`,
});
const nothing = { patents: [], needs: [], gonePatents: [], goneNeeds: [] };
const today = '2026-05-04';
const table = 'none';

describe('the thread that matches', () => {
  const folder = mkdtempSync(join(tmpdir(), 'matching-'));
  const file = join(folder, 'index.bin');
  const opened: MatchingThread[] = [];
  const open = (begin: (thread: MatchingThread) => void = () => undefined) => {
    const thread = matchingThread(logger, begin);
    opened.push(thread);
    return thread;
  };
  afterEach(async () => {
    for (const thread of opened.splice(0)) await thread.stop();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('ranks, says why, and forgets what is gone', async () => {
    const thread = open();
    await thread.ask('change', {
      ...nothing,
      patents: [patent('p1', '高镍正极材料'), patent('p2', '焊接机器人')],
      needs: [need('n1', '寻找高镍正极材料')],
    });
    const ids = async () =>
      (await thread.ask('forNeed', { id: 'n1', limit: 5, today })).map(({ patentId }) => patentId);
    expect((await ids())[0]).toBe('p1');
    const explained = await thread.ask('explain', { needId: 'n1', patentId: 'p1', limit: 5, today });
    expect(explained?.placement).toEqual({ kind: 'listed', rank: 1 });
    expect(await thread.ask('explain', { needId: 'n1', patentId: 'gone', limit: 5, today })).toBeNull();
    expect(await thread.ask('change', { ...nothing, gonePatents: ['p1', 'never'] })).toEqual({ patents: 1, needs: 1 });
    expect(await ids()).not.toContain('p1');
  });

  it('saves what it knows and begins with it the next time, and gives the same answers', async () => {
    const first = open();
    await first.ask('open', { file, table, ipcTitles: '' });
    await first.ask('change', { ...nothing, patents: [patent('p1', '高镍正极')], needs: [need('n1', '高镍')] });
    const before = await first.ask('forNeed', { id: 'n1', limit: 5, today });
    expect(await first.ask('save', null)).toEqual({ saved: true });
    expect(await first.ask('save', null)).toEqual({ saved: false });
    const second = open();
    expect(await second.ask('open', { file, table, ipcTitles: '' })).toEqual({ patents: 1, needs: 1 });
    expect(await second.ask('stamps', null)).toEqual({ patents: [['p1', '1.p1']], needs: [['n1', '1.n1']] });
    expect(await second.ask('forNeed', { id: 'n1', limit: 5, today })).toEqual(before);
  });

  it.each([
    ['cut short', (content: Buffer) => content.subarray(0, content.length - 3)],
    [
      'changed in one byte',
      (content: Buffer) => Buffer.from(content.map((byte, at) => (at === content.length - 1 ? byte ^ 1 : byte))),
    ],
    ['empty', () => Buffer.alloc(0)],
    ['no index at all', () => Buffer.from('hello, this is not an index')],
  ])('begins empty with a file that is %s', async (_what, spoil) => {
    writeIndexFile(file, { patents: [['p', 's']], needs: [], bytes: new Uint8Array([1, 2, 3, 4]) });
    expect(readIndexFile(file)).toMatchObject({ patents: [['p', 's']] });
    writeFileSync(file, spoil(readFileSync(file)));
    expect(readIndexFile(file)).toBeUndefined();
    expect(await open().ask('open', { file, table, ipcTitles: '' })).toEqual({ patents: 0, needs: 0 });
  });

  it('begins empty with a file of another version of the library', async () => {
    writeIndexFile(file, { patents: [['p', 's']], needs: [], bytes: new Uint8Array([1, 2, 3, 4]) });
    expect(await open().ask('open', { file, table, ipcTitles: '' })).toEqual({ patents: 0, needs: 0 });
  });

  it('tells whoever waits when it ends, starts again and asks to be filled', async () => {
    let begin: (thread: MatchingThread) => void = () => undefined;
    const begun = new Promise<MatchingThread>((resolve) => (begin = resolve));
    const thread = open((again) => begin(again));
    const asked = thread.ask('size', null);
    thread.crash();
    await expect(asked).rejects.toBeInstanceOf(ThreadAway);
    await expect(thread.ask('size', null)).rejects.toBeInstanceOf(ThreadAway);
    expect(await (await begun).ask('size', null)).toEqual({ patents: 0, needs: 0 });
  });

  it('understands a need in English through the shipped table', async () => {
    const thread = open();
    const shipped = compiled('matching/data/translation.tsv');
    await thread.ask('open', { file: join(folder, 'other.bin'), table: shipped, ipcTitles: '' });
    await thread.ask('change', {
      ...nothing,
      patents: [patent('p1', '一种锂电池正极材料及其制备方法'), patent('p2', '一种焊接机器人手臂')],
      needs: [need('n1', 'Cathode material for a lithium battery')],
    });
    expect((await thread.ask('forNeed', { id: 'n1', limit: 1, today }))[0]?.patentId).toBe('p1');
  });

  it('answers a question that fails with its error, and goes on', async () => {
    const thread = open();
    await expect(thread.ask('useTable', { file: join(folder, 'nowhere') })).rejects.toThrow();
    expect(await thread.ask('size', null)).toEqual({ patents: 0, needs: 0 });
  });
});
