import { linkAddresses } from '../../domain/addresses.ts';
import type { Language } from '../../domain/languages.ts';
import { say } from '../../domain/messages.ts';
import type { Letter } from '../../platform/deliveries/letter.ts';
import type { StoredUser } from './accounts.store.ts';

/** One letter, on its way to one address; see the outbox, which sends it. */
export type Sending = Readonly<{ id: string; to: string; topic: LetterTopic; letter: Letter; at: Date; until?: Date }>;
export type LetterTopic = 'address' | 'password' | 'security';

/** Sends mails, where the installation does; `app.features.ts` hands it in. */
export type Outbox = Readonly<{
  isOffered: boolean;
  /** Keeps a mail that is sent after the surrounding transaction; once by its id. */
  send: (mail: Sending) => Promise<void>;
  /** How many mails of a topic an address was sent since a moment. */
  sentTo: (to: string, topic: LetterTopic, since: Date) => Promise<number>;
  /** When the last mail to an address was written, if its server refused it. */
  refusedAt: (to: string) => Promise<Date | null>;
}>;

type Link = Readonly<{ id: string; secret: string; hours: number }>;

export const languageOf = ({ language }: Pick<StoredUser, 'language'>): Language => language ?? 'zh';

/** The letters about an account. None holds a word that somebody chose. `publicUrl`: links begin with it. */
export function accountLetters(publicUrl: string) {
  const letter = (
    language: Language,
    name: 'address' | 'password' | 'passwordChanged' | 'addressChanged',
    {
      blocks = [],
      values = {},
      last,
    }: Readonly<{ blocks?: Letter['blocks']; values?: object; last: 'notYou' | 'wasNotYou' }>,
  ): Letter => ({
    language,
    subject: say(`mails.${name}.subject`, language),
    blocks: [say(`mails.${name}.text`, language, { ...values }), ...blocks, say(`mails.${last}`, language)],
    foot: [say('mails.foot', language)],
  });
  return {
    /** Asks whoever reads mails to an address whether it is theirs. */
    confirmAddress: (language: Language, { id, secret, hours }: Link): Letter => {
      const url = `${publicUrl}${linkAddresses.confirmAddress(id, secret)}`;
      const blocks = [{ text: say('mails.address.link', language), url }];
      return letter(language, 'address', { blocks, values: { hours }, last: 'notYou' });
    },
    newPassword: (language: Language, { id, secret, hours }: Link): Letter => {
      const url = `${publicUrl}${linkAddresses.newPassword(id, secret)}`;
      const blocks = [{ text: say('mails.password.link', language), url }];
      return letter(language, 'password', { blocks, values: { hours }, last: 'notYou' });
    },
    passwordChanged: (language: Language) => letter(language, 'passwordChanged', { last: 'wasNotYou' }),
    addressChanged: (language: Language) => letter(language, 'addressChanged', { last: 'wasNotYou' }),
  };
}
export type AccountLetters = ReturnType<typeof accountLetters>;
