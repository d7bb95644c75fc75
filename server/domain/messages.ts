import type { Language } from './languages.ts';
import { mergeOnce } from './merge-once.ts';
import { accountMessages } from './messages/accounts.ts';
import { commonMessages } from './messages/common.ts';
import { contractMessages } from './messages/contracts.ts';
import { dealMessages } from './messages/deals.ts';
import { expertMessages } from './messages/experts.ts';
import { healthMessages } from './messages/health.ts';
import { importMessages } from './messages/imports.ts';
import { inboxMessages } from './messages/inbox.ts';
import { mailMessages } from './messages/mails.ts';
import { matchMessages } from './messages/matches.ts';
import { needMessages } from './messages/needs.ts';
import { patentMessages } from './messages/patents.ts';
import { questionMessages } from './messages/questions.ts';
import { watchMessages } from './messages/watches.ts';
import { webhookMessages } from './messages/webhooks.ts';

export { type Language, languages } from './languages.ts';

/** One sentence in every language; `{name}` is filled from the error's details. */
export type Sentence = Readonly<Record<Language, string>>;

const messages = mergeOnce(
  'message',
  commonMessages,
  accountMessages,
  patentMessages,
  importMessages,
  needMessages,
  matchMessages,
  questionMessages,
  dealMessages,
  contractMessages,
  watchMessages,
  inboxMessages,
  webhookMessages,
  expertMessages,
  mailMessages,
  healthMessages,
) satisfies Record<string, Sentence>;

export type MessageKey = keyof typeof messages;

/** The sentence for `key`, its `{placeholders}` filled from `values`; one without a value stays as it is. */
export function say(key: MessageKey, language: Language, values: Readonly<Record<string, unknown>> = {}): string {
  return messages[key][language].replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return typeof value === 'string' || typeof value === 'number' ? String(value) : hole;
  });
}
