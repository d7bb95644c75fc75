import { createTransport } from 'nodemailer';
import type { MailSettings } from '../config.ts';

/** A mail as it leaves. Sent again it is the same, `id` and `at` included, so that a receiver knows one that came twice. */
export type Mail = Readonly<{
  /** Letters, digits and hyphens; `Message-ID` is made of it. */
  id: string;
  to: string;
  at: Date;
  subject: string;
  text: string;
  html: string;
  /** Where the recipient ends mails of this kind by one click, without signing in (RFC 2369, RFC 8058). */
  unsubscribe?: string | undefined;
}>;

/**
 * Why a mail was not taken. `refused`: it will not be, however often it is tried. `later`: it may be. `away`: no mail is
 * taken now; the server does not answer, hangs, or refuses whom it is told that mails come from.
 */
export type NotTaken = 'refused' | 'later' | 'away';

/** A mail was not taken; `answer` is the status that the server gave, or a word, and never what it said. */
export class NotSent extends Error {
  override readonly name = 'NotSent';
  readonly reason: NotTaken;
  readonly answer: string;
  constructor(reason: NotTaken, answer: string) {
    super(`${reason}: ${answer}`);
    this.reason = reason;
    this.answer = answer;
  }
}

export type Mailer = Readonly<{
  /** Hands a mail to the server. Throws `NotSent`. */
  send: (mail: Mail) => Promise<void>;
  close: () => void;
}>;

export type Patience = Readonly<{ connectMs: number; silentMs: number; wholeMs: number }>;
const usualPatience: Patience = { connectMs: 10_000, silentMs: 20_000, wholeMs: 40_000 };

/** One address and nothing else: no second one, and no end of a header. */
const oneAddress = /^[^\s<>",;:()@]{1,64}@[^\s<>",;:()@]{1,190}$/;
const isOwnMachine = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host);

/** Opens a mail server; mails that are sent one after the other share a connection. It is connected to with the first. */
export function openMailer({ url, from }: MailSettings, patience: Patience = usualPatience): Mailer {
  const { protocol, hostname, port, username, password } = new URL(url);
  const isSecure = protocol === 'smtps:';
  const auth = username ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : undefined;
  const transport = createTransport({
    pool: true,
    maxConnections: 1,
    maxRequeues: 0, // whether a lost mail is sent again is decided where it is kept
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (isSecure ? 465 : 587) : Number(port),
    secure: isSecure,
    // a password does not leave this machine in clear
    requireTLS: !isSecure && auth !== undefined && !isOwnMachine(hostname),
    ...(auth ? { auth } : {}),
    connectionTimeout: patience.connectMs,
    greetingTimeout: patience.connectMs,
    dnsTimeout: patience.connectMs,
    socketTimeout: patience.silentMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.address.slice(from.address.indexOf('@') + 1);
  return {
    send: async ({ id, to, at, subject, text, html, unsubscribe }) => {
      if (!oneAddress.test(to)) throw new NotSent('refused', 'address');
      const oneClick = unsubscribe && {
        'List-Unsubscribe': `<${unsubscribe}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      };
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: to },
          messageId: `<${id}@${domain}>`,
          date: at,
          ...{ subject, text, html },
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', ...oneClick },
          signal: AbortSignal.timeout(patience.wholeMs),
        });
      } catch (error) {
        throw notSent(error);
      }
    },
    close: () => transport.close(),
  };
}

type SmtpError = Readonly<{ code?: string; command?: string; responseCode?: number; permanent?: boolean }>;

/** What an error of nodemailer means for the mail. Only an answer about this recipient or this mail is one about it. */
function notSent(error: unknown): NotSent {
  const { code = 'error', command, responseCode, permanent } = error as SmtpError; // an Error with these, of nodemailer
  const answer = responseCode === undefined ? code : String(responseCode);
  if (code === 'EENVELOPE' && command === 'API') return new NotSent('refused', 'address');
  const isAboutMail =
    (command === 'RCPT TO' || command === 'DATA') && responseCode !== undefined && responseCode !== 421;
  return new NotSent(!isAboutMail ? 'away' : permanent ? 'refused' : 'later', answer);
}
