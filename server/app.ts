import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createFeatures } from './app.features.ts';
import { linkAddresses } from './domain/addresses.ts';
import { migrations } from './migrations/migrations.ts';
import { mergeOnce } from './domain/merge-once.ts';
import { createAuth, type People } from './platform/auth/auth.ts';
import { cookiesFor } from './platform/auth/cookies.ts';
import { knownDevices } from './platform/auth/devices.ts';
import { familiarCookies } from './platform/auth/familiar.ts';
import { createGuesses } from './platform/auth/guesses.ts';
import { standing } from './platform/auth/standing.ts';
import { holdsStore } from './platform/database/holds.store.ts';
import { backupsCheck, nightlyBackup } from './platform/database/backups.ts';
import { type Clock, systemClock, uuidV7 } from './platform/clock.ts';
import { createCommits } from './platform/events/commits.ts';
import { createCommands } from './platform/events/commands.ts';
import { type Config, privateFolder } from './platform/config.ts';
import { keyedDigest, sha256 } from './platform/events/chain.ts';
import { createCheckpoints } from './platform/events/checkpoints.ts';
import { eventStore } from './platform/events/event.store.ts';
import { createRelay } from './platform/events/relay.ts';
import { createTail, type Follower, follower } from './platform/events/tail.ts';
import { type Feature, handlersOf, streamGuard, streamsEndedBy } from './platform/feature.ts';
import { createFiles } from './platform/files/files.ts';
import { createHttp } from './platform/doors/http.ts';
import { jobStore } from './platform/jobs/jobs.store.ts';
import { createFairShares, type ShareSettings } from './platform/doors/fair-shares.ts';
import { createLimiter, type LimitSettings, usualLimits } from './platform/doors/limits.ts';
import { createTurns } from './platform/doors/turns.ts';
import { createLogger, type Logger } from './platform/logger.ts';
import { requireCurrentData } from './platform/database/migrations.ts';
import { openDatabase } from './platform/database/mongo.ts';
import { createPipeline } from './platform/doors/pipeline.ts';
import { createRealtime } from './platform/doors/realtime.ts';
import { openRedis } from './platform/doors/redis.ts';
import { nightlyAt, createScheduler, type JobHandler } from './platform/jobs/scheduler.ts';
import { secretFor } from './platform/auth/secrets.ts';
import { DatabaseSessions } from './platform/auth/session.store.ts';
import { removeSetupLink, writeSetupLink } from './platform/auth/setup-token.ts';
import { systemRoutes } from './platform/doors/system.routes.ts';
import { createHealth, type HealthChecks } from './platform/health.ts';
import { type Backlog, databaseCheck, diskCheck, filesCheck, jobsCheck, relayCheck } from './platform/health-checks.ts';
import { writeWhole } from './platform/write-once.ts';

/** Replacements for tests and scripts. */
export type AppOptions = Readonly<{
  clock?: Clock;
  logger?: Logger;
  limits?: LimitSettings;
  shares?: ShareSettings;
  /** Jobs of which kind are skipped when they are due: the demo goes through years without a backup of each month. */
  isResting?: (kind: string) => boolean;
}>;

/**
 * Connections that a busy process has not accepted yet. The system resets what is over, or lets it wait for seconds (Node's
 * 511 were too few for twice the load that a process can hold); it may allow fewer (`net.core.somaxconn`).
 */
const mostUnaccepted = 4_096;

