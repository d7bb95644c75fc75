import type { ErrorDetails } from '../domain/errors.ts';
import type { MessageKey } from '../domain/messages.ts';
import type { Clock } from './clock.ts';
import { describeError, type Logger } from './logger.ts';

/** Whether one part of the installation works, with a sentence that anybody may read, so it names nothing secret. */
export type HealthPart = Readonly<{ ok: boolean; key: MessageKey; details?: ErrorDetails }>;
export type HealthCheck = () => Promise<HealthPart>;
export type HealthChecks = Readonly<Record<string, HealthCheck>>;

/** A part as it was found just now; `lastWellAt` is null when it has not been well since this server started. */
export type FoundPart = HealthPart & Readonly<{ lastWellAt: Date | null }>;

export type Health = Readonly<{
  /** Asks every part, all at once; answers within the limit of one part, whatever hangs. */
  all: () => Promise<Readonly<Record<string, FoundPart>>>;
  /** Asks one part; throws when there is none of this name. */
  one: (name: string) => Promise<FoundPart>;
  /** Asks every so often by itself, so that it is known when a part was last well, and the log tells of every change. */
  start: () => void;
  stop: () => void;
}>;

export type HealthPorts = Readonly<{
  checks: HealthChecks;
  clock: Clock;
  logger: Logger;
  /** How long a part may take before it counts as not well. */
  limitMs?: number;
  everyMs?: number;
}>;

/** A check that never ends is given up after so long, and begun anew. */
const givenUpMs = 30_000;

/** The health of the installation, part by part: a part that hangs holds up no other, and is asked once at a time. */
export function createHealth({ checks, clock, logger, limitMs = 2_000, everyMs = 15_000 }: HealthPorts): Health {
  const underWay = new Map<string, { startedAt: number; found: Promise<HealthPart> }>();
  const lastWell = new Map<string, Date>();
  const wasOk = new Map<string, boolean>();
  let timer: NodeJS.Timeout | undefined;

  /** The check of this part that is under way, or a new one. */
  const asked = (name: string, check: HealthCheck) => {
    const running = underWay.get(name);
    if (running && performance.now() - running.startedAt < givenUpMs) return running;
    const found = check()
      .catch((error: unknown): HealthPart => {
        logger.debug({ part: name, error: describeError(error) }, 'a check of health failed');
        return { ok: false, key: 'health.failed' };
      })
      .finally(() => {
        if (underWay.get(name) === one) underWay.delete(name);
      });
    const one = { startedAt: performance.now(), found };
    underWay.set(name, one);
    return one;
  };

  const late: HealthPart = { ok: false, key: 'health.late', details: { seconds: limitMs / 1_000 } };

  const ask = async (name: string, check: HealthCheck): Promise<FoundPart> => {
    const { startedAt, found } = asked(name, check);
    let limit: NodeJS.Timeout | undefined;
    const left = Math.max(0, startedAt + limitMs - performance.now());
    const tooLate = new Promise<HealthPart>((resolve) => (limit = setTimeout(resolve, left, late)));
    const part = await Promise.race([found, tooLate]);
    clearTimeout(limit);
    if (part.ok) lastWell.set(name, clock.now());
    if (wasOk.get(name) === false && part.ok) logger.info({ part: name }, 'is well again');
    if (wasOk.get(name) !== false && !part.ok) logger.error({ part: name, why: part.key }, 'is not well');
    wasOk.set(name, part.ok);
    return { ...part, lastWellAt: lastWell.get(name) ?? null };
  };

  const all = async () => {
    const found = Object.entries(checks).map(async ([name, check]) => [name, await ask(name, check)] as const);
    return Object.fromEntries(await Promise.all(found));
  };

  return {
    all,
    one: (name) => {
      const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
      if (!check) throw new Error(`there is no part of health named ${name}`);
      return ask(name, check);
    },
    start: () => {
      void all();
      timer ??= setInterval(() => void all(), everyMs).unref();
    },
    stop: () => {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
