import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskCheck } from '../../../server/platform/health-checks.ts';

describe('the health of the disk', () => {
  it('is found by writing, not by free space alone, and nothing of that is left', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'exchange-health-'));
    try {
      const file = join(folder, 'a');
      writeFileSync(file, '');
      // there is as much free space in either place, and no file can be made inside a file
      expect((await diskCheck(folder)()).key).not.toBe('health.disk.full');
      expect(await diskCheck(file)()).toMatchObject({ ok: false, key: 'health.disk.full' });
      expect(readdirSync(folder)).toEqual(['a']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
