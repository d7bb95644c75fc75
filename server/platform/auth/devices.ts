import { createHmac, randomBytes } from 'node:crypto';

/** The cookie of a browser remembers at most so many accounts that have signed in there, the newest first. */
const mostAccounts = 6;
const shape = /^[\w-]{22}(\.[\w-]{22}){1,6}$/;

/**
 * Devices on which an account has signed in before. The cookie holds an id of the browser and one tag an account, which
 * only the server can make; it signs nobody in, but guesses of strangers do not slow the account down there.
 */
export function knownDevices(key: string) {
  const tagOf = (id: string, userId: string): string =>
    createHmac('sha256', key).update(`${id} ${userId}`).digest('base64url').slice(0, 22);
  const read = (cookie: string | undefined) => {
    const [id, ...tags] = cookie && shape.test(cookie) ? cookie.split('.') : [];
    return { id, tags };
  };
  return {
    /** The device's id where the account has signed in on it before. */
    knownTo: (cookie: string | undefined, userId: string): string | undefined => {
      const { id, tags } = read(cookie);
      return id && tags.includes(tagOf(id, userId)) ? id : undefined;
    },
    /** The cookie once the account has signed in on the device. */
    remember: (cookie: string | undefined, userId: string): string => {
      const { id = randomBytes(16).toString('base64url'), tags } = read(cookie);
      const tag = tagOf(id, userId);
      return [id, tag, ...tags.filter((other) => other !== tag)].slice(0, mostAccounts + 1).join('.');
    },
  };
}

export type KnownDevices = ReturnType<typeof knownDevices>;
