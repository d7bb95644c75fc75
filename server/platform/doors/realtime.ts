import type { Server as HttpServer } from 'node:http';
import type { Request } from 'express';
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
import { showsPeople } from '../../api/streams.ts';
import { type Actor, nobody } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Auth, People } from '../auth/auth.ts';
import { parseInput, problemOf } from './error-map.ts';
import { languageOf } from './http.ts';
import type { FairShares, Lane } from './fair-shares.ts';
import type { Limiter } from './limits.ts';
import { laneOf, shareOf } from './turns.ts';
import { describeError, type Logger } from '../logger.ts';
import type { Caller, Pipeline, SessionControl } from './pipeline.ts';
import { clientAddress } from './client-address.ts';
import { isSameOrigin } from './same-origin.ts';

type SocketData = { userId: string | undefined; sessionId: string };
/** Messages between server processes: some command was committed. */
type BetweenServers = { committed: () => void };
type Door = Server<ClientToServer, ServerToClient, BetweenServers, SocketData>;
type DoorSocket = Socket<ClientToServer, ServerToClient, BetweenServers, SocketData>;

export type Realtime = Readonly<{
  /** Sends the hint to the sockets of this process that follow the stream; each event once. */
  hint: (message: HintMessage) => void;
  /** Makes sockets (of one session, or all) leave the streams they may no longer see. Call it when rights changed. */
  recheck: (sessionId?: string) => Promise<void>;
  /**
   * Makes sockets of this process leave those of the streams that they may no longer see. Hints on these streams wait
   * until it is done, so nobody hears what came after the permission went.
   */
  recheckStreams: (streams: readonly string[]) => Promise<void>;
  /** Closes the session's sockets: at once here and in processes joined by Redis, within 30 s in others. */
  endSession: (sessionId: string) => void;
  /** The Socket.IO server, for an adapter that joins several processes. */
  door: Door;
  close: () => Promise<void>;
}>;

export type RealtimePorts = Readonly<{
  http: HttpServer;
  auth: Auth;
  people: People;
  pipeline: Pipeline;
  limiter: Limiter;
  shares: FairShares;
  logger: Logger;
  newId: () => string;
  publicUrl: string | undefined;
  /** Number of proxies before the server. */
  trustProxy: number;
  /** Whether the actor may follow a stream: the same rule as for reading the thing over HTTP. */
  maySee: (actor: Actor, stream: string) => Promise<boolean>;
}>;

