/** Listens, splits connections into requests, answers them in order. A bad client loses only its own connection. */
import { createServer, type Server, type Socket } from 'node:net';
import { isDoc } from '../values/bson.ts';
import { encode } from '../values/bson-write.ts';
import { hello } from '../commands/admin.ts';
import type { Dispatcher } from '../commands/dispatch.ts';
import { fail } from '../values/errors.ts';
import { type Credentials, Login } from './scram.ts';
import { failure } from '../commands/failure.ts';
import { answer, Framer, MAX_MESSAGE, parse, ProtocolError, type Request } from './messages.ts';

/** Largest message, in bytes, from a connection that has not authenticated. */
const STRANGERS_MESSAGE = 64 * 1024;
/** A connection is not read while this many of its requests wait for an answer. */
const MOST_WAITING = 16;

export interface Listener {
  readonly server: Server;
  readonly connections: () => number;
  readonly close: () => void;
}

/** With `credentials`, a connection may only say hello until it has authenticated. */
export const listen = (dispatcher: Dispatcher, onIdle: () => void, credentials?: Credentials): Listener => {
  const open = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    open.add(socket);
    const login = credentials && new Login(credentials);
    const framer = new Framer(() => (login?.isKnown === false ? STRANGERS_MESSAGE : MAX_MESSAGE));
    let turn = Promise.resolve();
    let waiting = 0;
    const next = async (message: Buffer): Promise<void> => {
      await respond(dispatcher, login, socket, message);
      if (--waiting < MOST_WAITING) socket.resume();
    };
    socket.on('data', (chunk) => {
      try {
        for (const message of framer.push(chunk)) {
          turn = turn.then(() => next(message));
          // a client that sends faster than it is answered has to wait
          if (++waiting >= MOST_WAITING) socket.pause();
        }
      } catch {
        socket.destroy();
      }
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      open.delete(socket);
      if (open.size === 0) onIdle();
    });
  });
  return {
    server,
    connections: () => open.size,
    close: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
};

const respond = async (
  dispatcher: Dispatcher,
  login: Login | undefined,
  socket: Socket,
  message: Buffer,
): Promise<void> => {
  if (socket.destroyed) return;
  let request: Request | undefined;
  let reply: Buffer;
  try {
    request = parse(message);
    reply = introduction(login, request, socket) ?? (await dispatcher.handle(request.command));
  } catch (error) {
    if (error instanceof ProtocolError) return void socket.destroy();
    reply = failure(error);
  }
  const to = request ?? { id: message.readInt32LE(4), legacy: false, silent: false };
  if (to.silent || socket.destroyed || socket.write(answer(to, reply))) return;
  await new Promise<void>((resolve) => {
    const goOn = (): void => {
      socket.off('drain', goOn).off('close', goOn);
      resolve();
    };
    socket.on('drain', goOn).on('close', goOn);
  });
};

/** The answer to hello and to authentication; undefined for commands that may pass. Throws Unauthorized for others. */
const introduction = (login: Login | undefined, { command }: Request, socket: Socket): Buffer | undefined => {
  const [name = ''] = command.keys();
  if (['hello', 'isMaster', 'ismaster'].includes(name)) {
    const { localAddress = 'localhost', localPort = 27017 } = socket;
    const reply = hello(new Date(), name !== 'hello', `${localAddress}:${localPort}`);
    if (login && command.has('saslSupportedMechs')) reply.set('saslSupportedMechs', ['SCRAM-SHA-256']);
    const early = command.get('speculativeAuthenticate');
    if (login && isDoc(early) && early.get('mechanism') === 'SCRAM-SHA-256')
      reply.set('speculativeAuthenticate', login.start(early));
    return encode(reply);
  }
  if (!login) return undefined;
  if (name === 'saslStart') return encode(login.start(command));
  if (name === 'saslContinue') return encode(login.continue(command));
  if (!login.isKnown) fail('Unauthorized', `command ${name} requires authentication`);
  return undefined;
};
