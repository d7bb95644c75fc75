import { mergeOnce } from '../../domain/merge-once.ts';
import type { Actor } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import { type Alarm, createAlarm } from '../alarm.ts';
import type { Clock } from '../clock.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import type { Outcome } from '../events/commands.ts';
import type { PageQuery } from '../database/page.store.ts';
import type { Job, JobStore, Turn } from './jobs.store.ts';
import { turns } from './turns.ts';
import { describeError, type Logger } from '../logger.ts';
import type { Database } from '../database/mongo.ts';

/** Runs the jobs of one kind. `run` must be idempotent (e.g. a command with a fixed id), as a job may run twice. */
export type JobHandler = Readonly<{
  kind: string;
  /** For recurring jobs: the next time after `now`. They are planned at start. */
  next?: (now: Date) => Date;
  run: (job: Pick<Job, '_id' | 'data'>, now: Date) => Promise<void>;
  /**
   * For work that an operator may stop: ends what the job is done for, by a command of theirs with this id. The job itself
   * runs once more and finds nothing left to do.
   */
  cancel?: (job: Pick<Job, '_id' | 'data'>, operator: Actor, commandId: string) => Promise<Outcome>;
}>;

/** A job as an operator sees it. */
export type PlannedJob = Readonly<{
  id: string;
  kind: string;
  organisationId: string | null;
  dueAt: Date;
  state: 'waiting' | 'running' | 'parked';
  tries: number;
  mayCancel: boolean;
}>;

const dayMs = 86_400_000;
/** `next` of a job that runs every day at `hour` o'clock in Shanghai, from the next UTC day on. */
export const nightlyAt =
  (hour: number) =>
  (now: Date): Date =>
    new Date((Math.floor(now.getTime() / dayMs) + 1) * dayMs + ((hour + 16) % 24) * 3_600_000);

export type Scheduler = Readonly<{
  /** Throws when two handlers have the same kind. */
  add: (handlers: readonly JobHandler[]) => void;
  /**
   * Plans `kind` at `dueAt` under a key; planning the same key again moves it. Part of the surrounding transaction. Work
   * that is done for an organisation names it: organisations take turns, and each has one job running at a time.
   */
  plan: (
    kind: string,
    key: string,
    dueAt: Date,
    data?: Record<string, unknown>,
    organisationId?: string,
  ) => Promise<void>;
  /** What is planned, parked or running, by the time it is due. */
  planned: (page: PageQuery) => Promise<Readonly<{ items: PlannedJob[]; nextCursor: string | null }>>;
  /** Stops the work behind a job. NOT_FOUND when there is none; WRONG_STATE for work that nobody may stop. */
  stopWork: (key: string, operator: Actor, commandId: string) => Promise<Outcome>;
  cancel: (key: string) => Promise<void>;
  start: () => Promise<void>;
  stop: () => Promise<void>;
  /** Runs one job of the organisation whose turn it is, the one due longest; false when none is. */
  runOne: () => Promise<boolean>;
  /** Runs everything that is due, for tests and scripts; returns how many jobs ran. */
  runDue: () => Promise<number>;
}>;

/** After this time another process takes over the job of one that died; a live process renews its lease. */
const leaseMs = 30_000;
const renewMs = 10_000;
const pollMs = 1_000;
/** Number of jobs that a process runs in parallel, so that a long one does not hold up the others. */
const atOnce = 3;
const mostTries = 10;
const backOffMs = (tries: number) => Math.min(1_000 * 2 ** (tries - 1), 15 * 60_000);

export type SchedulerPorts = Readonly<{
  database: Database;
  jobs: JobStore;
  clock: Clock;
  logger: Logger;
}>;

