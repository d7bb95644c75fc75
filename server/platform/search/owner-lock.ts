import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

export type OwnerLock = Readonly<{ release: () => Promise<void> }>;

/**
 * Makes this process the owner of `folder`; undefined while another process owns it. The lock is a listening socket,
 * which the system closes however the process ends, so it is never stale.
 */
export async function ownFolder(folder: string): Promise<OwnerLock | undefined> {
  const digest = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32);
  // Linux has sockets without a file; elsewhere the socket file of a dead process is removed first
  const path = process.platform === 'linux' ? `\0patent-exchange-${digest}` : join(folder, 'owner.sock');
  const taken = await listen(path);
  if (taken || process.platform === 'linux' || (await answers(path))) return taken;
  await unlink(path).catch(() => undefined); // another process was faster
  return listen(path);
}

function listen(path: string): Promise<OwnerLock | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy()).unref();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(path, () => {
      resolve({ release: () => new Promise<void>((done) => server.close(() => done())) });
    });
  });
}

const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
