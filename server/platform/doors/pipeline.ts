import type { Readable } from 'node:stream';
import type { Operation } from '../../api/operation.ts';
import { type Input, type OperationName, operations, type Output } from '../../api/operations.ts';
import type { Actor } from '../../domain/actors.ts';
import type { Language } from '../../domain/messages.ts';
import { authorise, checkActingFor } from '../../domain/permissions.ts';
import { parseInput, refuseBrokenText } from './error-map.ts';
import { StandingChanged } from '../auth/standing.ts';
import type { Database } from '../database/mongo.ts';

/** What a handler may do with the caller's session. */
export type SessionControl = Readonly<{
  /** Checks the credentials (passport) and begins a fresh session; answers the person or null. */
  signIn: (email: string, password: string) => Promise<Actor | null>;
  signOut: () => Promise<void>;
  /** Acts for this organisation from now on; whoever calls it has made sure that the person belongs there. */
  actFor: (organisationId: string) => Promise<Actor>;
  /** Ends the sessions of a person, all or all but the caller's, as part of the surrounding transaction. */
  end: (userId: string, which: 'all' | 'others') => Promise<void>;
}>;

/** Who calls, and how. */
export type Caller = Readonly<{
  actor: Actor;
  language: Language;
  requestId: string;
  session: SessionControl;
  /** The organisation that the page shows from which the call comes (`x-acting-for`), see `checkActingFor`. */
  pageActsFor?: string | undefined;
  /** The raw body of an `upload` row. */
  upload?: Readable;
}>;

export type Call<Name extends OperationName> = Input<Name> & Caller;
export type Handler<Name extends OperationName> = (call: Call<Name>) => Promise<Output<Name>>;
/** The handlers of one capability: one for each of its rows, no more, no fewer. */
export type HandlersOf<Feature extends string> = {
  [Name in Extract<OperationName, `${Feature}.${string}`>]: Handler<Name>;
};
export type Handlers = { [Name in OperationName]: Handler<Name> };

export type RawRequest = Readonly<{ params: unknown; query: unknown; body: unknown }>;
export type Pipeline = (name: OperationName, raw: RawRequest, caller: Caller) => Promise<unknown>;

/** How often a caller's standing may change while one request is under way. */
const mostChanges = 5;

/**
 * The one way into the product, for both doors: may you call this at all, and for whom, is the request well formed, do it
 * (again while the database is away: commands know their repeats), and let out only what the contract lists. Who turns out to
 * be somebody else by the time the command is carried out is asked anew.
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
      params: row.params && parseInput(row.params, { ...asObject(raw.params) }, language),
      query: row.query && parseInput(row.query, { ...asObject(raw.query) }, language),
      body: row.body && parseInput(row.body, raw.body ?? {}, language),
    };
    for (const part of Object.values(input)) refuseBrokenText(part);
    // The row's own schemas made this input; the table's type cannot follow a name that is only known at run time.
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

const asObject = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});
