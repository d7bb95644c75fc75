// A client of the wire protocol that can send anything.
import { connect, type Socket } from 'node:net';
import { deserialize, type Document, serialize } from 'bson';

export const message = (command: Document): Buffer => {
  const body = Buffer.from(serialize(command));
  const header = Buffer.alloc(21);
  header.writeInt32LE(21 + body.length, 0);
  header.writeInt32LE(7, 4);
  header.writeInt32LE(2013, 12);
  return Buffer.concat([header, body]);
};

const socketOf = (uri: string): string => decodeURIComponent(uri.slice('mongodb://'.length).split('/?')[0] ?? '');

/** Sends bytes; returns the reply, or undefined when the store closed the connection or stayed silent. */
export const say = (uri: string, bytes: Buffer): Promise<Document | undefined> =>
  new Promise((resolve) => {
    const socket: Socket = connect(socketOf(uri));
    const timer = setTimeout(() => socket.destroy(), 150);
    let got = Buffer.alloc(0);
    let reply: Document | undefined;
    socket.on('data', (chunk) => {
      got = Buffer.concat([got, chunk]);
      if (got.length < 4 || got.length < got.readInt32LE(0)) return;
      reply = deserialize(got.subarray(got.readInt32LE(12) === 2013 ? 21 : 36));
      socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(reply);
    });
    socket.write(bytes);
  });
