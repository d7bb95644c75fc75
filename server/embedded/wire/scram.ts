/** Server side of SCRAM-SHA-256 (RFC 5802, RFC 7677), for clients that connect over TCP. */
import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import { Binary } from 'bson';
import { type Doc, doc, isDoc } from '../values/bson.ts';
import { fail } from '../values/errors.ts';

const ITERATIONS = 15_000;

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

export interface Credentials {
  readonly user: string;
  readonly salt: Buffer;
  readonly storedKey: Buffer;
  readonly serverKey: Buffer;
}

export const credentialsOf = (user: string, password: string): Credentials => {
  const salt = randomBytes(28);
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256');
  return { user, salt, storedKey: sha256(hmac(salted, 'Client Key')), serverKey: hmac(salted, 'Server Key') };
};

const failed = (): never => {
  fail('AuthenticationFailed', 'Authentication failed.');
};

const part = (text: string, name: string): string =>
  text
    .split(',')
    .find((p) => p.startsWith(`${name}=`))
    ?.slice(2) ?? failed();

/** Authentication state of one connection. */
export class Login {
  isKnown = false;
  private readonly credentials: Credentials;
  private exchange: { nonce: string; first: string; channel: string; skipsLast: boolean } | undefined;
  private awaitsEnd = false;

  constructor(credentials: Credentials) {
    this.credentials = credentials;
  }

  /** `saslStart`, also when it comes inside a hello. */
  start(command: Doc): Doc {
    if (command.get('mechanism') !== 'SCRAM-SHA-256') return failed();
    const message = payload(command);
    const bare = message.slice(message.indexOf(',', 2) + 1);
    if (!message.startsWith('n,') || part(bare, 'n') !== this.credentials.user) return failed();
    const nonce = part(bare, 'r') + randomBytes(18).toString('base64');
    const reply = `r=${nonce},s=${this.credentials.salt.toString('base64')},i=${ITERATIONS}`;
    const options = command.get('options');
    this.exchange = {
      nonce,
      first: `${bare},${reply}`,
      channel: Buffer.from(message.slice(0, message.length - bare.length)).toString('base64'),
      skipsLast: isDoc(options) && options.get('skipEmptyExchange') === true,
    };
    return step(reply, false);
  }

  continue(command: Doc): Doc {
    if (this.awaitsEnd) {
      this.awaitsEnd = false;
      this.isKnown = true;
      return step('', true);
    }
    const { exchange } = this;
    this.exchange = undefined;
    if (!exchange) return failed();
    const message = payload(command);
    if (part(message, 'r') !== exchange.nonce || part(message, 'c') !== exchange.channel) return failed();
    const signed = `${exchange.first},${message.slice(0, message.lastIndexOf(',p='))}`;
    const signature = hmac(this.credentials.storedKey, signed);
    const proof = Buffer.from(part(message, 'p'), 'base64');
    if (proof.length !== signature.length) return failed();
    const clientKey = Buffer.from(proof.map((byte, i) => byte ^ (signature[i] ?? 0)));
    if (!timingSafeEqual(sha256(clientKey), this.credentials.storedKey)) return failed();
    this.isKnown = exchange.skipsLast;
    this.awaitsEnd = !exchange.skipsLast;
    return step(`v=${hmac(this.credentials.serverKey, signed).toString('base64')}`, exchange.skipsLast);
  }
}

const payload = (command: Doc): string => {
  const bytes = command.get('payload');
  return bytes instanceof Binary ? Buffer.from(bytes.buffer.subarray(0, bytes.position)).toString() : failed();
};

const step = (text: string, done: boolean): Doc =>
  doc({ conversationId: 1, done, payload: new Binary(Buffer.from(text)), ok: 1 });
