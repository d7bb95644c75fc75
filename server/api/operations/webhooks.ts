import { z } from 'zod';
import { toldTypes } from '../../domain/webhooks/told-types.ts';
import { webhookFormats, webhookStates, webhookTopics } from '../../domain/webhooks/webhooks.ts';
import { command, create, id, instant, list, outcome, page, version } from '../common.ts';
import { operation } from '../operation.ts';

const params = z.strictObject({ webhookId: id });
/** Ids of messages are made of two ids; they stand in paths. */
const deliveryId = z.string().regex(/^[\w-]{1,200}:[\w-]{1,200}$/);
const admins = { roles: ['admin'] } as const;
const itsAdmins = { ...admins, also: 'of the organisation whose webhook it is' } as const;

/** What other programs and robots of group chats are told; never more than that there is something, and where. */
export const webhooksOperations = {
  'webhooks.mine': operation({
    summary: 'The webhooks of my organisation, the newest first; addresses are not answered, as keys stand in them',
    method: 'get',
    path: '/api/webhooks',
    who: admins,
    query: z.strictObject(page),
    out: list(
      z.strictObject({
        ...{ id, version, format: z.enum(webhookFormats), topics: z.array(z.enum(webhookTopics)) },
        ...{ state: z.enum(webhookStates), host: z.string(), addedAt: instant },
        /** Since when nothing arrives; null when the last message did. */
        failingSince: instant.nullable(),
        nextTryAt: instant.nullable(),
        allowed: z.array(z.enum(['resume', 'remove', 'stop', 'try'])),
      }),
    ),
  }),
  'webhooks.add': operation({
    summary: 'Tell an address of what happens; answers the secret that messages are signed with, once',
    method: 'post',
    path: '/api/webhooks',
    changes: ['webhooks'],
    who: admins,
    body: z.strictObject({
      ...create,
      url: z
        .url({ protocol: /^https?$/, error: 'webhooks.malformed' })
        .max(2_000)
        .refine((url) => !/\/\/[^/]*@/.test(url), 'webhooks.malformed'),
      format: z.enum(webhookFormats),
      topics: z.array(z.enum(webhookTopics)).min(1).max(webhookTopics.length),
      /** What 钉钉 and 飞书 show as the secret of a robot that checks signatures. */
      robotSecret: z.string().trim().min(1).max(200).optional(),
    }),
    out: outcome.extend({ secret: z.string().nullable() }),
  }),
  'webhooks.try': operation({
    summary: 'Send a message on trial',
    method: 'post',
    path: '/api/webhooks/:webhookId/try',
    changes: ['webhooks'],
    who: itsAdmins,
    params,
    body: z.strictObject({ commandId: id }),
    out: outcome,
  }),
  'webhooks.resume': operation({
    summary: 'Go on with a webhook that was stopped because it could not be reached',
    method: 'post',
    path: '/api/webhooks/:webhookId/resume',
    changes: ['webhooks'],
    who: itsAdmins,
    params,
    body: z.strictObject(command),
    out: outcome,
  }),
  'webhooks.deliveries': operation({
    summary: 'What was sent to a webhook in the last 30 days, the newest first',
    method: 'get',
    path: '/api/webhooks/:webhookId/deliveries',
    who: itsAdmins,
    params,
    query: z.strictObject(page),
    out: list(
      z.strictObject({
        id: deliveryId,
        type: z.enum([...toldTypes, 'webhook.test']),
        /** Where it is shown in the browser. */
        address: z.string(),
        at: instant,
        state: z.enum(['waiting', 'sent', 'failed']),
        tries: z.int(),
        lastTriedAt: instant.nullable(),
        /** Status of the answer, or `notPublic`, `notReached`, `tooSlow`, `tooLong`. */
        lastAnswer: z.string().nullable(),
      }),
    ),
  }),
  'webhooks.replay': operation({
    summary: 'Send a message again, with the id that it had',
    method: 'post',
    path: '/api/webhooks/:webhookId/deliveries/:deliveryId/replay',
    changes: ['webhooks'],
    who: itsAdmins,
    params: z.strictObject({ webhookId: id, deliveryId }),
    body: z.strictObject({ commandId: id }),
    out: outcome,
  }),
  'webhooks.remove': operation({
    summary: 'Remove a webhook with all that waits for it',
    method: 'post',
    path: '/api/webhooks/:webhookId/remove',
    changes: ['webhooks'],
    who: itsAdmins,
    params,
    body: z.strictObject(command),
    out: outcome,
  }),
} as const;
