import { toldTypes, topicOf } from '../../domain/webhooks/told-types.ts';
import { type Reader, reader } from '../../platform/events/reader.ts';
import type { WebhooksPorts } from './webhooks.service.ts';

/** Notes for each webhook what it is to be told; the job sends it. */
export function webhooksReader({ store, planSending }: Pick<WebhooksPorts, 'store' | 'planSending'>): Reader {
  return reader({
    name: 'webhooks',
    types: toldTypes,
    kind: 'inside',
    from: 'now',
    apply: async ({ id, type, at, stream, concerns: { organisationIds } }) => {
      if (organisationIds.length === 0) return;
      for (const webhook of await store.toldOf(organisationIds, topicOf(type))) {
        const { _id: webhookId, state } = webhook;
        await store.add({ _id: `${webhookId}:${id}`, webhookId, type, thing: stream, at });
        if (state === 'active') await planSending(webhook, at);
      }
    },
  });
}
