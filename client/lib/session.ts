import { useQuery } from '@tanstack/react-query';
import type { Output } from '../../server/api/operations.ts';
import { call } from './api.ts';
import { queryClient, read } from './query.ts';
import { actingChanged, beginnings, followedTo, pageActsFor } from './signals.ts';
import { closeDoor, renewDoor } from './socket.ts';

export type Me = NonNullable<Output<'accounts.me'>>;

const actsFor = (me: Me): string => me.organisation?.id ?? 'none';

export const meOptions = {
  ...read('accounts.me'),
  staleTime: 60_000,
  /** Keeps to the organisation that the page began with: what else is on it belongs to that one. */
  queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Me | null> => {
    const me = await call('accounts.me', {}, { signal });
    if (me && pageActsFor.get() === undefined) pageActsFor.set(actsFor(me));
    if (me && pageActsFor.get() !== actsFor(me)) actingChanged.set(true);
    return me;
  },
};

/** Who is signed in: undefined while unknown, null for nobody. */
export const useMe = (): Me | null | undefined => useQuery(meOptions).data;

/** Signs in; what was read before belongs to somebody else and is dropped, unless the same person comes back. */
export async function signIn(email: string, password: string, keep = false): Promise<Me> {
  const me = await call('accounts.signIn', { body: { email, password } });
  const before = queryClient.getQueryData(meOptions.queryKey);
  const isSame = keep && before?.userId === me.userId;
  const shown = isSame && before.organisation;
  // the page goes on as what it is
  if (shown && me.memberships.some(({ organisation }) => organisation.id === shown.id)) return switchTo(shown.id, true);
  return begin(me, isSame);
}

/** Acts for another of my organisations from now on; what was read for the one before is dropped. */
export const switchTo = async (organisationId: string, keep = false): Promise<Me> =>
  begin(await call('accounts.actFor', { body: { organisationId } }), keep);

function begin(me: Me, keep: boolean): Me {
  show(me, keep);
  windows?.postMessage(me);
  return me;
}

export async function signOut(): Promise<void> {
  await call('accounts.signOut', {});
  show(null, false);
  windows?.postMessage(null);
}

/** The page is now that of `me`, or of nobody. Unless `keep`, what was read before is dropped. */
function show(me: Me | null, keep: boolean): void {
  if (!keep) queryClient.clear();
  pageActsFor.set(me ? actsFor(me) : undefined);
  queryClient.setQueryData(meOptions.queryKey, me);
  if (me) renewDoor();
  else closeDoor();
}

/** All windows of this browser share one session: what one of them changes, the others show at once. */
const windows = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('exchange.session');
windows?.addEventListener('message', ({ data }: MessageEvent<Me | null>) => {
  const before = queryClient.getQueryData(meOptions.queryKey);
  if (before === undefined) return; // this page has not asked yet who it is
  if (before?.userId === data?.userId && before?.organisation?.id === data?.organisation?.id) return;
  show(data, false);
  beginnings.set(beginnings.get() + 1); // what was typed here belongs to the organisation before
  followedTo.set(before && data ? (data.organisation?.name ?? data.displayName) : null);
});
