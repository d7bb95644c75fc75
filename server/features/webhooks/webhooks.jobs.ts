import { system } from '../../domain/actors.ts';
import { addressOf } from '../../domain/addresses.ts';
import { say } from '../../domain/messages.ts';
import { robotMessages, robotTookIt } from '../../domain/webhooks/messages-to-robots.ts';
import { topicOf } from '../../domain/webhooks/told-types.ts';
import { pauseAfter } from '../../domain/pauses.ts';
import type { Clock } from '../../platform/clock.ts';
import { NotDelivered, post } from '../../platform/deliveries/post.ts';
import {
  dingtalkSign,
  feishuSign,
  standardSignature,
  unseal,
  webhookSecret,
} from '../../platform/deliveries/signatures.ts';
import type { JobHandler } from '../../platform/jobs/scheduler.ts';
import type { WebhooksPorts, WebhooksService } from './webhooks.service.ts';
import type { StoredDelivery, StoredWebhook } from './webhooks.store.ts';

export type SendingPorts = Pick<WebhooksPorts, 'store' | 'planSending' | 'key' | 'mayBePrivate'> &
  Readonly<{
    service: Pick<WebhooksService, 'stop'>;
    clock: Clock;
    /** Address of the exchange; links are relative without one. */
    publicUrl: string | undefined;
    /** Hours that are tried, see the parameter. */
    retryHours: (now: Date) => Promise<number>;
  }>;

/** So many are sent before another organisation has its turn. */
const mostAtOnce = 20;
const leaseMs = 60_000;

/** Sends what waits for a webhook, the oldest first; at the first that does not arrive it rests, ever longer. */
export function sendingJob(ports: SendingPorts): JobHandler {
  const { store, service, planSending, key, mayBePrivate, clock, publicUrl, retryHours } = ports;

  /** Sends one message; answers the status. Throws `NotDelivered`. */
  const send = async ({ _id: webhookId, format, sealed }: StoredWebhook, delivery: StoredDelivery) => {
    const { url, robotSecret } = JSON.parse(unseal(key, sealed)) as { url: string; robotSecret?: string };
    const { _id: id, type, thing, at } = delivery;
    const link = `${publicUrl ?? ''}${addressOf(thing)}`;
    const now = clock.now();
    const seconds = Math.floor(now.getTime() / 1_000);
    const target = new URL(url);
    const usual = { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'patent-exchange' };
    if (format === 'standard') {
      const body = JSON.stringify({ type, timestamp: at.toISOString(), data: { thing, url: link } });
      const signature = standardSignature(webhookSecret(key, webhookId), id, seconds, body);
      const proof = { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': signature };
      const { status } = await post(target, { body, mayBePrivate, headers: { ...usual, ...proof } });
      return { isTaken: status >= 200 && status < 300, answer: String(status) };
    }
    const told = type === 'webhook.test' ? 'webhooks.told.test' : (`webhooks.told.${topicOf(type)}` as const);
    const timestamp = String(format === 'dingtalk' ? now.getTime() : seconds);
    const proof = robotSecret && {
      timestamp,
      sign: format === 'dingtalk' ? dingtalkSign(robotSecret, timestamp) : feishuSign(robotSecret, timestamp),
    };
    const message = robotMessages[format](say(told, 'zh', { link }), proof || undefined);
    for (const [name, value] of Object.entries(message.query)) target.searchParams.set(name, value);
    const { status, text } = await post(target, { body: JSON.stringify(message.body), mayBePrivate, headers: usual });
    return { isTaken: status === 200 && robotTookIt(text), answer: String(status) };
  };

  const attempt = (webhook: StoredWebhook, delivery: StoredDelivery) =>
    send(webhook, delivery).catch((error: unknown) => {
      if (error instanceof NotDelivered) return { isTaken: false, answer: error.reason };
      throw error;
    });

  /** Rests after a message that did not arrive, or stops the webhook that has not been reached for too long. */
  const rest = async (webhook: StoredWebhook, delivery: StoredDelivery, answer: string): Promise<void> => {
    const { _id: id, version } = webhook;
    const now = clock.now();
    const run = await store.run(id);
    const failingSince = run.failingSince ?? now;
    const failures = run.failures + 1;
    const isOver = now.getTime() - failingSince.getTime() >= (await retryHours(now)) * 3_600_000;
    await store.note(delivery._id, isOver ? 'failed' : 'waiting', answer);
    const notBefore = new Date(now.getTime() + pauseAfter(failures));
    await store.noteRun(id, { failures, failingSince, notBefore });
    if (isOver) await service.stop(system, id, `stop-${version}`);
    else await planSending(webhook, notBefore);
  };

  return {
    kind: 'webhooks.send',
    run: async ({ data }) => {
      const id = String(data['webhookId']);
      for (let sent = 0; ; sent++) {
        const webhook = await store.webhook(id); // it may have been removed meanwhile
        if (webhook?.state !== 'active') return;
        const now = clock.now();
        const { notBefore } = await store.run(id);
        if (sent === mostAtOnce || (notBefore && notBefore > now)) return planSending(webhook, now);
        const delivery = await store.take(id, now, new Date(now.getTime() + leaseMs));
        if (!delivery) return;
        const { isTaken, answer } = await attempt(webhook, delivery);
        if (!isTaken) return rest(webhook, delivery, answer);
        await store.note(delivery._id, 'sent', answer);
        await store.noteRun(id, { failures: 0, failingSince: null, notBefore: null });
      }
    },
  };
}
