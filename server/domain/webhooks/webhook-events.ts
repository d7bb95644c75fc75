import type { WebhookFormat, WebhookTopic } from './webhooks.ts';

type Nothing = Readonly<Record<string, never>>;

/** Stream `webhook:<id>`. The address is a secret of its organisation, as a robot's key stands in it. */
export type WebhookEvents = {
  'webhook.added': Readonly<{ format: WebhookFormat; topics: readonly WebhookTopic[] }>;
  'webhook.tried': Nothing;
  /** By the system: it could not be reached for as long as is tried. */
  'webhook.stopped': Nothing;
  'webhook.resumed': Nothing;
  'webhook.removed': Nothing;
  'webhook.replayed': Readonly<{ deliveryId: string }>;
};