/** The Socket.IO server: operations through the same pipeline as HTTP; a room per stream, with presence and typing. */
export function createRealtime(ports: RealtimePorts): Realtime {
  const { auth, people, pipeline, limiter, logger } = ports;
  const door: Door = new Server(ports.http, {
    path: '/api/socket',
    serveClient: false,
    maxHttpBufferSize: 256 * 1024,
    // browsers send the session cookie from any page, so only our own pages may connect
    allowRequest: (request, decide) => decide(null, isSameOrigin(request.headers, ports.publicUrl)),
  });
  for (const middleware of auth.middleware) door.engine.use(middleware);

  /** The actor of a socket, loaded anew; `nobody` once its session has ended. */
  const actorNow = async ({ data: { userId, sessionId } }: DoorSocket): Promise<Actor> => {
    const session = userId && (await auth.alive([sessionId])).get(sessionId);
    return (session && (await people.load(userId, session.actingFor))) || nobody;
  };

  /** Closes the sockets of this process whose session ended elsewhere or expired. */
  const sweep = async () => {
    const signedIn = [...door.sockets.sockets.values()].filter(({ data }) => data.userId);
    const alive = await auth.alive([...new Set(signedIn.map(({ data }) => data.sessionId))]);
    for (const socket of signedIn) if (!alive.has(socket.data.sessionId)) socket.disconnect(true);
  };
  const sweeper = setInterval(() => {
    // while the database is away sessions cannot be read; the next sweep does
    sweep().catch((error: unknown) => logger.warn({ error: describeError(error) }, 'sessions of sockets not checked'));
  }, sweepMs).unref();

  door.on('connection', (socket) => {
    const request = socket.request as Request; // the session middleware ran on it
    const first = auth.actorOf(request);
    socket.data.userId = first.kind === 'person' ? first.userId : undefined;
    socket.data.sessionId = request.sessionID;
    void socket.join(sessionRoom(request.sessionID));
    const language = languageOf(request);
    const address = clientAddress(request, ports.trustProxy);
    // request, response, session and person of the beginning would stay in memory as long as the socket
    (socket.conn as { request: unknown }).request = undefined;
    /** Runs `work` when it is this person's turn. */
    const inTurn = async <Result>(lane: Lane, work: () => Promise<Result>): Promise<Result> => {
      const release = await ports.shares.turn(shareOf(first, address), lane, () => socket.disconnected);
      try {
        return await work();
      } finally {
        release();
      }
    };

    /** Runs `work` and acknowledges with its result or the error body; never throws. */
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
        const name = operation as OperationName; // checked on the next lines
        const row: Operation | undefined = Object.hasOwn(operations, operation) ? operations[name] : undefined;
        if (!row?.socket) throw new DomainError('NOT_FOUND', 'common.notFound');
        return inTurn(laneOf(row), async () => {
          const actor = await actorNow(socket);
          await limiter.check(actor, address);
          const caller: Caller = {
            actor,
            language,
            requestId: ports.newId(),
            session: noSession,
            pageActsFor: actingFor,
          };
          return pipeline(name, { params, query, body }, caller);
        });
      });
    });
    socket.on('join', (message, ack) => {
      void answer(ack, async () => {
        const { stream } = parseInput(joinRequest, message, language);
        const before = checks;
        await inTurn('light', async () => {
          const actor = await actorNow(socket);
          await limiter.check(actor, address);
          if (!(await ports.maySee(actor, stream))) throw new DomainError('NOT_FOUND', 'common.notFound');
        });
        await socket.join(stream);
        if (checks !== before) await recheckOne(socket, [stream]); // who followed was asked about while this one came in
        tellPresence(socket, stream, { isTyping: false, isHere: true });
        // asked once this one is in: of two who come at the same moment each hears of the other
        const present = await othersIn(socket, stream);
        return { present: socket.rooms.has(stream) ? [...present] : [] };
      });
    });
    socket.on('leave', (message, ack) => {
      void answer(ack, async () => {
        const { stream } = parseInput(joinRequest, message, language);
        await limiter.check(first, address);
        if (!roomsOf(socket).includes(stream)) return {};
        await socket.leave(stream);
        await tellGone(socket, stream);
        return {};
      });
    });
    socket.on('typing', (message) => {
      const parsed = joinRequest.safeParse(message);
      if (!parsed.success || !roomsOf(socket).includes(parsed.data.stream)) return;
      const tell = () => tellPresence(socket, parsed.data.stream, { isTyping: true, isHere: true });
      limiter.check(first, address).then(tell, () => undefined); // too much of it is not heard
    });
    socket.on('disconnecting', () => {
      for (const stream of roomsOf(socket)) void tellGone(socket, stream);
    });
  });

  const tellPresence = (socket: DoorSocket, stream: string, state: { isTyping: boolean; isHere: boolean }) => {
    if (!socket.data.userId || !showsPeople(stream)) return;
    const others = socket.to(stream);
    // typing that misses a busy connection is soon out of date; who came or went must arrive
    (state.isTyping ? others.volatile : others).emit('presence', { stream, userId: socket.data.userId, ...state });
  };

  /** The people who are in a stream by other sockets than this one; nobody where they may not be known. */
  const othersIn = async (socket: DoorSocket, stream: string): Promise<ReadonlySet<string>> => {
    if (!showsPeople(stream)) return new Set();
    // while Redis is away, those of this process
    const others = await door
      .in(stream)
      .fetchSockets()
      .catch(() => door.local.in(stream).fetchSockets());
    return new Set(others.flatMap(({ id, data }) => (id !== socket.id && data.userId ? [data.userId] : [])));
  };
  /** Who has the same room open in another window is still there. */
  const tellGone = async (socket: DoorSocket, stream: string): Promise<void> => {
    const { userId } = socket.data;
    if (userId && !(await othersIn(socket, stream)).has(userId))
      tellPresence(socket, stream, { isTyping: false, isHere: false });
  };

  /** Makes a socket leave those of the streams that its person may no longer see. */
  const recheckOne = async (socket: DoorSocket, streams: readonly string[]) => {
    if (streams.length === 0) return;
    const actor = await actorNow(socket);
    for (const stream of streams) if (!(await ports.maySee(actor, stream))) await sendAway(socket, stream);
  };
  const sendAway = async (socket: DoorSocket, stream: string) => {
    await socket.leave(stream);
    await tellGone(socket, stream);
    socket.emit('left', { stream });
  };
  /** How often followers were asked about anew. */
  let checks = 0;
  /** By stream: resolves when all who follow it here were asked about anew. */
  const checking = new Map<string, Promise<void>>();
  const checkFollowers = async (stream: string) => {
    for (const socket of door.sockets.sockets.values()) {
      if (!socket.rooms.has(stream)) continue;
      await recheckOne(socket, [stream]).catch((error: unknown) => {
        // who cannot be asked about is sent away; the page joins again when it may
        logger.warn({ error: describeError(error) }, 'a follower was not checked');
        return sendAway(socket, stream);
      });
    }
  };
  const emitHint = (message: HintMessage) => door.local.to(message.stream).emit('hint', message);

  /** Events hinted at already: a commit of this process arrives again among the events of all processes. */
  const told = new Set<string>();

  return {
    hint: (message) => {
      const event = `${message.stream}#${message.seq}`;
      if (told.has(event)) return;
      if (told.size > 10_000) told.clear();
      told.add(event);
      const isChecked = checking.get(message.stream);
      if (isChecked) void isChecked.then(() => emitHint(message));
      else emitHint(message);
    },
    recheckStreams: async (streams) => {
      checks++;
      await Promise.all(
        streams.map(async (stream) => {
          const done = checkFollowers(stream);
          checking.set(stream, done);
          await done;
          if (checking.get(stream) === done) checking.delete(stream);
        }),
      );
    },
    recheck: async (sessionId) => {
      checks++;
      for (const socket of door.sockets.sockets.values()) {
        if (sessionId === undefined || socket.data.sessionId === sessionId) await recheckOne(socket, roomsOf(socket));
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
/** No stream has such a name, so clients cannot join this room. */
const sessionRoom = (sessionId: string): string => `session/${sessionId}`;

/** The streams that a socket follows. */
const roomsOf = (socket: DoorSocket): string[] =>
  [...socket.rooms].filter((room) => room !== socket.id && room !== sessionRoom(socket.data.sessionId));

/** No row of the table that has `socket` begins, changes or ends a session. */
const notOverSockets = () => Promise.reject(new Error('sessions are not changed over a socket'));
const noSession: SessionControl = {
  signIn: notOverSockets,
  signOut: notOverSockets,
  actFor: notOverSockets,
  end: notOverSockets,
  endOne: notOverSockets,
  list: notOverSockets,
  source: () => {
    throw new Error('sessions are not changed over a socket');
  },
};
