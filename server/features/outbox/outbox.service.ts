import { seal, unseal } from '../../platform/deliveries/signatures.ts';
import { type Letter, written, type Written } from '../../platform/deliveries/letter.ts';
import type { OutboxStore, StoredMail } from './outbox.store.ts';

/** A letter to one address. */
export type Outgoing = Readonly<{
  /** Names it for ever: what has an id that was used is not sent again. */
  id: string;
  to: string;
  topic: string;
  letter: Letter;
  at: Date;
  /** It is not worth sending afterwards. */
  until?: Date;
  unsubscribe?: string;
  /** Takes the place of what waits of its topic for the address. */
  isLatest?: true;
}>;

export type Sealed = Readonly<{ to: string; unsubscribe?: string } & Written>;

export type OutboxPorts = Readonly<{
  store: OutboxStore;
  /** Key of what is kept encrypted. */
  key: string;
  proofOf: (text: string) => string;
  planSending: (at: Date) => Promise<void>;
  isOffered: boolean;
}>;

/** Keeps mails until they are sent; a job does that. Each call is part of the surrounding transaction. */
export function outboxService({ store, key, proofOf, planSending, isOffered }: OutboxPorts) {
  return {
    /** Whether mails can be sent at all. Where they cannot, none is kept. */
    isOffered,

    send: async ({ id, to, topic, letter, at, until, unsubscribe, isLatest }: Outgoing): Promise<void> => {
      if (!isOffered) return;
      const digest = proofOf(to);
      if (isLatest) await store.withdraw(digest, topic);
      const content: Sealed = { to, ...written(letter), ...(unsubscribe ? { unsubscribe } : {}) };
      const sealed = seal(key, JSON.stringify(content));
      await store.add({ _id: id, topic, to: digest, sealed, at, until: until ?? null });
      await planSending(at);
    },

    /** Takes back what waits of a topic for an address. */
    withdraw: (to: string, topic: string): Promise<void> => store.withdraw(proofOf(to), topic),

    /** How many mails of a topic an address was sent since a moment. */
    sentTo: (to: string, topic: string, since: Date): Promise<number> => store.count(proofOf(to), topic, since),

    /** When the last mail to an address was written, if its server refused it; null otherwise. */
    refusedAt: async (to: string): Promise<Date | null> => {
      const last = await store.last(proofOf(to));
      return last?.state === 'refused' ? last.at : null;
    },

    /** What a mail that waits says. */
    open: ({ sealed }: StoredMail): Sealed | null =>
      sealed === null ? null : (JSON.parse(unseal(key, sealed)) as Sealed), // as `send` sealed it
  };
}
export type OutboxService = ReturnType<typeof outboxService>;