/** Runs jobs at their time, each claimed with a lease by one server process. No other timer changes data. */
export function createScheduler({ database, jobs, clock, logger }: SchedulerPorts): Scheduler {
  let handlers: Readonly<Record<string, JobHandler>> = {};
  let isRunning = false;
  let loops: Promise<void>[] = [];
  const resting = new Set<Alarm>();
  /** One loop looks for due jobs now; when it finds one it lets the next look. */
  const wakeOne = () => {
    const [one] = resting;
    if (one) resting.delete(one);
    one?.ring();
  };

  const leaseFromNow = () => new Date(clock.now().getTime() + leaseMs);

  /** Renews the lease of a running job; the returned function stops that and gives the present lease. */
  const holdClaim = (key: string, claimedUntil: Date) => {
    let lease = claimedUntil;
    let renewal: Promise<void> = Promise.resolve();
    const timer = setInterval(() => {
      const next = leaseFromNow();
      renewal = renewal
        .then(async () => {
          if (await jobs.renew(key, lease, next)) lease = next;
        })
        .catch(() => undefined); // the database is away; the job itself will fail and report it
    }, renewMs);
    return async (): Promise<Date> => {
      clearInterval(timer);
      await renewal;
      return lease;
    };
  };

  const taken = turns<Turn>();
  /** One by one, so that loops of this process do not take the same organisation's turn twice. */
  const claiming = oneAtATime();
  const claimNext = (now: Date, until: Date): Promise<Job | null> =>
    claiming(async () => {
      if (!(await jobs.isAnyDue(now))) return null;
      for (const turn of taken.inOrder([null, ...(await jobs.waiting(now))])) {
        const job = await jobs.claim(turn, now, until);
        if (job) {
          taken.take(turn);
          return job;
        }
      }
      return null;
    });

  const cancelOf = (kind: string) => (Object.hasOwn(handlers, kind) ? handlers[kind]?.cancel : undefined);

  const runOne = async (): Promise<boolean> => {
    const now = clock.now();
    const claimedUntil = leaseFromNow();
    const job = await claimNext(now, claimedUntil);
    if (!job) return false;
    wakeOne();
    const handler = Object.hasOwn(handlers, job.kind) ? handlers[job.kind] : undefined;
    const letGo = holdClaim(job._id, claimedUntil);
    try {
      if (!handler) throw new Error(`nobody knows how to do ${job.kind}`);
      await handler.run(job, now);
      const lease = await letGo();
      if (handler.next) await jobs.move(job._id, lease, { dueAt: handler.next(now), tries: 0, parkedAt: null });
      else await jobs.finish(job._id, lease);
    } catch (error) {
      const isPoison = job.tries >= mostTries && !handler?.next;
      const dueAt = new Date(now.getTime() + backOffMs(job.tries));
      const lease = await letGo();
      await jobs.move(job._id, lease, { dueAt, tries: job.tries, parkedAt: isPoison ? now : null });
      logger.error({ job: job._id, kind: job.kind, tries: job.tries, error: describeError(error) }, 'job failed');
    }
    return true;
  };

  /** Counts what was planned. */
  let plans = 0;
  const wake = () => {
    plans++;
    wakeOne();
  };

  const run = async () => {
    const alarm = createAlarm();
    while (isRunning) {
      const seen = plans;
      const ranOne = await database.retrying(runOne, { abandonAfterMs: 15 * 60_000 }).catch((error: unknown) => {
        if (isRunning) logger.error({ error: describeError(error) }, 'scheduler cannot read');
        return false;
      });
      if (ranOne || !isRunning || plans !== seen) continue;
      resting.add(alarm);
      await alarm.rest(pollMs * resting.size); // together they look once in `pollMs`
      resting.delete(alarm);
    }
  };

  return {
    add: (more) => {
      handlers = mergeOnce('job', handlers, ...more.map((handler) => ({ [handler.kind]: handler })));
    },
    plan: async (kind, key, dueAt, data = {}, organisationId) => {
      await jobs.put(key, kind, dueAt, data, organisationId ?? null);
      database.afterCommit(wake);
    },
    cancel: (key) => jobs.remove(key),
    planned: async (page) => {
      const now = clock.now();
      const { rows, nextCursor } = await jobs.page(page);
      const items = rows.map((job) => ({
        id: job._id,
        kind: job.kind,
        organisationId: job.organisationId ?? null,
        dueAt: job.dueAt,
        state: job.parkedAt
          ? ('parked' as const)
          : job.leaseUntil && job.leaseUntil > now
            ? ('running' as const)
            : ('waiting' as const),
        tries: job.tries,
        mayCancel: cancelOf(job.kind) !== undefined,
      }));
      return { items, nextCursor };
    },
    stopWork: async (key, operator, commandId) => {
      const job = await jobs.get(key);
      if (!job) throw new DomainError('NOT_FOUND', 'common.notFound');
      const cancel = cancelOf(job.kind);
      if (!cancel) throw new DomainError('WRONG_STATE', 'common.jobStays');
      return cancel(job, operator, commandId);
    },
    start: async () => {
      if (isRunning) return;
      for (const { kind, next } of Object.values(handlers))
        if (next) await jobs.putOnce(`every:${kind}`, kind, next(clock.now()));
      isRunning = true;
      loops = Array.from({ length: atOnce }, run);
    },
    stop: async () => {
      isRunning = false;
      for (const alarm of resting) alarm.ring();
      await Promise.all(loops);
    },
    runOne,
    runDue: async () => {
      let count = 0;
      while (await runOne()) count++;
      return count;
    },
  };
}
