import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { privateFolder } from './config.ts';

/**
 * A secret of the installation for one purpose, derived from one root: `SECRET` of the environment (the same for every
 * server of an installation), else a random one in a 0600 file of the data folder.
 */
export function secretFor(purpose: string, dataFolder: string, root: string | undefined): string {
  return Buffer.from(hkdfSync('sha256', root ?? rootOnDisk(dataFolder), 'patent-exchange', purpose, 32)).toString(
    'hex',
  );
}

function rootOnDisk(dataFolder: string): string {
  const file = join(privateFolder(dataFolder, 'keys'), 'root.key');
  if (!existsSync(file)) {
    try {
      writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      // another process of the same folder was first; its key counts
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
  return readFileSync(file, 'utf8');
}
