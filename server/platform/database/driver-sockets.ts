import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

/**
 * From now on no connection of the MongoDB driver waits for a socket that is gone. The driver (7.8, 7.9) waits for `drain`
 * after a write to a socket that was destroyed in the same turn, which such a socket never sends; and where the one that
 * waits is its monitor, it never looks at the server again and every command ends in “no server”, though the server is
 * back. So sockets that the driver opens send `drain` when they are destroyed; it then sees for itself that they are closed.
 * What it returns ends that for sockets opened later.
 */
export function releaseDriverSockets(): () => void {
  const see = (message: unknown) => {
    if (isOpenedByDriver()) releaseWhenGone((message as { socket: Socket }).socket); // so says Node's documentation
  };
  subscribe('net.client.socket', see);
  return () => void unsubscribe('net.client.socket', see);
}

/** Whoever opens a socket is still on the stack when the channel tells of it. */
const isOpenedByDriver = () => /node_modules[\\/]mongodb[\\/]/.test(new Error().stack ?? '');

/** Whoever waits for `drain` of a destroyed socket, or begins to, hears it. */
export function releaseWhenGone(socket: Socket): void {
  const release = () => void socket.emit('drain');
  socket.once('close', release);
  socket.on('newListener', (event) => {
    if (event === 'drain' && socket.destroyed) process.nextTick(release);
  });
}
