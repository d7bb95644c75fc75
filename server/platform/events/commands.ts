import type { Actor } from '../../domain/actors.ts';
import type { RoomEvents } from '../../domain/deals/deal-events.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Concerns, EventAuthor } from '../../domain/event.ts';
import type { Events, EventType } from '../../domain/events.ts';
import type { Clock, NewId } from '../clock.ts';
import { canonical, keyedDigest } from './chain.ts';
import { type EventStore, waitingFor } from './event.store.ts';
import { eventVersion } from './upcasters.ts';
import { type Database, duplicateKey } from '../database/mongo.ts';

export type Outcome = Readonly<{ id: string; version: number }>;

export type Command = Readonly<{
  operation: string;
  /** `kind:id`; the outcome names the id. */
  stream: string;
  /**
   * `system` only where the exchange itself chose the command id. What an anonymous caller asks for (a registration)
   * carries an id of the caller's choice and is `nobody`'s.
   */
  actor: Actor;
  /**
   * The content; the same command id must always come with the same content. `expectedVersion` may be left out only
   * where no version can be stale: messages of a room, and commands that are guarded otherwise.
   */
  body: Readonly<{ commandId: string; expectedVersion?: number | undefined; [field: string]: unknown }>;
  /**
   * The thing's present version, for things that bulk commands change as well (an import changes 500 things by one
   * event in its own stream). Without it the version is the number of events in the stream.
   */
  currentVersion?: () => Promise<number>;
}>;

/** The event that a decision leads to. `concerns` as things are after it; the own stream is added. */
export type EventDraft = {
  [Type in EventType]: Readonly<{
    type: Type;
    data: Events[Type];
    concerns: Concerns;
    /**
     * Sent to sockets with the event: the text and author of a message, which the event itself must not hold. Only those
     * who may see people follow a room; followers of other streams, who may be anonymous, learn of no person.
     */
    hint?: Type extends keyof RoomEvents ? Readonly<{ text: string; by: string }> : never;
  }>;
}[EventType];

/** Decides and saves, inside the transaction of the command. `version` is the thing's version after it. */
export type Work = (at: { now: Date; version: number }) => Promise<EventDraft>;

export type Hint = Readonly<{ stream: string; seq: number; type: string; text?: string; by?: string }>;

export type Commands = Readonly<{
  /**
   * Carries out one command in one transaction. A repeat with the same id returns the first outcome and does nothing.
   * Throws CONFLICT for a used id with another content, or when the thing to be created exists; STALE_VERSION when
   * `expectedVersion` is not the present one; and what `work` throws.
   */
  execute: (command: Command, work: Work) => Promise<Outcome>;
}>;

export type CommandPorts = Readonly<{
  database: Database;
  events: EventStore;
  clock: Clock;
  newId: NewId;
  /** Names of the readers of an event type. */
  readersOf: (type: EventType) => readonly string[];
  /** Throws, inside the transaction, when the actor's roles or memberships have changed since the request came in. */
  confirm: (actor: Actor, commandId: string) => Promise<void>;
  /** Called after each commit. */
  committed: (hint: Hint) => void;
  /** Key of the digests by which repeated commands are recognised. */
  digestKey: string;
}>;

/** Everything that changes goes through `execute`. */
export function createCommands(ports: CommandPorts): Commands {
  const { database, events, clock, newId } = ports;

  const attempt = (command: Command, work: Work) =>
    database.transaction(async (): Promise<Outcome> => {
      const { stream, actor, body } = command;
      const { expectedVersion } = body;
      const commandId = receiptOf(command);
      const id = stream.slice(stream.indexOf(':') + 1);
      const requestDigest = digest(ports.digestKey, command);

      const first = await events.byCommand(stream, commandId);
      if (first) {
        if (first.requestDigest !== requestDigest) throw new DomainError('CONFLICT', 'common.commandReused');
        return { id, version: first.version };
      }
      await ports.confirm(actor, commandId);
      const head = await events.head(stream);
      const current = command.currentVersion ? await command.currentVersion() : head.seq;
      const now = clock.now();
      const seq = head.seq + 1;
      const version = current + 1;
      if (expectedVersion !== undefined && current !== expectedVersion) {
        // `work` may refuse with NOT_FOUND or NOT_ALLOWED, so that STALE_VERSION does not reveal a thing that the actor
        // may not know of; the throw below undoes what it wrote
        if (actor.kind === 'person') await work({ now, version }).catch(refusedAnyway);
        throw expectedVersion === 0
          ? new DomainError('CONFLICT', 'common.alreadyExists', { field: 'id' })
          : new DomainError('STALE_VERSION', 'common.staleVersion', { version: current });
      }
      const { type, data, concerns, hint } = await work({ now, version });
      await events.append({
        _id: newId(),
        v: eventVersion,
        stream,
        seq,
        commandId,
        type,
        by: author(actor),
        at: now,
        // through JSON, so that the same is hashed as is read back
        data: JSON.parse(canonical(data)) as Record<string, unknown>,
        concerns: { ...concerns, things: [...new Set([stream, ...concerns.things])] },
        version,
        prevHash: head.hash,
        requestDigest,
        pending: waitingFor(ports.readersOf(type)),
      });
      database.afterCommit(() => ports.committed({ stream, seq, type, ...hint }));
      return { id, version };
    });

  return {
    execute: async (command, work) => {
      for (let round = 1; ; round++) {
        try {
          return await attempt(command, work);
        } catch (error) {
          const duplicate = duplicateKey(error);
          if (!duplicate) throw error;
          // two commands on one stream at the same time: the other one is committed now
          if (duplicate.field === 'stream' && round < 4) continue;
          throw new DomainError('CONFLICT', 'common.alreadyExists', { field: duplicate.field });
        }
      }
    },
  };
}

/** The exchange's own commands are recorded under ids that begin like this. */
const systemIds = 'system:';

/**
 * The id under which a command is recorded in its stream. The exchange derives ids from things (the expiry of an
 * interest), so anybody can compute them in advance: it records its own commands in a space that no caller can name.
 */
function receiptOf({ actor, body: { commandId } }: Command): string {
  if (actor.kind === 'system') return `${systemIds}${commandId}`;
  if (commandId.startsWith(systemIds)) throw new DomainError('NOT_ALLOWED', 'common.notAllowed');
  return commandId;
}

/** Rethrows refusals that do not depend on the version; ignores all others, which may come from the stale view. */
function refusedAnyway(error: unknown): void {
  if (error instanceof DomainError && (error.code === 'NOT_FOUND' || error.code === 'NOT_ALLOWED')) throw error;
}

function author(actor: Actor): EventAuthor {
  switch (actor.kind) {
    case 'person': {
      const { userId, organisation } = actor;
      return { kind: 'person', userId, ...(organisation ? { organisationId: organisation.id } : {}) };
    }
    case 'guest':
      return { kind: 'guest', linkId: actor.linkId };
    case 'system':
    case 'nobody': // operations open to anyone are recorded as the system's
      return { kind: 'system' };
  }
}

function digest(key: string, { operation, body, actor }: Command): string {
  return keyedDigest(key)(canonical({ operation, body, by: author(actor) }));
}
