import type { Server as HttpServer } from 'node:http';
import type { Request, Response } from 'express';
import { Server, type Socket } from 'socket.io';
import { type OperationName, operations } from '../../api/operations.ts';
import type { Operation } from '../../api/operation.ts';
import {
  type Answer,
  callRequest,
  type ClientToServer,
  type HintMessage,
  joinRequest,
  type ServerToClient,
} from '../../api/socket.ts';
import { type Actor, nobody } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Auth, People } from '../auth/auth.ts';
import { parseInput, problemOf } from './error-map.ts';
import { languageOf } from './http.ts';
import type { Limiter } from './limits.ts';
import { describeError, type Logger } from '../logger.ts';
import type { Caller, Pipeline } from './pipeline.ts';
import { clientAddress } from './client-address.ts';
import { isSameOrigin } from './same-origin.ts';

type SocketData = { userId: string | undefined; sessionId: string };
/** What server processes tell each other: that something was committed. */
type BetweenServers = { committed: () => void };
type Door = Server<ClientToServer, ServerToClient, BetweenServers, SocketData>;
type DoorSocket = Socket<ClientToServer, ServerToClient, BetweenServers, SocketData>;

export type Realtime = Readonly<{
  /** Tells everybody in a stream's room, connected to this process, that the stream moved on; the same event once. */
  hint: (message: HintMessage) => void;
  /** Looks again whether the sockets of a session, or all, may still see their rooms; called when somebody's rights changed. */
  recheck: (sessionId?: string) => Promise<void>;
  /** Shuts the sockets that a session opened, in every process that Redis joins; others find out within half a minute. */
  endSession: (sessionId: string) => void;
  /** The door itself, for an adapter that joins several processes. */
  door: Door;
  close: () => Promise<void>;
}>;

export type RealtimePorts = Readonly<{
  http: HttpServer;
  auth: Auth;
  people: People;
  pipeline: Pipeline;
  limiter: Limiter;
  logger: Logger;
  newId: () => string;
  publicUrl: string | undefined;
  /** How many proxies stand before the server. */
  trustProxy: number;
  /** Whether somebody may follow a stream: the same rule as reading the thing over HTTP. */
  maySee: (actor: Actor, stream: string) => Promise<boolean>;
}>;

