import { type CaughtMail, openMailSink, type SinkOptions } from './mail-sink.ts';
import type { AppOptions } from '../../server/app.ts';
import { newId, startApp } from './app.ts';
import type { Member } from './people.ts';
import { until } from './progress.ts';

export const publicUrl = 'https://exchange.example.org';
/** `address` begins the links in mails; browsers of tests want one without https. */
export const mailEnv = (url: string, address = publicUrl) => ({
  SMTP_URL: url,
  MAIL_FROM: 'Exchange <noreply@example.org>',
  PUBLIC_URL: address,
});

/** The real app with a mail server of its own. */
export async function startWithMail({ address, ...options }: AppOptions & SinkOptions & { address?: string } = {}) {
  const sink = await openMailSink(options);
  const app = await startApp({ ...options, env: mailEnv(sink.url, address) });
  /** The mails to an address. */
  const to = (email: string): CaughtMail[] => sink.mails.filter((mail) => mail.to === email);
  return {
    app,
    sink,
    to,
    /** Waits until so many mails came to an address; answers the last. */
    nth: async (email: string, count: number): Promise<CaughtMail> => {
      await until(
        async () => {
          await app.app.scheduler.runDue();
          return to(email).length >= count;
        },
        () => sink.mails.length,
      );
      const mail = to(email)[count - 1];
      if (!mail) throw new Error('there is no such mail');
      return mail;
    },
    /** Sends what may be sent now. */
    settled: async (): Promise<void> => {
      await app.settle();
      await app.app.scheduler.runDue();
    },
    stop: async (): Promise<void> => {
      await app.stop();
      await sink.close();
    },
  };
}

export type WithMail = Awaited<ReturnType<typeof startWithMail>>;

/** The one-time link in a mail, as the page that it opens reads it. */
export function linkIn({ text }: Pick<CaughtMail, 'text'>): Readonly<{ path: string; linkId: string; secret: string }> {
  const [, path = '', linkId = '', secret = ''] =
    new RegExp(`https?://[\\w.:]+(/[\\w-]+/([\\w-]+))#([\\w-]+)`).exec(text) ?? [];
  return { path, linkId, secret };
}

/** The request that confirms an address by the link in a mail. */
export function proving(mail: Pick<CaughtMail, 'text'>) {
  const { linkId, secret } = linkIn(mail);
  return { params: { linkId }, body: { commandId: newId(), secret } };
}

/** Confirms the address of a person, as its owner does. */
export async function proveAddress({ nth, to }: Pick<WithMail, 'nth' | 'to'>, person: Member): Promise<void> {
  const count = to(person.email).length;
  await person.call('accounts.sendAddressLink', { body: { commandId: newId() } });
  await person.call('accounts.proveAddress', proving(await nth(person.email, count + 1)));
}
