import { type CommandOf, defineProcess } from '../process.ts';

/**
 * How a webhook is told: signed as Standard Webhooks (standardwebhooks.com) for programs, or as a text message for the
 * robots of group chats: 企业微信 (WeCom), 钉钉 (DingTalk), 飞书 (Feishu).
 */
export const webhookFormats = ['standard', 'wecom', 'dingtalk', 'feishu'] as const;
export type WebhookFormat = (typeof webhookFormats)[number];

export const webhookTopics = ['matches', 'deals', 'contracts', 'listings', 'lists', 'organisation'] as const;
export type WebhookTopic = (typeof webhookTopics)[number];

/** Webhooks of one organisation; nobody runs more. */
export const mostWebhooks = 10;

export const webhookStates = ['active', 'stopped', 'removed'] as const;
export type WebhookState = (typeof webhookStates)[number];

/** A webhook that could not be reached for the time of `webhooks.retryHours` is stopped, and its admins resume it. */
export const webhookProcess = defineProcess({
  name: 'webhook',
  initial: 'active',
  states: webhookStates,
  roles: ['admin', 'system'],
  final: ['removed'],
  guards: {},
  table: {
    stop: { by: ['system'], from: ['active'], to: [{ state: 'stopped' }] },
    resume: { by: ['admin'], from: ['stopped'], to: [{ state: 'active' }] },
    remove: { by: ['admin'], from: ['active', 'stopped'], to: [{ state: 'removed' }] },
  },
});
export type WebhookCommand = CommandOf<typeof webhookProcess>;
