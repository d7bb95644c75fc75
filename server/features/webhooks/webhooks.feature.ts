import type { ParameterKey } from '../../domain/parameters.ts';
import { wholeCountry } from '../../domain/place.ts';
import type { Feature, Ground } from '../../platform/feature.ts';
import { nightlyAt } from '../../platform/jobs/scheduler.ts';
import { webhooksReader } from './webhooks.consumer.ts';
import { sendingJob } from './webhooks.jobs.ts';
import { webhooksReads } from './webhooks.reads.ts';
import { type WebhooksPorts, webhooksService } from './webhooks.service.ts';
import { webhooksStore } from './webhooks.store.ts';

export type WebhooksNeeds = Readonly<{
  numberNow: (key: ParameterKey) => (place: string, now: Date) => Promise<number>;
}>;

/** Tells other programs, and robots of group chats, that something happened. */
export function webhooksFeature(ground: Ground, { numberNow }: WebhooksNeeds) {
  const { database, commands, holds, clock, config, plan } = ground;
  const store = webhooksStore(database);
  const { publicUrl, mayCallPrivate: mayBePrivate } = config;
  const key = ground.secret('webhooks');
  const planSending: WebhooksPorts['planSending'] = async ({ _id: webhookId, organisationId }, at) => {
    const { notBefore } = await store.run(webhookId);
    const dueAt = notBefore && notBefore > at ? notBefore : at;
    await plan('webhooks.send', `webhook:${webhookId}`, dueAt, { webhookId }, organisationId);
  };
  const service = webhooksService({ store, commands, holds, key, mayBePrivate, planSending });
  const reads = webhooksReads({ store, service });
  const hoursOf = numberNow('webhooks.retryHours');
  const retryHours = (now: Date) => hoursOf(wholeCountry, now);
  return {
    handlers: {
      'webhooks.mine': ({ actor, query }) => reads.mine(actor, query),
      'webhooks.add': ({ actor, body }) => service.add(actor, body),
      'webhooks.try': ({ actor, params, body }) => service.try(actor, params.webhookId, body),
      'webhooks.resume': ({ actor, params, body }) => service.resume(actor, params.webhookId, body),
      'webhooks.remove': ({ actor, params, body }) => service.remove(actor, params.webhookId, body),
      'webhooks.deliveries': ({ actor, params, query }) => reads.deliveries(actor, params.webhookId, query),
      'webhooks.replay': ({ actor, params, body }) => service.replay(actor, params.webhookId, params.deliveryId, body),
    },
    readers: [webhooksReader({ store, planSending })],
    jobs: [
      sendingJob({ store, service, planSending, key, mayBePrivate, clock, publicUrl, retryHours }),
      { kind: 'webhooks.tidy', next: nightlyAt(2), run: (_job, now) => store.tidy(now) },
    ],
  } satisfies Feature;
}
