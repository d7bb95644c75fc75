import { createServer, type AddressInfo, type Socket } from 'node:net';
import fc from 'fast-check';
import { type Answer, type CaughtMail, type MailSink, openMailSink } from '../../support/mail-sink.ts';
import { written } from '../../../server/platform/deliveries/letter.ts';
import { type Mail, NotSent, openMailer } from '../../../server/platform/deliveries/mail.ts';

const from = { name: '专利供需对接', address: 'noreply@exchange.example.org' };
const patience = { connectMs: 500, silentMs: 500, wholeMs: 900 };
const mail = (fields: Partial<Mail> = {}): Mail => ({
  ...{ id: 'one-1', to: 'li.hua@example.org', at: new Date('2026-05-04T02:00:00Z'), subject: '有新的待办' },
  ...{ text: '请查看', html: '<p>请查看</p>', ...fields },
});

let sink: MailSink;
let atRecipient: (address: string) => Answer = () => 'take';
let atMail: (caught: CaughtMail) => Answer = () => 'take';
beforeAll(async () => {
  sink = await openMailSink({ atRecipient: (address) => atRecipient(address), atMail: (caught) => atMail(caught) });
});
afterAll(() => sink.close());
beforeEach(() => {
  sink.mails.length = 0;
  [atRecipient, atMail] = [() => 'take', () => 'take'];
});

/** What became of a mail: `taken`, or why it was not. */
const outcomeOf = async (sent: Mail, url = sink.url): Promise<string> => {
  const mailer = openMailer({ url, from }, patience);
  try {
    await mailer.send(sent);
    return 'taken';
  } catch (error) {
    if (error instanceof NotSent) return error.message;
    throw error;
  } finally {
    mailer.close();
  }
};

describe('a mail', () => {
  it('arrives as text and as a page, with an id of its own, and says how to end its kind', async () => {
    const unsubscribe = 'https://exchange.example.org/api/mails/unsubscribe/x';
    expect(await outcomeOf(mail({ unsubscribe }))).toBe('taken');
    const [{ headers, text, html, to }] = sink.mails as [CaughtMail];
    expect({ text, html, to }).toEqual({ text: '请查看', html: '<p>请查看</p>', to: 'li.hua@example.org' });
    expect(headers).toMatchObject({
      from: '专利供需对接 <noreply@exchange.example.org>',
      subject: '有新的待办',
      'message-id': '<one-1@exchange.example.org>',
      date: 'Mon, 04 May 2026 02:00:00 +0000',
      'list-unsubscribe': `<${unsubscribe}>`,
      'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
      'auto-submitted': 'auto-generated',
    });
  });

  it('is the same to the last byte of its head when it is sent again', async () => {
    for (let n = 0; n < 2; n++) expect(await outcomeOf(mail())).toBe('taken');
    const [first, again] = sink.mails.map(({ headers }) => ({ ...headers, 'content-type': '' }));
    expect(again).toEqual(first);
  });

  it('has no more headers and recipients than we gave it, whatever stands in an address or a subject', async () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(
        ...['a@example.org\r\nBcc: b@example.org', 'a@example.org, b@example.org', 'a@example.org b@example.org'],
        ...[
          '"x" <a@example.org>',
          'a@example.org\u2028Bcc: b@example.org',
          'x\r\n\r\n<html>',
          'a@example.org>\nRCPT TO:<b@x',
        ],
      ),
    );
    const mailer = openMailer({ url: sink.url, from }, patience);
    await mailer.send(mail());
    const expected = Object.keys(sink.mails[0]?.headers ?? {});
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (subject, to) => {
        sink.mails.length = 0;
        await mailer.send(mail({ subject })).catch((error: unknown) => expect(error).toBeInstanceOf(NotSent));
        const others = (one: CaughtMail) => Object.keys(one.headers).filter((name) => !expected.includes(name));
        expect(sink.mails.map(others)).toEqual([[]]);
        await mailer.send(mail({ to })).catch((error: unknown) => expect(error).toBeInstanceOf(NotSent));
        const known = ['li.hua@example.org', to];
        expect(sink.mails.flatMap((one) => one.to.split(' ')).filter((one) => !known.includes(one))).toEqual([]);
      }),
      { numRuns: 60 },
    );
    mailer.close();
  });
});

describe('a mail server', () => {
  it('that refuses a recipient or a mail for good, or for now, has its word taken for it', async () => {
    for (const [code, reason] of [
      [550, 'refused'],
      [450, 'later'],
      [552, 'refused'],
      [421, 'away'],
    ] as const) {
      atRecipient = () => code;
      expect(await outcomeOf(mail())).toBe(`${reason}: ${code}`);
      [atRecipient, atMail] = [() => 'take', () => code];
      expect(await outcomeOf(mail())).toBe(`${reason}: ${code}`);
      atMail = () => 'take';
    }
  });

  it('that says nothing, or speaks without an end, is waited for no longer than it may take', async () => {
    const begun = performance.now();
    [atRecipient] = [() => 'stall'];
    expect(await outcomeOf(mail())).toBe('away: ETIMEDOUT');
    const endless = await bareServer((socket) => {
      const more = setInterval(() => socket.write('220-wait\r\n'), 50).unref();
      socket.on('close', () => clearInterval(more));
    });
    expect(await outcomeOf(mail(), endless.url)).toMatch(/^away: /);
    const mute = await bareServer(() => undefined);
    expect(await outcomeOf(mail(), mute.url)).toBe('away: ETIMEDOUT');
    for (const server of [endless, mute]) server.stop();
    expect(performance.now() - begun).toBeLessThan(3 * patience.wholeMs + 1_000);
  });

  it('that dies after the whole mail, is not there, or does not know us is away', async () => {
    atMail = () => 'die';
    expect(await outcomeOf(mail())).toMatch(/^away: (ECONNECTION|ESOCKET)$/);
    expect(sink.mails).toHaveLength(1); // it may have it: the same is sent again
    expect(await outcomeOf(mail(), 'smtp://127.0.0.1:1')).toBe('away: ESOCKET');
    expect(await outcomeOf(mail(), sink.url.replace('//', '//me:secret@'))).toMatch(/^away: (?!.*secret)/);
  });
});

/** A server that is no mail server. */
async function bareServer(speak: (socket: Socket) => void) {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => undefined));
    speak(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listening on TCP
  return {
    url: `smtp://127.0.0.1:${port}`,
    stop: () => void (sockets.forEach((one) => one.destroy()), server.close()),
  };
}

describe('a letter', () => {
  it('says the same as text and as a page, and what stands in it is no markup', () => {
    const url = 'https://exchange.example.org/deals/1?a=1&b="2"';
    const letter = {
      language: 'en' as const,
      subject: 'Offers & answers',
      blocks: ['1 < 2', { title: 'Deals', lines: [{ text: "It's <b>new</b>", url }] }],
      foot: [{ text: 'No more of these', url: 'https://exchange.example.org/x' }],
    };
    const { text, html } = written(letter);
    expect(text).toBe(
      `1 < 2\n\nDeals\n\n- It's <b>new</b>\n${url}\n\n-- \n\nNo more of these\nhttps://exchange.example.org/x\n`,
    );
    expect(html).toContain('lang="en"');
    expect(html).toContain('<p>1 &lt; 2</p>');
    expect(html).toContain(
      '<li><a href="https://exchange.example.org/deals/1?a=1&amp;b=&quot;2&quot;">It&#39;s &lt;b&gt;new&lt;/b&gt;</a></li>',
    );
  });
});
