import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Secrets of one-time links, each derived from its link's id: a repeated command answers the same one, and there is none
 * in the database that could be read.
 */
export function oneTimeSecrets(key: string) {
  const of = (id: string): string => createHmac('sha256', key).update(id).digest('base64url');
  return { of, fits: (id: string, secret: string): boolean => sameText(of(id), secret) };
}

export type OneTimeSecrets = ReturnType<typeof oneTimeSecrets>;

/** Compares secrets without telling by the time taken how much of them was right. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
