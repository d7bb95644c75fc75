import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own (tmpfs) that can be filled; undefined where this process may not mount one. */
export function smallDisk(megabytes: number) {
  const folder = mkdtempSync(join(tmpdir(), 'small-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  const ballast = join(folder, 'ballast');
  return {
    folder,
    /** Leaves not one free byte, at once. */
    fill: (): void => {
      for (let round = 0; ; round++) {
        const { bavail, bsize } = statfsSync(folder);
        if (bavail === 0) return;
        try {
          execFileSync('fallocate', ['-l', String(bavail * bsize), `${ballast}-${round}`], { stdio: 'ignore' });
        } catch {
          // another process took some of the last bytes: look again
        }
      }
    },
    empty: (): void => {
      execFileSync('sh', ['-c', `rm -f ${ballast}-*`]);
    },
    remove: (): void => {
      execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true });
    },
  };
}
