/**
 * The store's process: `main.js --data DIR [--idle-seconds 30] [--port N]`. Owns DIR, listens on a socket in it, prints
 * one JSON line `{ ready, uri }` once clients can connect, and ends when there has been no client for the given time
 * (0: never). With a port it also listens on loopback, for clients that know a new random password. Exit codes: 3,
 * another process owns the folder; 4, the data is damaged.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from './commands/clock.ts';
import { Cursors } from './commands/cursors.ts';
import { Dispatcher } from './commands/dispatch.ts';
import { announce, FolderInUse, own, socketPath, wasLeftOpen, withdraw } from './storage/folder.ts';
import { Housekeeping } from './commands/housekeeping.ts';
import { Damaged } from './storage/integrity.ts';
import { ReaderThread } from './commands/reader-thread.ts';
import { credentialsOf } from './wire/scram.ts';
import { listen } from './wire/server.ts';
import { Sessions } from './commands/sessions.ts';
import { Store } from './storage/store.ts';

const HOUSEKEEPING_MS = 60_000;

const usage = 'usage: main.js --data FOLDER [--idle-seconds N] [--port N]';
const values = (() => {
  const text = { type: 'string' } as const;
  const options = { data: text, 'idle-seconds': text, port: text, help: { type: 'boolean' } } as const;
  try {
    return parseArgs({ options }).values;
  } catch {
    return {}; // prints the usage below
  }
})();
if (!values.data) {
  console[values.help ? 'log' : 'error'](usage);
  process.exit(values.help ? 0 : 2);
}
const data = resolve(values.data);
const idleMs = Number(values['idle-seconds'] ?? 30) * 1000;
process.umask(0o077);

/** Exits with a sentence for the operator instead of a stack. */
const exitWith = (error: unknown): never => {
  const said = error instanceof Error ? error.message : String(error);
  const isDamaged = error instanceof Damaged || /malformed|not a database/.test(said);
  const isFull = /ENOSPC|disk is full/.test(said);
  const isClosed = /EACCES|EPERM|EROFS|readonly|unable to open/.test(said);
  console.error(
    isDamaged
      ? `The data in ${data} is damaged, restore a backup: ${said}`
      : isFull
        ? `The disk of ${data} is full: make room and start again, nothing is lost.`
        : isClosed
          ? `The folder ${data} cannot be written to (read-only, or somebody else's): ${said}`
          : said,
  );
  return process.exit(error instanceof FolderInUse ? 3 : isDamaged ? 4 : 1);
};

const open = () => {
  try {
    const folder = own(data);
    const store = new Store(data);
    if (wasLeftOpen(data)) store.verify();
    return { folder, store };
  } catch (error) {
    return exitWith(error);
  }
};

const { folder, store } = open();
const cursors = new Cursors('store', systemClock);
const sessions = new Sessions(store, cursors, systemClock);
const thread = new ReaderThread(store.path);
const dispatcher = new Dispatcher(store, sessions, cursors, thread, systemClock);

let idle: NodeJS.Timeout | undefined;
const waitForClients = (): void => {
  clearTimeout(idle);
  if (idleMs > 0) idle = setTimeout(() => listeners.every((l) => l.connections() === 0) && stop(), idleMs);
};
const socket = socketPath(data);
const password = randomBytes(24).toString('base64url');
const listeners = [listen(dispatcher, waitForClients)];
if (values.port !== undefined) listeners.push(listen(dispatcher, waitForClients, credentialsOf('store', password)));
const [local, tcp] = listeners;

const stop = (): void => {
  socket.remove();
  for (const listener of listeners) listener.close();
  thread.stop();
  store.close();
  withdraw(data);
  folder.release();
  process.exit(0);
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);

const housekeeping = new Housekeeping(store, cursors, sessions, systemClock);
setInterval(() => {
  try {
    housekeeping.round();
  } catch (error) {
    // for example a full disk: writers are told by their own commands, and readers can go on
    console.error(error instanceof Error ? error.message : error);
  }
}, HOUSEKEEPING_MS).unref();

const ready = (uri: string): void => {
  try {
    announce(data, { pid: process.pid, socket: socket.path });
  } catch (error) {
    exitWith(error);
  }
  console.log(JSON.stringify({ ready: true, uri }));
  waitForClients();
};

local?.server.listen(socket.path, () => {
  chmodSync(socket.path, 0o600);
  if (!tcp) return ready(`mongodb://${encodeURIComponent(socket.path)}/?directConnection=true`);
  tcp.server.on('error', (error) => {
    console.error(error.message);
    stop();
  });
  tcp.server.listen(Number(values.port), '127.0.0.1', () => {
    const { port } = tcp.server.address() as AddressInfo; // a TCP server's address
    ready(`mongodb://store:${password}@127.0.0.1:${port}/?directConnection=true&authMechanism=SCRAM-SHA-256`);
  });
});
