import type { Request } from 'express';
import type { Actor, Person } from '../../domain/actors.ts';

/** So many cookies are remembered; what is used last stands longest. */
const most = 10_000;

/**
 * Whose cookie it was when it was last sent. It grants nothing: whether the session still lives, and who the person is
 * now, is read anew for each request. It only says before that read whose turn it is, and whom to read beside it.
 */
export type Familiar = Readonly<{
  remember: (request: Request, actor: Actor) => void;
  of: (request: Request) => Person | undefined;
}>;

export function familiarCookies(): Familiar {
  const known = new Map<string, Person>();
  return {
    remember: ({ headers: { cookie } }, actor) => {
      if (!cookie) return;
      known.delete(cookie);
      if (actor.kind !== 'person') return;
      known.set(cookie, actor);
      const [oldest] = known.keys();
      if (known.size > most && oldest !== undefined) known.delete(oldest);
    },
    of: ({ headers: { cookie } }) => (cookie ? known.get(cookie) : undefined),
  };
}
