import type { Body } from '../../api/operations.ts';
import type { Actor } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import { concerning } from '../../domain/event.ts';
import type { FactOf } from '../../domain/events.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import { allowedCommands, step } from '../../domain/process.ts';
import { mostWebhooks, type WebhookCommand, webhookProcess, webhookTopics } from '../../domain/webhooks/webhooks.ts';
import type { Holds } from '../../platform/database/holds.store.ts';
import type { Commands, Outcome } from '../../platform/events/commands.ts';
import { isIpAddress, isPublicAddress } from '../../platform/deliveries/public-address.ts';
import { seal, webhookSecret } from '../../platform/deliveries/signatures.ts';
import type { StoredWebhook, WebhooksStore } from './webhooks.store.ts';

export type WebhooksPorts = Readonly<{
  store: WebhooksStore;
  commands: Commands;
  holds: Holds;
  /** Key of what is kept encrypted, and of the secrets of webhooks. */
  key: string;
  mayBePrivate: boolean;
  /** Plans the sending of what waits for a webhook; in the surrounding transaction. */
  planSending: (webhook: StoredWebhook, at: Date) => Promise<void>;
}>;

type Told = FactOf<Extract<FactOf['type'], `webhook.${string}`>>;

const concerns = ({ organisationId }: StoredWebhook) => concerning({ organisations: [organisationId] });

/** The commands on webhooks, by admins of their organisation and, to stop one, by the system. */
export function webhooksService({ store, commands, holds, key, mayBePrivate, planSending }: WebhooksPorts) {
  /** The webhook of the actor's organisation; NOT_FOUND for others', as for none. */
  const own = async (actor: Actor, id: string): Promise<StoredWebhook> => {
    const webhook = await store.webhook(id);
    const isOwn = actor.kind === 'system' || webhook?.organisationId === actingOrganisation(actor).id;
    if (!webhook || !isOwn || webhook.state === 'removed') throw new DomainError('NOT_FOUND', 'common.notFound');
    return webhook;
  };

  const checked = (text: string): URL => {
    const url = new URL(text);
    const refuse = (why: 'webhooks.httpsOnly' | 'webhooks.notPublic'): never => {
      throw new DomainError('INVALID_INPUT', why, { field: 'url' });
    };
    if (mayBePrivate) return url;
    if (url.protocol !== 'https:') refuse('webhooks.httpsOnly');
    if (isIpAddress(url.hostname) && !isPublicAddress(url.hostname)) refuse('webhooks.notPublic');
    return url;
  };

  /** A step of the process; what it means for the messages that wait is done by `then`. */
  const give = (
    command: WebhookCommand,
    actor: Actor,
    id: string,
    body: Readonly<{ commandId: string; expectedVersion?: number }>,
    then: (webhook: StoredWebhook, now: Date) => Promise<Told>,
  ): Promise<Outcome> =>
    commands.execute({ operation: `webhooks.${command}`, stream: `webhook:${id}`, actor, body }, async (at) => {
      const found = await own(actor, id);
      const role = actor.kind === 'system' ? 'system' : 'admin';
      const state = step(webhookProcess, found.state, command, [role], undefined);
      const webhook = { ...found, state, version: at.version };
      await store.save(webhook);
      return { ...(await then(webhook, at.now)), concerns: concerns(webhook) };
    });

  /** What changes no webhook, but sends something. */
  const send = (
    operation: 'webhooks.try' | 'webhooks.replay',
    actor: Actor,
    id: string,
    body: Readonly<{ commandId: string }>,
    then: (webhook: StoredWebhook, now: Date) => Promise<Told>,
  ): Promise<Outcome> =>
    commands.execute({ operation, stream: `webhook:${id}`, actor, body }, async ({ now, version }) => {
      const found = await own(actor, id);
      if (found.state !== 'active') throw new DomainError('WRONG_STATE', 'webhooks.isStopped');
      const webhook = { ...found, version };
      await store.save(webhook); // its version counts every event of its stream
      const told = await then(webhook, now);
      await planSending(webhook, now);
      return { ...told, concerns: concerns(webhook) };
    });

  return {
    own,

    /** Answers the secret, again for a repeat of the same command and never otherwise. */
    add: async (actor: Actor, body: Body<'webhooks.add'>): Promise<Outcome & { secret: string | null }> => {
      const { id, format, url, robotSecret } = body;
      const { id: organisationId } = actingOrganisation(actor);
      const address = checked(url);
      const topics = webhookTopics.filter((topic) => body.topics.includes(topic));
      const outcome = await commands.execute(
        { operation: 'webhooks.add', stream: `webhook:${id}`, actor, body },
        async ({ now, version }) => {
          await holds.alone(`webhooks:${organisationId}`); // concurrent commands would not see each other in the count
          if ((await store.count(organisationId)) >= mostWebhooks)
            throw new DomainError('CONFLICT', 'webhooks.tooMany', { limit: mostWebhooks });
          const sealed = seal(key, JSON.stringify({ url: address.href, ...(robotSecret ? { robotSecret } : {}) }));
          const webhook: StoredWebhook = {
            ...{ _id: id, v: 1, version, organisationId, format, topics, state: 'active' },
            ...{ host: address.host, sealed, addedAt: now },
          };
          await store.save(webhook);
          return { type: 'webhook.added', data: { format, topics }, concerns: concerns(webhook) };
        },
      );
      return { ...outcome, secret: format === 'standard' ? webhookSecret(key, id) : null };
    },

    try: (actor: Actor, id: string, body: Body<'webhooks.try'>) =>
      send('webhooks.try', actor, id, body, async ({ _id: webhookId }, at) => {
        const thing = `webhook:${webhookId}`;
        await store.add({ _id: `${webhookId}:${body.commandId}`, webhookId, type: 'webhook.test', thing, at });
        return { type: 'webhook.tried', data: {} };
      }),

    replay: (actor: Actor, id: string, deliveryId: string, body: Body<'webhooks.replay'>) =>
      send('webhooks.replay', actor, id, body, async () => {
        if (!(await store.delivery(id, deliveryId))) throw new DomainError('NOT_FOUND', 'common.notFound');
        await store.again(deliveryId);
        return { type: 'webhook.replayed', data: { deliveryId } };
      }),

    resume: (actor: Actor, id: string, body: Body<'webhooks.resume'>) =>
      give('resume', actor, id, body, async (webhook, now) => {
        await store.noteRun(id, { failures: 0, failingSince: null, notBefore: null });
        await planSending(webhook, now);
        return { type: 'webhook.resumed', data: {} };
      }),

    /** Removes it with all that was or would have been sent. */
    remove: (actor: Actor, id: string, body: Body<'webhooks.remove'>) =>
      give('remove', actor, id, body, async () => {
        await store.forget(id);
        return { type: 'webhook.removed', data: {} };
      }),

    stop: (system: Actor, id: string, commandId: string) =>
      give('stop', system, id, { commandId }, () => Promise.resolve({ type: 'webhook.stopped', data: {} })),

    allowed: ({ state }: StoredWebhook) => allowedCommands(webhookProcess, state, ['admin'], undefined),
  };
}
export type WebhooksService = ReturnType<typeof webhooksService>;
