import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { madeOnce, writeWhole } from '../../../server/platform/write-once.ts';

const folder = mkdtempSync(join(tmpdir(), 'exchange-write-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a file that is made once', () => {
  it('has the content of the first, for everybody, and only its owner may read it', () => {
    const file = join(folder, 'a.key');
    // another process is first, between the look and the writing
    const made = madeOnce(file, () => {
      madeOnce(file, () => 'first');
      return 'second';
    });
    expect([made, madeOnce(file, () => 'third'), readFileSync(file, 'utf8')]).toEqual(['first', 'first', 'first']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['a.key']);
  });

  it('is not there at all when whoever makes it fails', () => {
    const fail = () =>
      madeOnce(join(folder, 'b.key'), () => {
        throw new Error('no chance');
      });
    expect(fail).toThrow('no chance');
    expect(readdirSync(folder)).toEqual(['a.key']);
  });
});

describe('a file that is written whole', () => {
  it('replaces what was there and leaves nothing else', () => {
    const file = join(folder, 'c.json');
    writeFileSync(file, 'old', { mode: 0o644 });
    writeWhole(file, 'new');
    expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual(['new', 0o600]);
    expect(readdirSync(folder)).toEqual(['a.key', 'c.json']);
  });
});