/** The socket door: the same pipeline as HTTP, rooms named after streams, presence and typing. */
export function createRealtime(ports: RealtimePorts): Realtime {
  const { auth, people, pipeline, limiter, logger } = ports;
  const door: Door = new Server(ports.http, {
    path: '/api/socket',
    serveClient: false,
    maxHttpBufferSize: 256 * 1024,
    // the cookie opens the socket, so only our own pages may
    allowRequest: (request, decide) => decide(null, isSameOrigin(request.headers, ports.publicUrl)),
  });
  for (const middleware of auth.middleware) door.engine.use(middleware);

  /** Who is at a socket now: nobody as soon as its session has ended, however long it stays open. */
  const actorNow = async ({ data: { userId, sessionId } }: DoorSocket): Promise<Actor> => {
    const session = userId && (await auth.alive([sessionId])).get(sessionId);
    return (session && (await people.load(userId, session.actingFor))) || nobody;
  };

  /** Shuts the sockets of this process whose session ended elsewhere or ran out. */
  const sweep = async () => {
    const signedIn = [...door.sockets.sockets.values()].filter(({ data }) => data.userId);
    const alive = await auth.alive([...new Set(signedIn.map(({ data }) => data.sessionId))]);
    for (const socket of signedIn) if (!alive.has(socket.data.sessionId)) socket.disconnect(true);
  };
  const sweeper = setInterval(() => {
    // while the database is away nobody's session can be judged; the next round does
    sweep().catch((error: unknown) => logger.warn({ error: describeError(error) }, 'sockets cannot be looked through'));
  }, sweepMs).unref();

  door.on('connection', (socket) => {
    const request = socket.request as Request; // the session middleware ran on it
    const first = auth.actorOf(request);
    socket.data.userId = first.kind === 'person' ? first.userId : undefined;
    socket.data.sessionId = request.sessionID;
    void socket.join(sessionRoom(request.sessionID));
    const language = languageOf(request);
    const address = clientAddress(request, ports.trustProxy);

    /** Runs one message and always answers: the result or the error body. */
    const answer = async <Result>(ack: unknown, work: () => Promise<Result>) => {
      const requestId = ports.newId();
      let reply: Answer<Result>;
      try {
        reply = { ok: true, result: await work() };
      } catch (error) {
        reply = { ok: false, problem: problemOf(error, language, requestId, logger) };
      }
      if (typeof ack === 'function') (ack as (reply: Answer<Result>) => void)(reply);
    };

    socket.on('call', (message, ack) => {
      void answer(ack, async () => {
        const { operation, actingFor, params, query, body } = parseInput(callRequest, message, language);
        const name = operation as OperationName; // looked up on the next line
        const row: Operation | undefined = Object.hasOwn(operations, operation) ? operations[name] : undefined;
        if (!row?.socket) throw new DomainError('NOT_FOUND', 'common.notFound');
        const actor = await actorNow(socket);
        await limiter.check(actor, address);
        const caller: Caller = {
          actor,
          language,
          requestId: ports.newId(),
          session: auth.sessionOf(request, noResponse),
          pageActsFor: actingFor,
        };
        return pipeline(name, { params, query, body }, caller);
      });
    });
    socket.on('join', (message, ack) => {
      void answer(ack, async () => {
        const { stream } = parseInput(joinRequest, message, language);
        const actor = await actorNow(socket);
        await limiter.check(actor, address);
        if (!(await ports.maySee(actor, stream))) throw new DomainError('NOT_FOUND', 'common.notFound');
        const others = await door.in(stream).fetchSockets();
        await socket.join(stream);
        tellPresence(socket, stream, { isTyping: false, isHere: true });
        return { present: [...new Set(others.flatMap(({ data }) => (data.userId ? [data.userId] : [])))] };
      });
    });
    socket.on('leave', (message, ack) => {
      void answer(ack, async () => {
        const { stream } = parseInput(joinRequest, message, language);
        if (!roomsOf(socket).includes(stream)) return {};
        await socket.leave(stream);
        tellPresence(socket, stream, { isTyping: false, isHere: false });
        return {};
      });
    });
    socket.on('typing', (message) => {
      const parsed = joinRequest.safeParse(message);
      if (parsed.success && roomsOf(socket).includes(parsed.data.stream)) {
        tellPresence(socket, parsed.data.stream, { isTyping: true, isHere: true });
      }
    });
    socket.on('disconnecting', () => {
      for (const stream of roomsOf(socket)) tellPresence(socket, stream, { isTyping: false, isHere: false });
    });
  });

  const tellPresence = (socket: DoorSocket, stream: string, state: { isTyping: boolean; isHere: boolean }) => {
    if (socket.data.userId)
      socket.to(stream).volatile.emit('presence', { stream, userId: socket.data.userId, ...state });
  };

  /** What this process has just committed comes back to it among the events of all processes. */
  const told = new Set<string>();

  return {
    hint: (message) => {
      const event = `${message.stream}#${message.seq}`;
      if (told.has(event)) return;
      if (told.size > 10_000) told.clear();
      told.add(event);
      door.local.to(message.stream).emit('hint', message);
    },
    recheck: async (sessionId) => {
      for (const socket of door.sockets.sockets.values()) {
        const rooms = sessionId === undefined || socket.data.sessionId === sessionId ? roomsOf(socket) : [];
        if (rooms.length === 0) continue;
        const actor = await actorNow(socket);
        for (const stream of rooms) {
          if (await ports.maySee(actor, stream)) continue;
          await socket.leave(stream);
          socket.emit('left', { stream });
        }
      }
    },
    endSession: (sessionId) => door.in(sessionRoom(sessionId)).disconnectSockets(true),
    door,
    close: () => {
      clearInterval(sweeper);
      return door.close();
    },
  };
}

const sweepMs = 30_000;
/** No stream has such a name, and nobody may join one by it. */
const sessionRoom = (sessionId: string): string => `session/${sessionId}`;

/** The streams that a socket follows. */
const roomsOf = (socket: DoorSocket): string[] =>
  [...socket.rooms].filter((room) => room !== socket.id && room !== sessionRoom(socket.data.sessionId));

/** Signing in over a socket is not offered, so no response is ever written. */
const noResponse = {} as Response;
