import type { HintMessage } from '../api/socket.ts';
import type { StreamKind } from '../api/streams.ts';
import type { OperationName } from '../api/operations.ts';
import type { Actor } from '../domain/actors.ts';
import type { EventType } from '../domain/events.ts';
import { mergeOnce } from '../domain/merge-once.ts';
import type { Notice } from '../domain/notices.ts';
import type { Clock, NewId } from './clock.ts';
import type { Commands } from './events/commands.ts';
import type { Config } from './config.ts';
import type { EventStore } from './events/event.store.ts';
import type { Reader } from './events/reader.ts';
import type { Follower } from './events/tail.ts';
import type { Files } from './files/files.ts';
import type { Logger } from './logger.ts';
import type { KnownDevices } from './auth/devices.ts';
import type { Guesses } from './auth/guesses.ts';
import type { Holds } from './database/holds.store.ts';
import type { Database } from './database/mongo.ts';
import type { Handler, Handlers } from './doors/pipeline.ts';
import type { JobHandler, Scheduler } from './jobs/scheduler.ts';
import type { HealthChecks } from './health.ts';

/** The parts of the platform that features get. */
export type Ground = Readonly<{
  config: Config;
  clock: Clock;
  logger: Logger;
  newId: NewId;
  /** The installation's secret key for one purpose. */
  secret: (purpose: string) => string;
  /** Keyed digest that stands for a text in an event. */
  proofOf: (text: string) => string;
  /** SHA-256 in hexadecimal. */
  digest: (text: string) => string;
  database: Database;
  events: EventStore;
  files: Files;
  commands: Commands;
  holds: Holds;
  /** Counts guesses at passwords; see `guesses.ts`. */
  guesses: Guesses;
  devices: KnownDevices;
  plan: Scheduler['plan'];
  cancel: Scheduler['cancel'];
  wakeRelay: () => void;
  /** Sends a hint to the sockets of this process that follow its stream. */
  hint: (message: HintMessage) => void;
}>;

/** By kind of stream (`deal:…`): whether an actor may follow one. Stated by the feature that owns the things. */
export type StreamGuards = Readonly<Partial<Record<StreamKind, (actor: Actor, id: string) => Promise<boolean>>>>;

/**
 * Events that take somebody's permission to follow a thing, and the kinds of its streams that must be left: nothing more
 * is sent to them before each follower was asked about anew.
 */
export type StreamEnds = Readonly<Partial<Record<EventType, readonly StreamKind[]>>>;

/** Whether something that the feature owns entitles the actor to a file of another organisation. */
export type FileGuard = (actor: Actor, fileId: string) => Promise<boolean>;

/** What a feature contributes, and what it `offers` to other features. Building one starts nothing. */
export type Feature = Readonly<{
  handlers?: Partial<Handlers>;
  streamGuards?: StreamGuards;
  streamEnds?: StreamEnds;
  fileGuards?: readonly FileGuard[];
  readers?: readonly Reader[];
  followers?: readonly Follower[];
  /** What of its events is told in the inbox. */
  notices?: readonly Notice[];
  jobs?: readonly JobHandler[];
  checks?: HealthChecks;
  start?: () => void;
  stop?: () => Promise<void>;
  offers?: object;
}>;

type NamesIn<One> = One extends Readonly<{ handlers: infer Of }> ? keyof Of & OperationName : never;

/** The handlers of all features. The type lists the rows that have one, so that the compiler finds missing ones. */
export const handlersOf = <One extends Feature>(features: readonly One[]) =>
  mergeOnce('handler', ...features.map(({ handlers = {} }) => handlers)) as { [Name in NamesIn<One>]: Handler<Name> };

/** Whether an actor may follow a stream, by the guard of its kind; no for kinds without a guard. */
export function streamGuard(features: readonly Feature[]): (actor: Actor, stream: string) => Promise<boolean> {
  const guards = new Map(
    Object.entries(mergeOnce('stream guard', ...features.map(({ streamGuards = {} }) => streamGuards))),
  );
  return async (actor, stream) => {
    const [kind = '', id = ''] = stream.split(/:(.*)/s);
    return (await guards.get(kind)?.(actor, id)) ?? false;
  };
}

/** What the features tell of in the inbox; throws when two tell of one type of event. */
export const noticesOf = (features: readonly Feature[]): readonly Notice[] => {
  const all = features.flatMap(({ notices = [] }) => notices);
  mergeOnce('notice of', ...all.map(({ on }) => ({ [on]: on })));
  return all;
};

/** The streams that an event makes some of their followers leave. */
export function streamsEndedBy(
  features: readonly Feature[],
): (event: Readonly<{ stream: string; type: string }>) => string[] {
  const ends = new Map<string, readonly StreamKind[]>(
    Object.entries(mergeOnce('stream end', ...features.map(({ streamEnds = {} }) => streamEnds))),
  );
  return ({ stream, type }) => (ends.get(type) ?? []).map((kind) => `${kind}${stream.slice(stream.indexOf(':'))}`);
}

/** Whether any feature's guard entitles the actor to a file. */
export const fileGuard = (features: readonly Feature[]): FileGuard => {
  const guards = features.flatMap(({ fileGuards = [] }) => fileGuards);
  return async (actor, fileId) => {
    for (const mayHave of guards) if (await mayHave(actor, fileId)) return true;
    return false;
  };
};
