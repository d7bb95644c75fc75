import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { MongoClient } from 'mongodb';
import { releaseDriverSockets, releaseWhenGone } from '../../../server/platform/database/driver-sockets.ts';

/** Accepts and says nothing, as a database that is just being killed. */
async function silentServer(): Promise<{ server: Server; port: number; accepted: Socket[] }> {
  const accepted: Socket[] = [];
  const server = createServer((socket) => void accepted.push(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not on TCP');
  return { server, port: address.port, accepted };
}

describe('sockets of the database driver', () => {
  let there: Awaited<ReturnType<typeof silentServer>>;
  beforeAll(async () => void (there = await silentServer()));
  afterAll(() => {
    for (const socket of there.accepted) socket.destroy();
    there.server.close();
  });

  const opened = async () => {
    const socket = connect(there.port, '127.0.0.1');
    await once(socket, 'connect');
    return socket.on('error', () => undefined);
  };

  it('release who waited for them when they are destroyed', async () => {
    const socket = await opened();
    releaseWhenGone(socket);
    const drained = once(socket, 'drain');
    socket.destroy();
    await drained;
  });

  it('release who begins to wait after they were destroyed, in the same turn or later', async () => {
    const socket = await opened();
    releaseWhenGone(socket);
    socket.destroy();
    socket.write('too late');
    await once(socket, 'drain');
    await once(socket, 'drain');
  });

  it('are told from other sockets', async () => {
    const leave = releaseDriverSockets();
    const asked = (socket: Socket) => socket.listenerCount('newListener') > 0;
    const other = await opened();
    expect(asked(other)).toBe(false);
    other.destroy();

    const seen: Socket[] = [];
    const client = new MongoClient(`mongodb://127.0.0.1:${there.port}/`, { serverSelectionTimeoutMS: 300 });
    const see = (message: unknown) => void seen.push((message as { socket: Socket }).socket);
    subscribe('net.client.socket', see);
    await expect(client.connect()).rejects.toThrow();
    unsubscribe('net.client.socket', see);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.every(asked)).toBe(true);
    await client.close();
    leave();
  });

  it('do not keep its monitor from looking again when they are destroyed as it writes to them', async () => {
    const leave = releaseDriverSockets();
    const destroy = (message: unknown) => {
      const { socket } = message as { socket: Socket };
      socket.once('connect', () => queueMicrotask(() => socket.destroy()));
    };
    subscribe('net.client.socket', destroy);
    const client = new MongoClient(`mongodb://127.0.0.1:${there.port}/`, {
      serverSelectionTimeoutMS: 20_000,
      heartbeatFrequencyMS: 500,
    });
    let looked = 0;
    const again = new Promise<void>((resolve) => {
      client.on('serverHeartbeatStarted', () => {
        looked++;
        if (looked === 3) resolve();
      });
    });
    const connecting = client.connect().catch(() => undefined); // nobody is there, and it is closed
    await again;
    unsubscribe('net.client.socket', destroy);
    await client.close();
    await connecting;
    leave();
  });
});
