import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createFeatures } from './app.features.ts';
import { migrations } from './migrations/migrations.ts';
import { type Actor, system } from './domain/actors.ts';
import type { EventType } from './domain/events.ts';
import { createAuth, type People } from './platform/auth/auth.ts';
import { nightlyBackup } from './platform/database/backups.ts';
import { type Clock, systemClock, uuidV7 } from './platform/clock.ts';
import { createCommands, type Hint } from './platform/events/commands.ts';
import { type Config, privateFolder } from './platform/config.ts';
import { keyedDigest, sha256 } from './platform/events/chain.ts';
import { createCheckpoints } from './platform/events/checkpoints.ts';
import { eventStore } from './platform/events/event.store.ts';
import { createRelay } from './platform/events/relay.ts';
import { createTail, type Follower, follower } from './platform/events/tail.ts';
import { type Feature, handlersOf, type StreamGuards } from './platform/feature.ts';
import { createFiles } from './platform/files/files.ts';
import { createHttp } from './platform/doors/http.ts';
import { jobStore } from './platform/jobs/jobs.store.ts';
import { createLimiter, type LimitSettings } from './platform/doors/limits.ts';
import { createLogger, type Logger } from './platform/logger.ts';
import { requireCurrentData } from './platform/database/migrations.ts';
import { openDatabase } from './platform/database/mongo.ts';
import { createPipeline } from './platform/doors/pipeline.ts';
import { createRealtime } from './platform/doors/realtime.ts';
import { joinProcesses } from './platform/doors/redis.ts';
import { nightlyAt, createScheduler, type JobHandler } from './platform/jobs/scheduler.ts';
import { secretFor } from './platform/auth/secrets.ts';
import { DatabaseSessions } from './platform/auth/session.store.ts';
import { removeSetupLink, writeSetupLink } from './platform/auth/setup-token.ts';
import { type HealthPart, systemRoutes } from './platform/doors/system.routes.ts';
import { writeWhole } from './platform/write-once.ts';

/** What a test or script may replace: time, the log, the limits. */
export type AppOptions = Readonly<{ clock?: Clock; logger?: Logger; limits?: LimitSettings }>;

