import session from 'express-session';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { Passport } from 'passport';
import { Strategy as LocalStrategy } from 'passport-local';
import { type Actor, nobody, type Person } from '../../domain/actors.ts';
import type { SessionControl } from '../doors/pipeline.ts';
import { networkOf } from '../doors/client-address.ts';
import { type Cookies, cookieOf, setCookie } from './cookies.ts';
import { deviceWords } from './device-words.ts';
import type { KnownDevices } from './devices.ts';
import type { Familiar } from './familiar.ts';
import type { Source } from './source.ts';
import { type Chosen, type DatabaseSessions, idleMs } from './session.store.ts';

/** What signing in needs to know about people; `app.ts` provides it. */
export type People = Readonly<{
  /** The person with this sign-in name and password, or null; takes the same time either way. RATE_LIMITED after guesses. */
  verify: (email: string, password: string, from: Source) => Promise<Person | null>;
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
  cookies: Cookies;
  devices: KnownDevices;
  familiar: Familiar;
  newId: () => string;
  store: DatabaseSessions;
  people: People;
  /** Called when a session ends before it expires, so that its sockets are closed. */
  signedOut: (sessionId: string) => void;
  /** Called when the person of a session switches to another organisation. */
  switched: (sessionId: string) => void;
}>;

type Ahead = Readonly<{ userId: string; organisationId: string | undefined; person: Promise<Person | null> }>;

/** Sign-in with passport (local strategy) and server-side sessions; the cookie holds only a signed session id. */
export function createAuth(settings: AuthSettings): Auth {
  const { secret, cookies, devices, familiar, newId, store, people, signedOut, switched } = settings;
  const passport = new Passport();
  passport.use(
    new LocalStrategy({ usernameField: 'email', passReqToCallback: true }, (request, email, password, done) => {
      people.verify(email, password, sourceOf(request)).then(
        (person) => done(null, person ?? false),
        (error: unknown) => done(error),
      );
    }),
  );
  passport.serializeUser((person, done) => done(null, (person as Person).userId)); // what `verify` answered
  passport.deserializeUser(
    (request: Request, userId: string, done: (error: unknown, person?: Person | false) => void) => {
      const { actingFor } = request.session;
      const ahead = loadedAhead.get(request);
      const isMeant = ahead?.userId === userId && (!actingFor || actingFor === ahead.organisationId);
      (isMeant ? ahead.person : people.load(userId, actingFor)).then(
        (person) => done(null, person ?? false),
        (error: unknown) => done(error),
      );
    },
  );

  /** Who the cookie belonged to last, read beside the session instead of after it. Used only if the session says the same. */
  const loadedAhead = new WeakMap<Request, Ahead>();
  const loadAhead: RequestHandler = (request, _response, next) => {
    const last = familiar.of(request);
    if (last) {
      const { userId, organisation } = last;
      const person = people.load(userId, organisation?.id);
      person.catch(() => undefined); // told to whoever waits for it; nobody does when the session has ended
      loadedAhead.set(request, { userId, organisationId: organisation?.id, person });
    }
    next();
  };

  const sourceOf = (request: Request): Source => ({
    address: request.ip ?? '',
    deviceCookie: cookieOf(request, cookies.device),
    device: deviceWords(request.headers['user-agent']),
  });

  const actorOf = (request: Request): Actor => (request.user as Person | undefined) ?? nobody; // what `load` answered

  /** Describes the session to its owner, and makes the device known to the account. */
  const begin = (request: Request, { userId }: Person): void => {
    const { address, device } = sourceOf(request);
    request.session.about = { id: newId(), startedAt: Date.now(), device, network: networkOf(address) };
    deviceCookies.set(request, devices.remember(cookieOf(request, cookies.device), userId));
  };
  const deviceCookies = new WeakMap<Request, string>();

  return {
    middleware: [
      (request, response, next) => {
        // a server whose public address is https stands behind a proxy that ends TLS
        if (cookies.isSecure) Object.defineProperty(request, 'secure', { value: true });
        afterSessionCookie(response, () => {
          const value = deviceCookies.get(request);
          if (value) setCookie(response, { ...cookies, name: cookies.device, value, maxAgeSeconds: deviceSeconds });
        });
        next();
      },
      loadAhead,
      session({
        name: cookies.session,
        secret,
        store,
        resave: false,
        saveUninitialized: false,
        rolling: true,
        cookie: { httpOnly: true, sameSite: 'lax', secure: cookies.isSecure, path: '/', maxAge: idleMs },
      }),
      passport.initialize() as RequestHandler,
      passport.session() as RequestHandler,
      (request, _response, next) => {
        familiar.remember(request, actorOf(request));
        next();
      },
    ],
    actorOf,
    sessionOf: (request, response) => ({
      signIn: (email, password) =>
        new Promise<Actor | null>((resolve, reject) => {
          request.body = { email, password };
          const decided = (error: unknown, person: Person | false) => {
            if (error) reject(asError(error));
            else if (!person) resolve(null);
            // logIn makes a new session id, so that one planted before sign-in is useless
            else
              request.logIn(person, (failed) => {
                if (failed) return reject(asError(failed));
                begin(request, person);
                resolve(person);
              });
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
          const { sessionID } = request;
          if (!request.user) return resolve(); // nobody is signed in: there is no session to end, and none is begun
          request.session.destroy((error: unknown) => {
            if (error) return reject(asError(error));
            setCookie(response, { ...cookies, name: cookies.session, value: '', maxAgeSeconds: 0 });
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
      source: () => sourceOf(request),
      list: async (userId) =>
        (await store.of(userId)).map(({ sid, ...about }) => ({ ...about, isThis: sid === request.sessionID })),
      endOne: (userId, id) => store.endOne(userId, id, signedOut),
      end: (userId, which) =>
        store.endOf(userId, which === 'others' ? request.sessionID : undefined, (sids) => sids.forEach(signedOut)),
    }),
    alive: (sessionIds) => store.alive(sessionIds),
  };
}

/** Browsers keep no cookie for longer than 400 days; a device that signs in within them stays known. */
const deviceSeconds = 400 * 86_400;

/** Runs `act` when the headers are about to be sent, after the session's middleware, which is mounted later, has run. */
function afterSessionCookie(response: Response, act: () => void): void {
  // sockets hand in a response that is never written
  if (typeof response.writeHead !== 'function') return;
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => Response;
  response.writeHead = (...args: unknown[]) => {
    act();
    return writeHead(...args);
  };
}

const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error('sign-in failed', { cause: error });
