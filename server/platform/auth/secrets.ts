import { hkdfSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { privateFolder } from '../config.ts';
import { madeOnce } from '../write-once.ts';

/**
 * A secret for one purpose (32 bytes in hex), derived from the root secret of the installation: `SECRET` of the
 * environment (the same for every server of an installation), else a random one in a 0600 file of the data folder.
 */
export function secretFor(purpose: string, dataFolder: string, root: string | undefined): string {
  return Buffer.from(hkdfSync('sha256', root ?? rootOnDisk(dataFolder), 'patent-exchange', purpose, 32)).toString(
    'hex',
  );
}

const rootOnDisk = (dataFolder: string): string =>
  madeOnce(join(privateFolder(dataFolder, 'keys'), 'root.key'), () => randomBytes(32).toString('hex'));
