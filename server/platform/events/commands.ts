import type { Actor } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Concerns, EventAuthor } from '../../domain/event.ts';
import type { Events, EventType } from '../../domain/events.ts';
import type { Clock, NewId } from '../clock.ts';
import { canonical, keyedDigest } from './chain.ts';
import { type EventStore, waitingFor } from './event.store.ts';
import { eventVersion } from './upcasters.ts';
import { type Database, duplicateKey } from '../database/mongo.ts';

export type Outcome = Readonly<{ id: string; version: number }>;

/** One command: who says what about which stream. */
export type Command = Readonly<{
  operation: string;
  /** `kind:id`; the id in it is what the outcome names. */
  stream: string;
  /**
   * `system` only where the exchange itself chose the command id. What an anonymous caller asks for (a registration)
   * carries an id of the caller's choice and is `nobody`'s.
   */
  actor: Actor;
  /**
   * The content; repeated with the same command id it must be the same. Without `expectedVersion` nothing can go stale:
   * messages of a room, and commands guarded by something else.
   */
  body: Readonly<{ commandId: string; expectedVersion?: number | undefined; [field: string]: unknown }>;
  /**
   * The thing's own count of changes, where bulk commands change it too (an import writes 500 things and one event of
   * its own stream); otherwise the thing's version is the length of its stream.
   */
  currentVersion?: () => Promise<number>;
}>;

/**
 * What a decision leaves behind: one event of the catalogue and what it concerns besides its own stream, as things are
 * once it has happened.
 */
export type EventDraft = {
  [Type in EventType]: Readonly<{
    type: Type;
    data: Events[Type];
    concerns: Concerns;
    /** What the sockets tell at once beside the event: the text of a message, which the event must not hold. */
    hint?: Readonly<{ text: string; by: string }>;
  }>;
}[EventType];

/** Runs after the decision and inside its transaction: `version` is what the thing's version becomes. */
export type Work = (at: { now: Date; version: number }) => Promise<EventDraft>;

export type Hint = Readonly<{ stream: string; seq: number; type: string; text?: string; by?: string }>;

export type Commands = Readonly<{
  /**
   * Carries out one command in one transaction. Repeated with the same id it answers the first outcome and does nothing;
   * with another content CONFLICT; with another version than the stream's STALE_VERSION.
   */
  execute: (command: Command, work: Work) => Promise<Outcome>;
}>;

export type CommandPorts = Readonly<{
  database: Database;
  events: EventStore;
  clock: Clock;
  newId: NewId;
  /** Names of the readers that an event type goes to. */
  readersOf: (type: EventType) => readonly string[];
  /** Throws unless the author may still do what it might when the command came in; part of the transaction. */
  confirm: (actor: Actor, commandId: string) => Promise<void>;
  /** Called after each commit: wakes the relay and tells the sockets. */
  committed: (hint: Hint) => void;
  /** Key of the digests that recognise a repeated command; nobody can guess a content from a digest. */
  digestKey: string;
}>;

/** The one way in which anything changes. */
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
        // whoever may not know of the thing must not learn from its version that it is there: what the work did is undone
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
        // through JSON once, so that what is hashed is what is read back
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
          // Two commands met on the same stream: look again, one of them is now the first or stale.
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

/** Passes on what would be said whatever the version; everything else comes from an old view of the thing. */
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
    case 'nobody': // what anyone may do is done in the name of the system
      return { kind: 'system' };
  }
}

function digest(key: string, { operation, body, actor }: Command): string {
  return keyedDigest(key)(canonical({ operation, body, by: author(actor) }));
}
