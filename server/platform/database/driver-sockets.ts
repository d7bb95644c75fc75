import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

/**
 * Works around a hang of the MongoDB driver (7.8, 7.9): after a write to a socket that was destroyed in the same turn
 * it waits for `drain`, which such a socket never emits. If its monitor hangs so, every command fails with “no server”
 * even when the server is back. From now on sockets that the driver opens emit `drain` when they are destroyed, and the
 * driver then finds that they are closed. Call the returned function to stop this for sockets opened later.
 */
export function releaseDriverSockets(): () => void {
  const see = (message: unknown) => {
    if (isOpenedByDriver()) releaseWhenGone((message as { socket: Socket }).socket); // the shape that Node documents
  };
  subscribe('net.client.socket', see);
  return () => void unsubscribe('net.client.socket', see);
}

/** The channel reports a socket synchronously, so the code that opens it is on the stack. */
const isOpenedByDriver = () => /node_modules[\\/]mongodb[\\/]/.test(new Error().stack ?? '');

/** Makes the socket emit `drain` once it is destroyed, also for listeners that are added later. */
export function releaseWhenGone(socket: Socket): void {
  const release = () => void socket.emit('drain');
  socket.once('close', release);
  socket.on('newListener', (event) => {
    if (event === 'drain' && socket.destroyed) process.nextTick(release);
  });
}
