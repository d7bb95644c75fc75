/** Listens, cuts each connection's bytes into requests and answers them in order. A bad client costs its own connection only. */
import { createServer, type Server, type Socket } from 'node:net';
import { encode, isDoc } from './bson.ts';
import { hello } from './commands.admin.ts';
import type { Dispatcher } from './dispatch.ts';
import { StoreError } from './errors.ts';
import { type Credentials, Login } from './scram.ts';
import { answer, failure, Framer, parse, ProtocolError, type Request } from './wire.ts';

export interface Listener {
  readonly server: Server;
  readonly connections: () => number;
  readonly close: () => void;
}

/** With `credentials` a connection may only say hello until it has proved that it knows the password. */
export const listen = (dispatcher: Dispatcher, onIdle: () => void, credentials?: Credentials): Listener => {
  const open = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    open.add(socket);
    const framer = new Framer();
    const login = credentials && new Login(credentials);
    let turn = Promise.resolve();
    socket.on('data', (chunk) => {
      try {
        for (const message of framer.push(chunk)) turn = turn.then(() => respond(dispatcher, login, socket, message));
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
    reply = (login && unknown(login, request)) ?? (await dispatcher.handle(request));
  } catch (error) {
    if (error instanceof ProtocolError) return void socket.destroy();
    reply = failure(error);
  }
  const to = request ?? { id: message.readInt32LE(4), legacy: false, silent: false };
  if (!to.silent && !socket.destroyed) socket.write(answer(to, reply));
};

/** What a connection with a password to prove gets; nothing for the ordinary commands of one that has proved it. */
const unknown = (login: Login, { command }: Request): Buffer | undefined => {
  const [name = ''] = command.keys();
  if (name === 'saslStart') return encode(login.start(command));
  if (name === 'saslContinue') return encode(login.continue(command));
  if (['hello', 'isMaster', 'ismaster'].includes(name)) {
    const reply = hello(new Date(), name !== 'hello');
    if (command.has('saslSupportedMechs')) reply.set('saslSupportedMechs', ['SCRAM-SHA-256']);
    const early = command.get('speculativeAuthenticate');
    if (isDoc(early) && early.get('mechanism') === 'SCRAM-SHA-256')
      reply.set('speculativeAuthenticate', login.start(early));
    return encode(reply);
  }
  if (!login.isKnown) throw new StoreError('Unauthorized', `command ${name} requires authentication`);
  return undefined;
};
