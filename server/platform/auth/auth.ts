import session from 'express-session';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { Passport } from 'passport';
import { Strategy as LocalStrategy } from 'passport-local';
import { type Actor, nobody, type Person } from '../../domain/actors.ts';
import type { SessionControl } from '../doors/pipeline.ts';
import type { Chosen, DatabaseSessions } from './session.store.ts';

/** What signing in needs to know about people; `app.ts` provides it. */
export type People = Readonly<{
  /** The person with this sign-in name and password, or null; takes the same time either way. */
  verify: (email: string, password: string) => Promise<Person | null>;
  /**
   * The person as of now, acting for the organisation `chosen` if the person belongs to it. Memberships and approvals
   * are read anew for each request.
   */
  load: (userId: string, chosen?: string) => Promise<Person | null>;
}>;

export type Auth = Readonly<{
  /** Loads session and person, for HTTP requests and (through Socket.IO's engine) for sockets. */
  middleware: readonly RequestHandler[];
  actorOf: (request: Request) => Actor;
  sessionOf: (request: Request, response: Response) => SessionControl;
  /** Those of the sessions (`request.sessionID`) that are neither signed out nor expired, with what each chose. */
  alive: (sessionIds: readonly string[]) => Promise<ReadonlyMap<string, Chosen>>;
}>;

export type AuthSettings = Readonly<{
  secret: string;
  secureCookies: boolean;
  store: DatabaseSessions;
  people: People;
  /** Called when a session ends before it expires, so that its sockets are closed. */
  signedOut: (sessionId: string) => void;
  /** Called when the person of a session switches to another organisation. */
  switched: (sessionId: string) => void;
}>;

/** Sign-in with passport (local strategy) and server-side sessions; the cookie holds only a signed session id. */
export function createAuth({ secret, secureCookies, store, people, signedOut, switched }: AuthSettings): Auth {
  const passport = new Passport();
  passport.use(
    new LocalStrategy({ usernameField: 'email' }, (email, password, done) => {
      people.verify(email, password).then(
        (person) => done(null, person ?? false),
        (error: unknown) => done(error),
      );
    }),
  );
  passport.serializeUser((person, done) => done(null, (person as Person).userId)); // what `verify` answered
  passport.deserializeUser(
    (request: Request, userId: string, done: (error: unknown, person?: Person | false) => void) => {
      people.load(userId, request.session.actingFor).then(
        (person) => done(null, person ?? false),
        (error: unknown) => done(error),
      );
    },
  );

  return {
    middleware: [
      session({
        name: 'exchange.sid',
        secret,
        store,
        resave: false,
        saveUninitialized: false,
        rolling: true,
        cookie: { httpOnly: true, sameSite: 'lax', secure: secureCookies, path: '/', maxAge: 12 * 3_600_000 },
      }),
      passport.initialize() as RequestHandler,
      passport.session() as RequestHandler,
    ],
    actorOf: (request) => (request.user as Person | undefined) ?? nobody, // what `load` answered
    sessionOf: (request, response) => ({
      signIn: (email, password) =>
        new Promise<Actor | null>((resolve, reject) => {
          request.body = { email, password };
          const decided = (error: unknown, person: Person | false) => {
            if (error) reject(asError(error));
            else if (!person) resolve(null);
            // logIn makes a new session id, so that one planted before sign-in is useless
            else request.logIn(person, (failed) => (failed ? reject(asError(failed)) : resolve(person)));
          };
          const authenticate = passport.authenticate('local', decided) as (
            q: Request,
            s: Response,
            n: NextFunction,
          ) => void;
          authenticate(request, response, (error) => reject(asError(error)));
        }),
      signOut: () =>
        new Promise<void>((resolve, reject) => {
          const { sessionID } = request; // signing out replaces it
          request.logOut((error) => {
            if (error) return reject(asError(error));
            signedOut(sessionID);
            resolve();
          });
        }),
      actFor: async (organisationId) => {
        request.session.actingFor = organisationId;
        await new Promise<void>((resolve, reject) =>
          request.session.save((error) => (error ? reject(asError(error)) : resolve())),
        );
        switched(request.sessionID);
        const { userId } = request.user as Person; // only a signed-in person can choose an organisation
        return (await people.load(userId, organisationId)) ?? nobody;
      },
      end: (userId, which) =>
        store.endOf(userId, which === 'others' ? request.sessionID : undefined, (sids) => sids.forEach(signedOut)),
    }),
    alive: (sessionIds) => store.alive(sessionIds),
  };
}

const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error('sign-in failed', { cause: error });
