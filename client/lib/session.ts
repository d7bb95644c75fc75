import { useQuery } from '@tanstack/react-query';
import type { Output } from '../../server/api/operations.ts';
import { call } from './api.ts';
import { queryClient, read } from './query.ts';
import { closeDoor, renewDoor } from './socket.ts';

export type Me = NonNullable<Output<'accounts.me'>>;

export const meOptions = { ...read('accounts.me'), staleTime: 60_000 };

/** Who is signed in: undefined while unknown, null for nobody. */
export const useMe = (): Me | null | undefined => useQuery(meOptions).data;

/** Signs in; what was read before belongs to somebody else and is dropped, unless the same person comes back. */
export async function signIn(email: string, password: string, keep = false): Promise<Me> {
  const me = await call('accounts.signIn', { body: { email, password } });
  const before = queryClient.getQueryData(meOptions.queryKey);
  if (!keep || before?.userId !== me.userId) queryClient.clear();
  queryClient.setQueryData(meOptions.queryKey, me);
  renewDoor();
  return me;
}

export async function signOut(): Promise<void> {
  await call('accounts.signOut', {});
  closeDoor();
  queryClient.clear();
  queryClient.setQueryData(meOptions.queryKey, null);
}
