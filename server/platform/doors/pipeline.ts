import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Operation } from '../../api/operation.ts';
import { type Input, type OperationName, operations, type Output } from '../../api/operations.ts';
import type { Actor } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Language } from '../../domain/messages.ts';
import { authorise, checkActingFor } from '../../domain/permissions.ts';
import { parseInput, refuseBrokenText } from './error-map.ts';
import type { SessionSeen } from '../auth/session.store.ts';
import type { Source } from '../auth/source.ts';
import { StandingChanged } from '../auth/standing.ts';
import type { Database } from '../database/mongo.ts';

/** What handlers may do with the caller's session. */
export type SessionControl = Readonly<{
  /** Checks the credentials (passport) and begins a fresh session; null when they are wrong. */
  signIn: (email: string, password: string) => Promise<Actor | null>;
  signOut: () => Promise<void>;
  /** Sets the organisation that the session acts for. The caller has checked that the person is a member of it. */
  actFor: (organisationId: string) => Promise<Actor>;
  /** Ends all sessions of a person, or all but the caller's, in the surrounding transaction. */
  end: (userId: string, which: 'all' | 'others') => Promise<void>;
  /** The sessions of a person, the last used first. */
  list: (userId: string) => Promise<readonly (SessionSeen & Readonly<{ isThis: boolean }>)[]>;
  /** Ends one session of a person by its visible id; false when there is none. */
  endOne: (userId: string, id: string) => Promise<boolean>;
  /** Where the request comes from. */
  source: () => Source;
}>;

export type Caller = Readonly<{
  actor: Actor;
  language: Language;
  requestId: string;
  session: SessionControl;
  /** The organisation that the calling page shows (header `x-acting-for`), see `checkActingFor`. */
  pageActsFor?: string | undefined;
  /** The raw body of an `upload` row. */
  upload?: Readable;
}>;

export type Call<Name extends OperationName> = Input<Name> & Caller;
export type Handler<Name extends OperationName> = (call: Call<Name>) => Promise<Output<Name>>;
/** The handlers of one feature: exactly one for each of its rows. */
export type HandlersOf<Feature extends string> = {
  [Name in Extract<OperationName, `${Feature}.${string}`>]: Handler<Name>;
};
export type Handlers = { [Name in OperationName]: Handler<Name> };

export type RawRequest = Readonly<{ params: unknown; query: unknown; body: unknown }>;
export type Pipeline = (name: OperationName, raw: RawRequest, caller: Caller) => Promise<unknown>;

/** A request is tried again at most this often because the caller's roles or memberships changed. */
const mostChanges = 5;

/**
 * The one way to run an operation, for HTTP and sockets: authorise, check the acting organisation, parse the input, call
 * the handler (again while the database is away; commands recognise repeats), and answer only fields that the row lists.
 * If the caller's roles or memberships changed meanwhile (`StandingChanged`), the actor is loaded again and all is repeated.
 */
export function createPipeline(
  handlers: Handlers,
  database: Database,
  reload: (actor: Actor) => Promise<Actor>,
): Pipeline {
  const pass: Pipeline = async (name, raw, caller) => {
    const row: Operation = operations[name];
    authorise(name, row.who, caller.actor);
    if (row.method !== 'get' && row.who !== 'anyone') checkActingFor(caller.pageActsFor, caller.actor);
    const { language } = caller;
    const input = {
      params: row.params && namedBy(row.params, { ...asObject(raw.params) }),
      query: row.query && parseInput(row.query, { ...asObject(raw.query) }, language),
      body: row.body && parseInput(row.body, raw.body ?? {}, language),
    };
    for (const part of Object.values(input)) refuseBrokenText(part);
    // `input` was parsed by the row's own schemas; the type cannot follow a name that is only known at run time
    const handle = handlers[name] as (call: unknown) => Promise<unknown>;
    const work = () => handle({ ...caller, ...input });
    const output = await (row.upload ? work() : database.retrying(work));
    return row.download ? output : row.out.parse(output);
  };

  return async (name, raw, caller) => {
    let { actor } = caller;
    for (let changes = 0; ; changes++) {
      try {
        return await pass(name, raw, { ...caller, actor });
      } catch (error) {
        if (!(error instanceof StandingChanged) || changes === mostChanges) throw error;
        const before = actor;
        actor = await database.retrying(() => reload(before));
      }
    }
  };
}

/** What an address names: one that cannot be the name of anything names nothing, and there is nothing to correct in it. */
function namedBy(schema: z.ZodType, params: object): unknown {
  const read = schema.safeParse(params);
  if (!read.success) throw new DomainError('NOT_FOUND', 'common.notFound');
  return read.data;
}

const asObject = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});
