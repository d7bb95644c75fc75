import { useQuery } from '@tanstack/react-query';
import type { Output } from '../../server/api/operations.ts';
import { call } from './api.ts';
import { queryClient, read } from './query.ts';
import { actingChanged, pageActsFor } from './signals.ts';
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
  if (!keep) queryClient.clear();
  pageActsFor.set(actsFor(me));
  queryClient.setQueryData(meOptions.queryKey, me);
  renewDoor();
  return me;
}

export async function signOut(): Promise<void> {
  await call('accounts.signOut', {});
  closeDoor();
  queryClient.clear();
  pageActsFor.set(undefined);
  queryClient.setQueryData(meOptions.queryKey, null);
}
