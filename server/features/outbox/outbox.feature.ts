import type { ParameterKey } from '../../domain/parameters.ts';
import { wholeCountry } from '../../domain/place.ts';
import { openMailer } from '../../platform/deliveries/mail.ts';
import type { Feature, Ground } from '../../platform/feature.ts';
import type { HealthCheck } from '../../platform/health.ts';
import { sendingJob, sendingKind } from './outbox.jobs.ts';
import { outboxService } from './outbox.service.ts';
import { outboxStore, type OutboxStore } from './outbox.store.ts';

export type OutboxNeeds = Readonly<{
  numberNow: (key: ParameterKey) => (place: string, now: Date) => Promise<number>;
}>;

/** Sends what other features write to people by mail. */
export function outboxFeature(
  { config: { mail }, database, clock, logger, secret, proofOf, plan }: Ground,
  { numberNow }: OutboxNeeds,
) {
  const store = outboxStore(database);
  // under a key of its own: what must wait never puts off what is sent at once
  const planSending = (at: Date) => plan(sendingKind, 'mails:now', at);
  const planLater = (at: Date) => plan(sendingKind, 'mails:later', at);
  const service = outboxService({ store, key: secret('outbox'), proofOf, planSending, isOffered: mail !== undefined });
  const hours = numberNow('mail.retryHours');
  const job = sendingJob({
    ...{ store, service, clock, logger, planSending, planLater },
    openMailer: mail ? () => openMailer(mail) : null,
    retryHours: (now) => hours(wholeCountry, now),
  });
  return {
    jobs: [job],
    checks: {
      mail: mail ? mailCheck(store, () => clock.now()) : () => Promise.resolve({ ok: true, key: 'health.mail.off' }),
    },
    offers: service,
  } satisfies Feature;
}

const dayMs = 86_400_000;

/** Whether the mail server takes mails. That one recipient's server refuses them is no fault of the installation. */
const mailCheck =
  (store: OutboxStore, now: () => Date): HealthCheck =>
  async () => {
    const { failingSince } = await store.run();
    if (failingSince) {
      const details = { count: await store.waiting(), since: failingSince.toISOString().slice(0, 16) };
      return { ok: false, key: 'health.mail.away', details };
    }
    const yesterday = new Date(now().getTime() - dayMs);
    const lost = await store.ended('failed', yesterday);
    if (lost > 0) return { ok: false, key: 'health.mail.lost', details: { count: lost } };
    const refused = await store.ended('refused', yesterday);
    return { ok: true, key: refused > 0 ? 'health.mail.refused' : 'health.mail.ok', details: { count: refused } };
  };
