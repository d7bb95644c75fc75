import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import { readMail, type ReadMail } from './mail-reading.ts';

/** A mail that came, with the address that it was for. */
export type CaughtMail = ReadMail & Readonly<{ to: string; raw: string }>;

/** `take`; answer with a status; `die`: end the connection without an answer; `stall`: say nothing more. */
export type Answer = 'take' | 'die' | 'stall' | number;

export type SinkOptions = Readonly<{
  /** When a recipient is named; 'take' by default. */
  atRecipient?: (address: string) => Answer;
  /** When the whole mail is there; 'take' by default. What is not taken is caught all the same. */
  atMail?: (mail: CaughtMail) => Answer;
  /** A free one by default. */
  port?: number;
}>;

/** A mail server on this machine that keeps what it gets and passes nothing on. */
export async function openMailSink({
  atRecipient = () => 'take',
  atMail = () => 'take',
  port: wanted = 0,
}: SinkOptions = {}) {
  const mails: CaughtMail[] = [];
  const sockets = new Set<Socket>();
  const answer = (how: Answer, done: (error?: Error) => void): void => {
    if (how === 'take') done();
    else if (how === 'die') sockets.forEach((socket) => socket.destroy());
    else if (how !== 'stall') done(Object.assign(new Error(`not this one`), { responseCode: how }));
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onRcptTo: ({ address }, _session, done) => answer(atRecipient(address), done),
    onData: (stream, { envelope: { rcptTo } }, done) => {
      bytesOf(stream).then((raw) => {
        const mail = {
          ...readMail(raw),
          raw: raw.toString('utf8'),
          to: rcptTo.map(({ address }) => address).join(' '),
        };
        mails.push(mail);
        answer(atMail(mail), done);
      }, done);
    },
  });
  server.on('error', () => undefined); // connections that were cut
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(wanted, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo; // listening on TCP
  const close = (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(resolve));
    sockets.forEach((socket) => socket.destroy());
    return closed;
  };
  return { url: `smtp://127.0.0.1:${port}`, mails, close };
}

export type MailSink = Awaited<ReturnType<typeof openMailSink>>;

async function bytesOf(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
