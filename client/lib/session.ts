import { useQuery } from '@tanstack/react-query';
import type { Output } from '../../server/api/operations.ts';
import { call } from './api.ts';
import { queryClient, read } from './query.ts';
import { actingChanged, beginnings, followedTo, pageActsFor, sessionChanges, sessionEnded } from './signals.ts';
import { closeDoor, renewDoor } from './socket.ts';

export type Me = NonNullable<Output<'accounts.me'>>;

const actsFor = (me: Me): string => me.organisation?.id ?? 'none';

export const meOptions = {
  ...read('accounts.me'),
  staleTime: 60_000,
  /** The first answer fixes the organisation of the page; a later one that differs only raises `actingChanged`. */
  queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Me | null> => {
    const me = await call('accounts.me', {}, { signal });
    if (me && pageActsFor.get() === undefined) pageActsFor.set(actsFor(me));
    if (me && pageActsFor.get() !== actsFor(me)) actingChanged.set(true);
    return me;
  },
};

/** Who is signed in: undefined while unknown, null for nobody. */
export const useMe = (): Me | null | undefined => useQuery(meOptions).data;

/** Signs in. Cached data is dropped, unless `keep` is set and the same user signs in again. */
export async function signIn(email: string, password: string, keep = false): Promise<Me> {
  const me = await call('accounts.signIn', { body: { email, password } });
  const before = queryClient.getQueryData(meOptions.queryKey);
  const isSame = keep && before?.userId === me.userId;
  const shown = isSame && before.organisation;
  // the page keeps acting for the organisation it shows
  if (shown && me.memberships.some(({ organisation }) => organisation.id === shown.id)) return switchTo(shown.id, true);
  return begin(me, isSame);
}

/** Switches to another organisation of the user; cached data is dropped unless `keep` is set. */
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

/** Makes this the page of `me`, or of nobody. Cached data is dropped unless `keep` is set. */
function show(me: Me | null, keep: boolean): void {
  sessionChanges.set(sessionChanges.get() + 1);
  if (!keep) queryClient.clear();
  pageActsFor.set(me ? actsFor(me) : undefined);
  queryClient.setQueryData(meOptions.queryKey, me);
  if (me) renewDoor();
  else closeDoor();
}

/** The page as it stands goes on with a new session of its user. */
export function goOn(): void {
  sessionEnded.set(false);
  void queryClient.refetchQueries({ type: 'active' });
}

/** All windows of a browser share one session: when one of them changes it, the others follow at once. */
const windows = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('exchange.session');
windows?.addEventListener('message', ({ data }: MessageEvent<Me | null>) => {
  const before = queryClient.getQueryData(meOptions.queryKey);
  if (before === undefined) return; // this page has not loaded the session yet and will read the new one
  if (before?.userId === data?.userId && before?.organisation?.id === data?.organisation?.id) {
    // the same user, perhaps signed in again there
    show(data, true);
    goOn();
    return;
  }
  show(data, false);
  beginnings.set(beginnings.get() + 1); // input typed here belongs to the former organisation
  followedTo.set(before && data ? (data.organisation?.name ?? data.displayName) : null);
});