/** Builds the whole exchange and connects its parts; the only place that knows all of them. */
export async function createApp(config: Config, options: AppOptions = {}) {
  const clock = options.clock ?? systemClock;
  const logger = options.logger ?? createLogger(config.logLevel);
  const newId = uuidV7(clock);
  const secret = (purpose: string) => secretFor(purpose, config.dataFolder, config.secret);

  const database = await openDatabase(config, logger);
  const events = eventStore(database);
  const jobs = jobStore(database);
  const files = createFiles(config.dataFolder, database);
  const sessions = new DatabaseSessions(database);
  const checkpoints = createCheckpoints(config.dataFolder, events);

  // What one commit sets off in this process; the relay and the tail find by themselves what other processes wrote.
  const committed = (hint: Hint) => {
    relay.wake();
    tail.wake();
    realtime.hint(hint);
    joined?.committed();
  };
  const readersOf = (type: EventType) => relay.readersOf(type);
  const commands = createCommands({
    database,
    events,
    clock,
    newId,
    readersOf,
    committed,
    digestKey: secret('requests'),
  });

  const { features, accounts, searching, matching } = await createFeatures({
    config,
    clock,
    logger,
    newId,
    secret,
    proofOf: keyedDigest(secret('texts')),
    digest: sha256,
    database,
    events,
    files,
    commands,
    plan: (...job) => scheduler.plan(...job),
    cancel: (key) => scheduler.cancel(key),
    wakeRelay: () => relay.wake(),
  });
  /** Who somebody is, is asked before the pipeline, which is patient by itself. */
  const people: People = {
    ...accounts.people,
    load: (userId) => database.retrying(() => accounts.people.load(userId)),
  };
  const parts: readonly Feature[] = features;
  const guards = Object.assign({}, ...parts.map(({ streamGuards }) => streamGuards)) as StreamGuards;
  const maySee = async (actor: Actor, stream: string): Promise<boolean> => {
    const [kind = '', id = ''] = stream.split(/:(.*)/s);
    const guard = Object.hasOwn(guards, kind) ? guards[kind] : undefined;
    return guard !== undefined && (await guard(actor, id));
  };

  const checks = Object.assign({}, ...parts.map((part) => part.checks)) as Record<string, () => Promise<HealthPart>>;
  const pipeline = createPipeline(
    { ...systemRoutes({ database, events, jobs, clock, checks, checkpoints, maySee }), ...handlersOf(features) },
    database,
  );

  const auth = createAuth({
    secret: secret('sessions'),
    secureCookies: config.secureCookies,
    store: sessions,
    people,
    signedOut: (sessionId) => realtime.endSession(sessionId),
  });
  const limiter = createLimiter(options.limits);
  const http: Server = createHttp({
    pipeline,
    auth,
    limiter,
    logger,
    newId: randomUUID,
    trustProxy: config.trustProxy,
    publicUrl: config.publicUrl,
  });
  const realtime = createRealtime({
    http,
    auth,
    people,
    pipeline,
    limiter,
    logger,
    newId: randomUUID,
    publicUrl: config.publicUrl,
    maySee,
  });

  const handlers: readonly JobHandler[] = [
    {
      kind: 'checkpoint',
      next: nightlyAt(2),
      run: async (_job, now) => void (await checkpoints.write(now)),
    },
    ...(config.mongoUri === undefined && config.backupKeep > 0 ? [nightlyBackup(config)] : []),
    ...parts.flatMap(({ jobs = [] }) => jobs),
  ];
  const followers: readonly Follower[] = [
    { types: 'all', see: ({ stream, seq, type }) => realtime.hint({ stream, seq, type }) },
    follower(['organisation.memberChanged', 'organisation.suspended'], () => realtime.recheck()),
    ...parts.flatMap((part) => part.followers ?? []),
  ];
  const joined = config.redisUrl
    ? await joinProcesses(config.redisUrl, realtime, () => tail.wake(), logger)
    : undefined;
  if (joined) checks['redis'] = joined.check;
  const relay = createRelay({ database, events, clock, logger, readers: parts.flatMap((part) => part.readers ?? []) });
  const tail = createTail({ database, events, clock, logger, followers });
  const scheduler = createScheduler({ database, jobs, clock, logger, handlers });

  return {
    http,
    database,
    events,
    files,
    relay,
    tail,
    scheduler,
    jobHandlers: handlers,
    checkpoints,
    commands,
    searching,
    matching,

    /** Makes the database ready and starts to listen; answers the address. */
    start: async (): Promise<string> => {
      await database.prepare();
      await requireCurrentData(database, migrations);
      if (config.admin) await accounts.people.ensureAdministrator(config.admin);
      await new Promise<void>((resolve, reject) => {
        http.once('error', reject).listen(config.port, config.host, resolve);
      });
      for (const { start } of parts) start?.();
      relay.start();
      tail.start();
      await scheduler.start();
      const { port } = http.address() as AddressInfo; // listening on TCP
      return `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
    },

    /** The place of the one-time link for the first administrator, or null when there is an administrator. */
    setupLink: async (address: string): Promise<string | null> => {
      if (!(await accounts.store.hasAdministrator()))
        return writeSetupLink(config.dataFolder, config.publicUrl ?? address);
      removeSetupLink(config.dataFolder);
      return null;
    },

    /**
     * Makes a one-time link for a new password in a file that only its owner may read; answers its place, or null when
     * nobody has this sign-in name. Whoever can run this has the whole installation in hand.
     */
    passwordLink: async (email: string, address: string): Promise<string | null> => {
      const user = await accounts.store.userByEmail(email.trim().toLowerCase());
      if (!user) return null;
      const [linkId, whom] = [newId(), { organisationId: null, userId: user._id }];
      const { secret } = await accounts.passwords.issueLink(system, whom, { commandId: newId(), linkId });
      const file = join(privateFolder(config.dataFolder, 'keys'), 'password-link.txt');
      writeWhole(file, `${config.publicUrl ?? address}/new-password/${linkId}#${secret}\n`);
      return file;
    },

    /** Finishes what is under way, takes nothing new, and closes. */
    stop: async (): Promise<void> => {
      const closed = realtime.close();
      http.closeIdleConnections();
      await closed;
      await Promise.all([relay.stop(), tail.stop(), scheduler.stop(), joined?.close()]);
      await Promise.all(parts.map(async ({ stop }) => stop?.()));
      await database.close();
    },
  };
}

export type App = Awaited<ReturnType<typeof createApp>>;
