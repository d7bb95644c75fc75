import { pauseAfter } from '../../domain/pauses.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Mailer, NotSent } from '../../platform/deliveries/mail.ts';
import type { JobHandler } from '../../platform/jobs/scheduler.ts';
import type { Logger } from '../../platform/logger.ts';
import type { OutboxService } from './outbox.service.ts';
import type { OutboxStore, Run, StoredMail } from './outbox.store.ts';

export type SendingPorts = Readonly<{
  store: OutboxStore;
  service: Pick<OutboxService, 'open'>;
  /** Opens the mail server; null where there is none. */
  openMailer: (() => Mailer) | null;
  clock: Clock;
  logger: Logger;
  /** Plans the sending at once, or what cannot be sent before a time. */
  planSending: (at: Date) => Promise<void>;
  planLater: (at: Date) => Promise<void>;
  /** Hours that are tried, see the parameter. */
  retryHours: (now: Date) => Promise<number>;
}>;

export const sendingKind = 'mails.send';
/** So many are sent before other jobs have their turn. */
const mostAtOnce = 50;
const leaseMs = 60_000;
const well: Run = { failures: 0, failingSince: null, notBefore: null };

/**
 * Sends what waits, each mail until the server has taken it. One that was taken just before this process died is sent
 * again, the same to the last byte. When the server is away all mails rest, ever longer; when it only refuses one for
 * now, that one does.
 */
export function sendingJob(ports: SendingPorts): JobHandler {
  const { store, service, openMailer, clock, logger, planSending, planLater, retryHours } = ports;

  const lastMomentOf = async ({ at, until }: StoredMail, now: Date): Promise<Date> =>
    until ?? new Date(at.getTime() + (await retryHours(now)) * 3_600_000);

  const rest = async (mail: StoredMail, { reason, answer }: NotSent): Promise<'go on' | 'rest'> => {
    const { _id: id, tries } = mail;
    const now = clock.now();
    logger.warn({ mail: id, reason, answer, tries }, 'a mail was not taken');
    if (reason === 'refused') await store.end(id, now, 'refused', answer);
    else if (now >= (await lastMomentOf(mail, now))) await store.end(id, now, 'failed', answer);
    else await store.putBack(id, new Date(now.getTime() + pauseAfter(reason === 'away' ? 1 : tries)), answer);
    if (reason !== 'away') return 'go on';
    const { failures: before, failingSince } = await store.run();
    const failures = before + 1;
    const notBefore = new Date(now.getTime() + pauseAfter(failures));
    await store.noteRun({ failures, failingSince: failingSince ?? now, notBefore });
    await store.expire(now, new Date(now.getTime() - (await retryHours(now)) * 3_600_000));
    await planLater(notBefore);
    return 'rest';
  };

  /** Sends one mail after the other until none waits, the server is away, or it is the turn of others. */
  const sendAll = async (mailer: Mailer): Promise<void> => {
    for (let sent = 0; ; sent++) {
      const now = clock.now();
      const { failures, notBefore } = await store.run();
      if (notBefore && notBefore > now) return planLater(notBefore);
      if (sent === mostAtOnce) return planSending(now);
      const mail = await store.take(now, new Date(now.getTime() + leaseMs));
      if (!mail) {
        const next = await store.nextAt();
        if (next) return planLater(next);
        if (failures > 0) await store.noteRun(well); // nothing is left to try the server with
        return;
      }
      const { _id: id, at } = mail;
      const content = service.open(mail);
      if (!content || (mail.until && mail.until <= now)) {
        await store.end(id, now, 'failed', mail.lastAnswer);
        continue;
      }
      try {
        await mailer.send({ ...content, id, at });
      } catch (error) {
        if (!(error instanceof NotSent)) throw error;
        if ((await rest(mail, error)) === 'rest') return;
        continue;
      }
      await store.end(id, now, 'sent', null);
      if (failures > 0) await store.noteRun(well);
    }
  };

  return {
    kind: sendingKind,
    run: async () => {
      if (!openMailer) return; // the settings were taken away since it was planned
      const mailer = openMailer();
      try {
        await sendAll(mailer);
      } finally {
        mailer.close();
      }
    },
  };
}