/** Builds the exchange and connects its parts; `start` then begins to serve. */
export async function createApp(config: Config, options: AppOptions = {}) {
  const clock = options.clock ?? systemClock;
  const logger = options.logger ?? createLogger(config.logLevel);
  const newId = uuidV7(clock);
  const secret = (purpose: string) => secretFor(purpose, config.dataFolder, config.secret);

  const database = await openDatabase(config, logger);
  const events = eventStore(database);
  const jobs = jobStore(database);
  const files = createFiles({
    ...{ dataFolder: config.dataFolder, keepFreeBytes: config.keepFreeBytes, database, clock, logger },
  });
  const sessions = new DatabaseSessions(database, { longestMs: config.sessionDays * 86_400_000, logger });
  const checkpoints = createCheckpoints(config.dataFolder, events);

  const commits = createCommits();
  const relay = createRelay({ database, events, clock, logger });
  commits.subscribe(relay.wake);
  const scheduler = createScheduler({ database, jobs, clock, logger });
  const holds = holdsStore(database);
  const limits = options.limits ?? usualLimits;
  const guesses = createGuesses(limits.guesses);
  const devices = knownDevices(secret('devices'));
  const { confirm, reload } = standing(holds, ({ userId, organisation }) =>
    accounts.people.load(userId, organisation?.id),
  );
  const commands = createCommands({
    database,
    events,
    clock,
    newId,
    readersOf: relay.readersOf,
    confirm,
    committed: commits.tell,
    digestKey: secret('requests'),
  });

  const { features, accounts, searching, matching, inbox } = await createFeatures({
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
    holds,
    guesses,
    devices,
    plan: scheduler.plan,
    cancel: scheduler.cancel,
    wakeRelay: relay.wake,
    hint: (message) => realtime.hint(message),
  });
  /** Actors are loaded outside the pipeline, which retries by itself while the database is away. */
  const people: People = {
    ...accounts.people,
    load: (...whom) => database.retrying(() => accounts.people.load(...whom)),
  };
  const parts: readonly Feature[] = features;
  const maySee = streamGuard(parts);
  const redis = config.redisUrl ? await openRedis(config.redisUrl, logger) : undefined;
  const hasBackups = config.mongoUri === undefined && config.backupKeep > 0;
  let backlog: Backlog | null = null;
  const checks: HealthChecks = mergeOnce(
    'check',
    {
      database: databaseCheck(database, clock),
      disk: diskCheck(config.dataFolder),
      files: filesCheck(files),
      relay: relayCheck(events, relay.behind, clock, (found) => (backlog = found)),
      jobs: jobsCheck(jobs),
    },
    hasBackups ? { backups: backupsCheck(config.dataFolder, jobs, clock) } : {},
    redis ? { redis: redis.check } : {},
    ...parts.map((part) => part.checks ?? {}),
  );
  const health = createHealth({ checks, clock, logger });
  const pipeline = createPipeline(
    mergeOnce(
      'handler',
      systemRoutes({
        ...{ events, health, backlog: () => backlog, checkpoints, maySee, scheduler },
        organisationNames: accounts.organisationNames,
      }),
      handlersOf(features),
    ),
    database,
    reload,
  );

  const familiar = familiarCookies();
  const auth = createAuth({
    secret: secret('sessions'),
    cookies: cookiesFor(config.publicUrl),
    devices,
    familiar,
    newId: randomUUID,
    store: sessions,
    people,
    signedOut: (sessionId) => realtime.endSession(sessionId),
    switched: (sessionId) => void realtime.recheck(sessionId),
  });
  const limiter = createLimiter(limits, guesses);
  const shares = createFairShares(options.shares);
  const http: Server = createHttp({
    pipeline,
    auth,
    limiter,
    turns: createTurns(shares, familiar),
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
    shares,
    logger,
    newId: randomUUID,
    publicUrl: config.publicUrl,
    trustProxy: config.trustProxy,
    maySee,
  });

  const endedBy = streamsEndedBy(parts);
  commits.subscribe((hint) => {
    void realtime.recheckStreams(endedBy(hint));
    realtime.hint(hint);
  });

  const jobHandlers: readonly JobHandler[] = [
    {
      kind: 'checkpoint',
      next: nightlyAt(2),
      run: async (_job, now) => void (await checkpoints.write(now)),
    },
    { kind: 'files.tidy', next: nightlyAt(3), run: (_job, now) => files.tidy(now) },
    ...(hasBackups ? [nightlyBackup(config, logger)] : []),
    ...parts.flatMap(({ jobs = [] }) => jobs),
  ];
  const { isResting = () => false } = options;
  const handlers = jobHandlers.map((handler) => ({
    ...handler,
    run: async (...job: Parameters<JobHandler['run']>) => (isResting(handler.kind) ? undefined : handler.run(...job)),
  }));
  const followers: readonly Follower[] = [
    { types: 'all', see: (event) => realtime.recheckStreams(endedBy(event)) },
    { types: 'all', see: ({ stream, seq, type }) => realtime.hint({ stream, seq, type }) },
    follower(['organisation.memberChanged', 'organisation.suspended'], () => realtime.recheck()),
    ...parts.flatMap((part) => part.followers ?? []),
  ];
  const tail = createTail({ database, events, clock, logger, followers });
  commits.subscribe(tail.wake);
  redis?.join(realtime, commits, tail.wake);
  relay.add(parts.flatMap(({ readers = [] }) => readers));
  scheduler.add(handlers);

  return {
    http,
    database,
    events,
    files,
    relay,
    tail,
    scheduler,
    features: parts,
    jobHandlers,
    checkpoints,
    commands,
    searching,
    matching,
    inbox,

    /** Prepares the database, listens and starts everything; returns the address. Throws `MigrationNeeded`. */
    start: async (): Promise<string> => {
      await database.prepare();
      await requireCurrentData(database, migrations);
      if (config.admin) await accounts.people.ensureAdministrator(config.admin);
      await new Promise<void>((resolve, reject) => {
        const { port, host } = config;
        http.once('error', reject).listen({ port, host, backlog: mostUnaccepted }, resolve);
      });
      for (const { start } of parts) start?.();
      relay.start();
      tail.start();
      await scheduler.start();
      health.start();
      const { port } = http.address() as AddressInfo; // listening on TCP
      return `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
    },

    /** Path of the file with the one-time link for the first administrator; null when there is an administrator. */
    setupLink: async (address: string): Promise<string | null> => {
      if (!(await accounts.hasAdministrator())) return writeSetupLink(config.dataFolder, config.publicUrl ?? address);
      removeSetupLink(config.dataFolder);
      return null;
    },

    /**
     * Writes a one-time password link into a private file; returns its path, or null when nobody has this e-mail
     * address. Needs no permission: who can run it controls the whole installation anyway.
     */
    passwordLink: async (email: string, address: string): Promise<string | null> => {
      const issued = await accounts.passwordLinkFor(email);
      if (!issued) return null;
      const file = join(privateFolder(config.dataFolder, 'keys'), 'password-link.txt');
      const link = linkAddresses.newPassword(issued.linkId, issued.secret);
      writeWhole(file, `${config.publicUrl ?? address}${link}\n`);
      return file;
    },

    /** Takes nothing new, finishes what is under way, and closes. */
    stop: async (): Promise<void> => {
      health.stop();
      const closed = realtime.close();
      http.closeIdleConnections();
      await closed;
      await Promise.all([relay.stop(), tail.stop(), scheduler.stop(), redis?.close()]);
      await Promise.all(parts.map(async ({ stop }) => stop?.()));
      await database.close();
    },
  };
}

export type App = Awaited<ReturnType<typeof createApp>>;
