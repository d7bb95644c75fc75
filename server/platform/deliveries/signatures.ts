import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** The secret of a webhook as Standard Webhooks writes it: derived, so that it is kept nowhere. */
export const webhookSecret = (key: string, webhookId: string): string =>
  `whsec_${createHmac('sha256', key).update(`webhook:${webhookId}`).digest('base64')}`;

/** The header `webhook-signature` of Standard Webhooks 1.0.0: HMAC-SHA256 of id, seconds and body. */
export function standardSignature(secret: string, id: string, seconds: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
}

/** The signature of 钉钉: over the time in milliseconds and the secret, with the secret as key. */
export const dingtalkSign = (secret: string, milliseconds: string): string =>
  createHmac('sha256', secret).update(`${milliseconds}\n${secret}`).digest('base64');

/** The signature of 飞书: over nothing, with the time in seconds and the secret as key. */
export const feishuSign = (secret: string, seconds: string): string =>
  createHmac('sha256', `${seconds}\n${secret}`).update('').digest('base64');

/** Encrypts what must be kept (AES-256-GCM); `key`: 32 bytes in hexadecimal. */
export function seal(key: string, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'hex'), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

/** Throws when it was sealed with another key, or changed. */
export function unseal(key: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const cipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'hex'), bytes.subarray(0, 12));
  cipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString('utf8');
}
