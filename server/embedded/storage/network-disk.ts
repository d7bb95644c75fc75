/** Detects file systems on which neither locks nor the shared memory of SQLite's WAL is reliable. */
import { execFileSync } from 'node:child_process';
import { realpathSync, statfsSync } from 'node:fs';

/** Linux identifies a file system by number (statfs(2)), macOS by its name in the output of `mount`. */
export interface Mounts {
  readonly platform: string;
  readonly number: (path: string) => number;
  readonly list: () => string;
}

const here: Mounts = {
  platform: process.platform,
  number: (path) => statfsSync(path).type >>> 0,
  list: () => execFileSync('/sbin/mount', { encoding: 'utf8' }),
};

/** Network file systems, host folders seen by a virtual machine, and anything provided by a program (FUSE). */
const NUMBERS: Readonly<Record<number, string>> = {
  0x6969: 'NFS',
  0x517b: 'SMB',
  0xff534d42: 'CIFS',
  0xfe534d42: 'SMB2',
  0x73757245: 'Coda',
  0x5346414f: 'AFS',
  0x6b414653: 'AFS',
  0x00c36400: 'Ceph',
  0x65735546: 'FUSE',
  0x47504653: 'GPFS',
  0x0bd00bd0: 'Lustre',
  0x19830326: 'BeeGFS',
  0x01021997: '9P',
  0x786f4256: 'VirtualBox',
  0xbacbacbc: 'VMware',
};
const NAMES = /^(nfs|smbfs|cifs|afpfs|webdav|ftp|.*fuse.*)$/;

/** The name of the network file system an existing folder is on; undefined for a local disk. */
export const networkOf = (folder: string, mounts: Mounts = here): string | undefined => {
  if (mounts.platform !== 'darwin') return NUMBERS[mounts.number(folder)];
  const path = `${realpathSync(folder)}/`;
  // `//user@host/share on /Volumes/share (smbfs, nodev, nosuid)`: the innermost mount above the folder counts
  const above = [...mounts.list().matchAll(/ on (\/.*) \((\w+)[,)]/g)]
    .map(([, at = '', kind = '']) => ({ at: at === '/' ? at : `${at}/`, kind }))
    .filter(({ at }) => path.startsWith(at))
    .sort((a, b) => b.at.length - a.at.length);
  const kind = above[0]?.kind ?? '';
  return NAMES.test(kind) ? kind : undefined;
};
