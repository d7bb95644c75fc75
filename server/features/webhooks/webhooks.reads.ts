import type { Input, Output } from '../../api/operations.ts';
import type { Actor } from '../../domain/actors.ts';
import { addressOf } from '../../domain/addresses.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import type { WebhooksPorts, WebhooksService } from './webhooks.service.ts';

export function webhooksReads({
  store,
  service,
}: Pick<WebhooksPorts, 'store'> & Readonly<{ service: Pick<WebhooksService, 'own' | 'allowed'> }>) {
  return {
    mine: async (actor: Actor, query: Input<'webhooks.mine'>['query']): Promise<Output<'webhooks.mine'>> => {
      const { rows, nextCursor } = await store.page(actingOrganisation(actor).id, query);
      const runs = await store.runs(rows.map(({ _id }) => _id));
      return {
        items: rows.map((webhook) => {
          const { _id: id, version, format, topics, state, host, addedAt } = webhook;
          const { failingSince = null, notBefore = null } = runs.get(id) ?? {};
          return {
            ...{ id, version, format, topics: [...topics], state, host, addedAt: addedAt.toISOString() },
            failingSince: failingSince?.toISOString() ?? null,
            nextTryAt: state === 'active' ? (notBefore?.toISOString() ?? null) : null,
            allowed: [...service.allowed(webhook), ...(state === 'active' ? (['try'] as const) : [])],
          };
        }),
        nextCursor,
      };
    },

    deliveries: async (
      actor: Actor,
      webhookId: string,
      query: Input<'webhooks.deliveries'>['query'],
    ): Promise<Output<'webhooks.deliveries'>> => {
      await service.own(actor, webhookId);
      const { rows, nextCursor } = await store.deliveries(webhookId, query);
      return {
        items: rows.map(({ _id: id, type, thing, at, state, tries, lastTriedAt, lastAnswer }) => ({
          ...{ id, type, address: addressOf(thing), at: at.toISOString(), state, tries, lastAnswer },
          lastTriedAt: lastTriedAt?.toISOString() ?? null,
        })),
        nextCursor,
      };
    },
  };
}
